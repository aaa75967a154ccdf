import type { Point } from '#domain/contract/terms.ts';
import { type Connection, firstRow, rows, sql } from '../sql.ts';

export interface NamedRoad {
  readonly name: string;
  readonly district: string;
}

/**
 * Roads called by one of these names, with their district's name: the longest names first. Lanes are no roads here: their
 * doors are numbers of the road they leave ('1175弄2号').
 */
export const listRoadsNamed = (connection: Connection, names: readonly string[]): Promise<NamedRoad[]> =>
  rows(
    connection,
    sql`select distinct r.name, d.name as district, length(r.name) from roads r join places d on d.code = r.district_code
        where r.name = any(${names}) and r.class <> 'lane' order by length(r.name) desc, d.name`,
  );

export interface AddressPoint {
  readonly lon: number;
  readonly lat: number;
  readonly number: string | null;
}

const pointOf = (near: Point | null) => (near ? sql`ST_SetSRID(ST_MakePoint(${near.lon}::float8, ${near.lat}::float8), 4326)` : sql`null::geometry`);

/**
 * The house number that what follows the road's name begins with, the longest that fits ('1175弄2号' before '1175弄');
 * of several roads of one name the one in the district said, then the nearest to the pin.
 * @param rest the address after the road's name, no spaces
 */
export const findHouseNumber = (
  connection: Connection,
  road: string,
  rest: string,
  district: string | null,
  near: Point | null,
): Promise<AddressPoint | undefined> =>
  firstRow(
    connection,
    sql`select ST_X(h.geom) as lon, ST_Y(h.geom) as lat, h.number
        from house_numbers h join roads r on r.id = h.road_id join places d on d.code = r.district_code
        where r.name = ${road} and starts_with(${rest}::text, rtrim(h.number, '号'))
          and substr(${rest}::text, length(rtrim(h.number, '号')) + 1, 1) !~ '^[0-9]'
        order by (d.name = ${district}::text) desc nulls last, length(h.number) desc, h.geom <-> ${pointOf(near)}, h.road_id limit 1`,
  );

/** The point of a road nearest to a pin; undefined farther than 2 km away. */
export const findRoadNear = (connection: Connection, road: string, near: Point): Promise<AddressPoint | undefined> =>
  firstRow(
    connection,
    sql`select ST_X(at) as lon, ST_Y(at) as lat, null as number
        from (select ST_ClosestPoint(geom, ${pointOf(near)}) as at from roads where name = ${road} order by geom <-> ${pointOf(near)} limit 1) nearest
        where ST_DistanceSphere(at, ${pointOf(near)}) <= 2000`,
  );

/** The number of the same road next to the one wanted: at most 60 numbers away, nearest number first. */
export const findNumberBeside = (connection: Connection, road: string, wanted: number, district: string | null): Promise<AddressPoint | undefined> =>
  firstRow(
    connection,
    sql`select ST_X(h.geom) as lon, ST_Y(h.geom) as lat, h.number
        from house_numbers h join roads r on r.id = h.road_id join places d on d.code = r.district_code
        where r.name = ${road} and h.number ~ '^[0-9]{1,6}' and abs(substring(h.number from '^[0-9]{1,6}')::integer - ${wanted}::integer) <= 60
        order by (d.name = ${district}::text) desc nulls last, abs(substring(h.number from '^[0-9]{1,6}')::integer - ${wanted}::integer), h.number limit 1`,
  );
