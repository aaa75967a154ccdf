import type { Point } from '#domain/contract/terms.ts';
import { degreesOf } from '#domain/datum.ts';
import { type Connection, firstRow, type Sql, sql } from '../../sql.ts';

/** West, south, east, north. */
type Box = [number, number, number, number];

/** So far as a map shows round a place that is known by its point. */
export const boxRound = ({ lon, lat }: Point, metres: number): Box => {
  const half = degreesOf(metres, lat);
  return [lon - half.lon, lat - half.lat, lon + half.lon, lat + half.lat];
};

const boxOf = async (connection: Connection, geometries: Sql): Promise<Box | null> =>
  (
    await firstRow<{ box: Box }>(
      connection,
      sql`select array[st_xmin(e), st_ymin(e), st_xmax(e), st_ymax(e)] as box from (select st_extent(geom) as e from (${geometries}) g) extent where e is not null`,
    )
  )?.box ?? null;

export const findRoadBox = (connection: Connection, ids: readonly number[]): Promise<Box | null> =>
  boxOf(connection, sql`select geom from roads where id = any(${ids})`);

/** Of a district or street its outline's, of a neighbourhood that of what lies nearest to its point. */
export const findPlaceBox = (connection: Connection, code: string): Promise<Box | null> =>
  boxOf(connection, code.length === 12 ? sql`select neighbourhood_cell(${code}) as geom` : sql`select geom from places where code = ${code}`);
