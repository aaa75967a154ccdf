import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NearPerson } from '#domain/contract/near.ts';
import type { Order } from '#domain/contract/orders.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import type { Username } from '../../support/city.ts';
import { act, aPhoto, as, orderOf, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const anOrder = async (position: { lon: number; lat: number }): Promise<Order> => {
  await aWell(test.database.pool, position);
  return orderOf(test.app, await report(test.app, { position }));
};
const near = async (id: string, username: Username = 'dispatcher-city') =>
  test.app.inject({ url: `/api/v1/orders/${id}/near`, headers: await as(test.app, username) });
const peopleNear = async (id: string): Promise<NearPerson[]> => (await near(id)).json<{ people: NearPerson[] }>().people;

it('tells a dispatcher who arrived nearby within the hour, where they were last, and whether they are done there', async () => {
  const [there, here] = [await anOrder({ lon: 120.01, lat: 30.01 }), await anOrder({ lon: 120.012, lat: 30.01 })];
  expect(await peopleNear(here.id)).toEqual([]);
  await act(test.app, 'crew-power', there.id, 'sign');
  expect(await peopleNear(here.id), 'signing says nothing of where one is').toEqual([]);
  await act(test.app, 'crew-power', there.id, 'arrive');
  const [found, ...others] = await peopleNear(here.id);
  expect(others).toEqual([]);
  expect(found).toMatchObject({ unit: { zh: expect.any(String) }, isBusy: true });
  expect(found?.distanceM).toBeGreaterThan(150);
  expect(found?.distanceM).toBeLessThan(240);

  const position = { lon: there.position.lon + 0.001, lat: there.position.lat }; // a hundred metres nearer
  await act(test.app, 'crew-power', there.id, 'start');
  const made = await act(test.app, 'crew-power', there.id, 'resolve', { reply: '已换新盖', photoIds: [await aPhoto(test.app)], position });
  expect(made.statusCode, made.body).toBe(200);
  const [moved] = await peopleNear(here.id);
  expect(moved).toMatchObject({ isBusy: false });
  expect(moved?.distanceM).toBeLessThan(120);

  await test.database.pool.query(`update last_positions set at = at - interval '61 minutes'`);
  expect(await peopleNear(here.id)).toEqual([]);
});

it('is told to who dispatches over the place alone', async () => {
  const order = await anOrder({ lon: 120.02, lat: 30.01 });
  expect((await near(order.id, 'clerk-power')).json()).toMatchObject({ code: 'forbidden' });
  expect((await near(order.id, 'dispatcher-east')).json()).toMatchObject({ code: 'outside-scope' });
});
