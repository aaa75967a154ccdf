import type { Reach } from '#domain/access.ts';
import { type Connection, oneRow, type Sql, sql } from '../sql.ts';

export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

const empty = Buffer.alloc(0);

/** Comma-separated lists that narrow what a source shows; undefined or empty: everything that the reader may see. */
export interface TileFilter {
  /** Class codes, four digits each. */
  readonly class?: string | undefined;
  readonly status?: string | undefined;
  /** Units; "-" is nobody. Staff's sources alone look at it. */
  readonly owner?: string | undefined;
}

/** Names of functions cannot be parameters: each source of tiles/sources.ts has its own piece, and one without does not compile where it is asked for. */
const publicTile = {
  wells: (args: Sql) => sql`select tiles.wells(${args}) as tile`,
  assets: (args: Sql) => sql`select tiles.assets(${args}) as tile`,
  districts: (args: Sql) => sql`select tiles.districts(${args}) as tile`,
  streets: (args: Sql) => sql`select tiles.streets(${args}) as tile`,
  roads: (args: Sql) => sql`select tiles.roads(${args}) as tile`,
  labels: (args: Sql) => sql`select tiles.labels(${args}) as tile`,
  waters: (args: Sql) => sql`select tiles.waters(${args}) as tile`,
} satisfies Readonly<Record<string, (args: Sql) => Sql>>;

const staffTile = {
  'staff-wells': (args: Sql) => sql`select tiles_staff.wells(${args}) as tile`,
  'staff-assets': (args: Sql) => sql`select tiles_staff.assets(${args}) as tile`,
  'staff-orders': (args: Sql) => sql`select tiles_staff.orders(${args}) as tile`,
} satisfies Readonly<Record<string, (args: Sql) => Sql>>;

const argumentsOf = ({ z, x, y }: TileAddress, filter: TileFilter): Sql => sql`${z}, ${x}, ${y}, ${JSON.stringify(filter)}::json`;

/** A public tile, uncompressed; empty where there is nothing. */
export const getTile = async (connection: Connection, source: keyof typeof publicTile, at: TileAddress, filter: TileFilter = {}): Promise<Buffer> =>
  (await oneRow<{ tile: Buffer | null }>(connection, publicTile[source](argumentsOf(at, filter)))).tile ?? empty;

/** A staff tile cut to a reach, uncompressed; empty where there is nothing the reader may see. */
export const getStaffTile = async (
  connection: Connection,
  source: keyof typeof staffTile,
  at: TileAddress,
  reach: Reach,
  filter: TileFilter = {},
): Promise<Buffer> => {
  const args = sql`${argumentsOf(at, filter)}, ${reach.city}, ${[...reach.placeCodes]}::text[], ${[...reach.unitIds]}::text[]`;
  return (await oneRow<{ tile: Buffer | null }>(connection, staffTile[source](args))).tile ?? empty;
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
