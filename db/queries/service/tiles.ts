import type { Reach } from '#domain/access.ts';
import { type Connection, oneRow, type Sql, sql } from '../../sql.ts';

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
  wells: (args: Sql) => sql`select tiles.wells(${args})`,
  assets: (args: Sql) => sql`select tiles.assets(${args})`,
  districts: (args: Sql) => sql`select tiles.districts(${args})`,
  streets: (args: Sql) => sql`select tiles.streets(${args})`,
  roads: (args: Sql) => sql`select tiles.roads(${args})`,
  labels: (args: Sql) => sql`select tiles.labels(${args})`,
  waters: (args: Sql) => sql`select tiles.waters(${args})`,
} satisfies Readonly<Record<string, (args: Sql) => Sql>>;

const staffTile = {
  'staff-wells': (args: Sql) => sql`select tiles_staff.wells(${args})`,
  'staff-assets': (args: Sql) => sql`select tiles_staff.assets(${args})`,
  'staff-orders': (args: Sql) => sql`select tiles_staff.orders(${args})`,
} satisfies Readonly<Record<string, (args: Sql) => Sql>>;

const argumentsOf = ({ z, x, y }: TileAddress, filter: TileFilter): Sql => sql`${z}, ${x}, ${y}, ${JSON.stringify(filter)}::json`;

/** By what a source's tiles change: with the assets, the ground or the open orders. */
const changesWith = {
  wells: 'assets',
  assets: 'assets',
  'staff-wells': 'assets',
  'staff-assets': 'assets',
  'staff-orders': 'orders',
  districts: 'ground',
  streets: 'ground',
  roads: 'ground',
  labels: 'ground',
  waters: 'ground',
} as const satisfies Readonly<Record<keyof typeof publicTile | keyof typeof staffTile, 'assets' | 'ground' | 'orders'>>;

export type TileSourceName = keyof typeof changesWith;

const keptVersion = (of: 'assets' | 'ground', { z, x, y }: TileAddress): Sql => {
  const up = Math.max(0, z - 14); // a nearer tile goes by the z14 one that holds it
  const key = of === 'ground' ? sql`-2` : sql`-1, tile_key(${z - up}, ${x >> up}, ${y >> up})`;
  return sql`select coalesce(string_agg(tile || ':' || version, ' ' order by tile), '') as version from tile_versions where tile in (${key})`;
};

// Of all the orders there, whoever may see them: another's change makes a tile anew that need not be, a reader's own never is missed.
const ordersVersion = ({ z, x, y }: TileAddress): Sql => {
  const size = 2 ** (22 - z);
  return sql`select count(*) || ':' || coalesce(bit_xor(hashint8extended(version, 0)), 0) as version from order_spots
    where world_x between ${x * size}::integer and ${(x + 1) * size - 1}::integer and world_y between ${y * size}::integer and ${(y + 1) * size - 1}::integer`;
};

/** A statement of one row, `version`: another version, perhaps another tile; the same, surely the same. */
const versionOfTile = (source: TileSourceName, at: TileAddress): Sql => {
  const of = changesWith[source];
  return of === 'orders' ? ordersVersion(at) : keptVersion(of, at);
};

/** The version of what a tile shows: of the assets in it, of the ground, or of the open orders in it. */
export const getTileVersion = async (connection: Connection, source: TileSourceName, at: TileAddress): Promise<string> =>
  (await oneRow<{ version: string }>(connection, versionOfTile(source, at))).version;

/** A tile and the version of what it shows, both of one moment. */
export interface MadeTile {
  /** Uncompressed; empty where there is nothing that the reader may see. */
  readonly tile: Buffer;
  readonly version: string;
}

const make = async (connection: Connection, tile: Sql, version: Sql): Promise<MadeTile> => {
  const made = await oneRow<{ tile: Buffer | null; version: string }>(connection, sql`select (${tile}) as tile, (${version}) as version`);
  return { tile: made.tile ?? empty, version: made.version };
};

/** A public tile. */
export const getTile = (connection: Connection, source: keyof typeof publicTile, at: TileAddress, filter: TileFilter = {}): Promise<MadeTile> =>
  make(connection, publicTile[source](argumentsOf(at, filter)), versionOfTile(source, at));

/** A staff tile cut to a reach. */
export const getStaffTile = (
  connection: Connection,
  source: keyof typeof staffTile,
  at: TileAddress,
  reach: Reach,
  filter: TileFilter = {},
): Promise<MadeTile> => {
  const args = sql`${argumentsOf(at, filter)}, ${reach.city}, ${[...reach.placeCodes]}::text[], ${[...reach.unitIds]}::text[]`;
  return make(connection, staffTile[source](args), versionOfTile(source, at));
};

/** Changes whenever a function that makes tiles does: what a browser kept of an older program is not taken for this one's. */
export const getTileProgram = async (connection: Connection): Promise<string> =>
  (
    await oneRow<{ program: string }>(
      connection,
      sql`select md5(string_agg(p.prosrc, ' ' order by p.pronamespace::regnamespace::text, p.proname, p.prosrc)) as program from pg_proc p
          where p.pronamespace in ('tiles'::regnamespace, 'tiles_staff'::regnamespace, current_schema()::regnamespace) and p.prolang in (select oid from pg_language where lanname in ('sql', 'plpgsql'))`,
    )
  ).program;

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
