import { type Connection, oneRow, rows, sql } from '../../sql.ts';

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
