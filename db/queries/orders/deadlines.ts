import type { Reason } from '#domain/contract/terms.ts';
import type { ClockName } from '#domain/timers.ts';
import { affected, type Connection, rows, sql } from '../../sql.ts';
import { isContactable } from './contact-clocks.ts';

export interface NewDeadline {
  readonly clock: ClockName;
  readonly startedAt: string;
  /** null: calendar pending. */
  readonly dueAt: string | null;
  readonly reason: Reason;
  /** Whose first contact it is. */
  readonly reportId?: string;
}

/** By when an order, `o`, is to be closed, somebody is to be at its danger who is not there yet, and what was not solved is looked at again: what whoever reported or follows it is told. */
export const orderDueColumns = sql`(select due_at from deadlines where order_id = o.id and clock = 'close' and ended_at is null) as close_due_at,
  (select due_at from deadlines where order_id = o.id and clock = 'hazard' and ended_at is null and met_at is null) as hazard_due_at,
  (select due_at from deadlines where order_id = o.id and clock = 'recheck' and ended_at is null and met_at is null) as recheck_due_at`;

/** Starts clocks; one that already runs goes on as it is. @returns those that were started */
export const insertDeadlines = async (connection: Connection, orderId: string, deadlines: readonly NewDeadline[]): Promise<NewDeadline[]> => {
  const started = await rows<{ clock: ClockName; reportId: string | null }>(
    connection,
    sql`insert into deadlines (order_id, clock, started_at, due_at, reason, report_id)
        select ${orderId}::bigint, d.clock, d."startedAt", d."dueAt", d.reason, d."reportId"
        from jsonb_to_recordset(${JSON.stringify(deadlines)}::jsonb) as d (clock text, "startedAt" timestamptz, "dueAt" timestamptz, reason jsonb, "reportId" bigint)
        on conflict (order_id, clock, coalesce(report_id, 0)) where ended_at is null do nothing returning clock, report_id`,
  );
  return deadlines.filter((d) => started.some(({ clock, reportId }) => clock === d.clock && reportId === (d.reportId ?? null)));
};

export const meetDeadlines = (connection: Connection, orderId: string, clocks: readonly string[], at: string): Promise<number> =>
  affected(connection, sql`update deadlines set met_at = ${at} where order_id = ${orderId} and clock = any(${clocks}) and met_at is null and ended_at is null`);

export interface RunningDeadline {
  readonly id: string;
  readonly clock: ClockName;
  readonly startedAt: string;
  readonly dueAt: string | null;
  readonly reason: Reason;
}

/** The clocks that run and were not met. */
export const listRunning = (connection: Connection, orderId: string): Promise<RunningDeadline[]> =>
  rows(
    connection,
    sql`select id, clock, started_at, due_at, reason from deadlines where order_id = ${orderId} and met_at is null and ended_at is null order by id`,
  );

/** The running clocks of open orders that have an end and count days of a year, or next to it. */
export const listCountedThrough = (connection: Connection, year: string): Promise<(RunningDeadline & { readonly orderId: string })[]> =>
  rows(
    connection,
    sql`select d.id, d.order_id, d.clock, d.started_at, d.due_at, d.reason from deadlines d join orders o on o.id = d.order_id
        where d.due_at >= make_date(${year}::integer, 1, 1) - 1 and d.started_at < make_date(${year}::integer + 1, 1, 1) + 1 and d.clock not in ('hazard', 'secure')
          and d.met_at is null and d.ended_at is null and o.state not in ('closed', 'void', 'merged') order by d.order_id, d.id`,
  );

/** Ends a clock that another unit starts anew; it stays readable. */
export const endDeadline = (connection: Connection, orderId: string, clock: ClockName, at: string): Promise<number> =>
  affected(connection, sql`update deadlines set ended_at = ${at} where order_id = ${orderId} and clock = ${clock} and ended_at is null`);

/** The calendar of a pending clock is there, or another year is missing now. */
export const settleDeadline = (connection: Connection, id: string, { dueAt, reason }: Pick<NewDeadline, 'dueAt' | 'reason'>): Promise<number> =>
  affected(connection, sql`update deadlines set due_at = ${dueAt}::timestamptz, reason = ${JSON.stringify(reason)}::jsonb where id = ${id}`);

/** Open orders of which a clock is pending. */
export const listPendingOrders = async (connection: Connection): Promise<string[]> =>
  (
    await rows<{ orderId: string }>(
      connection,
      sql`select distinct d.order_id from deadlines d join orders o on o.id = d.order_id
          where d.due_at is null and d.met_at is null and d.ended_at is null and o.state not in ('closed', 'void', 'merged') order by d.order_id`,
    )
  ).map(({ orderId }) => orderId);

/**
 * Writes into an order's story that its calendar is pending; of all orders the first within a day raises the alarm.
 * @param onlyAlarm says it only where the alarm is due
 */
export const notePending = (connection: Connection, orderId: string, at: string, years: readonly string[], onlyAlarm = false): Promise<number> =>
  affected(
    connection,
    sql`insert into order_events (order_id, at, action, from_state, to_state, details)
        select o.id, ${at}::timestamptz, case when told.is then 'calendar_pending' else 'calendar_alarm' end, o.state, o.state, jsonb_build_object('years', ${years}::text[])
        from orders o, (select exists (select from order_events where action = 'calendar_alarm' and at > ${at}::timestamptz - interval '20 hours' and at <= ${at}::timestamptz) as is) told
        where o.id = ${orderId} and not (told.is and ${onlyAlarm}::boolean)`,
  );

/**
 * Sets an order's place in the queue: its soonest unmet deadline (a paused one's: the contact's, or the day it resumes), else the closing
 * one's; where all that it waits for is pending, the next look for the calendar. What is done waits for no contact any more.
 */
export const refreshDueAt = (connection: Connection, orderId: string): Promise<number> =>
  affected(
    connection,
    sql`update orders set calendar_pending = place.soonest is null and place.looks_at is not null and place.is_pending,
          due_at = coalesce(place.soonest, case when place.is_pending then place.looks_at end, place.closing, due_at)
        from (select (select min(due_at) from (
              select d.due_at from deadlines d where d.order_id = o.id and d.met_at is null and d.ended_at is null and case when d.clock = 'contact' then ${isContactable} else o.state <> 'paused' end
              union all select t.due_at from timers t where t.order_id = o.id and t.kind = 'resume' and t.ended_at is null) soonest) as soonest,
            (select t.due_at from timers t where t.order_id = o.id and t.kind = 'calendar' and t.ended_at is null) as looks_at,
            exists (select from deadlines d where d.order_id = o.id and d.due_at is null and d.met_at is null and d.ended_at is null and (d.clock <> 'contact' or ${isContactable})) as is_pending,
            (select max(d.due_at) from deadlines d where d.order_id = o.id and d.clock = 'close' and d.ended_at is null) as closing
          from orders o where o.id = ${orderId}) place
        where id = ${orderId}`,
  );

export interface DeadlineRow {
  readonly clock: ClockName;
  readonly startedAt: string;
  readonly dueAt: string | null;
  readonly metAt: string | null;
  readonly reason: Reason;
}

/** The clocks that run or were met; those that another unit started anew are left out. Of the callers' contacts the one that is due next, else the last. */
export const listDeadlines = (connection: Connection, orderId: string): Promise<DeadlineRow[]> =>
  rows(
    connection,
    sql`select * from (
          select distinct on (clock) clock, started_at, due_at, met_at, reason from deadlines where order_id = ${orderId} and ended_at is null
          order by clock, met_at is not null, case when met_at is null then due_at end, due_at desc) each_clock
        order by due_at, clock`,
  );
