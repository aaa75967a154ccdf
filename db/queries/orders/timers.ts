import type { ClockName, Timer } from '#domain/timers.ts';
import { affected, type Connection, firstRow, oneRow, rows, type Sql, sql } from '../../sql.ts';

/** Arms timers; of one kind and clock (of callers' contacts: and instant) an order has one at a time, and the one that is armed stays. */
export const armTimers = (connection: Connection, orderId: string, timers: readonly Timer[], at: string): Promise<number> =>
  affected(
    connection,
    sql`insert into timers (order_id, kind, clock, step, due_at, armed_at)
        select ${orderId}::bigint, t.kind, t.clock, t.step, t."dueAt", ${at}::timestamptz
        from jsonb_to_recordset(${JSON.stringify(timers)}::jsonb) as t (kind text, clock text, step integer, "dueAt" timestamptz)
        on conflict do nothing`,
  );

const disarm = (connection: Connection, which: Sql, at: string): Promise<number> =>
  affected(connection, sql`update timers set ended_at = ${at}, outcome = 'disarmed' where ended_at is null and ${which}`);

/** The order is over: nothing is left to be done to it. */
export const disarmAll = (connection: Connection, orderId: string, at: string): Promise<number> => disarm(connection, sql`order_id = ${orderId}`, at);

export const disarmClocks = (connection: Connection, orderId: string, clocks: readonly ClockName[], at: string): Promise<number> =>
  disarm(connection, sql`order_id = ${orderId} and clock = any(${clocks})`, at);

export const disarmKinds = (connection: Connection, orderId: string, kinds: readonly Timer['kind'][], at: string): Promise<number> =>
  disarm(connection, sql`order_id = ${orderId} and kind = any(${kinds})`, at);

export interface DueTimer extends Timer {
  readonly id: string;
  readonly orderId: string;
}

/**
 * The earliest timer that fell due, it and its order held to the end of the transaction; undefined when there is none that nobody else
 * holds. An order that somebody is acting on is passed over and comes up again.
 */
export const takeDueTimer = (connection: Connection, now: string): Promise<DueTimer | undefined> =>
  firstRow(
    connection,
    sql`select t.id, t.order_id, t.kind, t.clock, t.step, t.due_at from timers t join orders o on o.id = t.order_id
        where t.ended_at is null and t.due_at <= ${now}::timestamptz and (t.retry_at is null or t.retry_at <= ${now}::timestamptz)
        order by t.due_at, t.id limit 1 for no key update of o, t skip locked`,
  );

export const endTimer = (connection: Connection, id: string, at: string): Promise<number> =>
  affected(connection, sql`update timers set ended_at = ${at}, outcome = 'worked' where id = ${id}`);

/** Puts off a timer whose work failed: 2, 4, 8 … seconds, at most ten minutes. */
export const putOffTimer = (connection: Connection, id: string, at: string): Promise<number> =>
  affected(
    connection,
    sql`update timers set attempts = attempts + 1, retry_at = ${at}::timestamptz + least(600, 2 ^ least(attempts + 1, 10)) * interval '1 second' where id = ${id} and ended_at is null`,
  );

/** Open orders that break the invariant: not exactly one accountable unit, the order's own, or no armed timer (of a paused one: of the day on which it goes on). At most 100. */
export const listBreaches = (connection: Connection): Promise<{ orderId: string; accountable: number; armed: number }[]> =>
  rows(
    connection,
    sql`select o.id as order_id, held.count::integer as accountable, armed.count::integer as armed
        from orders o,
          lateral (select count(*) from assignments a where a.order_id = o.id and a.part = 'accountable' and a.ended_at is null and a.unit_id = o.unit_id) held,
          lateral (select count(*) from timers t where t.order_id = o.id and t.ended_at is null and (o.state <> 'paused' or t.kind = 'resume')) armed
        where o.state not in ('closed', 'void', 'merged') and (held.count <> 1 or armed.count = 0) order by o.id limit 100`,
  );

/** Seconds by which the earliest armed timer is late; 0 when none is: the health of the clockwork. */
export const getLateness = async (connection: Connection, now: string): Promise<number> =>
  (
    await oneRow<{ lateS: number }>(
      connection,
      sql`select greatest(0, coalesce(extract(epoch from ${now}::timestamptz - min(due_at)), 0))::float8 as late_s from timers where ended_at is null`,
    )
  ).lateS;
