import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listBreaches } from '#db/queries/orders/timers.ts';
import type { Call } from '#domain/contract/calls.ts';
import type { Order } from '#domain/contract/orders.ts';
import { forgetVocabulary } from '../../../api/vocabulary.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { act, aPhoto, as, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
const url = '/api/v1/units/power/duty';
const read = async <T>() => (await test.app.inject({ url, headers: await as(test.app, 'clerk-power') })).json<T & { shifts: { fromTime: string }[] }>();
const setAfter = async (seen: object[], username: Username, shifts: object[]) =>
  test.app.inject({ method: 'PUT', url, headers: await as(test.app, username), payload: { shifts, seen } });
const set = async (username: Username, shifts: object[]) => setAfter((await read()).shifts, username, shifts);

beforeAll(async () => {
  test = await startApp();
  const { people } = await read<{ people: { id: string; name: { en: string } }[] }>();
  const shift = (name: string, rank: number) => ({
    personId: people.find((p) => p.name.en === `Person ${name}`)?.id ?? '',
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    fromTime: '00:00',
    toTime: '24:00',
    rank,
  });
  expect((await set('clerk-power', [shift('crew-power', 1), shift('clerk-power', 2)])).statusCode).toBe(200);
});
afterAll(() => test.close());

let at = now;
beforeEach(() => {
  at = now;
  test.setNow(at);
});
const pass = async (minutes: number): Promise<void> => {
  at = new Date(Date.parse(at) + minutes * 60_000).toISOString();
  test.setNow(at);
  await workTimers(test.app);
};

let step = 0;
const danger = async (ownerId = 'power'): Promise<Order> => {
  step += 1;
  const position = { lon: 120.001 + step * 0.001, lat: 30.0105 };
  const plate = await aWell(test.database.pool, { ...position, ownerId, maintainerId: ownerId });
  return orderOf(test.app, await report(test.app, aReport({ plate, channel: 'plate' })));
};
const callsOf = async (username: Username) =>
  (await test.app.inject({ url: '/api/v1/calls', headers: await as(test.app, username) })).json<{ calls: Call[] }>().calls;
const everybody = ['crew-power', 'clerk-power', 'crew-street', 'dispatcher-street', 'dispatcher-west', 'leader-west', 'dispatcher-city'] as const;
const called = async (orderId: string) => {
  const open = await Promise.all(everybody.map(async (who) => ((await callsOf(who)).some((call) => call.orderId === orderId) ? who : null)));
  return open.filter((who) => who !== null);
};
const acknowledge = async (who: Username, orderId: string) => {
  const id = (await callsOf(who)).find((call) => call.orderId === orderId)?.id ?? '0';
  return test.app.inject({ method: 'POST', url: `/api/v1/calls/${id}/acknowledge`, headers: await as(test.app, who) });
};

describe('a unit that keeps a roster', () => {
  it('has its people called by name to its own dangers, one after another, then up a level; nobody is forgotten', async () => {
    const { id } = await danger();
    expect(await called(id)).toEqual(['crew-power']);
    for (const next of ['clerk-power', 'crew-street', 'dispatcher-street', 'dispatcher-west']) {
      await pass(10);
      expect(await called(id)).toEqual([next]);
    }
    expect(await listBreaches(test.database.pool)).toEqual([]);
  });

  it('answers for itself: who says that they go is no fallback, and arrives', async () => {
    const { id } = await danger();
    expect((await acknowledge('crew-power', id)).statusCode).toBe(200);
    await pass(10);
    expect(await called(id)).toEqual(['crew-power']);
    expect((await readOrder(test.app, id)).assignments.filter(({ part }) => part === 'fallback')).toEqual([]);
    expect((await act(test.app, 'crew-power', id, 'arrive')).statusCode).toBe(200);
    expect(await called(id)).toEqual([]);
  });

  it('is called no more when its hours have run out: the fallback is sent, though one of its people said that they go', async () => {
    const { id } = await danger();
    for (let hour = 0; hour < 2; hour += 1) {
      const [who] = await called(id);
      if (who) await acknowledge(who, id);
      await pass(59);
    }
    await pass(3);
    expect(await called(id)).toEqual(['crew-street']);
    for (let n = 0; n < 6; n += 1) await pass(10);
    expect((await called(id)).some((who) => who.endsWith('power'))).toBe(false);
  });

  it('is called no more when it gave the danger on, and called when one is sent to it', async () => {
    const { id } = await danger();
    await act(test.app, 'clerk-power', id, 'return', { note: '不是我们的', photoIds: [await aPhoto(test.app)] });
    expect((await called(id)).some((who) => who.endsWith('power'))).toBe(false);
    const other = await danger('water');
    expect(await called(other.id)).toEqual([]);
    await act(test.app, 'dispatcher-west', other.id, 'dispatch', { unitId: 'power', note: '是电力的' });
    expect(await called(other.id)).toEqual(['crew-power']);
  });

  it('has one roster when several set it at once, whole as the first of them meant it: the others are told that it is another by now', async () => {
    const { people, shifts: seen } = await read<{ people: { id: string }[] }>();
    const hours = ['01:00', '02:00', '03:00', '04:00'];
    const shifts = (fromTime: string) => people.map(({ id: personId }) => ({ personId, weekdays: [1], fromTime, toTime: '24:00', rank: 1 }));
    const replies = await Promise.all(hours.map((fromTime) => setAfter(seen, 'clerk-power', shifts(fromTime))));
    expect(replies.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409, 409, 409]);
    for (const refused of replies.filter(({ statusCode }) => statusCode === 409))
      expect(refused.json()).toMatchObject({ code: 'roster-changed', field: 'seen' });
    const left = (await read()).shifts;
    expect(left).toEqual(replies.find(({ statusCode }) => statusCode === 200)?.json<{ shifts: object[] }>().shifts);
    expect(left).toHaveLength(people.length);
    expect((await setAfter(left, 'clerk-power', shifts('05:00'))).statusCode).toBe(200);
  });

  it('has all its people called while nobody is on shift, those on its crew first, whatever duty hours its page tells', async () => {
    const { shifts } = await read();
    const hours = { weekdays: [1], fromTime: '20:00', toTime: '23:00' }; // not now
    await test.database.pool.query(`update units set hours = $1 where id = 'power'`, [hours]);
    expect((await set('clerk-power', [{ ...shifts[0], ...hours }])).statusCode).toBe(200);
    forgetVocabulary(test.database.pool);
    const { id } = await danger();
    expect(await called(id)).toEqual(['crew-power']);
    await pass(11);
    expect(await called(id)).toEqual(['clerk-power']);
    expect((await set('clerk-power', shifts)).statusCode).toBe(200);
  });

  it('is set by its own clerk and by the city’s dispatchers, and by nobody else’s', async () => {
    for (const who of ['clerk-water', 'dispatcher-west', 'crew-power'] as const) expect((await set(who, [])).statusCode).toBe(403);
    expect((await set('dispatcher-city', [])).statusCode).toBe(200);
    forgetVocabulary(test.database.pool);
    expect(await called((await danger()).id)).toEqual([]);
  });
});
