import type { Reach } from '#domain/access.ts';
import type { Name } from '#domain/contract/terms.ts';
import type { Wall } from '#domain/contract/wall.ts';
import { type Connection, oneRow, rows, sql } from '../../sql.ts';
import { withMaskedPlaces } from '../masked-places.ts';
import { named } from '../named.ts';
import { lineColumns, lineJoins } from '../orders/orders.ts';
import { orderInReach } from '../reach.ts';

const isOpen = sql`o.state not in ('closed', 'void', 'merged')`;
/** What was withdrawn, or became part of another, is over and was not closed. */
const isClosed = sql`o.state = 'closed'`;
const late = (now: string) => sql`(o.state <> 'paused' and o.due_at < ${now}::timestamptz)`;
/** How many are open now: all, dangers, dangers where nobody is yet, late ones. The index of open orders holds them. */
export const countNow = (connection: Connection, reach: Reach, now: string): Promise<Wall['now']> =>
  oneRow(
    connection,
    sql`select count(*)::integer as open, (count(*) filter (where o.is_hazard))::integer as hazards,
          (count(*) filter (where o.is_hazard and o.arrived_at is null and o.secured_at is null))::integer as unattended, (count(*) filter (where ${late(now)}))::integer as late
        from orders o where ${isOpen} and ${orderInReach(reach)}`,
  );

/** What came and what was closed since the day began. */
export const countToday = (connection: Connection, reach: Reach, midnight: string): Promise<Wall['today']> =>
  oneRow(
    connection,
    sql`select (select count(*)::integer from orders o where o.opened_at >= ${midnight}::timestamptz and ${orderInReach(reach)}) as opened, c.closed, c.late_closed
        from (select count(*)::integer as closed, (count(*) filter (where o.closed_at > o.due_at))::integer as late_closed
              from orders o where ${isClosed} and o.closed_at >= ${midnight}::timestamptz and ${orderInReach(reach)}) c`,
  );

/** By hours that begin at these instants, the last one running. */
export const countHours = (
  connection: Connection,
  reach: Reach,
  starts: readonly string[],
): Promise<{ hour: number; opened: number; hazards: number; closed: number }[]> => {
  const [first = ''] = starts;
  const bucket = (column: ReturnType<typeof sql>) => sql`width_bucket(${column}, (select ${[...starts]}::timestamptz[]))`;
  return rows(
    connection,
    sql`select hour, sum(opened)::integer as opened, sum(hazards)::integer as hazards, sum(closed)::integer as closed from (
          select ${bucket(sql`o.opened_at`)} as hour, count(*) as opened, count(*) filter (where o.was_hazard) as hazards, 0 as closed
          from orders o where o.opened_at >= ${first}::timestamptz and ${orderInReach(reach)} group by 1
          union all
          select ${bucket(sql`o.closed_at`)}, 0, 0, count(*) from orders o where ${isClosed} and o.closed_at >= ${first}::timestamptz and ${orderInReach(reach)} group by 1) each
        group by hour`,
  );
};

/** Open dangers: nobody on site first, then soonest due. */
export const listDangers = (connection: Connection, reach: Reach, most: number): Promise<Wall['dangers']> =>
  rows<Wall['dangers'][number]>(
    connection,
    sql`select each.id, each.state, each.kind, each.address, each.street, each.district, each.unit,
          each.due_at, each.opened_at, each.arrived_at
        from (select ${lineColumns([])}, coalesce(o.arrived_at, o.secured_at) as arrived_at from orders o ${lineJoins}
              where ${isOpen} and o.is_hazard and ${orderInReach(reach)} order by coalesce(o.arrived_at, o.secured_at) is not null, o.due_at, o.id limit ${most}) each
        order by each.arrived_at is not null, each.due_at, each.id`,
  ).then(withMaskedPlaces);

/** Where most is late, by district or by street. */
export const listLate = (connection: Connection, reach: Reach, level: 'district' | 'street', now: string, most: number): Promise<Wall['late']> => {
  const code = level === 'district' ? sql`o.district_code` : sql`o.street_code`;
  return rows(
    connection,
    sql`select each.code, ${named(sql`p`)} as name, each.late, each.open
        from (select ${code} as code, (count(*) filter (where ${late(now)}))::integer as late, count(*)::integer as open from orders o where ${isOpen} and ${orderInReach(reach)} group by 1) each
        join places p on p.code = each.code where each.late > 0 order by each.late desc, each.open, each.code limit ${most}`,
  );
};

/** How many came to each street in two spans that follow each other. */
export const countGrowth = (
  connection: Connection,
  reach: Reach,
  [from, middle, to]: readonly [string, string, string],
): Promise<{ code: string; name: Name; district: Name; now: number; before: number }[]> =>
  rows(
    connection,
    sql`select each.code, ${named(sql`s`)} as name, ${named(sql`d`)} as district, each.now, each.before
        from (select o.street_code as code, (count(*) filter (where o.opened_at >= ${middle}::timestamptz))::integer as now,
                (count(*) filter (where o.opened_at < ${middle}::timestamptz))::integer as before
              from orders o where o.opened_at >= ${from}::timestamptz and o.opened_at < ${to}::timestamptz and ${orderInReach(reach)} group by 1) each
        join places s on s.code = each.code join places d on d.code = s.parent_code where each.now > each.before`,
  );

/** Open orders for a map: dangers first, then late ones, then the newest. */
export const listWallPoints = (connection: Connection, reach: Reach, now: string, most: number): Promise<Wall['points']> =>
  rows(
    connection,
    sql`select each.id, jsonb_build_object('lon', st_x(i.geom), 'lat', st_y(i.geom)) as position, each.standing
        from (select o.id, o.incident_id, case when o.is_hazard then 'danger' when ${late(now)} then 'late' else 'open' end as standing
              from orders o where ${isOpen} and ${orderInReach(reach)} order by not o.is_hazard, o.due_at, o.id limit ${most}) each
        join incidents i on i.id = each.incident_id`,
  );
