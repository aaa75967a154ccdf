import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockIncidentsOf } from '#db/queries/orders/incidents.ts';
import { listBreaches } from '#db/queries/orders/timers.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { act, aPhoto, as, doing, orderOf, readOrder, report } from '../../support/thread.ts';
import { untilWaiting } from '../../support/waits.ts';

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
const did = doing(() => test.app);
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

  it('is joined by itself where it surely tells of the same hole; the story says how likely that was and why, and nothing of other steps', async () => {
    const place = aPlace();
    const words = '路口那个井盖被渣土车压碎了一大块，快来修';
    const first = await orderOf(test.app, await tell(place, 3, words));
    expect(await orderOf(test.app, await tell(beside(place, 1), 3, words))).toMatchObject({ id: first.id });
    const { events } = await readOrder(test.app, first.id);
    expect(events.at(-1)?.action).toBe('join');
    expect(events.filter(({ likelihood }) => likelihood !== null)).toEqual(events.slice(-1));
    const joined = events.at(-1)?.likelihood;
    expect(joined?.probability).toBeGreaterThan(0.98);
    expect(joined?.reasons.map(({ code }) => code)).toEqual(expect.arrayContaining(['repeat-place', 'repeat-kind', 'repeat-copied']));
    const odds = joined?.reasons.reduce((sum, { weight = 0 }) => sum + weight, 0) ?? 0;
    expect(joined?.probability).toBeCloseTo(1 / (1 + Math.exp(-odds)), 2); // alone beside a hole that nobody told of: the reasons add up
  });

  it('is joined when the dispatcher says so', async () => {
    const { first, second } = await offered();
    await did('dispatcher-street', second.id, 'merge', { orderId: first.id, note: '同一处' });
    expect(await readOrder(test.app, first.id)).toMatchObject({ reportCount: 2, isJoinOffered: false, joinOffers: [], absorbed: [second.id] });
    expect(await listBreaches(test.database.pool)).toEqual([]);
  });

  it('is joined by one press with a reason that the page writes: kept as a code for each reader, and in words for who reads words alone', async () => {
    const { first, second } = await offered();
    const percent = Math.round((second.joinOffers[0]?.probability ?? 0) * 100);
    const because = { code: 'note-same-place', percent };
    const kept = { note: `同一处（${percent}%）`, because: { code: 'note-same-place', params: { percent } } };
    const merged = await did('dispatcher-street', second.id, 'merge', { orderId: first.id, because });
    expect(merged.events.find(({ action }) => action === 'merge')).toMatchObject(kept);
    expect((await readOrder(test.app, first.id)).events.find(({ action }) => action === 'absorb')).toMatchObject(kept);
    const undone = await did('dispatcher-street', second.id, 'unmerge', { because: { code: 'note-slip' }, note: '看错了一位数' });
    expect(undone.events.find(({ action }) => action === 'unmerge')).toMatchObject({
      ...{ note: '按错了，撤销 看错了一位数', because: { code: 'note-slip', params: {} } },
    });
    const unknown = await act(test.app, 'dispatcher-street', second.id, 'merge', { orderId: first.id, because: { code: 'match-plate' } });
    expect(unknown.statusCode).toBe(400);
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

  it('is still a question once it is part of another order, of that one; and its own again where that is undone, but for what was answered', async () => {
    const { first, second } = await offered();
    const third = await orderOf(test.app, await tell(aPlace(), 15));
    const asked = async ({ id }: Order) => (await readOrder(test.app, id)).joinOffers.map(({ orderId }) => orderId);
    const merge = () => did('dispatcher-street', second.id, 'merge', { orderId: third.id, note: '同一处' });
    await merge();
    expect([await asked(first), await asked(third)]).toEqual([[third.id], [first.id]]);
    await did('dispatcher-street', second.id, 'unmerge', { note: '不是' });
    expect([await asked(first), await asked(second), await asked(third)]).toEqual([[second.id], [first.id], []]);
    await merge();
    await did('dispatcher-street', first.id, 'keep_apart', { orderId: third.id });
    await did('dispatcher-street', second.id, 'unmerge', { note: '不是' });
    expect([await asked(first), await asked(third)]).toEqual([[second.id], []]);
    await merge();
    expect([await asked(first), await asked(third)], 'nobody is asked twice').toEqual([[], []]);
    expect(await listBreaches(test.database.pool)).toEqual([]);
  });

  it('stays kept apart where a step of the other order is taken back, and is a question again where the answer itself is', async () => {
    const { first, second } = await offered();
    await did('dispatcher-street', first.id, 'dispatch', { unitId: 'water', note: '改派' });
    await did('dispatcher-street', second.id, 'keep_apart', { orderId: first.id });
    expect(await did('dispatcher-street', first.id, 'take_back')).toMatchObject({ isJoinOffered: false, joinOffers: [] });
    expect(await did('dispatcher-street', second.id, 'take_back')).toMatchObject({ isJoinOffered: true, joinOffers: [{ orderId: first.id }] });
    expect(await listBreaches(test.database.pool)).toEqual([]);
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

describe('many who report one hole that is not registered at the same moment', () => {
  /** Of those told there: how many orders, and of how many nobody was asked whether they are one with another. */
  const standing = async (stories: readonly ReportStory[]) => {
    const orders = await Promise.all(stories.map((story) => orderOf(test.app, story)));
    const one = [...new Map(orders.map((order) => [order.id, order])).values()];
    return { orders: one.length, unasked: one.filter(({ joinOffers }) => joinOffers.length === 0).length, reports: Math.max(...one.map((o) => o.reportCount)) };
  };
  const metresApart = [0, 9, 3, 14, 1, 11, 6, 2, 13, 5, 8, 4];

  it('are joined, or offered, as if they had come one after another', async () => {
    const [first, second] = [aPlace(), aPlace()];
    const inTurn: ReportStory[] = [];
    for (const metres of metresApart) inTurn.push(await tell(beside(first, metres), 15));
    const atOnce = await Promise.all(metresApart.map((metres) => tell(beside(second, metres), 15)));
    const [turn, once] = [await standing(inTurn), await standing(atOnce)];
    expect(turn.orders).toBeGreaterThan(1);
    expect(turn.unasked).toBe(0);
    expect(once, 'nobody was asked of one of them').toMatchObject({ unasked: 0 });
    expect(await listBreaches(test.database.pool)).toEqual([]);
  });

  it('are one order where each surely tells of the same', async () => {
    const place = aPlace();
    const words = '斜土路口人行道中间的圆井盖裂成两半掉下去了';
    const stories = await Promise.all(Array.from({ length: 12 }, (_, i) => tell(beside(place, i * 0.02), 3, words)));
    expect(await standing(stories)).toMatchObject({ orders: 1, reports: 12 });
  });

  it('hold nobody up who reports elsewhere, and wait for nobody who waits for them, over the borders of cells too', async () => {
    const place = aPlace();
    const along = Array.from({ length: 16 }, (_, i) => beside(place, i * 37));
    const stories = await Promise.all(along.map((at, i) => tell(at, i % 3 === 0 ? 75 : 10)));
    expect(stories).toHaveLength(16);
    expect(await listBreaches(test.database.pool)).toEqual([]);
  });
});

describe('an order that was done and is taken up again', () => {
  it.each(['not_solved', 'rework'] as const)(
    'is offered to be one with what was told of the same well meanwhile, since nothing joins what is done: by %s',
    async (how) => {
      const place = aPlace();
      const plate = await aWell(test.database.pool, place);
      const noisy = () => report(test.app, aReport({ position: place, plate, kind: 'cover_noise', text: '' }));
      const story = await noisy();
      const first = await orderOf(test.app, story);
      for (const action of ['sign', 'start'] as const) await did('clerk-power', first.id, action);
      await did('clerk-power', first.id, 'resolve', { reply: '已调平', photoIds: [await aPhoto(test.app)] });
      await did('dispatcher-west', first.id, 'check');
      const second = await orderOf(test.app, await noisy());
      expect(second).toMatchObject({ assetId: plate, joinOffers: [] });
      expect(second.id).not.toBe(first.id);
      const [url, payload] = [`/api/v1/reports/${story.number}/judgement`, { solved: false, note: '还响' }];
      if (how === 'rework') await did('dispatcher-west', first.id, 'rework', { note: '还响' });
      else expect((await test.app.inject({ method: 'POST', url, payload })).statusCode).toBe(200);
      const again = await readOrder(test.app, first.id);
      expect(again).toMatchObject({ state: 'dispatched', joinOffers: [{ orderId: second.id, probability: 1 }] });
      expect(again.joinOffers[0]?.reasons).toMatchObject([{ code: 'repeat-asset' }, { code: 'repeat-kind' }]);
      expect((await readOrder(test.app, second.id)).joinOffers).toMatchObject([{ orderId: first.id }]);
    },
  );

  it.each(['not_solved', 'rework'] as const)('waits for whoever just reports that well, and asks of the order that they opened: by %s', async (how) => {
    const { app, database } = test;
    const place = aPlace();
    const plate = await aWell(database.pool, place);
    const story = await report(app, aReport({ position: place, plate, kind: 'cover_noise', text: '' }));
    const { id } = await orderOf(app, story);
    for (const action of ['sign', 'start'] as const) await did('clerk-power', id, action);
    await did('clerk-power', id, 'resolve', { reply: '已调平', photoIds: [await aPhoto(app)] });
    const reporting = await database.pool.connect();
    await reporting.query('begin');
    await lockIncidentsOf(reporting, plate);
    const payload = { solved: false, note: '还响' };
    const going =
      how === 'rework'
        ? act(app, 'dispatcher-west', id, 'rework', { note: '还响' })
        : app.inject({ method: 'POST', url: `/api/v1/reports/${story.number}/judgement`, payload });
    await untilWaiting(database.pool);
    await reporting.query('commit');
    reporting.release();
    expect((await going).statusCode).toBe(200);
  });
});

describe('an order that was over and goes on', () => {
  it('is offered to be one with what was told of the same well meanwhile: its end taken back, or reopened', async () => {
    const place = aPlace();
    const plate = await aWell(test.database.pool, place);
    const noisy = () => report(test.app, aReport({ position: place, plate, kind: 'cover_noise', text: '' }));
    const first = await orderOf(test.app, await noisy());
    await did('dispatcher-west', first.id, 'void', { note: '误报' });
    const second = await orderOf(test.app, await noisy());
    const back = await did('dispatcher-west', first.id, 'take_back');
    expect(back.joinOffers).toMatchObject([{ orderId: second.id, probability: 1, reasons: [{ code: 'repeat-asset' }, { code: 'repeat-kind' }] }]);
    await did('dispatcher-west', first.id, 'merge', { orderId: second.id, note: '同一处' });
    await did('dispatcher-west', second.id, 'answer', { reply: '已告知' });
    const third = await orderOf(test.app, await noisy());
    expect((await did('dispatcher-west', second.id, 'reopen', { note: '又响' })).joinOffers).toMatchObject([{ orderId: third.id }]);
    await did('dispatcher-west', third.id, 'keep_apart', { orderId: second.id });
    expect((await readOrder(test.app, second.id)).joinOffers).toEqual([]);
    expect(await listBreaches(test.database.pool)).toEqual([]);
  });

  it('is offered also where somebody holds the other order just then, whoever says that it goes on', async () => {
    const { app, database } = test;
    const place = aPlace();
    const plate = await aWell(database.pool, place);
    const noisy = () => report(app, aReport({ position: place, plate, kind: 'cover_noise', text: '' }));
    const whileHeld = async <Told>(id: string, work: () => Promise<Told>): Promise<Told> => {
      const holder = await database.pool.connect();
      await holder.query('begin');
      await holder.query('select from orders where id = $1 for update', [id]);
      const done = work();
      await new Promise((resolve) => setTimeout(resolve, 300));
      await holder.query('commit');
      holder.release();
      return done;
    };
    const story = await noisy();
    const first = await orderOf(app, story);
    await did('dispatcher-west', first.id, 'void', { note: '误报' });
    const second = await orderOf(app, await noisy());
    const back = await whileHeld(second.id, () => did('dispatcher-west', first.id, 'take_back'));
    expect(back.joinOffers).toMatchObject([{ orderId: second.id }]);
    await did('dispatcher-west', second.id, 'void', { note: '误报' });
    await did('dispatcher-west', first.id, 'answer', { reply: '已告知' });
    const third = await orderOf(app, await noisy());
    const payload = { solved: false, note: '又响' };
    const url = `/api/v1/reports/${story.number}/judgement`;
    const judged = await whileHeld(third.id, () => app.inject({ method: 'POST', url, payload }));
    expect(judged.statusCode, judged.body).toBe(200);
    expect((await readOrder(app, first.id)).joinOffers).toMatchObject([{ orderId: third.id }]);
  });
});
