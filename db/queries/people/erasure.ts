import { affected, type Connection, firstRow, rows, type Sql, sql } from '../../sql.ts';
import { eraseReportPhotos } from '../reports/photos.ts';
import { eraseAdditions } from '../reports/report-additions.ts';
import { figuresOf } from '../reports/telephones.ts';

/** Closed orders whose callers' data is due to be erased, longest closed first, held to the end of the transaction; those that somebody else holds are left out. */
export const takeOrdersToErase = async (connection: Connection, closedBefore: string, limit: number): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      connection,
      sql`select id from orders where closed_at is not null and (erased_at is null or erased_at < closed_at) and closed_at < ${closedBefore}
          order by closed_at limit ${limit} for no key update skip locked`,
    )
  ).map(({ id }) => id);

/**
 * Holds the cases of bill and blame of orders to the end of the transaction, by their ids.
 * @param evenHeld waits for those that somebody else holds, which are left out else
 * @returns their ids
 */
export const holdCases = async (connection: Connection, orderIds: readonly string[], evenHeld: boolean): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      connection,
      sql`select id from liability_cases where order_id = any(${[...orderIds]}::bigint[]) order by id for no key update ${evenHeld ? sql`` : sql`skip locked`}`,
    )
  ).map(({ id }) => id);

/** Which of the orders have a case that is none of these. */
export const listWithOtherCases = async (connection: Connection, orderIds: readonly string[], caseIds: readonly string[]): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      connection,
      sql`select distinct order_id as id from liability_cases where order_id = any(${[...orderIds]}::bigint[]) and id <> all(${[...caseIds]}::bigint[])`,
    )
  ).map(({ id }) => id);

/** Whom nobody can contact any more nobody waits for, also where the order is over: it may go on. That they were contacted stays. */
const eraseReports = async (connection: Connection, which: Sql, now: string): Promise<number> => {
  await affected(
    connection,
    sql`with erased as (
          update report_contacts set name = null, phone = null, erased_at = ${now} where erased_at is null and report_id in (select r.id from reports r where ${which}) returning report_id)
        update deadlines d set ended_at = ${now} from erased e where d.report_id = e.report_id and d.clock = 'contact' and d.met_at is null and d.ended_at is null`,
  );
  const found = await rows<{ id: string }>(connection, sql`select r.id from reports r where ${which}`);
  await eraseAdditions(
    connection,
    found.map(({ id }) => id),
  );
  await eraseReportPhotos(
    connection,
    found.map(({ id }) => id),
    now,
  );
  // The hash of a body could be guessed at: a telephone number has few digits.
  return affected(
    connection,
    sql`update reports r set text = '', address = null, match_seen = null, body_hash = '', idempotency_key = null, sender = null, erased_at = ${now} where erased_at is null and ${which}`,
  );
};

/** What was written about orders: replies and notes may name a caller, also where they stand with who had it and in the well's life. */
const eraseWords = async (connection: Connection, orderIds: readonly string[], now: string): Promise<void> => {
  const ids = [...orderIds];
  await affected(connection, sql`update order_events set note = null where order_id = any(${ids}) and note is not null`);
  await affected(connection, sql`update denials set note = '' where order_id = any(${ids})`);
  await affected(connection, sql`update assignments set end_reason = null where order_id = any(${ids}) and end_reason is not null`);
  await affected(connection, sql`update asset_events set note = null where order_id = any(${ids}::bigint[]) and note is not null`);
  await affected(
    connection,
    sql`update liability_cases set bill_note = case when bill_note is not null then '' end, settlement = case when settlement is not null then '' end,
          objection = case when objection is not null then '' end where order_id = any(${ids})`,
  );
  await affected(connection, sql`update handovers set note = '' where order_ids && ${ids}::bigint[] and note <> ''`);
  await affected(connection, sql`update orders set reply = null, erased_at = ${now} where id = any(${ids})`);
  await affected(
    connection,
    sql`update incidents i set address = null from orders o where o.id = any(${ids}) and i.id = o.incident_id and i.address is not null
          and i.address is distinct from (select a.address from assets a where a.id = i.asset_id)`,
  );
};

/** Erases all that orders' callers left and all that was written about them. @returns how many reports */
export const eraseOrders = async (connection: Connection, orderIds: readonly string[], now: string): Promise<number> => {
  const erased = await eraseReports(connection, sql`incident_id in (select o.incident_id from orders o where o.id = any(${[...orderIds]}))`, now);
  await eraseWords(connection, orderIds, now);
  return erased;
};

/** What one shift told the next may name callers too, without naming their orders. @returns how many were erased */
export const eraseHandovers = (connection: Connection, before: string): Promise<number> =>
  affected(connection, sql`update handovers set note = '' where at < ${before} and note <> ''`);

export interface ErasableReport {
  readonly reportId: string;
  readonly orderId: string;
  /** Those that it was of before, by a merge or a split. */
  readonly earlierIds: readonly string[];
  readonly isOpen: boolean;
}

/** The reports of a number, or those whose caller left a telephone number, however it was typed, that are not erased yet. */
export const listErasable = (
  connection: Connection,
  { number, phone }: { number?: string | undefined; phone?: string | undefined },
): Promise<ErasableReport[]> =>
  rows(
    connection,
    sql`select r.id as report_id, o.id as order_id, array(select distinct m.from_order_id::text from report_moves m where m.report_id = r.id) as earlier_ids, o.state not in ('closed', 'void') as is_open
        from reports r join orders o on o.incident_id = r.incident_id left join report_contacts c on c.report_id = r.id
        where r.erased_at is null and (r.number = ${number ?? null} or ${figuresOf(sql`c.phone`)} = ${figuresOf(sql`${phone ?? null}::text`)}) order by o.id, r.id`,
  );

/** The orders that reports are of, and those that they were of before. */
export const ordersOf = (reports: readonly ErasableReport[]): string[] => [...new Set(reports.flatMap(({ orderId, earlierIds }) => [orderId, ...earlierIds]))];

/** Erases single reports, and what was written about their orders, also about those that they were of before. The caller holds these orders and their cases. */
export const eraseSingle = async (connection: Connection, reports: readonly ErasableReport[], now: string): Promise<number> => {
  const erased = await eraseReports(connection, sql`r.id = any(${reports.map(({ reportId }) => reportId)})`, now);
  await eraseWords(connection, ordersOf(reports), now);
  return erased;
};

/** The city's settings, for its days of retention. */
export const findRetentionSettings = async (connection: Connection): Promise<Readonly<Record<string, unknown>>> =>
  (await firstRow<{ settings: Record<string, unknown> }>(connection, sql`select settings from city`))?.settings ?? {};
