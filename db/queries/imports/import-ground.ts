import type { LineString, MultiPolygon } from 'geojson';
import { type Connection, oneRow, rows, sql } from '../../sql.ts';
import { heirsOfUnits } from '../network/heirs.ts';

/** All of the city that a census row is held against, read once for a file. */
export interface ImportGround {
  readonly city: {
    readonly code: string;
    readonly name: string;
    readonly nameEn: string;
    readonly timeZone: string;
    readonly settings: Record<string, unknown>;
    readonly box: readonly number[];
  };
  readonly boundary: MultiPolygon;
  readonly streets: readonly { readonly code: string; readonly districtCode: string; readonly geometry: MultiPolygon }[];
  readonly roads: readonly { readonly id: number; readonly name: string; readonly widthM: number; readonly line: LineString }[];
  readonly units: readonly { readonly id: string; readonly name: string; readonly nameEn: string; readonly words: readonly string[] }[];
  /** Units that ended where one stands for them today: `heir`. */
  readonly ended: readonly { readonly id: string; readonly name: string; readonly nameEn: string; readonly heir: string }[];
  readonly classes: readonly {
    readonly code: string;
    readonly name: string;
    readonly nameEn: string;
    readonly isWell: boolean;
    readonly words: readonly string[];
  }[];
}

/** Units and classes with the words for them, and what named units that ended. */
export const getImportWords = async (connection: Connection): Promise<Pick<ImportGround, 'units' | 'ended' | 'classes'>> => ({
  units: await rows(connection, sql`select id, name, name_en, words from units where active order by id`),
  ended: await rows(
    connection,
    sql`select u.id, u.name, u.name_en, h.heir from ${heirsOfUnits(sql`true`)} h join units u on u.id = h.id join units n on n.id = h.heir and n.active order by u.id`,
  ),
  classes: await rows(connection, sql`select code, name, name_en, is_well, words from asset_classes order by code`),
});

export const getImportGround = async (connection: Connection): Promise<ImportGround> => {
  const { boundary, box, ...city } = await oneRow<ImportGround['city'] & { boundary: MultiPolygon }>(
    connection,
    sql`select code, name, name_en, time_zone, settings, st_asgeojson(boundary, 15)::json as boundary,
          array[st_xmin(boundary), st_ymin(boundary), st_xmax(boundary), st_ymax(boundary)] as box from city`,
  );
  const streets = await rows<ImportGround['streets'][number]>(
    connection,
    sql`select code, parent_code as district_code, st_asgeojson(geom, 15)::json as geometry from places where kind = 'street' and retired_on is null order by code`,
  );
  const roads = await rows<ImportGround['roads'][number]>(
    connection,
    sql`select id, name, width_m, st_asgeojson(geom, 15)::json as line from roads order by id`,
  );
  const words = await getImportWords(connection);
  return { city: { ...city, box }, boundary, streets, roads, ...words };
};
