import { expect, test } from 'vitest';
import { cloneDatabase } from '../support/database.ts';
import { runStorm } from './storm.ts';
import { faultsOf, unreached } from './storm-findings.ts';

test('a storm of people over two servers, all acts at once on few orders while units end, places dissolve, wells are edited, merged and imported, callers erased, rules and the calendar change and a server is killed, loses, doubles and tears nothing', async () => {
  const database = await cloneDatabase();
  try {
    const { told, kills, ...found } = await runStorm({ url: database.url, seconds: 10, least: 1, mostSeconds: 220, seed: 20261127, staff: 10, cluster: null });
    expect(faultsOf(found)).toEqual({
      ...{
        deadlocks: 0,
        failed: [],
        cries: [],
        unkept: [],
        lost: [],
        doubled: [],
        nobodys: [],
        odd: [],
        misfired: [],
        torn: [],
        leftBehind: [],
        untold: [],
        remembered: [],
        miscounted: [],
        unwritten: [],
        unexplained: [],
        misimported: [],
        misplaced: [],
      },
    });
    // What was never put to the test proves nothing.
    expect(unreached(told, 1)).toEqual([]);
    expect(Math.min(kills.server, told.twice, found.timersWorked)).toBeGreaterThan(0);
  } finally {
    await database.drop();
  }
}, 300_000);
