import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { affected, sql } from '#db/sql.ts';
import type { FoundAsset } from '#domain/contract/asset-search.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aLamp, aPerson, aWell, hebinRoad } from '../../support/builders.ts';

let test: TestApp;
const made: Record<string, string> = {};
const set = (id: string, changes: ReturnType<typeof sql>) => affected(test.database.pool, sql`update assets set ${changes} where id = ${id}`);

beforeAll(async () => {
  test = await startApp();
  const { pool } = test.database;
  await hebinRoad(pool);
  for (const [code, name, lon] of [
    ['990101001001', '桥东居委会', 120.005],
    ['990101001002', '桥西居委会', 120.016],
  ])
    await affected(
      pool,
      sql`insert into places (code, kind, parent_code, name, label_point) values (${code}, 'neighbourhood', '990101001', ${name}, st_setsrid(st_point(${lon}::float8, 30.02), 4326))`,
    );
  made['power'] = await aWell(pool, { lon: 120.01, lat: 30.01, sourceNumber: 'DL-0042', authorityId: 'water', address: '桥头路10号门口' });
  made['water'] = await aWell(pool, {
    lon: 120.011,
    lat: 30.01,
    classCode: '0101',
    ownerId: 'water',
    maintainerId: 'road-990101',
    lettering: '上水',
    address: '桥头路110号',
  });
  made['corner'] = await aWell(pool, {
    lon: 120.0151,
    lat: 30.0101,
    classCode: '0103',
    ownerId: null,
    maintainerId: null,
    lettering: '雨',
    address: '东方花园3号楼东侧',
  });
  made['east'] = await aWell(pool, { lon: 120.06, lat: 30.02, roadId: 2, address: '东山路8号', status: 'damaged' });
  made['lamp'] = await aLamp(pool, { lon: 120.031, lat: 30.03, roadId: null, address: '河滨公园' });
  await set(made['power'], sql`year_built = 1990, last_verified_on = '2026-05-01', changed_on = '2024-01-01'`);
  await set(made['water'], sql`year_built = 2005, last_verified_on = '2020-05-01', hazards = '{weak_cover}', changed_on = '2025-01-01'`);
  await set(made['corner'], sql`first_recorded_on = '2010-02-03', note = '井圈松动，待整治'`);
});
afterAll(() => test.close());

const search = async (query: Record<string, string | number>, username = 'registrar') => {
  const reply = await test.app.inject({ url: '/api/v1/assets', query: query as Record<string, string>, headers: await signIn(test.app, username) });
  return { status: reply.statusCode, body: reply.json() };
};
const namesOf = async (query: Record<string, string | number>, username?: string): Promise<string[]> => {
  const { status, body } = await search(query, username);
  expect(status, JSON.stringify(body)).toBe(200);
  const names = body.assets.map(({ id }: FoundAsset) => Object.entries(made).find(([, one]) => one === id)?.[0] ?? id);
  expect(body.total.exact && body.total.count).toBe(names.length);
  return names;
};
const sorted = async (query: Record<string, string | number>, username?: string) => (await namesOf(query, username)).sort();

describe('a number', () => {
  it('is found from its beginning, its middle or its end, with one slip, and by what its owner or a census calls it', async () => {
    const { power = '' } = made;
    for (const part of [power.slice(0, 12), power.slice(6, 14), power.slice(-6), power.slice(-7, -1)])
      expect([part, await namesOf({ q: part })]).toEqual([part, expect.arrayContaining(['power'])]);
    const slipped = `${power.slice(0, 12)}${(Number(power[12]) + 3) % 10}${power.slice(13)}`;
    const mistyped = await search({ q: slipped });
    expect([mistyped.body.understood.as, mistyped.body.assets[0].id]).toEqual(['mistyped', power]);
    expect(await namesOf({ q: 'DL-0042' })).toEqual(['power']);
    await affected(
      test.database.pool,
      sql`insert into asset_aliases (number, asset_id, source, reason) values ('旧-77', ${made['water']}, 'census', 'malformed')`,
    );
    expect(await namesOf({ q: '旧-77' })).toEqual(['water']);
    expect(await namesOf({ q: '99999999' })).toEqual([]);
  });
});

describe('an address', () => {
  it('is a road, a house number of it and no other, or a crossing, in either language', async () => {
    expect(await sorted({ q: '东山路' })).toEqual(['east']);
    expect(await namesOf({ q: '桥头路10号' })).toEqual(['power']);
    expect(await namesOf({ q: '桥头路110号' })).toEqual(['water']);
    expect(await namesOf({ q: '8 Dongshan Road' })).toEqual(['east']);
    for (const q of ['桥头路河滨路路口', '河滨路 桥头路', 'Hebin Road & Qiaotou Road']) {
      const { body } = await search({ q });
      expect([q, body.understood.as, body.assets.map((a: FoundAsset) => a.id)]).toEqual([q, 'crossing', [made['corner']]]);
    }
  });

  it('is a neighbourhood: what lies nearer to it than to any other of its street', async () => {
    expect(await sorted({ q: '桥东' })).toEqual(['power']);
    expect(await sorted({ q: '桥西居委会' })).toEqual(['corner', 'water']);
    expect(await sorted({ placeCode: '990101001001' })).toEqual(['power']);
    expect(await sorted({ q: '东山镇' })).toEqual(['east']);
  });

  it('is every neighbourhood that bears the name, and says how many there are', async () => {
    const { pool } = test.database;
    for (const [code, parent, lon] of [
      ['990101002001', '990101002', 120.03],
      ['990102001001', '990102001', 120.06],
    ])
      await affected(
        pool,
        sql`insert into places (code, kind, parent_code, name, label_point) values (${code}, 'neighbourhood', ${parent}, '新华居委会', st_setsrid(st_point(${lon}::float8, 30.02), 4326))`,
      );
    for (const q of ['新华居委会', '新华']) {
      expect([q, await sorted({ q })]).toEqual([q, ['east', 'lamp']]);
      expect((await search({ q })).body.understood).toMatchObject({ as: 'neighbourhood', text: '新华居委会', alike: 2, point: null });
    }
    expect(await namesOf({ q: '新华居委会 8号' })).toEqual(['east']);
    expect((await search({ q: '桥东' })).body.understood.alike).toBe(1);
    await affected(pool, sql`update places set name = '新华村村委会' where code = '990102001001'`);
    expect((await search({ q: '新华' })).body.understood).toMatchObject({ text: '新华', alike: 2 });
  });
});

describe('words', () => {
  it('are found in address, note, lettering, unit and class, down to one character; all must be met', async () => {
    expect(await namesOf({ q: '花园' })).toEqual(['corner']);
    expect(await namesOf({ q: '园' })).toEqual(expect.arrayContaining(['corner', 'lamp']));
    expect(await namesOf({ q: '松动' })).toEqual(['corner']);
    expect(await namesOf({ q: '自来水' })).toEqual(['water']);
    expect(await sorted({ q: '电力' })).toEqual(['east', 'power']);
    expect(await sorted({ q: '雨' })).toEqual(['corner']);
    expect(await namesOf({ q: '花园 3号楼' })).toEqual(['corner']);
    expect(await namesOf({ q: '花园 4号楼' })).toEqual([]);
    expect(await namesOf({ q: "%' or 1=1 --" })).toEqual([]);
    for (const q of ['\\', '路\\', '%\\', '%', '_']) expect([q, await namesOf({ q })]).toEqual([q, []]);
    expect(await namesOf({ q: '电力 门口' })).toEqual(['power']);
  });
});

describe('filters', () => {
  it('narrow by class, status, units, age, hazards and place, and narrow each other', async () => {
    expect(await sorted({ classCode: '0101,0103' })).toEqual(['corner', 'water']);
    expect(await sorted({ status: 'damaged,missing' })).toEqual(['east']);
    expect(await sorted({ ownerId: 'none' })).toEqual(['corner']);
    expect(await sorted({ maintainerId: 'road-990101' })).toEqual(['water']);
    expect(await sorted({ keeperId: 'road-990101' })).toEqual(['water']);
    expect(await sorted({ authorityId: 'water' })).toEqual(['power']);
    expect(await sorted({ builtFrom: 1985, builtTo: 1999 })).toEqual(['power']);
    expect(await sorted({ recordedTo: '2015-01-01' })).toEqual(['corner']);
    expect(await sorted({ verifiedBefore: '2021-01-01', ownerId: 'water' })).toEqual(['water']);
    expect(await sorted({ hazard: 'weak_cover' })).toEqual(['water']);
    expect(await sorted({ hazard: 'not_verified', placeCode: '990101001' })).toEqual(['corner', 'water']);
    const corner = made['corner'] ?? '';
    await set(corner, sql`first_recorded_on = '2026-11-01'`);
    expect(await sorted({ hazard: 'not_verified', placeCode: '990101001' })).toEqual(['water']); // what a census brought this month
    await set(corner, sql`first_recorded_on = '2010-02-03', status = 'removed'`);
    expect(await sorted({ hazard: 'not_verified', placeCode: '990101001' })).toEqual(['water']); // nobody looks at what is gone
    expect(await sorted({ hazard: 'not_verified,weak_cover', status: 'removed' })).toEqual([]);
    await set(corner, sql`status = 'intact'`);
    expect(await sorted({ ownerId: 'power', status: 'intact', placeCode: '990101' })).toEqual(['power']);
    expect(await sorted({ ownerId: 'power', classCode: '0101' })).toEqual([]);
    expect(await sorted({ placeCode: '990000' })).toHaveLength(5);
  });

  it('narrow by a drawn area and by distance, and distances are told', async () => {
    expect(await sorted({ polygon: '120.009,30.009;120.0105,30.009;120.0105,30.011;120.009,30.011' })).toEqual(['power']);
    expect(await namesOf({ near: '120.0101,30.01', withinM: 120 })).toEqual(['power', 'water']);
    const { body } = await search({ near: '120.0101,30.01', withinM: 120 });
    expect(body.assets[0].distanceM).toBeGreaterThan(9);
    expect(body.assets[0].distanceM).toBeLessThan(10);
    // A program asks with a number as it has it, all seventeen digits.
    expect(await namesOf({ near: '120.01010000000001,30.010000000000002', withinM: 120 })).toEqual(['power', 'water']);
    expect(await sorted({ bbox: '120.00900000000001,30.009000000000001,120.01050000000001,30.011' })).toEqual(['power']);
  });

  it('never reach farther than their reader does', async () => {
    expect(await sorted({}, 'clerk-water')).toEqual(['power', 'water']);
    expect(await sorted({ q: '电力' }, 'registrar-west')).toEqual(['power']);
    expect(await sorted({ q: made['east'] ?? '' }, 'registrar-west')).toEqual([]);
    await aPerson(test.database.pool, 'clerk-lamps', [{ role: 'clerk', unitId: 'lamps' }]);
    expect(await sorted({}, 'clerk-lamps')).toEqual(['lamp']);
  });
});

describe('order and pages', () => {
  it('go by number, verification, age or change', async () => {
    expect(await namesOf({ sort: 'verified', ownerId: 'power' })).toEqual(['east', 'power']);
    expect((await namesOf({ sort: 'verified' })).slice(-2)).toEqual(['water', 'power']);
    expect((await namesOf({ sort: 'built' })).slice(-2)).toEqual(['power', 'water']);
    expect((await namesOf({ sort: 'changed' })).slice(0, 2)).toEqual(['water', 'power']);
  });

  it('are whole in every order: no row twice or missing, and one that comes in between moves none', async () => {
    for (const by of [
      {},
      { sort: 'verified' },
      { sort: 'built' },
      { sort: 'changed' },
      { near: '120.02,30.02' },
      { status: 'intact,damaged', sort: 'number' },
    ] as Record<string, string>[]) {
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null && seen.length < 20) {
        const { body }: { body: { assets: FoundAsset[]; nextCursor: string | null; total: unknown } } = await search({
          ...by,
          limit: 2,
          ...(cursor ? { cursor } : {}),
        });
        expect(body.total === null).toBe(cursor !== '');
        seen.push(...body.assets.map(({ id }) => id));
        cursor = body.nextCursor;
      }
      expect([by, seen.toSorted()]).toEqual([by, Object.values(made).sort()]);
    }
  });

  it('refuse what makes no sense, by its name', async () => {
    const cursorOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const id = made['power'];
    const ofNumber = cursorOf(['number', null, id]);
    const wrong: Record<string, string | number>[] = [
      { sort: 'distance' },
      { withinM: 5 },
      { near: '200,10' },
      { polygon: '120,30;120.1,30' },
      { polygon: '120,30;120.01,30.01;120.01,30;120,30.01' },
      { polygon: '120,30;122,30;122,32;120,32' },
      { polygon: '120,30;120.001,30;120.002,30' },
      { polygon: Array.from({ length: 140 }, (_, i) => `120.${i + 100},30`).join(';') },
      { builtTo: 1990, builtFrom: 2000 },
      { recordedFrom: '2025-02-30' },
      { keeperId: 'none' },
      { classCode: '01' },
      { hazard: 'fire' },
      { sort: 'verified', cursor: ofNumber },
      { cursor: cursorOf(['number', null, '12']) },
      { near: '120,30', cursor: Buffer.from(`["distance",1e999,"${id}"]`).toString('base64url') },
      { near: '120,30', cursor: Buffer.from(`["distance",NaN,"${id}"]`).toString('base64url') },
      { sort: 'verified', cursor: cursorOf(['verified', '2025-02-30', id]) },
      { sort: 'built', cursor: cursorOf(['built', 1.5, id]) },
      { sort: 'changed', cursor: cursorOf(['changed', null, id]) },
      { cursor: cursorOf({ id }) },
    ];
    for (const query of wrong) {
      const { status, body } = await search(query);
      expect([query, status, body.code]).toEqual([query, 400, 'query-invalid']);
    }
  });
});

describe('what was read', () => {
  it('follows each change: a well that gets another owner, status or wording is found by it at once', async () => {
    const { lamp = '' } = made;
    await set(lamp, sql`owner_id = 'gas', status = 'missing', address = '玉兰苑西门', version = version + 1`);
    expect(await namesOf({ ownerId: 'gas' })).toEqual(['lamp']);
    expect(await namesOf({ status: 'missing' })).toEqual(['lamp']);
    expect(await namesOf({ q: '玉兰苑' })).toEqual(['lamp']);
    expect(await namesOf({ q: '河滨公园' })).toEqual([]);
  });
});
