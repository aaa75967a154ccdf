import type { Reach } from '#domain/access.ts';
import type { CallerReport } from '#domain/contract/callers.ts';
import { type Connection, rows, sql } from '../../sql.ts';
import { withMaskedPlaces } from '../masked-places.ts';
import { named } from '../named.ts';
import { orderInReach } from '../reach.ts';
import { figuresOf } from './telephones.ts';

/** What was reported from a telephone, however it is typed, within a reach; the twenty newest. */
export const listReportsOfPhone = (connection: Connection, phone: string, reach: Reach): Promise<(CallerReport & { reportId: string })[]> =>
  rows<CallerReport & { reportId: string }>(
    connection,
    sql`select r.id as report_id, r.number, o.id as order_id, ${named(sql`k`)} as kind, o.state, coalesce(i.address, a.address) as address, ${named(sql`s`)} as street, r.received_at
        from report_contacts c join reports r on r.id = c.report_id join incidents i on i.id = r.incident_id join orders o on o.incident_id = r.incident_id
          join problem_kinds k on k.code = r.problem_kind join places s on s.code = o.street_code left join assets a on a.id = o.asset_id
        where c.phone is not null and ${figuresOf(sql`c.phone`)} = ${figuresOf(sql`${phone}::text`)} and ${orderInReach(reach)} order by r.received_at desc, r.id desc limit 20`,
  ).then(withMaskedPlaces);
