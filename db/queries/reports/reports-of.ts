import { type Sql, sql } from '../../sql.ts';

/** The ids of an order's reports; of a merged one those that it had: they are read there too. */
export const reportIdsOf = (orderId: string): Sql =>
  sql`(select r.id from orders o join reports r on r.incident_id = o.incident_id where o.id = ${orderId}
      union all select x.id::bigint from orders o cross join lateral jsonb_array_elements_text(o.merged_how -> 'reportIds') x (id) where o.id = ${orderId} and o.state = 'merged')`;
