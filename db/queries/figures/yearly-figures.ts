import { type Connection, oneRow, rows, sql } from '../../sql.ts';
import { countedOrders, type ScoreScope } from './scores.ts';

/** What is counted of the orders of a place; a channel and a kind by its own key. */
export type Counted = 'orders' | 'closed' | 'dangers' | 'reports' | 'made-up' | 'channel' | 'kind';

export interface TotalRow {
  /** Local month in which the orders came in, 2026-10. */
  readonly month: string;
  readonly districtCode: string;
  readonly streetCode: string;
  readonly what: Counted;
  readonly key: string;
  readonly count: number;
}

/** The orders of a period in figures, by month and place. */
export const listTotals = (connection: Connection, scope: ScoreScope, timeZone: string): Promise<TotalRow[]> =>
  rows(
    connection,
    sql`with counted as materialized (
          select o.id, o.incident_id, to_char(o.opened_at at time zone ${timeZone}, 'YYYY-MM') as month, o.district_code, o.street_code, o.state, o.made_up, o.problem_kind
          from orders o where ${countedOrders(scope)}),
        told as (select o.month, o.district_code, o.street_code, r.channel from counted o join reports r on r.incident_id = o.incident_id)
        select month, district_code, street_code, what, '' as key, count from (
            select o.month, o.district_code, o.street_code, count(*)::integer as orders, count(*) filter (where o.state = 'closed')::integer as closed,
              count(d.order_id)::integer as dangers, count(*) filter (where o.made_up)::integer as made_up
            from counted o left join (select distinct order_id from deadlines where clock = 'hazard') d on d.order_id = o.id group by 1, 2, 3) c,
          lateral (values ('orders', orders), ('closed', closed), ('dangers', dangers), ('made-up', made_up)) v (what, count) where count > 0
        union all select month, district_code, street_code, 'kind', problem_kind, count(*)::integer from counted group by 1, 2, 3, 5
        union all select month, district_code, street_code, 'channel', channel, count(*)::integer from told group by 1, 2, 3, 5
        union all select month, district_code, street_code, 'reports', '', count(*)::integer from told group by 1, 2, 3`,
  );

/** Orders of the period that were made up for a demo city. */
export const countMadeUp = async (connection: Connection, scope: ScoreScope): Promise<number> =>
  (await oneRow<{ count: number }>(connection, sql`select count(*)::integer as count from orders o where ${countedOrders(scope)} and o.made_up`)).count;
