import { setTimeout as wait } from 'node:timers/promises';
import { createPool, type Pool } from '#db/pool.ts';
import { dropImportTables } from '#db/queries/imports/import-tables.ts';
import { endStep, getImport, holdImport, type ImportRow, type ImportState, releaseImport, updateImport } from '#db/queries/imports/imports.ts';
import type { Connection } from '#db/sql.ts';
import type { Rejection } from '#domain/rejection.ts';
import { CensusError } from '../census-error.ts';
import { applyFile } from './apply-import.ts';
import { type AtWork, type Progress, startWork } from './at-work.ts';
import { checkFile } from './check-import.ts';
import { storable } from './storable.ts';

const dbRejection = (error: unknown): Rejection | null => {
  const { constraint, detail = '' } = error as { constraint?: string; detail?: string };
  return constraint === 'asset_serials_exhausted' ? { code: 'serials-exhausted', params: { prefix: detail } } : null;
};

/** The database went away or is full, or its statement was ended: nothing is wrong with the file, and the work goes on later. */
const isPassing = (error: unknown): boolean => {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return /^(08|40|53|57)...$|^E(CONN|PIPE|TIMEDOUT|HOST)/.test(code) || /connection (was |is )?(terminated|ended|closed)|timeout/i.test(message);
};

/** What nobody foresaw is told by its first words too, fit to be stored. */
const unforeseen = (file: string, error: unknown): Rejection => ({
  code: 'import-failed',
  params: {
    file,
    why: storable(error instanceof Error ? error.message : String(error))
      .slice(0, 160)
      .toWellFormed(),
  },
});

/** What an error leaves behind: the file's own fault is told, and so is what nobody foresaw; what passes lets the work go on later. */
const settle = async (pool: Pool, id: string, what: 'check' | 'apply', error: unknown, onFault: (error: unknown) => void): Promise<void> => {
  const known = error instanceof CensusError ? error.rejection : dbRejection(error);
  if (known === null && !isPassing(error)) onFault(error);
  const rejection = known ?? (isPassing(error) ? null : unforeseen((await getImport(pool, id)).fileName, error));
  if (rejection?.code === 'import-cancelled') {
    const { appliedUpto } = await getImport(pool, id);
    await updateImport(pool, id, { state: 'cancelled', rejection });
    if (appliedUpto === 0) await dropImportTables(pool, id);
    return;
  }
  if (rejection !== null) return updateImport(pool, id, { state: what === 'check' ? 'failed' : 'checked', rejection });
  throw error;
};

interface Run {
  readonly work: AtWork;
  readonly now: string;
  readonly onFault: (error: unknown) => void;
}

const run = async (pool: Pool, id: string, what: 'check' | 'apply', { work, now, onFault }: Run): Promise<void> => {
  await updateImport(pool, id, { state: what === 'check' ? 'checking' : 'applying', rejection: null, likely: null });
  try {
    await (what === 'check' ? checkFile : applyFile)(pool, id, work, now);
  } catch (error) {
    await settle(pool, id, what, error, onFault);
  } finally {
    await work.end();
    await endStep(pool, id);
  }
};

/** Whoever is told that a step has ended may ask for the next one at once, while the program of the last one still closes. */
const holdSoon = async (connection: Connection, id: string, tries = 50): Promise<boolean> => {
  for (let left = tries; left > 0; left -= 1) {
    if (await holdImport(connection, id)) return true;
    await wait(100);
  }
  return false;
};

/**
 * Checks or applies an import, whoever asks: one program at a time, told by a lock that ends with its connection.
 * @param options `onlyIf`: the state in which it was left for this program; in any other nothing is done; `onFault` hears what nobody
 * foresaw, which the import's rejection tells in part only
 * @returns how it stands after it; a fault of the file is in it (`rejection`)
 * @throws CensusError import-busy while another program is at it for five seconds more
 */
export const workOn = async (
  pool: Pool,
  id: string,
  what: 'check' | 'apply',
  {
    now,
    onProgress = () => undefined,
    onFault = () => undefined,
    onlyIf,
  }: { now: () => string; onProgress?: (progress: Progress) => void; onFault?: (error: unknown) => void; onlyIf?: ImportState },
): Promise<ImportRow> => {
  const holder = await pool.connect();
  try {
    if (!(await holdSoon(holder, id))) throw new CensusError('import-busy', {});
    try {
      // Whoever asked first has done it meanwhile, or somebody has said something else since: what was wanted is wanted no more.
      const isWanted = onlyIf === undefined || (await getImport(pool, id)).state === onlyIf;
      if (isWanted) await run(pool, id, what, { work: startWork(pool, id, onProgress), now: now(), onFault });
      return await getImport(pool, id);
    } finally {
      await releaseImport(holder, id);
    }
  } finally {
    holder.release();
  }
};

/** Works on an import that the server entered, apart from whoever asks it for pages: `work check|apply ID`. */
export const workFromServer = async (url: string, [what = '', id = '']: string[]): Promise<void> => {
  if (what !== 'check' && what !== 'apply') throw new Error('work check|apply ID');
  const pool = createPool(url, { max: 4 });
  try {
    const onFault = (error: unknown) => {
      console.error(error);
      process.exitCode = 1; // the server keeps these words in its log
    };
    await workOn(pool, id, what, { now: () => new Date().toISOString(), onFault, onlyIf: what === 'check' ? 'checking' : 'applying' });
  } finally {
    await pool.end();
  }
};
