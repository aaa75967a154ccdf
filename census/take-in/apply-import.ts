import { setTimeout as wait } from 'node:timers/promises';
import { type Client, inTransaction, type Pool } from '#db/pool.ts';
import { announceFirstLoad, beginFilling, keysAndTriggers, openFilled, ownIndexes, putNextAside, shutToWriters } from '#db/queries/imports/fill-aside.ts';
import {
  type ApplyWith,
  awaitNumbers,
  changeMatched,
  endAwaiting,
  keepAliases,
  keepMergedAliases,
  lastRow,
  makeNumbered,
  markMade,
  numberRows,
} from '#db/queries/imports/import-apply.ts';
import { countPlan } from '#db/queries/imports/import-compare.ts';
import { countOpenDoubts } from '#db/queries/imports/import-doubts.ts';
import { keepDecided, keepSample } from '#db/queries/imports/import-findings.ts';
import { getImportGround } from '#db/queries/imports/import-ground.ts';
import type { Scale } from '#db/queries/imports/import-near.ts';
import { listImportRanges } from '#db/queries/imports/import-ranges.ts';
import { holdTurn, markWritten, releaseTurn, renewGround } from '#db/queries/imports/import-since.ts';
import { dropImportTables, isStaged } from '#db/queries/imports/import-tables.ts';
import { isRegistryEmpty } from '#db/queries/imports/import-twins.ts';
import { getImport, type ImportRow, updateImport } from '#db/queries/imports/imports.ts';
import { analyzeAssets, countTilesLater, giveMemory } from '#db/queries/seeding/bulk.ts';
import { takeJob } from '#db/queries/service/jobs.ts';
import { recountTiles } from '#db/queries/service/tile-counts.ts';
import { hazardRulesOf } from '#domain/hazards.ts';
import { localDate } from '#domain/local-time.ts';
import { CensusError } from '../census-error.ts';
import type { AtWork } from './at-work.ts';
import { compareAgain, lookAgain, numberColumnsOf } from './look-again.ts';
import { scaleOf } from './scale.ts';

/** Rows made in one transaction of a living registry; a kill loses no more than this much time. */
const batchRows = 20_000;
/** Rows made by one statement where all is one transaction, a twentieth of them: often enough to tell how far it is. */
const [fewestRows, mostRows] = [10_000, 200_000];
/** Between two tries to open the full registry: who waited behind the last one is through. */
const betweenTriesMs = 3000;

interface Applying {
  readonly pool: Pool;
  readonly row: ImportRow;
  readonly scale: Scale;
  readonly given: ApplyWith;
  readonly work: AtWork;
  readonly last: number;
}

interface Numbers {
  adopted: number;
  aliases: number;
}

const putAside = async (client: Client, work: AtWork, step: string, upto: number): Promise<void> => {
  work.step(step);
  for (let [left, done] = [1, 1]; left > 0; done += 1) {
    left = await putNextAside(client, upto);
    work.at(done, done + left);
    work.stopIfAsked();
  }
};

/** Whoever reads for long is waited for, and everybody else is let through in between. */
const openToReaders = async (client: Client, work: AtWork): Promise<void> => {
  work.step('open');
  while (!(await openFilled(client))) {
    await wait(betweenTriesMs);
    work.stopIfAsked();
  }
};

/**
 * A registry that holds nothing yet is filled in one transaction, in tables of its own that take the place of the empty ones at its end: people read
 * the empty registry until then. @returns null: it is not empty, or its tables cannot be replaced
 */
const fillEmpty = async ({ given, work, last }: Applying): Promise<Numbers | null> =>
  work.transaction(async (client) => {
    if (!(await isRegistryEmpty(client))) return null;
    await announceFirstLoad(client);
    // Taken before the tables: whoever counts has it first and reads the assets after it, so that nobody waits in a ring.
    const countsTiles = await takeJob(client, 'count-tiles');
    await renewGround(client, given.importId);
    await giveMemory(client);
    await shutToWriters(client);
    if (!(await isRegistryEmpty(client))) throw new CensusError('import-busy', {});
    if (!(await beginFilling(client))) return null;
    work.step('number', last);
    const { adopted } = await numberRows(client, given.importId, { after: 0, upto: last });
    work.step('apply', last);
    const stretchRows = Math.min(mostRows, Math.max(fewestRows, Math.ceil(last / 20)));
    for (let after = 0; after < last; after += stretchRows) {
      await makeNumbered(client, given, { after, upto: after + stretchRows });
      work.at(Math.min(last, after + stretchRows));
      work.stopIfAsked();
    }
    const aliases = await keepAliases(client, given.importId);
    await markMade(client, given.importId);
    await putAside(client, work, 'index', ownIndexes);
    work.step('tiles');
    await (countsTiles ? recountTiles(client) : countTilesLater(client, last));
    await putAside(client, work, 'keys', keysAndTriggers);
    await openToReaders(client, work);
    await updateImport(client, given.importId, { appliedUpto: last });
    await markWritten(client, given.importId);
    return { adopted, aliases };
  });

/** Rows into a registry that people work with, a batch to a transaction: broken off, it goes on behind the last batch that was whole. */
const fillLiving = async ({ given, work, last }: Applying, from: number): Promise<Numbers> => {
  const sum: Numbers = { adopted: 0, aliases: 0 };
  const batch = async (which: { after: number; upto: number } | 'late') => {
    await work.transaction(async (client) => {
      await renewGround(client, given.importId);
      const { adopted } = await numberRows(client, given.importId, which);
      await makeNumbered(client, given, which === 'late' ? { after: 0, upto: last } : which);
      sum.aliases += await keepAliases(client, given.importId);
      sum.adopted += adopted;
      await markMade(client, given.importId);
      if (which !== 'late') await updateImport(client, given.importId, { appliedUpto: which.upto });
      await markWritten(client, given.importId);
    });
    work.stopIfAsked();
  };
  work.step('apply', last);
  for (let after = from; after < last; after += batchRows) {
    await batch({ after, upto: Math.min(last, after + batchRows) });
    work.at(Math.min(last, after + batchRows));
  }
  await batch('late');
  return sum;
};

/** Changes what stands already; rows whose asset somebody writes to meanwhile are compared anew, until none is left. */
const changeAll = async ({ row, scale, given, work }: Applying, wanted: number): Promise<void> => {
  work.step('change', wanted);
  for (let [done, isLate] = [0, false]; ; ) {
    const { looked, changed } = await work.transaction(async (client) => {
      await renewGround(client, given.importId);
      const batch = await changeMatched(client, given, batchRows);
      if (batch.changed > 0) await markWritten(client, given.importId);
      return batch;
    });
    done += changed;
    isLate ||= looked > changed;
    work.at(done);
    work.stopIfAsked();
    if (looked > 0) continue;
    if (!isLate) return;
    isLate = false;
    await work.transaction((client) => compareAgain(client, row, scale));
  }
};

/**
 * A range that would run full stops the import before its first row is written, and not at the batch that meets its end.
 * @throws CensusError import-range-full
 */
const refuseFullRanges = async (pool: Pool, { id, appliedUpto }: { id: string; appliedUpto: number }): Promise<void> => {
  const [worst] = await listImportRanges(pool, id, appliedUpto, 0);
  if (worst === undefined) return;
  const { prefix, wanted, left, district, className } = worst;
  throw new CensusError('import-range-full', { prefix, wanted, left, whatZh: `${district.zh}${className.zh}`, whatEn: `${className.en}, ${district.en}` });
};

/** Waits until no other import is being written, for as long as that takes; somebody may stop it. @throws CensusError import-cancelled */
const inTurn = async (pool: Pool, work: AtWork, write: () => Promise<void>): Promise<void> => {
  const holder = await pool.connect();
  try {
    for (work.step('queue'); !(await holdTurn(holder)); work.stopIfAsked()) await wait(100);
    await write().finally(() => releaseTurn(holder));
  } finally {
    holder.release();
  }
};

const writeAll = async (applying: Applying, now: string): Promise<void> => {
  const { pool, row, scale, work } = applying;
  const { id } = row;
  work.step('compare');
  await work.transaction((client) => lookAgain(client, row, scale));
  await refuseFullRanges(pool, row);
  await keepDecided(pool, id);
  await work.transaction(async (client) => awaitNumbers(client, id, await isRegistryEmpty(client), numberColumnsOf(row)));
  const first = row.appliedUpto === 0 ? await fillEmpty(applying) : null;
  const filled = first ?? (await fillLiving(applying, row.appliedUpto));
  await changeAll(applying, row.counts.changed ?? 0);
  const aliases = filled.aliases + (await inTransaction(pool, (client) => keepMergedAliases(client, id)));
  await endAwaiting(pool);
  await markWritten(pool, id);
  if (first === null) await analyzeAssets(pool);
  const before = row.counts;
  const counts = { ...(await countPlan(pool, id)), adopted: (before.adopted ?? 0) + filled.adopted, aliases: (before.aliases ?? 0) + aliases };
  await updateImport(pool, id, { state: 'applied', counts, appliedAt: now });
  if ((await countOpenDoubts(pool, id)) > 0) return;
  await keepSample(pool, id);
  await dropImportTables(pool, id);
};

/**
 * Writes what was checked into the registry, once more held against what has come there since. Broken off in the middle, a second call
 * goes on; done, it changes nothing more than what was decided since.
 * @throws CensusError import-not-checked when its rows are no longer there, import-range-full
 */
export const applyFile = async (pool: Pool, id: string, work: AtWork, now: string): Promise<void> => {
  const row = await getImport(pool, id);
  if (!(await isStaged(pool, id))) throw new CensusError('import-not-checked', {});
  const { city } = await getImportGround(pool);
  const hazardRules = hazardRulesOf(city.settings['hazards']);
  const given: ApplyWith = { importId: id, source: row.source, today: localDate(now, city.timeZone), hazardRules, at: now, personId: row.personId };
  const last = await lastRow(pool, id);
  await inTurn(pool, work, () => writeAll({ pool, row, scale: scaleOf(city.box), given, work, last }, now));
};
