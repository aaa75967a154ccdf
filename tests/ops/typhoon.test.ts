import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate } from '#db/migrate.ts';
import { seedCity } from '../../seed/seed-city.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { runTyphoon } from './typhoon.ts';
import { faultsOf } from './typhoon-findings.ts';

test('a typhoon at two servers loses and doubles nothing, though lines are cut mid-body and before the answer; each danger’s clock is right', async () => {
  const database = await freshDatabase('t');
  try {
    await migrate(database.url);
    await seedCity({ url: database.url, folder: join(import.meta.dirname, '../fixtures/small-city'), assets: 2_000, seed: 7, demo: true });
    const { told, ...findings } = await runTyphoon({ url: database.url, reports: 200, wells: 30, seed: 20261125 });
    expect(faultsOf(findings)).toEqual({
      ...{ lost: [], doubled: [], twice: [], nobodys: [], wrongClocks: [], unclocked: [], odd: [], failed: [] },
      deadlocks: 0,
    });
    expect(findings.reports).toBe(200);
    // What was never put to the test proves nothing.
    expect(Math.min(told.cut.midBody, told.cut.beforeAnswer, told.again)).toBeGreaterThan(0);
    expect(findings.mostOfOne).toBeGreaterThan(3);
    expect(findings.orders).toBeLessThan(200);
  } finally {
    await database.drop();
  }
}, 240_000);
