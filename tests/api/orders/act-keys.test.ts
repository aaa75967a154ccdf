import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Order } from '#domain/contract/orders.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { act, aPhoto, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

let wells = 0;
const anOrder = async (kind = 'cover_missing'): Promise<Order> => {
  wells += 1;
  const position = { lon: 120.002 + wells * 0.001, lat: 30.016 };
  const plate = await aWell(test.database.pool, { ...position, ownerId: 'power' });
  return orderOf(test.app, await report(test.app, aReport({ position, plate, kind, contact: { phone: '13800000001' } })));
};
const key = 'a-step-of-a-phone';
const countOf = async (id: string, action: string) => (await readOrder(test.app, id)).events.filter((event) => event.action === action).length;

describe('an act that is sent with a key', () => {
  it('is one act, however often its answer is lost, and is answered with the order as it stands', async () => {
    const { id, version } = await anOrder();
    const first = await act(test.app, 'crew-power', id, 'arrive', { version, key });
    const again = await act(test.app, 'crew-power', id, 'arrive', { version, key });
    expect([first.statusCode, again.statusCode]).toEqual([200, 200]);
    expect(again.json<Order>().version).toBe(first.json<Order>().version);
    expect(await countOf(id, 'arrive')).toBe(1);
  });

  it('is one act where two tries come at the same moment', async () => {
    const { id, version } = await anOrder();
    const both = await Promise.all([1, 2].map(() => act(test.app, 'crew-power', id, 'arrive', { version, key })));
    expect(both.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect(await countOf(id, 'arrive')).toBe(1);
  });

  it('stands where it was taken back since: a late try does not do it anew', async () => {
    const { id, version } = await anOrder();
    await act(test.app, 'crew-power', id, 'arrive', { version, key });
    const back = await act(test.app, 'crew-power', id, 'take_back', { key: 'a-step-back-of-a-phone' });
    expect(back.statusCode, back.body).toBe(200);
    expect((await act(test.app, 'crew-power', id, 'take_back', { version, key: 'a-step-back-of-a-phone' })).statusCode).toBe(200);
    expect((await act(test.app, 'crew-power', id, 'arrive', { version, key })).json<Order>().arrivedAt).toBeNull();
    expect([await countOf(id, 'arrive'), await countOf(id, 'take_back')]).toEqual([1, 1]);
  });

  it('that made a place safe and repaired it is one act too', async () => {
    const { id } = await anOrder();
    for (const action of ['sign', 'start'] as const) await act(test.app, 'clerk-power', id, action);
    const { version, position } = await readOrder(test.app, id, 'clerk-power');
    const body = { version, key, reply: '换好了', position, photoIds: [await aPhoto(test.app)] };
    const first = await act(test.app, 'clerk-power', id, 'resolve', body);
    expect(first.statusCode, first.body).toBe(200);
    const again = await act(test.app, 'clerk-power', id, 'resolve', body);
    expect(again.statusCode, again.body).toBe(200);
    expect([await countOf(id, 'secure'), await countOf(id, 'resolve')]).toEqual([1, 1]);
  });

  it('is refused where its key stands for another act, or for another person’s, by the field’s name', async () => {
    const { id } = await anOrder();
    await act(test.app, 'crew-power', id, 'arrive', { key });
    for (const [who, action] of [
      ['crew-power', 'sign'],
      ['clerk-power', 'arrive'],
    ] as const) {
      const refused = await act(test.app, who, id, action, { key });
      expect(refused.statusCode).toBe(409);
      expect(refused.json()).toMatchObject({ code: 'idempotency-key-reused', field: 'key' });
    }
  });

  it('is refused where its key stands for one to another unit, which would be told as done and is not', async () => {
    const { id } = await anOrder();
    const send = (unitId: string) => act(test.app, 'dispatcher-city', id, 'dispatch', { key, unitId, note: '归他们' });
    expect([(await send('water')).statusCode, (await send('water')).statusCode]).toEqual([200, 200]);
    const refused = await send('gas');
    expect(refused.statusCode, refused.body).toBe(409);
    expect(refused.json()).toMatchObject({ code: 'idempotency-key-reused', field: 'key' });
    expect((await readOrder(test.app, id)).unit.id).toBe('water');
  });

  it('is another act at another order, and one that was refused can be sent again', async () => {
    const [one, other] = [await anOrder(), await anOrder()];
    expect((await act(test.app, 'crew-power', one.id, 'arrive', { key, version: 1000 })).json()).toMatchObject({ code: 'version-stale' });
    for (const { id } of [one, other]) expect((await act(test.app, 'crew-power', id, 'arrive', { key })).statusCode).toBe(200);
    expect([await countOf(one.id, 'arrive'), await countOf(other.id, 'arrive')]).toEqual([1, 1]);
  });

  it('is known in the story by its key to who did it, and to nobody else', async () => {
    const { id } = await anOrder();
    await act(test.app, 'crew-power', id, 'arrive', { key });
    const keysFor = async (who: 'crew-power' | 'clerk-power') =>
      (await readOrder(test.app, id, who)).events.map((event) => event.key).filter((one) => one !== null);
    expect([await keysFor('crew-power'), await keysFor('clerk-power')]).toEqual([[key], []]);
  });
});
