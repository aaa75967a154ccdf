import { type Connection, oneRow, rows, sql } from '../../sql.ts';

/** The tables that a first load fills. All of them are empty where the first is: what they hold is an asset's. */
const filled = ['assets', 'covers', 'asset_aliases'];

/** How far `putNextAside` goes: what is the tables' own, or the keys to units and places too, which shut those to writers (readers go on). */
export const ownIndexes = 3;
export const keysAndTriggers = 5;

/**
 * Tells whoever would register something meanwhile that a first load is under way, until the transaction ends. While the schema is being brought to a
 * newer state the load waits, and that waits for the load: both touch most tables. Before any other lock.
 */
export const announceFirstLoad = async (connection: Connection): Promise<void> => {
  await rows(connection, sql`select pg_advisory_xact_lock_shared(hashtext('jingzheng migrate')), pg_advisory_xact_lock(hashtextextended('first load', 0))`);
};

/** Whether one is under way. Where none is, none begins before this transaction ends. */
export const isFirstLoadUnderWay = async (connection: Connection): Promise<boolean> =>
  !(await oneRow<{ none: boolean }>(connection, sql`select pg_try_advisory_xact_lock_shared(hashtextextended('first load', 0)) as none`)).none;

/** Shuts the registry to writers until the transaction ends; readers go on. */
export const shutToWriters = async (connection: Connection): Promise<void> => {
  await rows(connection, sql`lock table assets, covers, asset_aliases in share row exclusive mode`);
};

/**
 * From here to `openFilled` the registry's names mean tables that stand aside, seen by this transaction alone, without indexes and keys but their
 * identities. @returns false: somebody's view or grant hangs on the tables, and they are filled where they stand
 */
export const beginFilling = async (connection: Connection): Promise<boolean> => {
  const { began } = await oneRow<{ began: boolean }>(connection, sql`select begin_fill_aside(${filled}::text[]) as began`);
  if (began) await rows(connection, sql`discard plans`); // a plan made before goes on reading the table of its name's old meaning
  return began;
};

/** Makes the next index, key or dictionary. @returns how many are left */
export const putNextAside = async (connection: Connection, upto: number): Promise<number> =>
  (await oneRow<{ left: number }>(connection, sql`select put_next_aside(${upto}::integer) as left`)).left;

const taken = new Set(['55P03', '40P01']);

/** Puts the full tables in the place of the empty ones; the transaction is to end at once. @returns false: somebody was reading them for longer than others can be kept waiting */
export const openFilled = async (connection: Connection): Promise<boolean> => {
  await rows(connection, sql`savepoint before_opening`);
  try {
    await rows(connection, sql`select open_filled(${filled}::text[])`);
    return true;
  } catch (error) {
    if (!taken.has((error as { code?: string }).code ?? '')) throw error;
    await rows(connection, sql`rollback to savepoint before_opening`);
    return false;
  }
};
