import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SurveyShift, WellToVerify } from '#domain/contract/registry-checks.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aPerson, aWell } from '../../support/builders.ts';
import { report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
  await aPerson(test.database.pool, 'registrar-east', [{ role: 'registrar', placeCode: '990102' }]);
});
afterAll(() => test.close());

const get = async <T>(username: string, url: string) => {
  const reply = await test.app.inject({ url, headers: await signIn(test.app, username) });
  return { status: reply.statusCode, body: reply.json<T>() };
};

describe('a street whose wells are found to one side', () => {
  const wells: string[] = [];
  const shifts = async (username: string) => (await get<{ shifts: SurveyShift[] }>(username, '/api/v1/survey-shifts')).body.shifts;

  it('is told to the registrar of its place, with how far and which way, and to no other', async () => {
    for (let i = 0; i < 10; i += 1) {
      const at = { lon: 120.01 + i * 0.0006, lat: 30.004 };
      const id = await aWell(test.database.pool, at);
      wells.push(id);
      // Each is found 9 m east of its record, give or take two.
      await report(test.app, { position: { lon: at.lon + (7 + (i % 5)) / 96_300, lat: at.lat + ((i % 3) - 1) / 111_195 }, assetId: id });
    }
    expect(await shifts('registrar-west')).toEqual([]); // nothing was settled yet
    await test.database.pool.query(`update orders set state = 'closed', is_hazard = false`);
    const [shift, ...others] = await shifts('registrar-west');
    expect(others).toEqual([]);
    expect(shift).toMatchObject({ by: 'street', key: '990101001', name: { zh: '桥头街道' }, wells: 10 });
    expect(shift?.eastM).toBeCloseTo(9, 0);
    expect(Math.abs(shift?.northM ?? 9)).toBeLessThan(1.5);
    expect(await shifts('registrar-east')).toEqual([]);
    expect((await get('clerk-power', '/api/v1/survey-shifts')).status).toBe(403);
  }, 60_000);

  it('is gone once its wells were put where they are', async () => {
    await test.database.pool.query(`update assets set geom = st_translate(geom, 9.0 / 96300, 0) where id = any($1)`, [wells]);
    expect(await shifts('registrar-west')).toEqual([]);
  });
});

describe('wells whose owner is worth verifying next', () => {
  const list = async (username: string, from = 0) =>
    (await get<{ wells: WellToVerify[]; next: number | null }>(username, `/api/v1/wells-to-verify?from=${from}`)).body;

  it('come by what verifying would save, with their evidence, within the registrar’s place, page by page', async () => {
    const { pool } = test.database;
    const at = { lon: 120.017, lat: 30.017 };
    const [doubted, broken, sure] = [
      await aWell(pool, at),
      await aWell(pool, { ...at, lon: 120.0171, status: 'damaged' }),
      await aWell(pool, { ...at, lon: 120.0172 }),
    ];
    await pool.query(`update assets set owner_confidence = 0.6 where id = any($1)`, [[doubted, broken]]);
    const { wells, next } = await list('registrar-west');
    expect(wells.map(({ id }) => id)).toEqual([broken, doubted]);
    expect(wells.some(({ id }) => id === sure)).toBe(false);
    expect(next).toBeNull();
    expect(wells[1]).toMatchObject({ owner: { zh: '市电力公司' }, street: { zh: '桥头街道' } });
    expect(wells[1]?.reasons.map(({ code }) => code)).toEqual(['owner-record', 'owner-line']);
    expect((await list('registrar-east')).wells).toEqual([]);
    for (let i = 0; i < 55; i += 1) await aWell(pool, { lon: 120.012 + i * 0.00002, lat: 30.018 });
    await pool.query(`update assets set owner_confidence = 0.5 where st_y(geom) = 30.018`);
    const first = await list('registrar-west');
    expect(first.wells).toHaveLength(50);
    const rest = await list('registrar-west', first.next ?? 0);
    expect(new Set([...first.wells, ...rest.wells].map(({ id }) => id)).size).toBe(57);
    expect(rest.next).toBeNull();
  });

  it('tell each well’s own belief to staff, and nothing where nobody is recorded', async () => {
    const nobodys = await aWell(test.database.pool, { lon: 120.005, lat: 30.005, ownerId: null });
    const own = await aWell(test.database.pool, { lon: 120.0051, lat: 30.0051 });
    expect((await get('clerk-power', `/api/v1/assets/${nobodys}/owner-belief`)).body).toBeNull();
    const { body } = await get<{ probability: number }>('clerk-power', `/api/v1/assets/${own}/owner-belief`);
    expect(body.probability).toBeGreaterThan(0.8);
    expect((await test.app.inject({ url: `/api/v1/assets/${own}/owner-belief` })).statusCode).toBe(401);
  });
});
