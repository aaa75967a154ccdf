import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Pool } from '#db/pool.ts';
import { closeCover, insertCover, saveAsset } from '#db/queries/assets/asset-edits.ts';
import { findAsset, findSurvivor, listCovers } from '#db/queries/assets/assets.ts';
import { oneRow, sql } from '#db/sql.ts';
import type { CoverFacts } from '#domain/contract/asset-edits.ts';
import { aWell } from '../support/builders.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await cloneDatabase();
  ({ pool } = database);
});
afterAll(() => database.drop());

const step = fc.oneof(
  fc.record({ status: fc.constantFrom('intact', 'damaged', 'missing') }),
  fc.record({ depthM: fc.option(fc.constantFrom(0.5, 1.25, 3)) }),
  fc.record({ ownerId: fc.constantFrom('power', 'water', null) }),
  fc.record({ position: fc.record({ lon: fc.constantFrom(120.01, 120.0123456789), lat: fc.constantFrom(30.01, 30.0123456789) }) }),
  fc.constant('cover' as const),
);
const hourMs = 3_600_000;
const began = Date.parse('2024-03-01T00:00:00Z');
const momentOf = (hours: number) => new Date(began + hours * hourMs).toISOString();
const cover: CoverFacts = { shape: 'round', sizeMm: 650, material: 'composite', loadClass: 'C250' };

/** What a reader sees of a well at a moment (null: now), but for what is told of the moment itself. */
const seen = async (id: string, at: string | null) => {
  const asset = await findAsset(pool, id, at);
  const on = (await listCovers(pool, id, at)).filter((c) => c.removedOn === null);
  return { ...asset, on };
};

test('a well read as it stood at any moment is what a reader saw then, whatever was done to it since', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const id = await aWell(pool);
      const then = [await seen(id, null)];
      for (const [i, values] of steps.entries()) {
        const stamp = { at: momentOf(24 * (i + 1)), on: momentOf(24 * (i + 1)).slice(0, 10) };
        await saveAsset(pool, id, values === 'cover' ? {} : values, stamp);
        if (values === 'cover') {
          const open = await oneRow<{ id: string }>(pool, sql`select id from covers where asset_id = ${id} and removed_on is null`);
          await closeCover(pool, open.id, 'worn', stamp);
          await insertCover(pool, id, cover, stamp);
        }
        then.push(await seen(id, null));
      }
      for (const [i, snapshot] of then.entries()) {
        expect(await seen(id, momentOf(24 * i + 23))).toEqual(snapshot);
        expect((await seen(id, momentOf(24 * i + 23))).version).toBe(i + 1);
      }
    }),
    { numRuns: 15 },
  );
});

/** What a number leads to at a moment, and what that had taken in. */
const led = async (id: string, at: string | null) => {
  const survivor = await findSurvivor(pool, id, at);
  return { id, survivor, merged: (await findAsset(pool, survivor, at))?.mergedNumbers ?? [] };
};

test('a number leads at any moment to what it led to then, and its survivor names then what it had taken in', async () => {
  const pick = fc.record({ one: fc.nat(3), into: fc.option(fc.nat(3)) });
  await fc.assert(
    fc.asyncProperty(fc.array(pick, { minLength: 2, maxLength: 10 }), async (steps) => {
      const ids = await Promise.all([0, 1, 2, 3].map(() => aWell(pool)));
      const all = async (at: string | null) => Promise.all(ids.map((id) => led(id, at)));
      const then = [await all(null)];
      for (const [i, { one, into }] of steps.entries()) {
        const stamp = { at: momentOf(24 * (i + 1)), on: momentOf(24 * (i + 1)).slice(0, 10) };
        const [id, kept] = [ids[one] ?? '', into === null ? null : await findSurvivor(pool, ids[into] ?? '')];
        if (kept !== id) await saveAsset(pool, id, { mergedInto: kept }, stamp);
        then.push(await all(null));
      }
      for (const [i, snapshot] of then.entries()) expect(await all(momentOf(24 * i + 23))).toEqual(snapshot);
      for (const { id, survivor, merged } of await all(null)) expect([...merged, survivor]).toContain(id);
    }),
    { numRuns: 15 },
  );
});
