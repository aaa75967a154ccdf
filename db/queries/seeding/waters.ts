import { type Connection, rows, sql } from '#db/sql.ts';

/** Adds lakes as drawn and rivers as their centreline widened (GeoJSON; `widthM` null for a lake), within the city's bounds. */
export const insertWaters = async (connection: Connection, waters: readonly { name: string; widthM: number | null; geometry: object }[]): Promise<void> => {
  await rows(
    connection,
    sql`
      insert into waters (id, name, geom)
      select n, name, st_multi(st_collectionextract(case when "widthM" is null then shape else st_buffer(shape::geography, "widthM" / 2)::geometry end, 3))
      from (
        select row_number() over () as n, name, "widthM", st_setsrid(st_geomfromgeojson(geometry::text), 4326) as shape
        from json_to_recordset(${JSON.stringify(waters)}::json) as w (name text, "widthM" double precision, geometry json)
      ) drawn`,
  );
};

/** The waters with a dry margin (m) about them, as GeoJSON: nothing is built there. */
export const listWaterMargins = (connection: Connection, marginM: number): Promise<{ geometry: string }[]> =>
  rows(connection, sql`select st_asgeojson(st_multi(st_buffer(geom::geography, ${marginM})::geometry), 15) as geometry from waters order by id`);
