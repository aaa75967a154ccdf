import type { OrderState, Reason } from '#domain/contract/terms.ts';
import { affected, type Connection, firstRow, oneRow, sql } from '../sql.ts';

export interface NewOrder {
  readonly incidentId: string;
  readonly isHazard: boolean;
  readonly kind: string;
  readonly assetId: string | null;
  readonly districtCode: string;
  readonly streetCode: string;
  readonly unitId: string;
  readonly matchScore: number | null;
  readonly matchReasons: readonly Reason[];
  readonly dispatchReason: Reason;
  readonly dispatchPath: readonly string[];
  readonly dueAt: string;
  readonly openedAt: string;
}

export const insertOrder = async (connection: Connection, o: NewOrder): Promise<string> => {
  const { id } = await oneRow<{ id: string }>(
    connection,
    sql`insert into orders (incident_id, state, is_hazard, problem_kind, asset_id, district_code, street_code, unit_id, match_score, match_reasons,
          dispatch_reason, dispatch_path, due_at, opened_at)
        values (${o.incidentId}, 'dispatched', ${o.isHazard}, ${o.kind}, ${o.assetId}, ${o.districtCode}, ${o.streetCode}, ${o.unitId}, ${o.matchScore},
          ${JSON.stringify(o.matchReasons)}::jsonb, ${JSON.stringify(o.dispatchReason)}::jsonb, ${o.dispatchPath}, ${o.dueAt}, ${o.openedAt})
        returning id`,
  );
  return id;
};

export interface NewAssignment {
  readonly orderId: string;
  readonly unitId: string;
  readonly part: 'accountable' | 'informed';
  readonly at: string;
  /** null: the system. */
  readonly by: string | null;
  readonly reason: Reason;
}

export const insertAssignment = (connection: Connection, a: NewAssignment): Promise<number> =>
  affected(
    connection,
    sql`insert into assignments (order_id, unit_id, part, assigned_at, assigned_by, reason)
        values (${a.orderId}, ${a.unitId}, ${a.part}, ${a.at}, ${a.by}, ${JSON.stringify(a.reason)}::jsonb)`,
  );

export const endAccountable = (connection: Connection, orderId: string, at: string, reason: string): Promise<number> =>
  affected(
    connection,
    sql`update assignments set ended_at = ${at}, end_reason = ${reason} where order_id = ${orderId} and part = 'accountable' and ended_at is null`,
  );

export interface NewDeadline {
  readonly clock: 'contact' | 'close' | 'hazard';
  readonly startedAt: string;
  readonly dueAt: string;
  readonly reason: Reason;
}

/** Starts a clock; one that already runs goes on as it is. */
export const insertDeadline = (connection: Connection, orderId: string, d: NewDeadline): Promise<number> =>
  affected(
    connection,
    sql`insert into deadlines (order_id, clock, started_at, due_at, reason)
        values (${orderId}, ${d.clock}, ${d.startedAt}, ${d.dueAt}, ${JSON.stringify(d.reason)}::jsonb) on conflict (order_id, clock) do nothing`,
  );

export const meetDeadlines = (connection: Connection, orderId: string, clocks: readonly string[], at: string): Promise<number> =>
  affected(connection, sql`update deadlines set met_at = ${at} where order_id = ${orderId} and clock = any(${clocks}) and met_at is null`);

/** Sets an order's place in the queue: its soonest unmet deadline, else the closing one's. */
export const refreshDueAt = (connection: Connection, orderId: string): Promise<number> =>
  affected(
    connection,
    sql`update orders set due_at = coalesce(
          (select min(due_at) from deadlines where order_id = orders.id and met_at is null),
          (select max(due_at) from deadlines where order_id = orders.id and clock = 'close'), due_at)
        where id = ${orderId}`,
  );

export interface NewOrderEvent {
  readonly orderId: string;
  readonly at: string;
  readonly personId: string | null;
  readonly unitId: string | null;
  readonly action: string;
  readonly fromState: OrderState | null;
  readonly toState: OrderState;
  readonly note?: string | null;
  readonly details?: Readonly<Record<string, unknown>>;
}

export const insertOrderEvent = (connection: Connection, e: NewOrderEvent): Promise<number> =>
  affected(
    connection,
    sql`insert into order_events (order_id, at, person_id, unit_id, action, from_state, to_state, note, details)
        values (${e.orderId}, ${e.at}, ${e.personId}, ${e.unitId}, ${e.action}, ${e.fromState}, ${e.toState}, ${e.note ?? null}, ${JSON.stringify(e.details ?? {})}::jsonb)`,
  );

export interface LockedOrder {
  readonly id: string;
  readonly state: OrderState;
  readonly version: number;
  readonly isHazard: boolean;
  readonly assetId: string | null;
  readonly districtCode: string;
  readonly streetCode: string;
  readonly unitId: string;
  /** Units with an open assignment of any part. */
  readonly unitIds: readonly string[];
}

/** The order, held against everyone else to the end of the transaction; undefined when there is none. */
export const lockOrder = (connection: Connection, id: string): Promise<LockedOrder | undefined> =>
  firstRow(
    connection,
    sql`select o.id, o.state, o.version, o.is_hazard, o.asset_id, o.district_code, o.street_code, o.unit_id,
          array(select a.unit_id from assignments a where a.order_id = o.id and a.ended_at is null) as unit_ids
        from orders o where o.id = ${id} for update of o`,
  );

export interface OrderMove {
  readonly state: OrderState;
  readonly unitId: string;
  readonly reply: string | null;
  /** The reply so far is no longer the answer; the event that wrote it keeps its words. */
  readonly withdrawReply: boolean;
  readonly closedAt: string | null;
  /** null: as before. */
  readonly dispatch: { readonly reason: Reason; readonly path: readonly string[] } | null;
}

/** Writes a move and counts the version up. The caller holds the order's lock. */
export const saveMove = async (connection: Connection, id: string, move: OrderMove): Promise<number> => {
  const { version } = await oneRow<{ version: number }>(
    connection,
    sql`update orders set state = ${move.state}, version = version + 1, unit_id = ${move.unitId}, reply = case when ${move.withdrawReply}::boolean then null else coalesce(${move.reply}, reply) end,
          closed_at = ${move.closedAt}::timestamptz, dispatch_reason = coalesce(${move.dispatch && JSON.stringify(move.dispatch.reason)}::jsonb, dispatch_reason),
          dispatch_path = coalesce(${move.dispatch?.path ?? null}::text[], dispatch_path)
        where id = ${id} returning version`,
  );
  return version;
};

/** A report told of a danger that the order did not know of. */
export const raiseHazard = (connection: Connection, id: string): Promise<number> =>
  affected(connection, sql`update orders set is_hazard = true, version = version + 1 where id = ${id} and not is_hazard`);

/**
 * Tells everyone who listens, when and only when this transaction commits.
 * @param alsoUnits units that lose the order by this change and have to hear of it
 */
export const notifyOrderChanged = (connection: Connection, id: string, alsoUnits: readonly string[] = []): Promise<number> =>
  affected(
    connection,
    sql`select pg_notify('order_changed', json_build_object('id', o.id::text, 'version', o.version, 'district', o.district_code, 'street', o.street_code,
          'units', array(select a.unit_id from assignments a where a.order_id = o.id and a.ended_at is null union select unnest(${alsoUnits}::text[])))::text)
        from orders o where o.id = ${id}`,
  );
