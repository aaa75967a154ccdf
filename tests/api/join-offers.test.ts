import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listBreaches } from '#db/queries/timers.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { aReport } from '../support/builders.ts';
import { now, type Username } from '../support/city.ts';
import { act, as, orderOf, readOrder, report } from '../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

let step = 0;
/** A place where nothing is registered: only place, words and matter can tell holes apart. */
const aPlace = () => {
  step += 1;
  return { lon: 120.003 + step * 0.0015, lat: 30.025 };
};
const beside = (place: { lon: number; lat: number }, metres: number) => ({ lon: place.lon + metres / 96_000, lat: place.lat });
const tell = (position: { lon: number; lat: number }, accuracyM: number, text = '有个洞') =>
  report(test.app, aReport({ position, accuracyM, kind: 'cover_broken', text }));
const did = async (who: Username, id: string, action: OrderAction, body: Record<string, unknown> = {}): Promise<Order> => {
  const reply = await act(test.app, who, id, action, body);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Order>();
};
/** Two orders of which a dispatcher is asked whether they are one. */
const offered = async () => {
  const place = aPlace();
  const first = await orderOf(test.app, await tell(place, 15));
  const second = await orderOf(test.app, await tell(beside(place, 14), 15));
  expect(second.id).not.toBe(first.id);
  return { first, second };
};

describe('a report beside an open order', () => {
  it('is offered to the dispatcher of both with its probability and reasons, also in the queue', async () => {
    const { first, second } = await offered();
    expect(second).toMatchObject({ isJoinOffered: true, joinOffers: [{ orderId: first.id, isHazard: true, reportCount: 1 }] });
    const [offer] = second.joinOffers;
    expect(offer?.probability).toBeGreaterThan(0.05);
    expect(offer?.probability).toBeLessThan(0.99);
    expect(offer?.reasons.map(({ code }) => code)).toContain('repeat-kind');
    expect(offer?.distanceM).toBeCloseTo(14, 0);
    expect(await readOrder(test.app, first.id)).toMatchObject({ isJoinOffered: true, joinOffers: [{ orderId: second.id }] });
    expect(second.actions).toEqual(expect.arrayContaining(['merge', 'keep_apart']));
    const queue = await test.app.inject({ url: '/api/v1/orders?limit=100', headers: await as(test.app, 'dispatcher-street') });
    const rows = queue.json<{ orders: Order[] }>().orders.filter(({ id }) => id === first.id || id === second.id);
    expect(rows.map(({ isJoinOffered }) => isJoinOffered)).toEqual([true, true]);
  });

  it('is joined when the dispatcher says so', async () => {
    const { first, second } = await offered();
    await did('dispatcher-street', second.id, 'merge', { orderId: first.id, note: '同一处' });
    expect(await readOrder(test.app, first.id)).toMatchObject({ reportCount: 2, isJoinOffered: false, joinOffers: [], absorbed: [second.id] });
    expect(await listBreaches(test.database.pool)).toEqual([]);
  });

  it('is kept apart when the dispatcher says so, and nobody is asked again', async () => {
    const { first, second } = await offered();
    const other = await offered();
    const refused = await act(test.app, 'dispatcher-street', second.id, 'keep_apart', { orderId: other.first.id });
    expect(refused.json()).toMatchObject({ code: 'join-not-offered', field: 'orderId', status: 409 });
    expect((await act(test.app, 'clerk-power', second.id, 'keep_apart', { orderId: first.id })).statusCode).toBe(403);
    const kept = await did('dispatcher-street', second.id, 'keep_apart', { orderId: first.id });
    expect(kept).toMatchObject({ state: 'dispatched', isJoinOffered: false, joinOffers: [] });
    expect(kept.actions).not.toContain('keep_apart');
    expect(kept.events.at(-1)).toMatchObject({ action: 'keep_apart' });
    expect(await readOrder(test.app, first.id)).toMatchObject({ isJoinOffered: false });
  });

  it('is joined by itself where it surely is the same, and has its own order far from it', async () => {
    const place = aPlace();
    const first = await orderOf(test.app, await tell(place, 3, '斜土路口人行道中间的圆井盖裂成两半掉下去了'));
    let joined = first;
    for (let more = 0; more < 6; more += 1) joined = await orderOf(test.app, await tell(beside(place, 0.2), 3, '斜土路口人行道中间的圆井盖裂成两半掉下去了'));
    expect(joined.id).toBe(first.id);
    expect(await readOrder(test.app, first.id)).toMatchObject({ isJoinOffered: false });
    const far = await orderOf(test.app, await tell(beside(place, 300), 3));
    expect(far.id).not.toBe(first.id);
    expect(far.joinOffers).toEqual([]);
  });
});
