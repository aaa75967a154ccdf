import type { MultiPolygon } from 'geojson';
import type { Name, Point } from '#domain/contract/terms.ts';
import { degreesOf } from '#domain/datum.ts';
import { type Connection, oneRow, rows, sql } from '../../sql.ts';

/** Where a point lies, and who handles what happens there. */
export interface PlaceRow {
  readonly streetCode: string;
  readonly streetName: Name;
  readonly districtCode: string;
  readonly districtName: Name;
  readonly settlement: 'town' | 'suburb';
  readonly streetCentre: string | null;
  readonly districtCentre: string | null;
  readonly cityCentre: string;
  readonly road: string | null;
  readonly greening: string | null;
}

const reachM = 200;

const centre = (code: ReturnType<typeof sql>) => sql`(select id from units where kind = 'centre' and active and place_code = ${code})`;
/** The district's own, else one that looks after it besides its own, else the city's. */
const keeper = (kind: string) => sql`coalesce(
            (select min(id) from units where kind = ${kind} and active and place_code = d.code),
            (select min(id) from units where kind = ${kind} and active and d.code = any (also_places)),
            (select min(id) from units where kind = ${kind} and active and place_code = city.code))`;
const handling = sql`s.code as street_code, jsonb_build_object('zh', s.name, 'en', coalesce(s.name_en, s.name)) as street_name,
          d.code as district_code, jsonb_build_object('zh', d.name, 'en', coalesce(d.name_en, d.name)) as district_name, s.settlement,
          ${centre(sql`s.code`)} as street_centre, ${centre(sql`d.code`)} as district_centre, ${centre(sql`city.code`)} as city_centre,
          ${keeper('road')} as road, ${keeper('greening')} as greening`;

/** Every street that is not retired, with its outline: for whoever looks up many points. */
export const listPlaces = (connection: Connection): Promise<(PlaceRow & { geometry: MultiPolygon })[]> =>
  rows(
    connection,
    sql`select ${handling}, ST_AsGeoJSON(s.geom, 9)::json as geometry
        from places s join places d on d.code = s.parent_code cross join city where s.kind = 'street' and s.retired_on is null and s.geom is not null order by s.code`,
  );

/** Places by their codes, retired ones too. */
export const namePlaces = async (connection: Connection, codes: readonly string[]): Promise<Record<string, Name>> => {
  if (codes.length === 0) return {};
  const found = await rows<{ code: string; name: Name }>(
    connection,
    sql`select code, jsonb_build_object('zh', name, 'en', coalesce(name_en, name)) as name from places where code = any (${[...codes]})`,
  );
  return Object.fromEntries(found.map(({ code, name }) => [code, name]));
};

/** Streets or districts by name, retired ones too: a score of then is told by the name of then. */
export const listScoredPlaces = (connection: Connection, kind: 'street' | 'district'): Promise<{ code: string; name: Name; isRetired: boolean }[]> =>
  rows(
    connection,
    sql`select code, jsonb_build_object('zh', name, 'en', coalesce(name_en, name)) as name, retired_on is not null as is_retired from places where kind = ${kind} order by code`,
  );

/** Changes whenever a place or a unit does. */
export const getPlacesStamp = async (connection: Connection): Promise<string> => {
  const { stamp } = await oneRow<{ stamp: string | null }>(
    connection,
    sql`select md5(string_agg(xmin::text, ' ' order by code)) || (select coalesce(md5(string_agg(xmin::text, ' ' order by id)), '') from units) as stamp
        from places where kind <> 'neighbourhood'`,
  );
  return stamp ?? '';
};

/**
 * The street of a point: the one it lies in, on a border the first of them, in none (a quay, a bridge) the nearest within 200 m;
 * undefined farther away. With the handling centres from street to city and the road and greening units of the district or the city.
 */
export const findPlace = async (connection: Connection, { lon, lat }: Point): Promise<PlaceRow | undefined> => {
  const point = sql`ST_SetSRID(ST_MakePoint(${lon}::float8, ${lat}::float8), 4326)`;
  const half = degreesOf(reachM, lat);
  const [place] = await rows<PlaceRow>(
    connection,
    sql`with near as (
          select code, name, name_en, parent_code, settlement, ST_Distance(geom, ${point}) as far, geom
          from places
          where kind = 'street' and retired_on is null and geom && ST_Expand(${point}, ${half.lon}::float8, ${half.lat}::float8)
          order by far, code limit 1
        )
        select ${handling}
        from near s join places d on d.code = s.parent_code cross join city
        where s.far = 0 or ST_Distance(s.geom::geography, ${point}::geography) <= ${reachM}`,
    'place-of-point', // planning it takes longer than running it
  );
  return place;
};

/** Whether a code is the city's, a district's, a street's or a neighbourhood's, of today or of before. */
export const isPlace = async (connection: Connection, code: string): Promise<boolean> =>
  (await oneRow<{ is: boolean }>(connection, sql`select exists (select from places where code = ${code}) as is`)).is;

/** What districts and streets cover together, as west, south, east, north; null where one of them is the whole city, or where there is none. */
export const findArea = async (connection: Connection, codes: readonly string[]): Promise<[number, number, number, number] | null> => {
  const { area } = await oneRow<{ area: [number, number, number, number] | null }>(
    connection,
    sql`select case when count(*) > 0 and not bool_or(kind = 'city') then array[min(ST_XMin(geom)), min(ST_YMin(geom)), max(ST_XMax(geom)), max(ST_YMax(geom))] end as area
        from places where code = any(${[...codes]}::text[]) and (geom is not null or kind = 'city')`,
  );
  return area;
};
