import type { Reach } from '#domain/access.ts';
import { type Connection, oneRow, type Sql, sql } from '../sql.ts';

export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

const empty = Buffer.alloc(0);

/** Names of functions cannot be parameters: each source of tiles/sources.ts has its own piece, and one without does not compile where it is asked for. */
const publicTile = {
  wells: ({ z, x, y }: TileAddress) => sql`select tiles.wells(${z}, ${x}, ${y}, null) as tile`,
  assets: ({ z, x, y }: TileAddress) => sql`select tiles.assets(${z}, ${x}, ${y}, null) as tile`,
  districts: ({ z, x, y }: TileAddress) => sql`select tiles.districts(${z}, ${x}, ${y}, null) as tile`,
  streets: ({ z, x, y }: TileAddress) => sql`select tiles.streets(${z}, ${x}, ${y}, null) as tile`,
  roads: ({ z, x, y }: TileAddress) => sql`select tiles.roads(${z}, ${x}, ${y}, null) as tile`,
  labels: ({ z, x, y }: TileAddress) => sql`select tiles.labels(${z}, ${x}, ${y}, null) as tile`,
  waters: ({ z, x, y }: TileAddress) => sql`select tiles.waters(${z}, ${x}, ${y}, null) as tile`,
} satisfies Readonly<Record<string, (at: TileAddress) => Sql>>;

const staffTile = {
  'staff-wells': ({ z, x, y }: TileAddress, reach: Sql) => sql`select tiles_staff.wells(${z}, ${x}, ${y}, ${reach}) as tile`,
  'staff-assets': ({ z, x, y }: TileAddress, reach: Sql) => sql`select tiles_staff.assets(${z}, ${x}, ${y}, ${reach}) as tile`,
  'staff-orders': ({ z, x, y }: TileAddress, reach: Sql) => sql`select tiles_staff.orders(${z}, ${x}, ${y}, ${reach}) as tile`,
} satisfies Readonly<Record<string, (at: TileAddress, reach: Sql) => Sql>>;

/** A public tile, uncompressed; empty where there is nothing. */
export const getTile = async (connection: Connection, source: keyof typeof publicTile, at: TileAddress): Promise<Buffer> =>
  (await oneRow<{ tile: Buffer | null }>(connection, publicTile[source](at))).tile ?? empty;

/** A staff tile cut to a reach, uncompressed; empty where there is nothing the reader may see. */
export const getStaffTile = async (connection: Connection, source: keyof typeof staffTile, at: TileAddress, reach: Reach): Promise<Buffer> => {
  const asArguments = sql`${reach.city}, ${[...reach.placeCodes]}::text[], ${[...reach.unitIds]}::text[]`;
  return (await oneRow<{ tile: Buffer | null }>(connection, staffTile[source](at, asArguments))).tile ?? empty;
};

export interface TileDescription {
  readonly name: string;
  readonly description: string;
  readonly minzoom: number;
  readonly maxzoom: number;
  readonly vector_layers: { id: string; fields: Record<string, string> }[];
}

/** What the SQL comment of a tile function says of it. */
export const getTileDescription = async (connection: Connection, schema: 'tiles' | 'tiles_staff', procedure: string): Promise<TileDescription> =>
  (
    await oneRow<{ description: TileDescription }>(
      connection,
      sql`select obj_description(p.oid, 'pg_proc')::json as description from pg_proc p where p.pronamespace = ${schema}::regnamespace and p.proname = ${procedure}`,
    )
  ).description;

/** West, south, east, north of the city. */
export const getCityBounds = async (connection: Connection): Promise<[number, number, number, number]> => {
  const { w, s, e, n } = await oneRow<{ w: number; s: number; e: number; n: number }>(
    connection,
    sql`select st_xmin(boundary) as w, st_ymin(boundary) as s, st_xmax(boundary) as e, st_ymax(boundary) as n from city`,
  );
  return [w, s, e, n];
};
