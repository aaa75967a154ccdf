import { type Connection, firstRow, oneRow, rows, sql } from '../sql.ts';
import type { TileAddress } from './tiles.ts';

/** What waits to be counted into the tiles of the low zooms. */
export interface WaitingForTiles {
  readonly changes: boolean;
  /** Thousands of assets changed at once, and nothing of the kind for two seconds: the whole city is to be counted anew. */
  readonly recount: boolean;
}

export const findWaitingForTiles = (connection: Connection): Promise<WaitingForTiles> =>
  oneRow(
    connection,
    sql`select exists (select from tile_changes) as changes,
          coalesce((select max(asked_at) < clock_timestamp() - interval '2 seconds' from tile_recounts), false) as recount`,
  );

/** Counts up to `most` waiting changes. One caller at a time, in a transaction (takeJob 'count-tiles'). @returns how many it took */
export const countTileChanges = async (connection: Connection, most: number): Promise<number> =>
  (await oneRow<{ taken: number }>(connection, sql`select count_tile_changes(${most}) as taken`)).taken;

/** Makes the transaction see one moment throughout. Its first statement. */
export const seeOneMoment = async (connection: Connection): Promise<void> => {
  await rows(connection, sql`set transaction isolation level repeatable read`);
};

/** Work that takes as long as it takes, until the end of the transaction. */
export const waitAsLongAsNeeded = async (connection: Connection): Promise<void> => {
  await rows(connection, sql`select set_config('statement_timeout', '0', true)`);
};

/** Counts every tile of the city anew and mends what differs: in a transaction that sees one moment (seeOneMoment) or is alone with the assets. */
export const recountTiles = async (connection: Connection): Promise<void> => {
  await rows(connection, sql`select recount_tiles()`);
};

/** A count that is not what the assets say. */
export interface TileDifference {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
  /** 0 to 1023 inside the tile, west to east, north to south. */
  readonly cell: number;
  readonly classCode: string;
  readonly status: string;
  readonly streetCode: string;
  /** Whose: null stands for everyone's together, "-" for nobody's. */
  readonly ownerId: string | null;
  readonly stands: number;
  readonly counted: number;
}

/**
 * Counts the whole city aside and compares; changes that wait are taken off, so that it may run beside the service.
 * In a transaction that sees one moment; leaves nothing behind when rolled back.
 * @returns at most `most` differences, lowest zoom first, and how many there are
 */
export const compareTiles = async (connection: Connection, most: number): Promise<{ differences: TileDifference[]; total: number; awaitsRecount: boolean }> => {
  const { awaits } = await oneRow<{ awaits: boolean }>(connection, sql`select exists (select from tile_recounts) as awaits`);
  const found = await rows<TileDifference & { differing: number }>(connection, sql`select * from compare_tiles(${most})`);
  return { differences: found.map(({ differing: _, ...difference }) => difference), total: found[0]?.differing ?? 0, awaitsRecount: awaits };
};

/** The version of what a tile shows: of the assets in it, of the ground, or of the open orders in it. Another version, perhaps another tile; the same, surely the same. */
export const getTileVersion = (connection: Connection, of: 'assets' | 'ground' | 'orders', at: TileAddress): Promise<string> =>
  of === 'orders' ? getOrdersVersion(connection, at) : getKeptVersion(connection, of, at);

const getKeptVersion = async (connection: Connection, of: 'assets' | 'ground', { z, x, y }: TileAddress): Promise<string> => {
  const up = Math.max(0, z - 14); // a nearer tile goes by the z14 one that holds it
  const key = of === 'ground' ? sql`-2` : sql`-1, tile_key(${z - up}, ${x >> up}, ${y >> up})`;
  const found = await firstRow<{ version: string }>(
    connection,
    sql`select coalesce(string_agg(tile || ':' || version, ' ' order by tile), '') as version from tile_versions where tile in (${key})`,
  );
  return found?.version ?? '';
};

// Of all the orders there, whoever may see them: another's change makes a tile anew that need not be, a reader's own never is missed.
const getOrdersVersion = async (connection: Connection, { z, x, y }: TileAddress): Promise<string> => {
  const size = 2 ** (22 - z);
  return (
    await oneRow<{ version: string }>(
      connection,
      sql`select count(*) || ':' || coalesce(bit_xor(hashint8extended(version, 0)), 0) as version from order_spots
          where world_x between ${x * size}::integer and ${(x + 1) * size - 1}::integer and world_y between ${y * size}::integer and ${(y + 1) * size - 1}::integer`,
    )
  ).version;
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
