import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listPlacesNamed } from '#db/queries/places/addresses.ts';
import { affected, sql } from '#db/sql.ts';
import { findAddress } from '../../../api/find-address.ts';
import { startApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
const find = (said: string, near: { lon: number; lat: number } | null = null) => findAddress(test.database.pool, said, near);

/** Metres east and north of a point, from another. */
const from = (a: { lon: number; lat: number }, b: { lon: number; lat: number }) => [(a.lon - b.lon) * 96_290, (a.lat - b.lat) * 111_195];
const house = (n: number) => ({ lon: 120.001 + n * 0.001, lat: 30.0101 });
const crossing = { lon: 120.01, lat: 30.01 };

beforeAll(async () => {
  test = await startApp();
  const { pool } = test.database;
  for (const [id, name, lon] of [
    [11, '河口北路', 120.01],
    [12, '西堤路', 120.014],
    [13, '桥投街', 120.03],
  ] as const)
    await affected(
      pool,
      sql`insert into roads (id, name, name_en, class, district_code, width_m, geom)
          values (${id}, ${name}, ${`Road ${id}`}, 'secondary', '990101', 14, st_setsrid(st_makeline(st_point(${lon}, 30.001), st_point(${lon}, 30.039)), 4326))`,
    );
  for (const [code, name] of [
    ['990101001101', '三村居委会'],
    ['990101001102', '光明村村委会'],
    ['990101001103', '桥头社区居委会'],
  ])
    await affected(
      pool,
      sql`insert into places (code, kind, parent_code, name, label_point)
          values (${code}, 'neighbourhood', '990101001', ${name}, st_setsrid(st_point(120.07, 30.035), 4326))`,
    );
  // A second road of one name, in the other district.
  await affected(
    pool,
    sql`insert into roads (id, name, name_en, class, district_code, width_m, geom)
        values (14, '桥头路', 'Qiaotou Road', 'secondary', '990102', 14, st_setsrid(st_makeline(st_point(120.05, 30.03), st_point(120.07, 30.03)), 4326))`,
  );
  await affected(pool, sql`insert into house_numbers (road_id, number, geom) values (14, '7', st_setsrid(st_point(120.06, 30.0301), 4326))`);
});
afterAll(() => test.close());

describe('an address is found', () => {
  it('at the corner of a crossing that was said', async () => {
    const found = await find('桥头路河口北路路口东南角');
    expect(found?.point.lon).toBeCloseTo(crossing.lon, 4);
    expect(found?.toward).toMatchObject({ isCorner: true, direction: { east: Math.SQRT1_2, north: -Math.SQRT1_2 } });
  });

  it.each([
    ['桥头路河口北路往西五十米', -50, 0],
    ['桥头路近河口北路，往北30米', 0, 30],
    ['Qiaotou Road and Road 11, 50 metres to the east', 50, 0],
  ])('so many metres from it: %s', async (said, east, north) => {
    const [x = 0, y = 0] = from((await find(said))?.point ?? { lon: 0, lat: 0 }, crossing);
    expect(Math.hypot(x - east, y - north)).toBeLessThan(2);
  });

  it('between two roads, all along that part of the road', async () => {
    const found = await find('桥头路，河口北路到西堤路之间');
    const lons = found?.places?.map(({ point }) => point.lon) ?? [];
    expect(lons).toHaveLength(3);
    for (const lon of lons) expect(lon).toSatisfy((one: number) => one > 120.01 && one < 120.014);
  });

  it.each([
    ['三村', '三村居委会'],
    ['光明', '光明村村委会'],
    ['桥头社区', '桥头社区居委会'],
    ['三', undefined],
  ])('in the neighbourhood that is called so without what it is, its name whole: %s', async (said, name) => {
    expect((await listPlacesNamed(test.database.pool, [said])).map((place) => place.name)).toEqual(name === undefined ? [] : [name]);
  });

  it('across the road from a house', async () => {
    const [, north = 0] = from((await find('西区桥头路8号对面'))?.point ?? { lon: 0, lat: 0 }, house(8));
    expect(north).toBeCloseTo(-2 * 0.0001 * 111_195, 0);
  });

  it('in each district that has the road and the number; where a district is said mostly there', async () => {
    const both = await find('桥头路7号');
    expect(both?.places?.map(({ share }) => share)).toEqual([0.5, 0.5]);
    expect((await find('桥头路7号', { lon: 120.0601, lat: 30.03 }))?.point.lon).toBeCloseTo(120.06, 6);
    const east = await find('东区桥头路7号');
    expect(east?.point.lon).toBeCloseTo(120.06, 6);
    expect(east?.places?.[0]?.share).toBeGreaterThan(0.9);
  });

  it('on the road whose number it is, where two are named', async () => {
    expect((await find('河口北路桥头路12号'))?.point.lon).toBeCloseTo(house(12).lon, 6);
  });

  it('on each road that is like a misspelt one but for a character and has the number, never silently on the best', async () => {
    const found = await find('桥透路3号');
    expect(found?.point.lon).toBeCloseTo(house(3).lon, 6);
    expect(await find('不存在的路 3号')).toBeNull();
  });

  it('on the road that reads the same where the one that was written has no such number, or next to the number there', async () => {
    const { pool } = test.database;
    await affected(
      pool,
      sql`insert into roads (id, name, name_en, class, district_code, width_m, geom)
          values (15, '桥投路', 'Qiaotou Road', 'secondary', '990102', 14, st_setsrid(st_makeline(st_point(120.05, 30.035), st_point(120.07, 30.035)), 4326))`,
    );
    await affected(pool, sql`insert into house_numbers (road_id, number, geom) values (15, '88', st_setsrid(st_point(120.06, 30.0351), 4326))`);
    expect((await find('桥头路88号'))?.point).toMatchObject({ lon: 120.06, lat: 30.0351 });
    expect(await find('桥头路86号')).toMatchObject({ point: { lon: 120.06, lat: 30.0351 }, errorM: 80 });
    expect((await find('桥头路7号'))?.point.lat).not.toBeCloseTo(30.0351, 6); // it has that number: nothing is guessed
  });

  it('of roads that are like a misspelt one, in the district that is said', async () => {
    const places = async (said: string) => [(await find(said))?.point, ...((await find(said))?.places ?? [])].length;
    expect(await places('桥透路7号')).toBeGreaterThan(2);
    expect((await find('东区桥透路7号'))?.point.lat).toBeCloseTo(30.0301, 6);
    expect(await places('东区桥透路7号')).toBe(1);
    expect(await places('东面桥透路7号')).toBeGreaterThan(2);
  });

  it('nowhere where two roads that never meet would cross', async () => {
    expect(await find('桥头路东山路路口')).toBeNull();
  });
});

describe('an address that cannot be found', () => {
  const refused = async (address: string, lang = 'zh-CN') =>
    (await test.app.inject({ method: 'POST', url: '/api/v1/match', payload: { address }, headers: { 'accept-language': lang } })).json<{
      code: string;
      field: string;
      detail: string;
    }>();

  it.each([
    ['北京市朝阳区桥头路7号', 'address-elsewhere'],
    ['桥头路东山路路口', 'roads-do-not-meet'],
    ['不存在的路 7号', 'address-not-found'],
    ['😀😀😀', 'address-not-found'],
  ])('says why: %s', async (address, code) => expect(await refused(address)).toMatchObject({ code, field: 'address' }));

  it('names the roads in both languages', async () => {
    expect((await refused('桥头路东山路路口')).detail).toContain('桥头路与东山路不相交');
    expect((await refused('桥头路东山路路口', 'en')).detail).toContain('do not meet');
  });
});
