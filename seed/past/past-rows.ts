import { pointHex } from '#db/copy.ts';
import type { PastKind, PastTarget } from '#db/queries/seeding/past.ts';
import type { DispatchDecision } from '#domain/dispatch.ts';
import { localDate } from '#domain/local-time.ts';
import { reportNumber } from '#domain/report-number.ts';
import type { Contacted } from './further-callers.ts';
import { type How, matchOf } from './open-past.ts';
import { dueAtOf, isCalendarPending, type PastEvent, type Story } from './story.ts';

export interface PastReport {
  readonly at: string;
  readonly someoneHurt: boolean;
  readonly hasContact: boolean;
  readonly channel: string;
  readonly bytes: Buffer;
  readonly accuracyM: number;
  readonly lon: number;
  readonly lat: number;
  readonly phone: string;
  /** Of a further caller who left a contact; the first one's clock is the order's own. */
  readonly contacted: Contacted | null;
}

export interface PastOrder {
  readonly story: Story;
  readonly target: PastTarget;
  readonly kind: PastKind;
  readonly how: How;
  readonly decision: DispatchDecision;
  readonly isHazard: boolean;
  readonly until: string;
  readonly reports: readonly PastReport[];
}

type Value = string | number | boolean | null;
interface Table {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

const json = (value: unknown) => JSON.stringify(value);
const array = (values: readonly string[]) => `{${values.join(',')}}`;

/** Each order with its number: orders and incidents are numbered alike, as they came. */
const numbered = (orders: readonly PastOrder[]) => orders.map((order, i) => ({ ...order, id: i + 1 }));
type Numbered = ReturnType<typeof numbered>[number];

/** Rows of a part of the orders, numbered on through all of them. */
const parts = <T>(orders: readonly Numbered[], of: (order: Numbered) => readonly T[], row: (part: T, order: Numbered) => readonly Value[]): Value[][] =>
  orders.flatMap((order) => of(order).map((part) => row(part, order))).map((values, i) => [i + 1, ...values]);

const orderRow = ({ id, story, target, kind, decision, isHazard }: Numbered, person: (unitId: string | null) => Value): Value[] => {
  const wasSecured = story.securedAt !== null;
  return [
    ...[
      id,
      id,
      story.state,
      story.version,
      story.isHazard,
      isHazard,
      kind.code,
      decision.assetId,
      target.districtCode,
      target.streetCode,
      story.unitId,
      decision.matchScore,
    ],
    ...[
      '[]',
      json(story.dispatch.reason),
      array(story.dispatch.path),
      json(decision.of),
      json(decision.rule),
      array(decision.fallbacks),
      dueAtOf(story),
      story.reply,
    ],
    ...[story.openedAt, story.closedAt, story.arrivedAt, story.securedAt, wasSecured ? pointHex(target.lon, target.lat) : null, story.timeAskedAt],
    ...[
      story.timeGrantedAt,
      story.supervisedAt,
      story.supervisedAt === null ? '{}' : '{supervision_bureau}',
      story.repairedAt,
      person(story.timeAskedBy),
      true,
      isCalendarPending(story),
    ],
  ];
};

const orderColumns = [
  ...[
    'id',
    'incident_id',
    'state',
    'version',
    'is_hazard',
    'was_hazard',
    'problem_kind',
    'asset_id',
    'district_code',
    'street_code',
    'unit_id',
    'match_score',
    'match_reasons',
  ],
  ...['dispatch_reason', 'dispatch_path', 'dispatch_case', 'dispatch_rule', 'fallback_unit_ids', 'due_at', 'reply', 'opened_at', 'closed_at', 'arrived_at'],
  ...[
    'secured_at',
    'secured_geom',
    'time_asked_at',
    'time_granted_at',
    'supervised_at',
    'supervised_by',
    'repaired_at',
    'time_asked_by',
    'made_up',
    'calendar_pending',
  ],
];

/** A further caller's joining stands among the order's other events, by its time. */
const eventsOf = ({ story, reports }: Numbered): PastEvent[] => {
  const stateAt = (at: string) =>
    story.events
      .filter((event) => event.at <= at)
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
      .at(-1)?.toState ?? 'dispatched';
  const joins = reports.slice(1).map(({ at }): PastEvent => {
    const state = stateAt(at);
    return { at, unitId: null, byUnit: null, action: 'join', fromState: state, toState: state, note: null, details: {} };
  });
  const calls = reports.flatMap(({ contacted }): PastEvent[] => {
    if (!contacted) return [];
    const { at, unitId } = contacted;
    const state = stateAt(at);
    return [{ at, unitId, byUnit: unitId, action: 'contact', fromState: state, toState: state, note: null, details: {} }];
  });
  return [...story.events, ...joins, ...calls].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
};

const candidatesOf = ({ target, how, kind }: Numbered) =>
  kind.about === 'none'
    ? []
    : matchOf(target, how).candidates.map(({ asset, probability, reasons }) => ({
        ...{ assetId: asset?.id ?? null, className: asset?.className ?? null, distanceM: asset?.distanceM ?? null, probability, reasons },
        ...{ position: asset ? { lon: asset.lon, lat: asset.lat } : null, ownerId: asset?.ownerId ?? null },
      }));

/** All reports by their time, numbered so. */
const reportsOf = (orders: readonly Numbered[]) =>
  orders.flatMap((order) => order.reports.map((report) => ({ ...report, order }))).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
type Reports = ReturnType<typeof reportsOf>;

/** What callers said when they were called back: of each order its first caller. */
const judgementTable = (all: Reports, orders: readonly Numbered[], staff: ReadonlyMap<string, string>): Table => {
  const first = new Map<number, number>();
  for (const [i, { order }] of all.entries()) if (!first.has(order.id)) first.set(order.id, i + 1);
  return {
    table: 'judgements',
    columns: ['id', 'order_id', 'report_id', 'at', 'person_id', 'solved', 'speed', 'manner', 'outcome'],
    rows: parts(
      orders,
      ({ story }) => story.judgements,
      ({ at, byUnit, grades }, { id }) => [id, first.get(id) ?? null, at, personIn(staff)(byUnit), true, grades.speed, grades.manner, grades.outcome],
    ),
  };
};

const reportTables = (all: Reports, staff: ReadonlyMap<string, string>, timeZone: string): Table[] => {
  const city = [...staff.values()][0] ?? null;
  return [
    {
      table: 'reports',
      columns: [
        ...[
          'id',
          'number',
          'incident_id',
          'channel',
          'problem_kind',
          'geom',
          'accuracy_m',
          'datum',
          'text',
          'address',
          'plate',
          'someone_hurt',
          'picked_asset_id',
        ],
        ...['match_candidates', 'body_hash', 'taken_by', 'received_at'],
      ],
      rows: all.map(({ order, bytes, at, channel, accuracyM, lon, lat, someoneHurt }, i) => [
        ...[i + 1, reportNumber(bytes, localDate(at, timeZone)), order.id, channel, order.kind.code, pointHex(lon, lat), accuracyM, 'WGS84', order.kind.name],
        ...[order.target.address, channel === 'plate' ? order.target.id : null, someoneHurt, order.how === 'picked' ? order.decision.assetId : null],
        ...[json(candidatesOf(order)), `\\x${bytes.toString('hex')}`, channel === 'hotline' ? city : null, at],
      ]),
    },
    {
      table: 'report_contacts',
      columns: ['report_id', 'name', 'phone'],
      rows: all.flatMap(({ hasContact, phone }, i) => (hasContact ? [[i + 1, '模拟市民', phone]] : [])),
    },
  ];
};

const personIn = (staff: ReadonlyMap<string, string>) => (unitId: string | null) => (unitId === null ? null : (staff.get(unitId) ?? null));

/** The first caller of each order who left a contact: whose contact clock it is. */
const callersOf = (all: Reports): ReadonlyMap<number, number> => {
  const callers = new Map<number, number>();
  for (const [i, { order, hasContact }] of all.entries()) if (hasContact && !callers.has(order.id)) callers.set(order.id, i + 1);
  return callers;
};

const partTables = (orders: readonly Numbered[], all: Reports, staff: ReadonlyMap<string, string>): Table[] => {
  const callers = callersOf(all);
  const person = personIn(staff);
  const anybody = [...staff.values()][0] ?? '0';
  const numberOf = new Map(all.map((report, i) => [`${report.order.id} ${report.at} ${report.phone}`, i + 1]));
  const clocksOf = ({ id, story, reports }: Numbered) => [
    ...story.deadlines.map((clock) => ({ ...clock, reportId: clock.clock === 'contact' ? (callers.get(id) ?? null) : null })),
    ...reports.flatMap(({ at, phone, contacted }) =>
      (contacted?.clocks ?? []).map((clock) => ({ ...clock, reportId: numberOf.get(`${id} ${at} ${phone}`) ?? null })),
    ),
  ];
  return [
    {
      table: 'assignments',
      columns: ['id', 'order_id', 'unit_id', 'part', 'assigned_at', 'assigned_by', 'reason', 'ended_at', 'end_reason'],
      rows: parts(
        orders,
        ({ story }) => story.assignments,
        (a, { id }) => [id, a.unitId, a.part, a.at, person(a.byUnit), json(a.reason), a.endedAt, a.endReason],
      ),
    },
    {
      table: 'deadlines',
      columns: ['id', 'order_id', 'clock', 'started_at', 'due_at', 'reason', 'met_at', 'ended_at', 'report_id'],
      rows: parts(orders, clocksOf, (d, { id }) => [id, d.clock, d.startedAt, d.dueAt, json(d.reason), d.metAt, d.endedAt, d.reportId]),
    },
    {
      table: 'order_events',
      columns: ['id', 'order_id', 'at', 'person_id', 'unit_id', 'action', 'from_state', 'to_state', 'note', 'details'],
      rows: parts(orders, eventsOf, (e, { id }) => [id, e.at, person(e.byUnit), e.unitId, e.action, e.fromState, e.toState, e.note, json(e.details)]),
    },
    {
      table: 'timers',
      columns: ['id', 'order_id', 'kind', 'clock', 'step', 'due_at', 'armed_at', 'ended_at', 'outcome'],
      rows: parts(
        orders,
        ({ story }) => story.timers,
        (t, { id }) => [id, t.kind, t.clock, t.step, t.dueAt, t.armedAt, t.endedAt, t.outcome],
      ),
    },
    {
      table: 'calls',
      columns: ['id', 'order_id', 'unit_id', 'person_id', 'round', 'called_at', 'answer_by', 'acknowledged_at', 'ended_at'],
      rows: parts(
        orders,
        ({ story }) => story.calls,
        (c, { id }) => [id, c.unitId, person(c.unitId) ?? anybody, 1, c.at, c.answerBy, c.acknowledgedAt, c.endedAt],
      ),
    },
    {
      table: 'denials',
      columns: ['id', 'order_id', 'unit_id', 'asset_id', 'person_id', 'at', 'note', 'decided_at', 'upheld'],
      rows: parts(
        orders,
        ({ story }) => story.denials,
        (d, { id, decision }) => [id, d.unitId, decision.assetId, person(d.unitId) ?? anybody, d.at, d.note, d.decidedAt, d.upheld],
      ),
    },
    {
      table: 'liability_cases',
      columns: ['id', 'order_id', 'unit_id', 'fallback_unit_id', 'opened_at', 'reason'],
      rows: parts(
        orders,
        ({ story }) => story.liability,
        (l, { id }) => [id, l.unitId, l.fallbackUnitId, l.at, json({ code: 'liability-late' })],
      ),
    },
  ];
};

/** The rows of a past, table by table, each after those that it names. */
export const pastTables = (orders: readonly PastOrder[], staff: ReadonlyMap<string, string>, timeZone: string): Table[] => {
  const all = numbered(orders);
  const reports = reportsOf(all);
  return [
    {
      table: 'incidents',
      columns: ['id', 'problem_kind', 'asset_id', 'geom', 'district_code', 'street_code', 'address', 'is_hazard', 'opened_at'],
      rows: all.map(({ id, kind, decision, target, isHazard, story }) => [
        ...[
          id,
          kind.code,
          decision.assetId,
          pointHex(target.lon, target.lat),
          target.districtCode,
          target.streetCode,
          target.address,
          isHazard,
          story.openedAt,
        ],
      ]),
    },
    ...reportTables(reports, staff, timeZone),
    { table: 'orders', columns: orderColumns, rows: all.map((order) => orderRow(order, personIn(staff))) },
    ...partTables(all, reports, staff),
    judgementTable(reports, all, staff),
  ];
};
