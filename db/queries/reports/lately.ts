import type { Point } from '#domain/contract/terms.ts';
import { type Connection, oneRow, rows, sql } from '../../sql.ts';

export interface LatelyRow {
  /** Of how many holes of each class was told before the last hours, each by its share. */
  readonly usual: Readonly<Record<string, number>>;
  /** The holes told of in them, where and of which class in shares. */
  readonly told: readonly { readonly point: Point; readonly told: Readonly<Record<string, number>> }[];
}

/** So many reports back are read, by their own order: a month of a great city, years of a small one. */
const reportsBack = 6000;
const mostTold = 1000;

/**
 * What was told of in the last hours, and what usually is. A hole counts once, however many tell of it, by the first of them that is read; by what was believed
 * then apart from what was told before it (`match_seen.told`), which reports that matching did not weigh have not.
 */
export const readLately = (connection: Connection, { since, now }: { readonly since: string; readonly now: string }): Promise<LatelyRow> =>
  oneRow(
    connection,
    sql`with last as materialized (
          select distinct on (incident_id) id, received_at, geom, match_seen -> 'told' as told from reports
          where id > (select max(id) from reports) - ${reportsBack}::integer and received_at <= ${now} and match_seen -> 'told' is not null
          order by incident_id, id)
        select coalesce((select jsonb_object_agg(code, round(holes, 3)) from (select t.key as code, sum(t.value::numeric) as holes
              from last, jsonb_each_text(last.told) t where received_at <= ${since} group by t.key) u), '{}') as usual,
          coalesce((select jsonb_agg(jsonb_build_object('point', jsonb_build_object('lon', ST_X(geom), 'lat', ST_Y(geom)), 'told', told))
              from (select * from last where received_at > ${since} order by id desc limit ${mostTold}::integer) l), '[]') as told`,
  );

export interface PastHoursRow {
  /** Of the city's day, 0 to 23: the hour in their middle. */
  readonly hour: number;
  /** The holes first told of in them, each by its classes in shares. */
  readonly told: readonly Readonly<Record<string, number>>[];
}

/** A year of a city that is told of a hundred holes a day. */
const pastBack = 40_000;

/**
 * What was told of in past hours, so many together, oldest first: as `readLately` reads the last ones, a hole once, by what was believed of it then apart from all
 * others; by what it was where somebody has said since which asset it is.
 */
export const listPastHours = (connection: Connection, { hours, timeZone }: { readonly hours: number; readonly timeZone: string }): Promise<PastHoursRow[]> =>
  rows(
    connection,
    sql`with past as materialized (
          select distinct on (incident_id) id, incident_id, floor(extract(epoch from received_at) / (3600 * greatest(1, ${hours}::float8)))::integer as piece, match_seen -> 'told' as told
          from reports where id > (select max(id) from reports) - ${pastBack}::integer and match_seen -> 'told' is not null
          order by incident_id, id),
        found as (
          select distinct on (o.incident_id) o.incident_id, a.class_code from past p join orders o using (incident_id) join assets a on a.id = o.asset_id
          where o.state = 'closed' and not o.made_up and o.asset_chosen_at is not null order by o.incident_id, o.id desc)
        select extract(hour from to_timestamp((piece + 0.5) * 3600 * greatest(1, ${hours}::float8)) at time zone ${timeZone})::integer as hour,
          jsonb_agg(case when class_code is null then told else jsonb_build_object(class_code, 1) end order by id) as told
        from past left join found using (incident_id) group by piece order by piece`,
  );
