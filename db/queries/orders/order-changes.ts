import type { OrderState, Point, Reason } from '#domain/contract/terms.ts';
import { affected, type Connection, firstRow, oneRow, type Sql, sql } from '../../sql.ts';
import { actingUnitsOf, idsOfBilling } from './acting-units.ts';
import { tellOfCases } from './liability.ts';
import { type OrderFactsRow, orderFactColumns } from './order-facts.ts';

export interface NewAssignment {
  readonly orderId: string;
  readonly unitId: string;
  readonly part: 'accountable' | 'informed' | 'fallback';
  readonly at: string;
  /** null: the system. */
  readonly by: string | null;
  readonly reason: Reason;
}

export const insertAssignments = (connection: Connection, assignments: readonly NewAssignment[]): Promise<number> =>
  affected(
    connection,
    sql`insert into assignments (order_id, unit_id, part, assigned_at, assigned_by, reason)
        select a."orderId", a."unitId", a.part, a.at, a.by, a.reason
        from jsonb_to_recordset(${JSON.stringify(assignments)}::jsonb)
          as a ("orderId" bigint, "unitId" text, part text, at timestamptz, by bigint, reason jsonb)`,
  );

export const insertAssignment = (connection: Connection, assignment: NewAssignment): Promise<number> => insertAssignments(connection, [assignment]);

/** Tells a unit of an order, once; one that is accountable or told already is not told again. */
export const tellUnit = (connection: Connection, a: Omit<NewAssignment, 'part' | 'by'>): Promise<number> =>
  affected(
    connection,
    sql`insert into assignments (order_id, unit_id, part, assigned_at, reason)
        select ${a.orderId}::bigint, ${a.unitId}, 'informed', ${a.at}::timestamptz, ${JSON.stringify(a.reason)}::jsonb
        where not exists (select 1 from assignments x where x.order_id = ${a.orderId} and x.unit_id = ${a.unitId} and x.ended_at is null)`,
  );

/** Makes a unit an order's fallback, beside who is accountable and in the place of one that did not come, who reads a bill that it was sent all the same. */
export const insertFallback = async (connection: Connection, a: Omit<NewAssignment, 'part' | 'by'>): Promise<void> => {
  await affected(
    connection,
    sql`update assignments set ended_at = ${a.at} where order_id = ${a.orderId} and (part = 'fallback' or (part = 'informed' and unit_id = ${a.unitId})) and ended_at is null`,
  );
  await insertAssignment(connection, { ...a, part: 'fallback', by: null });
  await tellOfCases(connection, a.orderId, a.at);
};

/** The fallback's part is done, or never came to it; it may have a case of the order still, on either side. The caller holds the order. */
export const endFallback = async (connection: Connection, orderId: string, at: string): Promise<void> => {
  await affected(connection, sql`update assignments set ended_at = ${at} where order_id = ${orderId} and part = 'fallback' and ended_at is null`);
  await tellOfCases(connection, orderId, at);
};

/** Makes a unit accountable for an order in the place of who was, who may have a case of it still; that it was told of it before is part of that from now on. */
export const makeAccountable = async (connection: Connection, a: Omit<NewAssignment, 'part'>, why: string): Promise<void> => {
  await affected(
    connection,
    sql`update assignments set ended_at = ${a.at}, end_reason = case when part = 'accountable' then ${why} end
        where order_id = ${a.orderId} and (part = 'accountable' or (part = 'informed' and unit_id = ${a.unitId})) and ended_at is null`,
  );
  await insertAssignment(connection, { ...a, part: 'accountable' });
  await tellOfCases(connection, a.orderId, a.at);
};

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

/** In the order given. */
export const insertOrderEvents = (connection: Connection, events: readonly NewOrderEvent[]): Promise<number> =>
  affected(
    connection,
    sql`insert into order_events (order_id, at, person_id, unit_id, action, from_state, to_state, note, details)
        select e."orderId", e.at, e."personId", e."unitId", e.action, e."fromState", e."toState", e.note, coalesce(e.details, '{}')
        from rows from (jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as ("orderId" bigint, at timestamptz, "personId" bigint, "unitId" text, action text,
          "fromState" text, "toState" text, note text, details jsonb)) with ordinality as e
        order by e.ordinality`,
  );

export const insertOrderEvent = (connection: Connection, event: NewOrderEvent): Promise<number> => insertOrderEvents(connection, [event]);

export interface DoneByKey {
  readonly action: string;
  readonly personId: string | null;
  readonly unitId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The act that was sent with a key, whether it was taken back since or not. The caller of this holds the order's lock. */
export const findActByKey = (connection: Connection, orderId: string, key: string): Promise<DoneByKey | undefined> =>
  firstRow(connection, sql`select action, person_id, unit_id, details from order_events where order_id = ${orderId} and details ->> 'key' = ${key}`);

export interface LockedOrder extends OrderFactsRow {
  /** The order that it is part of. */
  readonly mergedInto: string | null;
  readonly id: string;
  readonly incidentId: string;
  readonly state: OrderState;
  readonly version: number;
  readonly assetId: string | null;
  readonly kindCode: string;
  readonly unitId: string;
  readonly openedAt: string;
  readonly pausedAt: string | null;
  readonly closedAt: string | null;
}

/**
 * The order, held against everyone else to the end of the transaction; undefined when there is none. Held first and read after, in one packet:
 * of a statement that waited for the row itself, what stands in other tables would be as it was before the wait.
 */
export const lockOrder = async (connection: Connection, id: string): Promise<LockedOrder | undefined> => {
  const [, order] = await Promise.all([
    affected(connection, sql`select from orders where id = ${id} for no key update`),
    firstRow<LockedOrder>(
      connection,
      sql`select o.id, o.incident_id, o.state, o.version, o.asset_id, o.problem_kind as kind_code, o.unit_id, o.opened_at, o.paused_at, o.closed_at, o.merged_into, ${orderFactColumns}
          from orders o where o.id = ${id}`,
    ),
  ]);
  return order;
};

export interface OrderMove {
  readonly state: OrderState;
  readonly unitId: string;
  readonly reply: string | null;
  /** The reply so far is no longer the answer; the event that wrote it keeps its words. */
  readonly withdrawReply: boolean;
  readonly closedAt: string | null;
  readonly pausedAt: string | null;
  readonly mergedInto: string | null;
  /** The work is done, and shown to be; null: it is still to do, or to do again. */
  readonly repairedAt: 'as before' | string | null;
  /** null: as before. */
  readonly dispatch: { readonly reason: Reason; readonly path: readonly string[] } | null;
}

/** Writes a move and counts the version up. The caller holds the order's lock. */
export const saveMove = async (connection: Connection, id: string, move: OrderMove): Promise<number> => {
  const { version } = await oneRow<{ version: number }>(
    connection,
    sql`update orders set state = ${move.state}, version = version + 1, unit_id = ${move.unitId}, reply = case when ${move.withdrawReply}::boolean then null else coalesce(${move.reply}, reply) end,
          closed_at = ${move.closedAt}::timestamptz, paused_at = ${move.pausedAt}::timestamptz, merged_into = ${move.mergedInto}::bigint,
          repaired_at = case when ${move.repairedAt === 'as before'}::boolean then repaired_at else ${move.repairedAt === 'as before' ? null : move.repairedAt}::timestamptz end,
          dispatch_reason = coalesce(${move.dispatch && JSON.stringify(move.dispatch.reason)}::jsonb, dispatch_reason),
          dispatch_path = coalesce(${move.dispatch?.path ?? null}::text[], dispatch_path)
        where id = ${id} returning version`,
  );
  return version;
};

/** Somebody is on site, and where `secured` says so the danger is over; whoever came first stays the first. */
export const saveOnSite = (connection: Connection, id: string, { at, secured }: { at: string; secured: Point | null }): Promise<number> =>
  affected(
    connection,
    sql`update orders set arrived_at = coalesce(arrived_at, ${at}::timestamptz),
          is_hazard = is_hazard and ${secured === null}::boolean,
          secured_at = case when ${secured !== null}::boolean then ${at}::timestamptz else secured_at end,
          secured_geom = case when ${secured !== null}::boolean then ST_SetSRID(ST_MakePoint(${secured?.lon ?? 0}::float8, ${secured?.lat ?? 0}::float8), 4326) else secured_geom end
        where id = ${id}`,
  );

/** Nobody is at the danger any more. */
export const clearArrival = (connection: Connection, id: string): Promise<number> =>
  affected(connection, sql`update orders set arrived_at = null where id = ${id}`);

/** Whether a street lies in town or in the suburbs: how long a danger there may wait. */
export const getSettlement = async (connection: Connection, streetCode: string): Promise<'town' | 'suburb'> =>
  (await oneRow<{ settlement: 'town' | 'suburb' }>(connection, sql`select settlement from places where code = ${streetCode}`)).settlement;

/** A report told of a danger that the order and its incident did not know of, or that is back. @returns 1 when it did not know */
export const raiseHazard = (connection: Connection, id: string): Promise<number> =>
  affected(
    connection,
    sql`with raised as (update orders set is_hazard = true, arrived_at = null, secured_at = null, version = version + 1 where id = ${id} and not is_hazard returning incident_id)
        update incidents set is_hazard = true where id = (select incident_id from raised)`,
  );

/**
 * Tells everyone who listens, when and only when this transaction commits.
 * @param alsoUnits units that lose the order by this change and have to hear of it
 */
export const notifyOrderChanged = (connection: Connection, id: string, alsoUnits: readonly string[] = []): Promise<number> =>
  affected(connection, tellingOf(sql`o.id = ${id}::bigint`, alsoUnits)); // by one number: planned once, of several it is planned each time

/** The same of several. */
export const notifyOrdersChanged = (connection: Connection, ids: readonly string[], alsoUnits: readonly string[] = []): Promise<number> =>
  affected(connection, tellingOf(sql`o.id = any (${[...ids]}::bigint[])`, alsoUnits));

/** Tells whoever watches of one order, a row of orders, of the units that it is a matter of, and as whose people others hear of it wherever it lies. */
export const tellOf = (order: Sql, units: Sql, acting: Sql): Sql =>
  sql`pg_notify('order_changed', json_build_object('id', ${order}.id::text, 'version', ${order}.version, 'district', ${order}.district_code,
          'street', ${order}.street_code, 'units', ${units}, 'acting', ${acting})::text)`;

const tellingOf = (which: Sql, alsoUnits: readonly string[]): Sql => {
  const also = sql`select unnest(${alsoUnits}::text[])`;
  const told = tellOf(
    sql`o`,
    sql`array(select a.unit_id from assignments a where a.order_id = o.id and a.ended_at is null union ${also})`,
    actingUnitsOf(sql`${idsOfBilling(sql`o.id`)} union ${also}`),
  );
  return sql`select ${told} from orders o where ${which}`;
};
