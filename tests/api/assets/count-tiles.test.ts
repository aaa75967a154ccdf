import { afterAll, beforeAll, expect, it } from 'vitest';
import { oneRow, sql } from '#db/sql.ts';
import type { App } from '../../../api/app-type.ts';
import { startCountingTiles } from '../../../api/count-tiles.ts';
import { aWell } from '../../support/builders.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
const faults: unknown[] = [];
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(async () => {
  for (const close of closing) await close();
  await database.drop();
});

const counted = async () => (await oneRow<{ n: number }>(database.pool, sql`select coalesce(sum(count), 0)::integer as n from tile_counts`)).n;

it('a server at work follows each write into the low zooms by itself, one after the other', async () => {
  startCountingTiles({
    pool: database.pool,
    log: { error: (fault: unknown) => faults.push(fault) },
    addHook: (_: string, close: () => Promise<void>) => closing.push(close),
  } as unknown as App);
  await aWell(database.pool);
  await expect.poll(counted).toBeGreaterThan(0);
  const ofOne = await counted();
  await aWell(database.pool, { lon: 120.011 });
  await expect.poll(counted).toBe(2 * ofOne);
  expect(faults).toEqual([]);
});
