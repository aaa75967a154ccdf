import type { DispatchCase } from '#domain/contract/dispatch-rules.ts';
import type { Point, Reason } from '#domain/contract/terms.ts';
import type { Timer } from '#domain/timers.ts';
import { type Connection, measurable, rows, sql } from '../../sql.ts';
import type { NewCall } from './calls.ts';
import type { NewDeadline } from './deadlines.ts';
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

export interface OrderNumbers {
  readonly incidentId: string;
  readonly orderId: string;
}

export interface InsertedOrder extends OrderNumbers {
  /** Of its asset, as registered. */
  readonly assetAddress: string | null;
}

/** Numbers for so many orders that are about to be opened: what belongs to them can then be written without waiting for them. */
export const drawOrderNumbers = (connection: Connection, count: number): Promise<OrderNumbers[]> =>
  rows(connection, sql`select nextval('incidents_id_seq') as incident_id, nextval('orders_id_seq') as order_id from generate_series(1, ${count}::integer)`);

const rowOf = ({ timers, call, ...o }: NewOrder, numbers: OrderNumbers | undefined) => ({
  ...o,
  ...numbers,
  matchScore: measurable(o.matchScore),
  timers: firstOfEach(timers),
  calls: call ? [call] : [],
});

/**
 * Incidents and their orders with all that an order never stands without, in one statement: nine of them took twice as long, and of several
 * orders opened together each costs a third less. Whoever watches is told by the same: an order's units are those it is assigned to.
 * @param numbers drawn before, one for each; without them they are drawn here
 * @returns in the order given
 */
export const insertOrders = (connection: Connection, orders: readonly NewOrder[], numbers: readonly OrderNumbers[] = []): Promise<InsertedOrder[]> =>
  rows(
    connection,
    sql`with given as materialized (
          select o.*, coalesce(o."incidentId", nextval('incidents_id_seq')) as incident_id, coalesce(o."orderId", nextval('orders_id_seq')) as order_id
          from rows from (jsonb_to_recordset(${JSON.stringify(orders.map((o, i) => rowOf(o, numbers[i])))}::jsonb) as ("incidentId" bigint, "orderId" bigint,
            kind text, "assetId" text, point jsonb, address text, "districtCode" text, "streetCode" text, "isHazard" boolean, "openedAt" timestamptz, at timestamptz,
            "unitId" text, "matchScore" float8, "matchReasons" jsonb, "dispatchReason" jsonb, "dispatchPath" text[], "dispatchCase" jsonb, "dispatchRule" jsonb,
            "fallbackUnitIds" text[], "dueAt" timestamptz, "calendarPending" boolean, assignments jsonb, events jsonb, deadlines jsonb, timers jsonb, calls jsonb))
            with ordinality as o),
        incident as (
          insert into incidents (id, problem_kind, asset_id, geom, district_code, street_code, address, is_hazard, opened_at) overriding system value
          select incident_id, kind, "assetId", ST_SetSRID(ST_MakePoint((point ->> 'lon')::float8, (point ->> 'lat')::float8), 4326), "districtCode", "streetCode", address, "isHazard", "openedAt"
          from given order by ordinality),
        opened as (
          insert into orders (id, incident_id, state, is_hazard, problem_kind, asset_id, district_code, street_code, unit_id, match_score, match_reasons,
            dispatch_reason, dispatch_path, dispatch_case, dispatch_rule, fallback_unit_ids, due_at, calendar_pending, opened_at) overriding system value
          select order_id, incident_id, 'dispatched', "isHazard", kind, "assetId", "districtCode", "streetCode", "unitId", "matchScore", "matchReasons",
            "dispatchReason", "dispatchPath", "dispatchCase", "dispatchRule", "fallbackUnitIds", "dueAt", "calendarPending", "openedAt"
          from given order by ordinality returning id, version, district_code, street_code),
        assigned as (
          insert into assignments (order_id, unit_id, part, assigned_at, reason)
          select g.order_id, a."unitId", a.part, g.at, a.reason
          from given g, jsonb_to_recordset(g.assignments) as a ("unitId" text, part text, reason jsonb)),
        told as (
          insert into order_events (order_id, at, person_id, unit_id, action, from_state, to_state, note, details)
          select g.order_id, g.at, e."personId", e."unitId", e.action, e."fromState", e."toState", e.note, coalesce(e.details, '{}')
          from given g, rows from (jsonb_to_recordset(g.events) as ("personId" bigint, "unitId" text, action text,
            "fromState" text, "toState" text, note text, details jsonb)) with ordinality as e
          order by g.ordinality, e.ordinality),
        clocked as (
          insert into deadlines (order_id, clock, started_at, due_at, reason)
          select g.order_id, d.clock, d."startedAt", d."dueAt", d.reason
          from given g, jsonb_to_recordset(g.deadlines) as d (clock text, "startedAt" timestamptz, "dueAt" timestamptz, reason jsonb)),
        armed as (
          insert into timers (order_id, kind, clock, step, due_at, armed_at)
          select g.order_id, t.kind, t.clock, t.step, t."dueAt", g.at
          from given g, jsonb_to_recordset(g.timers) as t (kind text, clock text, step integer, "dueAt" timestamptz)),
        called as (
          insert into calls (order_id, unit_id, person_id, round, called_at, answer_by)
          select g.order_id, c."unitId", c."personId", c.round, g.at, c."answerBy"
          from given g, jsonb_to_recordset(g.calls) as c ("unitId" text, "personId" bigint, round integer, "answerBy" timestamptz))
        select g.incident_id, g.order_id, (select address from assets where id = g."assetId") as asset_address,
          ${tellOf(sql`opened`, sql`array(select distinct a."unitId" from jsonb_to_recordset(g.assignments) as a ("unitId" text))`, sql`'[]'::json`)}
        from given g join opened on opened.id = g.order_id order by g.ordinality`,
  );
