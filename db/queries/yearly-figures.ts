import type { Name } from '#domain/contract/terms.ts';
import { type Connection, oneRow, rows, type Sql, sql } from '../sql.ts';
import { countedOrders, type ScoreScope } from './scores.ts';

export interface YearlyTotals {
  readonly orders: number;
  readonly closed: number;
  readonly dangers: number;
  readonly reports: number;
}

export const getYearlyTotals = (connection: Connection, scope: ScoreScope): Promise<YearlyTotals> =>
  oneRow(
    connection,
    sql`select count(*)::integer as orders, count(*) filter (where o.state = 'closed')::integer as closed,
          count(*) filter (where exists (select from deadlines d where d.order_id = o.id and d.clock = 'hazard'))::integer as dangers,
          coalesce(sum((select count(*) from reports r where r.incident_id = o.incident_id)), 0)::integer as reports
        from orders o where ${countedOrders(scope)}`,
  );

/** Orders of the period that were made up for a demo city. */
export const countMadeUp = async (connection: Connection, scope: ScoreScope): Promise<number> =>
  (await oneRow<{ count: number }>(connection, sql`select count(*)::integer as count from orders o where ${countedOrders(scope)} and o.made_up`)).count;

export const countByMonth = (connection: Connection, scope: ScoreScope, timeZone: string): Promise<{ month: string; reports: number; orders: number }[]> =>
  rows(
    connection,
    sql`select to_char(o.opened_at at time zone ${timeZone}, 'YYYY-MM') as month, count(*)::integer as orders,
          coalesce(sum((select count(*) from reports r where r.incident_id = o.incident_id)), 0)::integer as reports
        from orders o where ${countedOrders(scope)} group by 1 order by 1`,
  );

export const countByChannel = (connection: Connection, scope: ScoreScope): Promise<{ channel: string; count: number }[]> =>
  rows(
    connection,
    sql`select r.channel, count(*)::integer as count from orders o join reports r on r.incident_id = o.incident_id where ${countedOrders(scope)} group by 1 order by 2 desc, 1`,
  );

const countByName = (connection: Connection, scope: ScoreScope, table: Sql): Promise<{ name: Name; count: number }[]> =>
  rows(
    connection,
    sql`select jsonb_build_object('zh', n.name, 'en', coalesce(n.name_en, n.name)) as name, count(*)::integer as count
        from orders o join ${table} where ${countedOrders(scope)} group by n.code, n.name, n.name_en order by 2 desc, n.code limit 20`,
  );
export const countByKind = (connection: Connection, scope: ScoreScope) => countByName(connection, scope, sql`problem_kinds n on n.code = o.problem_kind`);
export const countByDistrict = (connection: Connection, scope: ScoreScope) => countByName(connection, scope, sql`places n on n.code = o.district_code`);
