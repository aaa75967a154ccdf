import type { Reach } from '#domain/access.ts';
import type { Look, LookWay } from '#domain/contract/looks.ts';
import { affected, type Connection, rows, type Sql, sql } from '../../sql.ts';
import { orderInReach } from '../reach.ts';

/** Who looks at callers' data, when, by which way. */
export interface Looking {
  readonly at: string;
  readonly personId: string;
  /** The program's token; null: the person themselves. */
  readonly tokenId: string | null;
  readonly way: LookWay;
}

/** The hour of an instant as a number: a page that is live asks many times, and is one look an hour. */
const hourOf = (at: string): number => Math.floor(Date.parse(at) / 3_600_000);

/**
 * Stands behind `with seen as (…)`, which has the `report_id` of whose words or photos a query tells: writes down the look in the very
 * statement that tells them, a line for each report, person, program, way and hour. @param which of them are a caller's data
 */
export const lineOfSeen = ({ at, personId, tokenId, way }: Looking, which: Sql): Sql =>
  sql`noted as (
          insert into personal_data_looks (at, person_id, token_id, report_id, way, hour)
          select ${at}::timestamptz, ${personId}::bigint, ${tokenId}::bigint, seen.report_id, ${way}::text, ${hourOf(at)}::integer from seen
          where ${which} and not exists (select from personal_data_looks l where l.report_id = seen.report_id and l.person_id = ${personId}::bigint and l.way = ${way}::text
            and l.hour = ${hourOf(at)}::integer and coalesce(l.token_id, 0) = coalesce(${tokenId}::bigint, 0))
          order by seen.report_id on conflict do nothing)`;

/** Writes down that a report was opened by its number. */
export const noteLookAtNumber = (connection: Connection, number: string, look: Looking): Promise<number> =>
  affected(
    connection,
    sql`with seen as (select r.id as report_id from reports r where r.number = ${number} and r.erased_at is null), ${lineOfSeen(look, sql`true`)} select from seen`,
  );

/** Writes down who looked at callers' names and telephones, a line for each report and each look. */
export const insertLooks = (connection: Connection, look: Looking & { readonly reportIds: readonly string[]; readonly requestId: string }): Promise<number> =>
  affected(
    connection,
    sql`insert into personal_data_looks (at, person_id, token_id, report_id, way, request_id)
        select ${look.at}::timestamptz, ${look.personId}::bigint, ${look.tokenId}::bigint, report_id, ${look.way}, ${look.requestId} from unnest(${look.reportIds}::bigint[]) report_id`,
  );

interface Page {
  readonly before: string | null;
  readonly limit: number;
}

/** Looks at callers' data that a person made, or that were at orders within a reach. */
export const listLooks = (
  connection: Connection,
  { personId, reach, orderId }: { personId: string; reach: Reach | null; orderId: string | null },
  { before, limit }: Page,
): Promise<Look[]> =>
  rows(
    connection,
    sql`select l.id, l.at, jsonb_build_object('zh', p.name, 'en', p.name_en) as person, p.username, t.name as token, o.id as order_id, l.way
        from personal_data_looks l join people p on p.id = l.person_id join reports r on r.id = l.report_id join orders o on o.incident_id = r.incident_id
          left join api_tokens t on t.id = l.token_id
        where (${before}::bigint is null or l.id < ${before}::bigint) ${orderId === null ? sql`` : sql`and o.id = ${orderId}`}
          and (l.person_id = ${personId} or ${reach ? orderInReach(reach) : sql`false`}) order by l.id desc limit ${limit}`,
  );
