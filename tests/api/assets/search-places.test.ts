import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { affected, sql } from '#db/sql.ts';
import type { FoundAsset, Understood } from '#domain/contract/asset-search.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aWell, hebinRoad } from '../../support/builders.ts';

let test: TestApp;
const made: Record<'corner' | 'farther' | 'outside' | 'house', string> = { corner: '', farther: '', outside: '', house: '' };

beforeAll(async () => {
  test = await startApp();
  const { pool } = test.database;
  await hebinRoad(pool);
  await affected(
    pool,
    sql`insert into places (code, kind, parent_code, name, label_point) values ('990101001001', 'neighbourhood', '990101001', '桥东居委会', st_setsrid(st_point(120.005, 30.02), 4326))`,
  );
  made.farther = await aWell(pool, { lon: 120.0153, lat: 30.0103, classCode: '0101' }); // its number comes first, its place second
  made.corner = await aWell(pool, { lon: 120.0151, lat: 30.0101, classCode: '0103' });
  made.outside = await aWell(pool, { lon: 120.0159, lat: 30.0101 });
  made.house = await aWell(pool, { lon: 120.01, lat: 30.01, address: '桥头路10号近东山路' });
});
afterAll(() => test.close());

interface Found {
  readonly assets: readonly FoundAsset[];
  readonly nextCursor: string | null;
  readonly understood: Understood;
}

const search = async (query: Record<string, string>): Promise<Found> => {
  const reply = await test.app.inject({ url: '/api/v1/assets', query, headers: await signIn(test.app, 'registrar') });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json();
};
const idsOf = ({ assets }: Found): string[] => assets.map(({ id }) => id);

describe('a crossing', () => {
  const q = '桥头路河滨路路口';

  it('is listed from where its roads meet, page by page, and says how far each lies', async () => {
    const first = await search({ q, limit: '1' });
    const next = await search({ q, limit: '1', cursor: first.nextCursor ?? '' });
    expect([first, next].flatMap(idsOf)).toEqual([made.corner, made.farther]);
    expect(next.nextCursor).toBeNull();
    const [near = 0, far = 0] = [first, next].map(({ assets: [asset] }) => asset?.distanceM ?? 0);
    expect([near > 0, near < far, far < 60]).toEqual([true, true, true]);
  });

  it('is listed by number where that is asked, and from another point where one is given', async () => {
    expect(idsOf(await search({ q, sort: 'number' }))).toEqual([made.farther, made.corner]);
    const { assets } = await search({ q, near: '120.02,30.0103' });
    expect(assets.map(({ id }) => id)).toEqual([made.farther, made.corner]);
    expect(assets[0]?.distanceM).toBeGreaterThan(400);
  });

  it('of two roads that do not meet is told, and what on the first is written to be at the second is found', async () => {
    for (const asked of ['桥头路与东山路路口', '桥头路东山路']) {
      const found = await search({ q: asked });
      expect(found.understood).toMatchObject({ as: 'no-crossing', text: '桥头路 东山路', besides: ['东山路'] });
      expect(idsOf(found)).toEqual([made.house]);
    }
    expect((await search({ q: '桥头路10号近东山路' })).understood).toMatchObject({ as: 'house', text: '桥头路10号', besides: [] });
    expect((await search({ q: '桥头路与无名路路口' })).understood).toMatchObject({ as: 'road', text: '桥头路', besides: ['无名路'] });
  });
});

describe('a place that the words name', () => {
  const boxOf = async (q: string): Promise<number[]> => (await search({ q })).understood.box ?? [];
  const widthOf = async (q: string): Promise<number> => {
    const [west = 0, , east = 0] = await boxOf(q);
    return east - west;
  };

  it('comes with the box that a map shows of it: a crossing and a house close by, a road whole, a neighbourhood, a street', async () => {
    const [west = 0, south = 0, east = 0, north = 0] = await boxOf('桥头路河滨路路口');
    expect([west < 120.015, east > 120.015, south < 30.01, north > 30.01, east - west < 0.002]).toEqual([true, true, true, true, true]);
    const house = await search({ q: '桥头路10号' });
    expect(house.understood.point).toMatchObject({ lon: expect.closeTo(120.011, 4), lat: expect.closeTo(30.01, 3) });
    expect(await widthOf('桥头路10号')).toBeLessThan(0.002);
    expect(await widthOf('桥头路')).toBeGreaterThan(0.01);
    expect(await widthOf('东山镇')).toBeGreaterThan(0.01);
    expect(await widthOf('桥东居委会')).toBeGreaterThan(0.001);
  });

  it('has none where words name no place', async () => {
    expect(await search({ q: '松动' })).toMatchObject({ understood: { as: 'words', box: null, point: null } });
  });
});
