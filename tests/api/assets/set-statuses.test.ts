import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import type { Username } from '../../support/city.ts';
import { as } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const set = async (username: Username, payload: object) =>
  test.app.inject({ method: 'POST', url: '/api/v1/asset-statuses', headers: await as(test.app, username), payload });
const statusOf = async (id: string) => (await test.database.pool.query<{ status: string }>('select status from assets where id = $1', [id])).rows[0]?.status;

it('changes each of one’s own, with an event of its own and the reason, and says of each other why not', async () => {
  const [first, second] = [await aWell(test.database.pool), await aWell(test.database.pool, { lon: 120.011 })];
  const another = await aWell(test.database.pool, { lon: 120.012, ownerId: 'water' });
  const wrong = `${first.slice(0, 15)}${(Number(first[15]) + 1) % 10}${first.slice(16)}`;
  const reply = await set('clerk-power', { ids: [first, another, wrong, second], status: 'damaged', note: '台风后巡查' });
  expect(reply.statusCode, reply.body).toBe(200);
  expect(reply.json()).toMatchObject({
    outcomes: [
      { id: first, problem: null },
      { id: another, problem: { code: 'not-its-keeper' } },
      { id: wrong, problem: { code: 'plate-mistyped' } },
      { id: second, problem: null },
    ],
  });
  expect([await statusOf(first), await statusOf(second), await statusOf(another)]).toEqual(['damaged', 'damaged', 'intact']);
  const { rows } = await test.database.pool.query('select action, source, note from asset_events where asset_id = $1 and action = $2', [second, 'status']);
  expect(rows).toEqual([{ action: 'status', source: 'owner', note: '台风后巡查' }]);
});

it('leaves one alone that is so already, and takes a hundred at most', async () => {
  const id = await aWell(test.database.pool, { lon: 120.013 });
  expect((await set('clerk-power', { ids: [id], status: 'intact' })).json()).toEqual({ outcomes: [{ id, problem: null }] });
  expect((await test.database.pool.query('select from asset_events where asset_id = $1 and action = $2', [id, 'status'])).rowCount).toBe(0);
  expect((await set('clerk-power', { ids: Array.from({ length: 101 }, (_, i) => String(i)), status: 'intact' })).json()).toMatchObject({
    status: 400,
    field: 'ids',
  });
});
