import type { OrderState } from '#domain/contract/terms.ts';
import { affected, type Connection, firstRow, oneRow, rows, sql } from '../../sql.ts';
import { reportIdsOf } from './reports-of.ts';

export interface ReportToAddTo {
  readonly reportId: string;
  readonly orderId: string;
  readonly state: OrderState;
  readonly additions: number;
  readonly isErased: boolean;
  readonly districtCode: string;
  readonly streetCode: string;
}

/** A number's report and how it stands; undefined for a number that is no report's. */
export const findReportToAddTo = (connection: Connection, number: string): Promise<ReportToAddTo | undefined> =>
  firstRow(
    connection,
    sql`select r.id as report_id, o.id as order_id, o.state, r.erased_at is not null as is_erased, o.district_code, o.street_code,
          (select count(*)::integer from report_additions a where a.report_id = r.id) as additions
        from reports r join orders o on o.incident_id = r.incident_id where r.number = ${number}`,
  );

export const findAdditionByKey = (connection: Connection, key: string): Promise<{ reportId: string; text: string } | undefined> =>
  firstRow(connection, sql`select report_id, text from report_additions where idempotency_key = ${key}`);

export interface NewAddition {
  readonly reportId: string;
  readonly text: string;
  readonly key: string;
  readonly at: string;
}

export const insertAddition = async (connection: Connection, { reportId, text, key, at }: NewAddition): Promise<string> =>
  (
    await oneRow<{ id: string }>(
      connection,
      sql`insert into report_additions (report_id, text, idempotency_key, added_at) values (${reportId}, ${text}, ${key}, ${at}) returning id`,
    )
  ).id;

export interface AdditionRow {
  readonly id: string;
  readonly reportId: string;
  readonly at: string;
  readonly text: string;
}

/** What was added to an order's reports, oldest first. */
export const listAdditions = (connection: Connection, orderId: string): Promise<AdditionRow[]> =>
  rows(connection, sql`select id, report_id, added_at as at, text from report_additions where report_id in ${reportIdsOf(orderId)} order by id limit 500`);

/** Takes the words out; that and when something was added stays, as the order's own story says it too. */
export const eraseAdditions = (connection: Connection, reportIds: readonly string[]): Promise<number> =>
  affected(
    connection,
    sql`update report_additions set text = '', idempotency_key = null where report_id = any(${[...reportIds]}::bigint[]) and (text <> '' or idempotency_key is not null)`,
  );
