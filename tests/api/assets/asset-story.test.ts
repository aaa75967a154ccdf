import { afterAll, beforeAll, expect, it } from 'vitest';
import { dissolvePlace } from '#db/dissolve-place.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const get = async (url: string) => (await test.app.inject({ url, headers: await signIn(test.app, 'registrar') })).json();

it('a well tells the road that it lies on, on its page and in the search, and null where none is known', async () => {
  const id = await aWell(test.database.pool, { address: '门口' });
  const off = await aWell(test.database.pool, { roadId: null, address: '公园' });
  expect(await get(`/api/v1/assets/${id}`)).toMatchObject({ address: '门口', road: { zh: '桥头路', en: 'Qiaotou Road' } });
  expect((await get(`/api/v1/assets?q=${id}`)).assets).toMatchObject([{ id, road: { zh: '桥头路' } }]);
  expect(await get(`/api/v1/assets/${off}`)).toMatchObject({ road: null });
});

it('a moment before the first record is told by the city’s clocks', async () => {
  const id = await aWell(test.database.pool);
  const told = await get(`/api/v1/assets/${id}?at=2000-01-01T15:59:59.999Z`);
  expect(told).toMatchObject({ code: 'before-the-record', params: { at: '2000-01-01 23:59' } });
  expect(told.detail).not.toContain('T15');
});

it.each(['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+14:00'])('a moment of no year that the database knows is refused by its name: %s', async (at) => {
  const id = await aWell(test.database.pool);
  expect(await get(`/api/v1/assets/${id}?at=${encodeURIComponent(at)}`)).toMatchObject({ status: 400, code: 'query-invalid', field: 'at' });
});

it('a life names the districts and streets that it speaks of, those that are gone too', async () => {
  const id = await aWell(test.database.pool, { lon: 120.06, lat: 30.02, roadId: 2 });
  await dissolvePlace(test.database.pool, { gone: '990102', into: '990101', on: '2025-07-01', now });
  const { events, placeNames } = await get(`/api/v1/assets/${id}`);
  expect(events[0]).toMatchObject({ action: 'place', source: 'decree', changes: { districtCode: ['990102', '990101'] } });
  expect(placeNames).toMatchObject({ 990101: { zh: '西区' }, 990102: { zh: '东区' }, 990102001: { zh: '东山镇' } });
});
