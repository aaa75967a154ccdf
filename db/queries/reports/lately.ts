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
  /** Their middle, hours of the city's day from midnight. */
  readonly middle: number;
  /** The holes first told of in them, each by its classes in shares. */
  readonly told: readonly Readonly<Record<string, number>>[];
  /** How each of these is known: 'found', or by the belief of which version; '' before there was one. */
  readonly knownBy: readonly string[];
  /** Which day they began on, from 1970 on. */
  readonly day: number;
}

/**
 * So many holes at most are read: all that a city is told of in a year at a hundred and sixty a day; of a greater one so many pieces of its year, drawn by lot, so that
 * rare weather is in them as often as it came.
 */
const mostPastHoles = 60_000;
/**
 * And so many of a piece, taken over all pieces, by lot too: more of the same hours tell less than other hours do. Of each piece the same part, so that what is usual
 * stays what it is: hours in which much is told of count for more in it.
 */
const mostOfPiece = 150;
const mostPastDays = 365;

interface PastChoice {
  readonly hours: number;
  readonly timeZone: string;
  readonly now: string;
  /** How long what was believed of closed orders is kept, days: of before it those alone are left that are slow to close. */
  readonly keptDays?: number;
  readonly mostHoles?: number;
  readonly mostEach?: number;
}

/**
 * What was told of in past hours of the last year, so many together, oldest first: as `readLately` reads the last ones, a hole once, by what was believed of it then apart
 * from all others; by what it was where somebody has said since which asset it is. What was told of falsely, or was another's hole, teaches nothing.
 */
export const listPastHours = (
  connection: Connection,
  { hours, timeZone, now, keptDays = mostPastDays, mostHoles = mostPastHoles, mostEach = mostOfPiece }: PastChoice,
): Promise<PastHoursRow[]> =>
  rows(
    connection,
    sql`with first as materialized (
          select min(id) as id, incident_id, floor(extract(epoch from min(received_at)) / (3600 * greatest(1, ${hours}::float8)))::integer as piece
          from reports where received_at > ${now}::timestamptz - make_interval(days => least(${keptDays}::integer, ${mostPastDays}::integer)) and received_at <= ${now} and match_seen -> 'told' is not null
          group by incident_id),
        counted as (select piece, count(*) as holes from first group by piece),
        lot as (select least(1, ${mostEach}::float8 / greatest(1, avg(holes))) as part from counted),
        drawn as (
          select piece, part from (select piece, part, sum(holes * part) over (order by md5(piece::text), piece) as up_to from counted cross join lot) c
          where up_to <= ${mostHoles}::integer),
        taken as (
          select id, piece from first join drawn using (piece) where ('x' || left(md5(incident_id::text), 8))::bit(32)::bigint / 4294967296.0 < part)
        select (extract(epoch from (to_timestamp((piece + 0.5) * 3600 * greatest(1, ${hours}::float8)) at time zone ${timeZone})::time) / 3600)::float8 as middle,
          floor(piece * greatest(1, ${hours}::float8) / 24)::integer as day,
          jsonb_agg(case when a.class_code is null then r.match_seen -> 'told' else jsonb_build_object(a.class_code, 1) end order by r.id) as told,
          jsonb_agg(case when a.class_code is null then coalesce(r.match_version::text, '') else 'found' end order by r.id) as known_by
        from taken join reports r using (id) left join orders o on o.incident_id = r.incident_id
          left join assets a on a.id = o.asset_id and o.state = 'closed' and not o.made_up and o.asset_chosen_at is not null
        where o.state is null or o.state not in ('void', 'merged') group by piece order by piece`,
  );
