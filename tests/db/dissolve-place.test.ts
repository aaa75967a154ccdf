import { afterAll, beforeAll, expect, test } from 'vitest';
import { dissolvePlace } from '#db/dissolve-place.ts';
import type { Pool } from '#db/pool.ts';
import { findAsset } from '#db/queries/assets/assets.ts';
import { oneRow, rows, sql } from '#db/sql.ts';
import { aWell } from '../support/builders.ts';
import { now } from '../support/city.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await cloneDatabase();
  ({ pool } = database);
});
afterAll(() => database.drop());

const decree = { gone: '990102', into: '990101', on: '2025-07-01', now };

test('a decree that makes no sense here is refused in a sentence, and nothing changes', async () => {
  for (const [wrong, why] of [
    [{ gone: '990109' }, '990109 is no district'],
    [{ into: '990000' }, '990000 is no district'],
    [{ gone: '990101' }, 'cannot become part of itself'],
    [{ on: '2025-02-30' }, '--on takes a date'],
    [{ on: '2027-01-01' }, 'has not come yet'],
  ] as const)
    await expect(dissolvePlace(pool, { ...decree, ...wrong }), why).rejects.toThrow(why);
  expect(await rows(pool, sql`select 1 from places where retired_on is not null`)).toEqual([]);
});

test('a district dissolved: wells keep their numbers and change their place from the day, what is minted later bears the new code', async () => {
  const id = await aWell(pool, { lon: 120.06, lat: 30.02 });
  const moved = await dissolvePlace(pool, decree);
  expect(moved).toMatchObject({ streets: 1, assets: 1 });
  expect(await findAsset(pool, id)).toMatchObject({
    id,
    districtCode: '990101',
    streetCode: '990101003',
    district: { zh: '西区' },
    street: { zh: '东山镇' },
  });
  expect(await findAsset(pool, id, '2025-06-30T00:00:00Z')).toMatchObject({ districtCode: '990102', district: { zh: '东区' } });
  expect(await oneRow(pool, sql`select retired_on, successor_code from places where code = '990102'`)).toEqual({
    retiredOn: '2025-07-01',
    successorCode: '990101',
  });
  const { minted } = await oneRow<{ minted: string }>(pool, sql`select mint_asset_ids('990102', '0105', 1) as minted`);
  expect(minted.slice(0, 10)).toBe('9901010105');
  expect(await oneRow(pool, sql`select action, source, version from asset_events where asset_id = ${id}`)).toMatchObject({ action: 'place', source: 'decree' });
});

test('the same decree again changes nothing, and another one for what is gone is refused', async () => {
  const events = () => oneRow(pool, sql`select count(*)::integer as n from asset_events`);
  const before = await events();
  expect(await dissolvePlace(pool, decree)).toBeNull();
  expect(await events()).toEqual(before);
  await expect(dissolvePlace(pool, { ...decree, gone: '990101', into: '990102' })).rejects.toThrow('was itself dissolved on 2025-07-01');
});
