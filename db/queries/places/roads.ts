import type { Point } from '#domain/contract/terms.ts';
import { type Connection, firstRow, sql } from '../../sql.ts';

/** The road that a point stands on: the nearest within 40 m of its middle; null when none is. */
export const findNearestRoad = async (connection: Connection, { lon, lat }: Point): Promise<number | null> => {
  const row = await firstRow<{ id: number; farM: number }>(
    connection,
    sql`select id, st_distance(geom::geography, st_setsrid(st_makepoint(${lon}::float8, ${lat}::float8), 4326)::geography) as "farM" from (
          select id, geom from roads order by geom <-> st_setsrid(st_makepoint(${lon}::float8, ${lat}::float8), 4326) limit 5) near order by 2, 1 limit 1`,
  );
  return row && row.farM <= 40 ? row.id : null;
};
