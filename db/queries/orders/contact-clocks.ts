import type { Caller } from '#domain/callers.ts';
import { affected, type Connection, firstRow, rows, sql } from '../../sql.ts';

export interface WaitingCaller {
  readonly reportId: string;
  readonly startedAt: string;
  /** null: calendar pending. */
  readonly dueAt: string | null;
}

/** Whether the clock `d` is of a caller whose contact was erased: one that was not met by then ended, and runs again by no undoing. */
export const isOfErased = sql`exists (select from report_contacts e where e.report_id = d.report_id and e.erased_at is not null)`;

/** Whether an order has such a caller. */
export const hasErasedCaller = async (connection: Connection, orderId: string): Promise<boolean> =>
  (await firstRow(
    connection,
    sql`select from orders o join reports r on r.incident_id = o.incident_id join report_contacts c on c.report_id = r.id and c.erased_at is not null where o.id = ${orderId} limit 1`,
  )) !== undefined;

/** Whether callers of the order `o` can be marked as contacted still: not where its work is done. */
export const isContactable = sql`o.state not in ('resolved', 'checked', 'called_back')`;

/** The callers of an order who wait for their first contact, soonest due first; none where the work is done, after which nobody can be marked as contacted. */
export const listWaitingCallers = (connection: Connection, orderId: string): Promise<WaitingCaller[]> =>
  rows(
    connection,
    sql`select d.report_id, d.started_at, d.due_at from deadlines d join orders o on o.id = d.order_id and ${isContactable}
        where d.order_id = ${orderId} and d.clock = 'contact' and d.report_id is not null and d.met_at is null and d.ended_at is null order by d.due_at, d.report_id`,
  );

/** An order's callers, the first one first. */
export const listCallers = (connection: Connection, orderId: string): Promise<Caller[]> =>
  rows(
    connection,
    sql`select r.id as report_id, c.report_id is not null as has_contact,
          d.id is not null and d.met_at is null as is_waiting, d.id is null as is_new
        from orders o join reports r on r.incident_id = o.incident_id left join report_contacts c on c.report_id = r.id and c.erased_at is null
          left join deadlines d on d.order_id = o.id and d.clock = 'contact' and d.report_id = r.id and d.ended_at is null
        where o.id = ${orderId} order by r.received_at, r.id`,
  );

/** One caller was contacted. */
export const meetContact = (connection: Connection, orderId: string, reportId: string, at: string): Promise<number> =>
  affected(
    connection,
    sql`update deadlines set met_at = ${at} where order_id = ${orderId} and clock = 'contact' and report_id = ${reportId} and met_at is null and ended_at is null`,
  );

/** Ends the contact clocks of some callers, which begin anew; they stay readable. */
export const endContacts = (connection: Connection, orderId: string, reportIds: readonly string[], at: string): Promise<number> =>
  affected(
    connection,
    sql`update deadlines set ended_at = ${at} where order_id = ${orderId} and clock = 'contact' and ended_at is null and (report_id is null or report_id = any(${[...reportIds]}))`,
  );

/** Disarms what waits for instants of contacts ahead; where nobody is late, also the ends that were missed and their reminders. @returns how many of those stay armed */
export const disarmContacts = async (connection: Connection, orderId: string, isAnyLate: boolean, at: string): Promise<number> => {
  const isLates = sql`(${isAnyLate}::boolean and (kind = 'remind' or (kind = 'due' and due_at <= ${at}::timestamptz)))`;
  const left = await rows<{ kind: string }>(
    connection,
    sql`with ended as (update timers set ended_at = ${at}, outcome = 'disarmed' where order_id = ${orderId} and clock = 'contact' and ended_at is null and not ${isLates})
        select kind from timers where order_id = ${orderId} and clock = 'contact' and ended_at is null and ${isLates}`,
  );
  return left.length;
};
