import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '#db/migrate.ts';
import { createPool, inTransaction, type Pool } from '#db/pool.ts';
import { oneRow, rows, sql } from '#db/sql.ts';
import { checkCharacter, isAssetId } from '#domain/asset-id.ts';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.ts';

let database: FreshDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await freshDatabase('minting');
  await migrate(database.url);
  pool = createPool(database.url, { max: 64 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const mint = async (county: string, classCode: string, wanted: number): Promise<string[]> =>
  (await rows<{ id: string }>(pool, sql`select id from mint_asset_ids(${county}, ${classCode}, ${wanted}) as id`)).map((row) => row.id);

test('SQL and domain agree on the check character of any sixteen digits', async () => {
  const sixteen = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 16, maxLength: 16 }).map((digits) => digits.join(''));
  const numbers = fc.sample(sixteen, { numRuns: 2000, seed: 7 });
  const { characters } = await oneRow<{ characters: string[] }>(
    pool,
    sql`select array_agg(check_character(n) order by i) as characters from unnest(${numbers}::text[]) with ordinality as t (n, i)`,
  );
  expect(characters).toEqual(numbers.map(checkCharacter));
});

test('sixty-four writers at once never get one number twice', async () => {
  const minted = (await Promise.all(Array.from({ length: 64 }, (_, i) => mint('310104', '0101', 1 + (i % 5))))).flat();
  expect(new Set(minted).size).toBe(minted.length);
  expect(minted.every(isAssetId)).toBe(true);
  const serials = minted.map((id) => Number(id.slice(10, 16))).sort((a, b) => a - b);
  expect(serials).toEqual(Array.from({ length: minted.length }, (_, i) => i + 1));
});

test('a number given in a transaction that failed was never given', async () => {
  const [before] = await mint('310104', '0102', 1);
  const failing = inTransaction(pool, async (client) => {
    await client.query("select mint_asset_ids('310104', '0102', 10)");
    throw new Error('power cut');
  });
  await expect(failing).rejects.toThrow('power cut');
  const [after] = await mint('310104', '0102', 1);
  expect(Number(after?.slice(10, 16)) - Number(before?.slice(10, 16))).toBe(1);
});

test('a full range of serials is a clear error that names it, while a hundred numbers are left, and takes none', async () => {
  await mint('310104', '0103', 999_898);
  await expect(mint('310104', '0103', 2)).rejects.toMatchObject({
    constraint: 'asset_serials_exhausted',
    detail: '3101040103',
    message: expect.stringContaining('3101040103'),
  });
  expect(await mint('310104', '0103', 1)).toHaveLength(1);
  await expect(mint('310104', '0103', 1)).rejects.toMatchObject({ constraint: 'asset_serials_exhausted' });
});

test('of sixty-four writers at the end of a range as many are served as there are numbers, the rest told so', async () => {
  await mint('310104', '0106', 999_899 - 40);
  const settled = await Promise.allSettled(Array.from({ length: 64 }, () => mint('310104', '0106', 1)));
  const given = settled.flatMap((s) => (s.status === 'fulfilled' ? s.value : []));
  expect([given.length, new Set(given).size]).toEqual([40, 40]);
  expect(settled.filter((s) => s.status === 'rejected')).toHaveLength(24);
});
