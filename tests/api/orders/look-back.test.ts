import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FoundAsset } from '#domain/contract/asset-search.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aLamp, aWell } from '../../support/builders.ts';
import type { Username } from '../../support/city.ts';

let test: TestApp;
const box = '120.000,30.000,120.045,30.040';
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const ask = async (query: Record<string, string>, username: Username = 'registrar') => {
  const reply = await test.app.inject({ url: '/api/v1/assets', query: { bbox: box, ...query }, headers: await signIn(test.app, username) });
  return { status: reply.statusCode, body: reply.json() };
};
const change = async (method: 'PATCH' | 'POST', path: string, payload: object) => {
  const reply = await test.app.inject({ method, url: `/api/v1/assets/${path}`, payload, headers: await signIn(test.app, 'registrar') });
  expect(reply.statusCode, reply.body).toBeLessThan(300);
  return reply.json();
};
const minute = (n: number) => `2026-11-23T0${2 + Math.floor(n / 60)}:${String(n % 60).padStart(2, '0')}:00.000Z`;

it('an area read as it stood at any moment is what its reader saw then, whatever was done to it since', async () => {
  const { pool } = test.database;
  const [moved, merged, kept, lamp] = [
    await aWell(pool),
    await aWell(pool, { lon: 120.0152 }),
    await aWell(pool, { lon: 120.0151 }),
    await aLamp(pool, { lon: 120.03 }),
  ];
  const steps = [
    () => change('PATCH', moved, { version: 1, status: 'damaged' }),
    () => change('PATCH', moved, { version: 2, position: { lon: 120.06, lat: 30.02 } }), // out of the box and of the district
    () => change('POST', `${merged}/merge`, { version: 1, into: kept, note: '重复登记' }),
    () => change('PATCH', lamp, { version: 1, ownerId: 'power', classCode: '0118' }),
    () => change('POST', `${kept}/cover`, { version: 2, cover: { shape: 'rectangular', sizeMm: 900, material: 'composite', loadClass: 'E600' } }),
    () => change('PATCH', moved, { version: 3, position: { lon: 120.02, lat: 30.03 } }),
    () => change('POST', `${lamp}/retire`, { version: 2, status: 'removed', note: '已拆除' }),
  ];
  const readers: readonly Username[] = ['registrar', 'registrar-west', 'clerk-power', 'dispatcher-street'];
  const seen = async (query: Record<string, string> = {}) =>
    Promise.all(readers.map(async (reader) => (await ask(query, reader)).body.assets.map((asset: FoundAsset) => asset)));
  const then: { at: string; seen: unknown }[] = [];
  for (const [i, step] of steps.entries()) {
    then.push({ at: minute(2 * i + 1), seen: await seen() });
    test.setNow(minute(2 * i + 2));
    await step();
  }
  for (const { at, seen: was } of then) expect(await seen({ at })).toEqual(was);
  expect(JSON.stringify(then[0]?.seen)).not.toBe(JSON.stringify(then.at(-1)?.seen));
});

it('is narrowed by class, owner, status and place as they were, counted exactly, and paged by number without a row twice or missing', async () => {
  const { pool } = test.database;
  const ids = await Promise.all([0, 1, 2, 3, 4].map((i) => aWell(pool, { lon: 120.001 + i / 10_000, lat: 30.001, classCode: '0102', ownerId: 'water' })));
  for (const id of ids.slice(0, 3)) await change('PATCH', id, { version: 1, status: 'missing', ownerId: 'drainage' });
  test.setNow(minute(120));
  const at = '2025-01-01T00:00:00+08:00';
  const area = { bbox: '120,30,120.003,30.003', at };
  expect((await ask({ ...area, ownerId: 'water', status: 'intact', classCode: '0102', placeCode: '990101001' })).body).toMatchObject({
    total: { count: 5, exact: true },
    asOf: '2024-12-31T16:00:00.000Z',
  });
  expect((await ask({ ...area, status: 'missing' })).body.total).toEqual({ count: 0, exact: true });
  expect((await ask({ ...area, at: minute(119), status: 'missing', ownerId: 'drainage' })).body.total.count).toBe(3);
  const listed: string[] = [];
  let cursor: string | null = null;
  do {
    const { body }: { body: { assets: FoundAsset[]; nextCursor: string | null } } = await ask({ ...area, limit: '2', ...(cursor === null ? {} : { cursor }) });
    listed.push(...body.assets.map(({ id }) => id));
    cursor = body.nextCursor;
  } while (cursor !== null);
  expect(listed).toEqual(ids.toSorted());
  expect((await ask({ ...area, at: '2019-06-01T00:00:00Z' })).body.assets).toEqual([]);
});

it('refuses in both languages an area that is none or too large, a moment that is none, and what only the present answers', async () => {
  const at = '2025-01-01T00:00:00Z';
  for (const [query, code, field] of [
    [{ at, bbox: '119.9,29.9,120.2,30.1' }, 'area-too-large', 'bbox'],
    [{ at: '2025-02-31T00:00:00Z' }, 'query-invalid', 'at'],
    [{ at: 'yesterday' }, 'query-invalid', 'at'],
    [{ at: '9999-12-31T23:59:59Z' }, 'query-invalid', 'at'],
    [{ at, q: '桥头路' }, 'query-invalid', 'q'],
    [{ at, sort: 'verified' }, 'query-invalid', 'sort'],
    [{ at, placeCode: '990101001001' }, 'query-invalid', 'placeCode'],
    [{ at, cursor: 'x' }, 'query-invalid', 'cursor'],
  ] as const)
    for (const lang of ['zh', 'en']) {
      const { status, body } = await ask({ ...query, lang });
      expect([query, body.code, body.field, status >= 400 && status < 500]).toEqual([query, code, field, true]);
      expect(body.detail).not.toMatch(/undefined|\{|\}/);
    }
  const whole = await test.app.inject({ url: `/api/v1/assets?at=${at}`, headers: await signIn(test.app, 'registrar') });
  expect(whole.json()).toMatchObject({ code: 'area-too-large', field: 'bbox' });
});
