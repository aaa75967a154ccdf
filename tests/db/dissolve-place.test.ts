import { afterAll, beforeAll, expect, test } from 'vitest';
import { dissolvePlace } from '#db/dissolve-place.ts';
import type { Pool } from '#db/pool.ts';
import { findAsset } from '#db/queries/assets/assets.ts';
import { oneRow, rows, sql } from '#db/sql.ts';
import { aWell } from '../support/builders.ts';
import { now } from '../support/city.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { untilWaiting } from '../support/waits.ts';

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

/** What several decrees at one moment end in, all of them begun while these places are another's, one behind the other. */
const atOnce = async (places: readonly string[], decrees: readonly Parameters<typeof dissolvePlace>[1][]): Promise<string[]> => {
  const own = await cloneDatabase();
  try {
    const other = await own.pool.connect();
    await other.query('begin');
    await other.query('select from places where code = any ($1) for no key update', [places]);
    const begun: Promise<string>[] = [];
    for (const one of decrees) {
      begun.push(dissolvePlace(own.pool, one).then((moved) => (moved === null ? 'done before' : 'done'), String));
      await untilWaiting(own.pool, begun.length);
    }
    await other.query('rollback');
    other.release();
    const ends = await Promise.all(begun);
    const strays = sql`select p.code from places p join places above on above.code = p.parent_code where p.retired_on is null and above.retired_on is not null`;
    expect(await rows(own.pool, strays), 'what still lies in a place that is gone').toEqual([]);
    return ends;
  } finally {
    await own.drop();
  }
};
const streets = { on: '2025-07-01', now, gone: '990101001', into: '990101002' };

test('two decrees that dissolve places into each other at one moment wait in no circle: the second is told that its place is gone', async () => {
  const ends = await atOnce(['990101001', '990101002'], [streets, { ...streets, gone: '990101002', into: '990101001' }]);
  expect(ends.filter((end) => end === 'done')).toHaveLength(1);
  expect(ends.filter((end) => end.includes('was itself dissolved on 2025-07-01'))).toHaveLength(1);
});

test('one place that is given a code by two decrees at one moment, and one code that two places are given, is told of in a sentence', async () => {
  const recode = { name: null, nameEn: null };
  const as = (gone: string, into: string) => ({ on: '2025-07-01', now, gone, into, recode });
  const ofOne = await atOnce(['990101001'], [as('990101001', '990101008'), as('990101001', '990101009')]);
  expect(ofOne.toSorted()).toEqual([expect.stringContaining('was itself dissolved'), 'done']);
  const toOne = await atOnce(['990101001', '990101002'], [as('990101001', '990101008'), as('990101002', '990101008')]);
  expect(toOne.toSorted()).toEqual([expect.stringContaining('is or was a place already'), 'done']);
});

test('a street that is dissolved while its district is, ends in one place that goes on', async () => {
  const ends = await atOnce(['990101001', '990101'], [streets, { on: '2025-07-01', now, gone: '990101', into: '990102' }]);
  expect(ends).toEqual(['done', 'done']);
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
