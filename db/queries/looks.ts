import type { Reach } from '#domain/access.ts';
import type { Look } from '#domain/contract/looks.ts';
import { type Connection, rows, sql } from '../sql.ts';
import { orderInReach } from './reach.ts';

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
    sql`select l.id, l.at, jsonb_build_object('zh', p.name, 'en', p.name_en) as person, p.username, o.id as order_id, l.purpose
        from personal_data_looks l join people p on p.id = l.person_id join reports r on r.id = l.report_id join orders o on o.incident_id = r.incident_id
        where (${before}::bigint is null or l.id < ${before}::bigint) and (${orderId}::bigint is null or o.id = ${orderId}::bigint)
          and (l.person_id = ${personId} or ${reach ? orderInReach(reach) : sql`false`}) order by l.id desc limit ${limit}`,
  );
