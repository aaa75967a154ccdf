import { type Connection, oneRow, rows, sql } from '#db/sql.ts';

const json = (value: unknown) => JSON.stringify(value);

/** Whether a city stands here already: its code, or null when the database is empty or a seeding never ended. */
export const findSeededCity = async (connection: Connection): Promise<{ code: string; name: string; demo: boolean } | null> => {
  const found = await rows<{ code: string; name: string; demo: boolean }>(connection, sql`select code, name, demo from city where seeded_at is not null`);
  return found[0] ?? null;
};

/** Takes the lock that keeps two seedings apart, then empties every table. Both last to the end of the transaction. */
export const emptyCity = async (connection: Connection): Promise<void> => {
  await rows(connection, sql`select pg_advisory_xact_lock(hashtext('jingzheng seed'))`);
  await rows(connection, sql`select empty_city()`);
};

/** Adds the city's own place and its districts; GeoJSON shapes. */
export const insertDistricts = async (
  connection: Connection,
  city: { code: string; name: string; nameEn: string },
  districts: readonly { code: string; name: string; nameEn: string; settlement: string; geometry: object }[],
): Promise<void> => {
  await rows(
    connection,
    sql`
      with d as (
        select *, st_multi(st_setsrid(st_geomfromgeojson(geometry::text), 4326)) as shape
        from json_to_recordset(${json(districts)}::json) as r (code text, name text, "nameEn" text, settlement text, geometry json)
      ), whole as (
        insert into places (code, kind, name, name_en, geom, label_point)
        select ${city.code}, 'city', ${city.name}, ${city.nameEn}, st_multi(st_union(shape)), st_pointonsurface(st_union(shape)) from d
        returning code
      )
      insert into places (code, kind, parent_code, name, name_en, settlement, geom, label_point)
      select d.code, 'district', whole.code, d.name, d."nameEn", d.settlement, d.shape, st_pointonsurface(d.shape) from d, whole`,
  );
};

/** Adds the city's one row; `seeded_at` comes at the very end. */
export const insertCity = async (
  connection: Connection,
  city: { code: string; name: string; nameEn: string; timeZone: string; calendar: string; centre: readonly [number, number]; settings: unknown; demo: boolean },
): Promise<void> => {
  await rows(
    connection,
    sql`
      insert into city (code, name, name_en, time_zone, calendar, centre, boundary, demo, settings)
      select ${city.code}, ${city.name}, ${city.nameEn}, ${city.timeZone}, ${city.calendar},
        st_setsrid(st_makepoint(${city.centre[0]}, ${city.centre[1]}), 4326), geom, ${city.demo}, ${json(city.settings)}::jsonb
      from places where kind = 'city'`,
  );
};

/** Clips cells (GeoJSON) to their districts and adds them as streets, the cells of one street joined. Each is marked synthetic. */
export const insertStreets = async (
  connection: Connection,
  streets: readonly { code: string; name: string; nameEn: string }[],
  cells: readonly { streetCode: string; districtCode: string; geometry: object }[],
): Promise<void> => {
  await rows(
    connection,
    sql`
      with joined as (
        select "streetCode" as code, "districtCode" as district_code, st_union(st_setsrid(st_geomfromgeojson(geometry::text), 4326)) as cell
        from json_to_recordset(${json(cells)}::json) as c ("streetCode" text, "districtCode" text, geometry json)
        group by 1, 2
      )
      insert into places (code, kind, parent_code, name, name_en, settlement, geom, label_point, synthetic)
      select j.code, 'street', d.code, s.name, s."nameEn", d.settlement, shape.geom, st_pointonsurface(shape.geom), true
      from joined j
      join places d on d.code = j.district_code
      join json_to_recordset(${json(streets)}::json) as s (code text, name text, "nameEn" text) on s.code = j.code
      cross join lateral (select st_multi(st_collectionextract(st_intersection(d.geom, j.cell), 3)) as geom) shape`,
  );
};

export interface StreetShape {
  code: string;
  /** GeoJSON MultiPolygon, every coordinate to its last digit. */
  geometry: string;
  areaM2: number;
  lon: number;
  lat: number;
}

export const listStreetShapes = (connection: Connection): Promise<StreetShape[]> =>
  rows<StreetShape>(
    connection,
    sql`
      select code, st_asgeojson(geom, 15) as geometry, st_area(geom::geography) as "areaM2", st_x(label_point) as lon, st_y(label_point) as lat
      from places where kind = 'street' order by code`,
  );

/** Marks the city as whole. What came before is seen by others only now. */
export const markSeeded = async (connection: Connection): Promise<void> => {
  await oneRow(connection, sql`update city set seeded_at = now() returning code`);
};
