import type { DispatchCase } from '#domain/contract/dispatch-rules.ts';
import type { Point, Reason } from '#domain/contract/terms.ts';
import type { Timer } from '#domain/timers.ts';
import { type Connection, oneRow, sql } from '../sql.ts';
import type { NewCall } from './calls.ts';
import type { NewDeadline } from './deadlines.ts';
import { standingAsset } from './incidents.ts';
import { type NewAssignment, type NewOrderEvent, tellOf } from './order-changes.ts';

export interface NewOrder {
  readonly isHazard: boolean;
  readonly kind: string;
  readonly assetId: string | null;
  readonly point: Point;
  readonly address: string | null;
  readonly districtCode: string;
  readonly streetCode: string;
  readonly unitId: string;
  readonly matchScore: number | null;
  readonly matchReasons: readonly Reason[];
  readonly dispatchReason: Reason;
  readonly dispatchPath: readonly string[];
  readonly dispatchCase: DispatchCase;
  readonly dispatchRule: Readonly<Record<'version' | 'row' | 'ruleId', string | number | null>>;
  /** Who is called to a danger before the street's people. */
  readonly fallbackUnitIds: readonly string[];
  readonly dueAt: string;
  /** Every clock of it waits for a calendar. */
  readonly calendarPending: boolean;
  readonly openedAt: string;
  /** When it is opened here: later than that for a report that is split out. */
  readonly at: string;
  /** All by the system, when it is opened; the events in the order given. */
  readonly assignments: readonly Pick<NewAssignment, 'unitId' | 'part' | 'reason'>[];
  readonly events: readonly Omit<NewOrderEvent, 'orderId' | 'at'>[];
  readonly deadlines: readonly NewDeadline[];
  /** Of one kind and clock the first. */
  readonly timers: readonly Timer[];
  readonly call: Omit<NewCall, 'orderId' | 'calledAt'> | null;
}

/** Left to the database, that of two equal ones the first stays costs each of them as much as the row itself. */
const firstOfEach = (timers: readonly Timer[]): readonly Timer[] => {
  const first = new Map<string, Timer>();
  for (const timer of timers) if (!first.has(`${timer.kind} ${timer.clock}`)) first.set(`${timer.kind} ${timer.clock}`, timer);
  return [...first.values()];
};

interface InsertedOrder {
  readonly incidentId: string;
  readonly orderId: string;
  /** Of its asset, as registered. */
  readonly assetAddress: string | null;
}

/**
 * An incident and its order with all that an order never stands without, in one statement: nine of them took twice as long. Whoever watches
 * is told by the same: its units are those it is assigned to.
 */
export const insertOrder = (connection: Connection, o: NewOrder): Promise<InsertedOrder> =>
  oneRow(
    connection,
    sql`with incident as (
          insert into incidents (problem_kind, asset_id, geom, district_code, street_code, address, is_hazard, opened_at)
          values (${o.kind}, ${standingAsset(o.assetId)}, ST_SetSRID(ST_MakePoint(${o.point.lon}::float8, ${o.point.lat}::float8), 4326), ${o.districtCode}, ${o.streetCode}, ${o.address},
            ${o.isHazard}, ${o.openedAt})
          returning id, asset_id),
        opened as (
          insert into orders (incident_id, state, is_hazard, problem_kind, asset_id, district_code, street_code, unit_id, match_score, match_reasons,
            dispatch_reason, dispatch_path, dispatch_case, dispatch_rule, fallback_unit_ids, due_at, calendar_pending, opened_at)
          select id, 'dispatched', ${o.isHazard}::boolean, ${o.kind}, asset_id, ${o.districtCode}, ${o.streetCode}, ${o.unitId}, ${o.matchScore}::float8,
            ${JSON.stringify(o.matchReasons)}::jsonb, ${JSON.stringify(o.dispatchReason)}::jsonb, ${o.dispatchPath}::text[],
            ${JSON.stringify(o.dispatchCase)}::jsonb, ${JSON.stringify(o.dispatchRule)}::jsonb, ${o.fallbackUnitIds}::text[], ${o.dueAt}::timestamptz, ${o.calendarPending}::boolean, ${o.openedAt}::timestamptz
          from incident returning incident_id, id, version, district_code, street_code),
        assigned as (
          insert into assignments (order_id, unit_id, part, assigned_at, reason)
          select o.id, a."unitId", a.part, ${o.at}::timestamptz, a.reason
          from opened o, jsonb_to_recordset(${JSON.stringify(o.assignments)}::jsonb) as a ("unitId" text, part text, reason jsonb)),
        told as (
          insert into order_events (order_id, at, person_id, unit_id, action, from_state, to_state, note, details)
          select o.id, ${o.at}::timestamptz, e."personId", e."unitId", e.action, e."fromState", e."toState", e.note, coalesce(e.details, '{}')
          from opened o, rows from (jsonb_to_recordset(${JSON.stringify(o.events)}::jsonb) as ("personId" bigint, "unitId" text, action text,
            "fromState" text, "toState" text, note text, details jsonb)) with ordinality as e
          order by e.ordinality),
        clocked as (
          insert into deadlines (order_id, clock, started_at, due_at, reason)
          select o.id, d.clock, d."startedAt", d."dueAt", d.reason
          from opened o, jsonb_to_recordset(${JSON.stringify(o.deadlines)}::jsonb) as d (clock text, "startedAt" timestamptz, "dueAt" timestamptz, reason jsonb)),
        armed as (
          insert into timers (order_id, kind, clock, step, due_at, armed_at)
          select o.id, t.kind, t.clock, t.step, t."dueAt", ${o.at}::timestamptz
          from opened o, jsonb_to_recordset(${JSON.stringify(firstOfEach(o.timers))}::jsonb) as t (kind text, clock text, step integer, "dueAt" timestamptz)),
        called as (
          insert into calls (order_id, unit_id, person_id, round, called_at, answer_by)
          select o.id, c."unitId", c."personId", c.round, ${o.at}::timestamptz, c."answerBy"
          from opened o, jsonb_to_recordset(${JSON.stringify(o.call === null ? [] : [o.call])}::jsonb) as c ("unitId" text, "personId" bigint, round integer, "answerBy" timestamptz))
        select incident_id, id as order_id, (select address from assets where id = ${o.assetId}) as asset_address,
          ${tellOf(sql`opened`, sql`array(select distinct unnest(${o.assignments.map(({ unitId }) => unitId)}::text[]))`)}
        from opened`,
  );
