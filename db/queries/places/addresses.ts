import type { Name, Point } from '#domain/contract/terms.ts';
import { type Connection, firstRow, rows, type Sql, sql } from '../../sql.ts';

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

export const pointOf = (near: Point | null) => (near ? sql`ST_SetSRID(ST_MakePoint(${near.lon}::float8, ${near.lat}::float8), 4326)` : sql`null::geometry`);

export interface HouseNumber extends AddressPoint {
  readonly roadId: number;
  /** In the district that was said. */
  readonly isInDistrict: boolean;
}

/**
 * The house numbers that what follows the road's name begins with, the longest that fit ('1175弄2号' before '1175弄'): one for each
 * road of that name that has it, at most five; those in the district said first, then the nearest to the pin.
 * @param rest the address after the road's name, no spaces
 */
export const listHouseNumbers = (connection: Connection, road: string, rest: string, district: string | null, near: Point | null): Promise<HouseNumber[]> =>
  rows(
    connection,
    sql`with fitting as (
          select h.geom, h.number, h.road_id, d.name as district, length(h.number) as long
          from house_numbers h join roads r on r.id = h.road_id join places d on d.code = r.district_code
          where r.name = ${road} and starts_with(${rest}::text, rtrim(h.number, '号'))
            and substr(${rest}::text, length(rtrim(h.number, '号')) + 1, 1) !~ '^[0-9]')
        select ST_X(geom) as lon, ST_Y(geom) as lat, number, road_id, coalesce(district = ${district}::text, false) as is_in_district
        from fitting where long = (select max(long) from fitting)
        order by is_in_district desc, geom <-> ${pointOf(near)}, road_id limit 5`,
  );

/** The place across the road from a house: as far behind the road's middle as the house lies before it. */
export const findAcross = (connection: Connection, roadId: number, house: Point): Promise<AddressPoint | undefined> =>
  firstRow(
    connection,
    sql`select 2 * ST_X(middle) - ${house.lon}::float8 as lon, 2 * ST_Y(middle) - ${house.lat}::float8 as lat, null as number
        from (select ST_ClosestPoint(geom, ${pointOf(house)}) as middle from roads where id = ${roadId}) road`,
  );

/**
 * Roads whose name is one of these but for one character, heard or typed wrong, with their district's name; lanes are none.
 * @param patterns names with _ for the character that may be another
 */
export const listRoadsLike = (connection: Connection, patterns: readonly string[], most: number): Promise<NamedRoad[]> =>
  rows(
    connection,
    sql`select distinct r.name, d.name as district from roads r join places d on d.code = r.district_code
        where r.class <> 'lane' and r.name like any(${patterns}) order by r.name, d.name limit ${most}`,
  );

/** Roads that are written otherwise than one of these and read the same, as their English names tell: 建河支路 beside 建和支路. */
export const listRoadsSounding = (connection: Connection, names: readonly string[]): Promise<(NamedRoad & { readonly said: string })[]> =>
  rows(
    connection,
    sql`select distinct said.name as said, r.name, d.name as district
        from (select distinct name, lower(name_en) as name_en from roads where name = any(${names}) and class <> 'lane') said
          join roads r on lower(r.name_en) = said.name_en and r.name <> said.name and r.class <> 'lane' join places d on d.code = r.district_code
        order by said.name, r.name, d.name limit 20`,
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

/** Both names of the roads called so, each once; lanes are told by their road. */
export const listRoadNames = async (connection: Connection, names: readonly string[]): Promise<Name[]> =>
  (
    await rows<{ name: Name }>(
      connection,
      sql`select distinct on (name) jsonb_build_object('zh', name, 'en', name_en) as name from roads where name = any(${names}) and name_en is not null`,
    )
  ).map(({ name }) => name);

/** Roads by their English names, in small letters: 'xietu road'. */
export const listRoadsInEnglish = (connection: Connection, names: readonly string[]): Promise<{ name: string; nameEn: string }[]> =>
  rows(
    connection,
    sql`select distinct name, lower(name_en) as name_en, length(name_en) from roads where lower(name_en) = any(${names}) and class <> 'lane' order by length(name_en) desc, name`,
  );

/** The ids of the roads of one name; in one district when it is said. */
export const listRoadIds = async (connection: Connection, road: string, district: string | null): Promise<number[]> => {
  const found = await rows<{ id: number }>(
    connection,
    sql`select r.id from roads r join places d on d.code = r.district_code where r.name = ${road} and r.class <> 'lane' and (${district}::text is null or d.name = ${district}::text)`,
  );
  return found.map(({ id }) => id);
};

/** How the city calls itself, as addresses begin: 上海市. */
export const findCityName = async (connection: Connection): Promise<string> =>
  (await firstRow<{ name: string }>(connection, sql`select p.name from city join places p on p.code = city.code`))?.name ?? '';

/** Where two roads meet or come within some 30 m of each other: the places nearest to the pin first, at most five. */
export const listCrossings = (connection: Connection, one: string, other: string, near: Point | null): Promise<AddressPoint[]> =>
  rows(
    connection,
    sql`select ST_X(at) as lon, ST_Y(at) as lat, null as number
        from (select distinct ST_SnapToGrid(ST_ClosestPoint(a.geom, b.geom), 0.0003) as cell, ST_ClosestPoint(a.geom, b.geom) as at
              from roads a join roads b on b.geom && ST_Expand(a.geom, 0.0003) and ST_Distance(a.geom, b.geom) <= 0.0003
              where a.name = ${one} and a.class <> 'lane' and b.name = ${other} and b.class <> 'lane') met
        order by at <-> ${pointOf(near)}, lon, lat limit 5`,
  );

/** That a place `p` is called by one of these names, with or without what it is: 新桥 is the neighbourhood of 新桥居委会 as well as of 新桥村村委会. */
export const isCalled = (names: readonly string[]): Sql =>
  sql`(p.name = any(${names}) or lower(p.name_en) = any(${names}) or regexp_replace(p.name, '(居委会|村委会|街道|镇|乡|区|村)$', '') = any(${names})
    or regexp_replace(p.name, '(社区居委会|村村委会)$', '') = any(${names}))`;

/** Neighbourhoods, streets and districts called by one of these names, with or without what they are: the longest names first, at most twenty unless more are asked for. */
export const listPlacesNamed = (
  connection: Connection,
  names: readonly string[],
  most = 20,
): Promise<{ code: string; name: string; lon: number; lat: number }[]> =>
  rows(
    connection,
    sql`select code, name, ST_X(label_point) as lon, ST_Y(label_point) as lat from places p
        where kind <> 'city' and retired_on is null and ${isCalled(names)}
        order by (kind = 'neighbourhood') desc, length(name) desc, code limit ${most}`,
  );

/** Where assets stand whose address holds these words: the middle one of at most fifty, none when they are spread over more than 600 m. */
export const findWrittenPlace = (connection: Connection, words: string): Promise<AddressPoint | undefined> => {
  const plain = words.toLowerCase().replace(/[\d-]/g, '');
  return firstRow(
    connection,
    sql`with keys as (select key from asset_wordings where text_grams(wording) @> text_grams(${plain}) and strpos(wording, ${plain}) > 0 limit 50),
          found as (select a.geom from keys cross join lateral (
            select geom from assets a where asset_wording_key(a.address, a.note, a.object_name) = keys.key and strpos(a.address, ${words}) > 0 limit 50) a limit 50),
          middle as (select ST_GeometricMedian(ST_Collect(geom)) as at, ST_Extent(geom) as box from found)
        select ST_X(at) as lon, ST_Y(at) as lat, null as number from middle where at is not null and ST_XMax(box) - ST_XMin(box) < 0.006 and ST_YMax(box) - ST_YMin(box) < 0.006`,
  );
};
