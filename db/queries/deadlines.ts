import type { Reason } from '#domain/contract/terms.ts';
import type { ClockName } from '#domain/timers.ts';
import { affected, type Connection, oneRow, rows, sql } from '../sql.ts';

export interface NewDeadline {
  readonly clock: ClockName;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly reason: Reason;
}

/** Starts clocks; one that already runs goes on as it is. @returns those that were started */
export const insertDeadlines = async (connection: Connection, orderId: string, deadlines: readonly NewDeadline[]): Promise<NewDeadline[]> => {
  const started = await rows<{ clock: ClockName }>(
    connection,
    sql`insert into deadlines (order_id, clock, started_at, due_at, reason)
        select ${orderId}::bigint, d.clock, d."startedAt", d."dueAt", d.reason
        from jsonb_to_recordset(${JSON.stringify(deadlines)}::jsonb) as d (clock text, "startedAt" timestamptz, "dueAt" timestamptz, reason jsonb)
        on conflict (order_id, clock) where ended_at is null do nothing returning clock`,
  );
  return deadlines.filter(({ clock }) => started.some((one) => one.clock === clock));
};

export const meetDeadlines = (connection: Connection, orderId: string, clocks: readonly string[], at: string): Promise<number> =>
  affected(connection, sql`update deadlines set met_at = ${at} where order_id = ${orderId} and clock = any(${clocks}) and met_at is null and ended_at is null`);

/** When a running clock began. */
export const getClockStart = async (connection: Connection, orderId: string, clock: ClockName): Promise<string> =>
  (await oneRow<{ startedAt: string }>(connection, sql`select started_at from deadlines where order_id = ${orderId} and clock = ${clock} and ended_at is null`))
    .startedAt;

export interface RunningDeadline {
  readonly clock: ClockName;
  readonly startedAt: string;
  readonly reason: Reason;
}

/** The clocks that run and were not met. */
export const listRunning = (connection: Connection, orderId: string): Promise<RunningDeadline[]> =>
  rows(connection, sql`select clock, started_at, reason from deadlines where order_id = ${orderId} and met_at is null and ended_at is null order by id`);

/** Whether a clock runs that was not met. */
export const isRunning = async (connection: Connection, orderId: string, clock: ClockName): Promise<boolean> =>
  (
    await oneRow<{ runs: boolean }>(
      connection,
      sql`select exists (select from deadlines where order_id = ${orderId} and clock = ${clock} and met_at is null and ended_at is null) as runs`,
    )
  ).runs;

/** Ends a clock that another unit starts anew; it stays readable. */
export const endDeadline = (connection: Connection, orderId: string, clock: ClockName, at: string): Promise<number> =>
  affected(connection, sql`update deadlines set ended_at = ${at} where order_id = ${orderId} and clock = ${clock} and ended_at is null`);

/** Sets an order's place in the queue: its soonest unmet deadline (a paused one's: the contact's, or the day it resumes), else the closing one's. */
export const refreshDueAt = (connection: Connection, orderId: string): Promise<number> =>
  affected(
    connection,
    sql`update orders set due_at = coalesce(
          (select min(due_at) from (
            select due_at from deadlines where order_id = orders.id and met_at is null and ended_at is null and (orders.state <> 'paused' or clock = 'contact')
            union all select due_at from timers where order_id = orders.id and kind = 'resume' and ended_at is null) soonest),
          (select max(due_at) from deadlines where order_id = orders.id and clock = 'close' and ended_at is null), due_at)
        where id = ${orderId}`,
  );

export interface DeadlineRow {
  readonly clock: ClockName;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly metAt: string | null;
  readonly reason: Reason;
}

/** The clocks that run or were met; those that another unit started anew are left out. */
export const listDeadlines = (connection: Connection, orderId: string): Promise<DeadlineRow[]> =>
  rows(
    connection,
    sql`select clock, started_at, due_at, met_at, reason from deadlines where order_id = ${orderId} and ended_at is null order by due_at, clock`,
  );
