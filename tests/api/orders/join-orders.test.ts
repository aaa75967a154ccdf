import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockIncidentsOf } from '#db/queries/orders/incidents.ts';
import { lockOrders } from '#db/queries/orders/joins.ts';
import { listBreaches } from '#db/queries/orders/timers.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import { eraseOnRequest } from '../../../api/erasure/erase.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { listOddities } from '../../support/order-oddities.ts';
import { act, aPhoto, as, doing, orderOf, readOrder, report } from '../../support/thread.ts';
import { untilWaiting } from '../../support/waits.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

let step = 0;
/** Two orders of two wells ten metres apart, each with its caller. */
const twoOrders = async (first: Parameters<typeof aReport>[0] = {}, second: Parameters<typeof aReport>[0] = {}, at = now) => {
  step += 1;
  const place = (metres: number) => ({ lon: 120.001 + (step % 18) * 0.001 + metres / 96_000, lat: 30.016 + Math.floor(step / 18) * 0.001 });
  const wells = [
    await aWell(test.database.pool, { ...place(0), ownerId: 'power' }),
    await aWell(test.database.pool, { ...place(10), ownerId: 'water', classCode: '0101', lettering: '上水' }),
  ];
  const tell = (i: 0 | 1, given: Parameters<typeof aReport>[0]) =>
    report(
      test.app,
      aReport({ position: place(i * 10), plate: wells[i] ?? '', kind: 'cover_noise', text: '', contact: { phone: `1380000000${i}` }, ...given }),
    );
  test.setNow(at);
  const stories = [await tell(0, first), await tell(1, second)] as const;
  test.setNow(now);
  const [a, b] = [await orderOf(test.app, stories[0]), await orderOf(test.app, stories[1])];
  expect(a.id).not.toBe(b.id);
  return { a, b, stories, tell };
};
const did = doing(() => test.app);
const refused = async (who: Username, id: string, action: OrderAction, body: Record<string, unknown> = {}) =>
  (await act(test.app, who, id, action, body)).json();
const read = async ({ number }: ReportStory) => (await test.app.inject(`/api/v1/reports/${number}`)).json<ReportStory>();
const armed = async (id: string) =>
  (
    await test.database.pool.query<{ what: string }>(
      `select kind || ' ' || coalesce(clock, '') || ' ' || due_at as what from timers where order_id = $1 and ended_at is null order by due_at, kind, clock`,
      [id],
    )
  ).rows.map(({ what }) => what);
const clocks = async (id: string) =>
  (
    await test.database.pool.query<{ what: string }>(
      `select clock || ' ' || started_at || ' ' || due_at || ' ' || (met_at is not null) as what from deadlines where order_id = $1 and ended_at is null order by clock, due_at, report_id`,
      [id],
    )
  ).rows.map(({ what }) => what);
const actions = (order: Order) => order.events.map(({ action }) => action);
const noBreach = async () => expect(await listBreaches(test.database.pool)).toEqual([]);

describe('two orders of one hole', () => {
  it('become one: its callers, photos and story stay readable, its timers stop, the other is accountable for all', async () => {
    const photoIds = [await aPhoto(test.app)];
    const { a, b, stories } = await twoOrders({ photoIds });
    await did('clerk-power', a.id, 'sign');
    const merged = await did('dispatcher-street', a.id, 'merge', { orderId: b.id, note: '同一个井' });
    expect(merged).toMatchObject({ state: 'merged', mergedInto: b.id, reportCount: 1, reports: [{ photos: [{ id: photoIds[0] }] }] });
    expect(actions(merged)).toEqual(['receive', 'dispatch', 'sign', 'merge']);
    expect(await armed(a.id)).toEqual([]);
    const photo = await test.app.inject({ url: `/api/v1/orders/${a.id}/photos/${photoIds[0]}`, headers: await as(test.app, 'dispatcher-street') });
    expect(photo.statusCode).toBe(200);
    const one = await readOrder(test.app, b.id);
    expect(one).toMatchObject({ state: 'dispatched', absorbed: [a.id], reportCount: 2, unit: { id: 'water' } });
    expect(one.reports.map(({ contact }) => contact?.metAt)).toEqual([null, null]);
    expect(one.assignments).toContainEqual(
      expect.objectContaining({
        unit: expect.objectContaining({ id: 'power' }),
        part: 'informed',
        reason: expect.objectContaining({ code: 'informed-merged' }),
      }),
    );
    const told = await read(stories[0]);
    expect(told).toMatchObject({ state: 'dispatched', contactDueAt: '2026-11-24T16:00:00.000Z', unit: { en: 'City Water' } });
    expect(told.events.map(({ action }) => action)).toEqual(['receive', 'dispatch', 'sign', 'absorb']);
    expect((await read(stories[1])).events.map(({ action }) => action)).toEqual(['receive', 'dispatch', 'absorb']);
    for (const action of ['sign', 'start'] as const) await did('clerk-water', b.id, action);
    await did('clerk-water', b.id, 'resolve', { reply: '已调平', photoIds: [await aPhoto(test.app)] });
    expect(await read(stories[0])).toMatchObject({ state: 'resolved', reply: '已调平' });
    await noBreach();
  });

  it('are two again as they were while nothing followed', async () => {
    const { a, b, stories } = await twoOrders();
    await did('clerk-power', a.id, 'sign');
    await did('clerk-power', a.id, 'contact');
    const before = [await armed(a.id), await clocks(a.id), await armed(b.id), await clocks(b.id)];
    await did('dispatcher-street', a.id, 'merge', { orderId: b.id, note: '同一个井' });
    const undone = await did('dispatcher-street', a.id, 'unmerge', { note: '不是同一个' });
    expect(undone).toMatchObject({ state: 'contacted', mergedInto: null, reportCount: 1, unit: { id: 'power' } });
    expect([await armed(a.id), await clocks(a.id), await armed(b.id), await clocks(b.id)]).toEqual(before);
    expect(await readOrder(test.app, b.id)).toMatchObject({ state: 'dispatched', absorbed: [], reportCount: 1, joinOffers: [] });
    expect(actions(await readOrder(test.app, b.id))).toEqual(['receive', 'dispatch', 'absorb', 'release']);
    const told = await read(stories[0]);
    expect(told).toMatchObject({ state: 'contacted', contactedAt: now, unit: { en: 'City Power' } });
    expect(told.events.map(({ action }) => action)).toEqual(['receive', 'dispatch', 'sign', 'contact', 'absorb', 'unmerge']);
    expect((await readOrder(test.app, b.id)).assignments.filter(({ unit, endedAt }) => unit.id === 'power' && endedAt === null)).toEqual([]);
    await noBreach();
  });

  it('are two again, and where the first one’s well was told of again meanwhile it is asked whether these two are one', async () => {
    const [{ a, b }, { a: again }] = [await twoOrders(), await twoOrders()];
    await did('dispatcher-street', a.id, 'merge', { orderId: b.id, note: '同一个井' });
    await did('dispatcher-street', again.id, 'choose_asset', { assetId: a.assetId, note: '是这口' });
    const undone = await did('dispatcher-street', a.id, 'unmerge', { note: '不是同一个' });
    expect(undone.joinOffers).toMatchObject([{ orderId: again.id, probability: 1, reasons: [{ code: 'repeat-asset' }, { code: 'repeat-kind' }] }]);
    expect((await readOrder(test.app, again.id)).joinOffers.map(({ orderId }) => orderId)).toEqual([a.id]);
    await noBreach();
  });

  it('are two again, and nobody waits for a caller who was erased meanwhile', async () => {
    const { a, b, stories } = await twoOrders();
    await did('dispatcher-street', a.id, 'merge', { orderId: b.id, note: '同一个井' });
    expect(await eraseOnRequest(test.database.pool, { number: stories[0].number }, true, now)).toEqual({ erased: 1, left: 0 });
    await did('dispatcher-street', a.id, 'unmerge', { note: '不是同一个' });
    expect([...(await clocks(a.id)), ...(await armed(a.id))].filter((what) => what.includes('contact'))).toEqual([]);
    expect((await clocks(b.id)).filter((what) => what.startsWith('contact'))).toHaveLength(1);
    await noBreach();
  });

  it('stay one once the other was moved on; its callers are split out there', async () => {
    const { a, b } = await twoOrders();
    await did('dispatcher-street', a.id, 'merge', { orderId: b.id, note: '同一个井' });
    await did('clerk-water', b.id, 'sign');
    expect(await refused('dispatcher-street', a.id, 'unmerge', { note: '错了' })).toMatchObject({ code: 'merge-followed', status: 409 });
    expect((await readOrder(test.app, a.id, 'dispatcher-street')).actions).toEqual([]);
  });

  it('are not merged by who may not dispatch both, nor with themselves, with what is over, or with what lies far away', async () => {
    const { a, b, tell } = await twoOrders({}, { kind: 'road_broken' });
    const note = '同一个井';
    expect(await refused('clerk-power', a.id, 'merge', { orderId: b.id, note })).toMatchObject({ code: 'forbidden' });
    expect(await refused('dispatcher-street', a.id, 'merge', { note })).toMatchObject({ code: 'order-missing', field: 'orderId', status: 422 });
    expect(await refused('dispatcher-street', a.id, 'merge', { orderId: b.id })).toMatchObject({ code: 'note-missing' });
    expect(await refused('dispatcher-street', a.id, 'merge', { orderId: a.id, note })).toMatchObject({ code: 'merge-itself', field: 'orderId' });
    expect(await refused('dispatcher-street', a.id, 'merge', { orderId: '999999', note })).toMatchObject({ code: 'outside-scope', field: 'orderId' });
    const east = await orderOf(test.app, await report(test.app, aReport({ position: { lon: 120.06, lat: 30.02 }, kind: 'noise', text: '' })));
    expect(await refused('dispatcher-street', a.id, 'merge', { orderId: east.id, note })).toMatchObject({ code: 'outside-scope' });
    expect(await refused('dispatcher-city', a.id, 'merge', { orderId: east.id, note })).toMatchObject({ code: 'orders-too-far', field: 'orderId' });
    await did('dispatcher-street', b.id, 'void', { note: '误报' });
    expect(await refused('dispatcher-street', a.id, 'merge', { orderId: b.id, note })).toMatchObject({ code: 'merge-not-open', field: 'orderId', status: 409 });
    await tell(1, {});
  });

  it('are joined to the one that is supervised: an order is not taken from under its supervisors by a merge', async () => {
    const { a, b } = await twoOrders();
    await did('supervisor', a.id, 'supervise', { note: '群众多次反映', bodies: ['hotline_office'] });
    expect(await refused('dispatcher-street', a.id, 'merge', { orderId: b.id, note: '同一个井' })).toMatchObject({ code: 'merge-supervised', status: 409 });
    expect(await did('dispatcher-street', b.id, 'merge', { orderId: a.id, note: '同一个井' })).toMatchObject({ state: 'merged', mergedInto: a.id });
    await noBreach();
  });

  it('are held by an act that is about both; any other act that names a second one neither waits for it nor writes it down', async () => {
    const { a, b } = await twoOrders();
    const holder = await test.database.pool.connect();
    await holder.query('begin');
    await holder.query('select from orders where id = $1 for update', [b.id]);
    let waited = false;
    const freed = setTimeout(() => {
      waited = true;
      void holder.query('commit');
    }, 3_000);
    expect((await act(test.app, 'clerk-power', a.id, 'sign', { orderId: b.id })).statusCode).toBe(200);
    clearTimeout(freed);
    await holder.query('rollback');
    holder.release();
    expect(waited).toBe(false);
    const { rows } = await test.database.pool.query(`select details from order_events where order_id = $1 and action = 'sign'`, [a.id]);
    expect(rows).toEqual([{ details: {} }]);
  });

  it('merged both ways at once leave one of them open', async () => {
    const { a, b } = await twoOrders();
    const replies = await Promise.all([
      act(test.app, 'dispatcher-street', a.id, 'merge', { orderId: b.id, note: '同' }),
      act(test.app, 'dispatcher-city', b.id, 'merge', { orderId: a.id, note: '同' }),
    ]);
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    await noBreach();
  });

  it('carry a danger over to one whose own was made safe: it has to be over within hours of whoever comes, and was over before where it is undone', async () => {
    const { a, b } = await twoOrders({ kind: 'cover_missing' }, { kind: 'cover_missing' });
    await did('clerk-water', b.id, 'arrive');
    await did('clerk-water', b.id, 'secure', { photoIds: [await aPhoto(test.app)], position: b.position });
    const secure = async () => (await clocks(b.id)).filter((what) => what.startsWith('secure'));
    const before = await secure();
    await did('dispatcher-street', a.id, 'merge', { orderId: b.id, note: '同一个井' });
    await did('dispatcher-street', a.id, 'unmerge', { note: '不是' });
    expect([before.length, await secure()]).toEqual([1, before]);
    expect(await readOrder(test.app, b.id)).toMatchObject({ isHazard: false, arrivedAt: now, securedAt: now });
    await did('dispatcher-street', a.id, 'merge', { orderId: b.id, note: '同一个井' });
    test.setNow('2026-11-23T03:00:00.000Z');
    const there = await did('clerk-water', b.id, 'arrive');
    expect(there.deadlines.find(({ clock }) => clock === 'secure')).toMatchObject({ metAt: null, startedAt: '2026-11-23T03:00:00.000Z' });
    expect((await armed(b.id)).filter((what) => what.startsWith('due secure'))).toHaveLength(1);
    await noBreach();
  });

  it('give who was sent to a danger, and is on site or on the way, back to it where the merge is undone', async () => {
    for (const isThere of [true, false]) {
      test.setNow(now);
      const { a, b } = await twoOrders({ kind: 'cover_missing' }, { kind: 'cover_missing' });
      test.setNow('2026-11-23T04:00:00.000Z');
      await workTimers(test.app);
      const { rows } = await test.database.pool.query<{ id: string; username: Username }>(
        'select c.id::text, p.username from calls c join people p on p.id = c.person_id where c.order_id = $1 and c.ended_at is null',
        [a.id],
      );
      const [call] = rows;
      if (!call) throw new Error('nobody is called');
      const headers = await as(test.app, call.username);
      expect((await test.app.inject({ method: 'POST', url: `/api/v1/calls/${call.id}/acknowledge`, headers })).statusCode).toBe(200);
      if (isThere) await did(call.username, a.id, 'arrive');
      const before = [await armed(a.id), await clocks(a.id)];
      await did('dispatcher-city', a.id, 'merge', { orderId: b.id, note: '同一个井' });
      await did('dispatcher-city', a.id, 'unmerge', { note: '不是' });
      expect([await armed(a.id), await clocks(a.id)]).toEqual(before);
      if (!isThere) await did(call.username, a.id, 'arrive');
      expect(await did(call.username, a.id, 'secure', { photoIds: [await aPhoto(test.app)], position: a.position })).toMatchObject({ isHazard: false });
      await did('dispatcher-city', a.id, 'void', { note: '完' });
      await did('dispatcher-city', b.id, 'void', { note: '完' });
    }
    await noBreach();
  });

  it('send nobody to what is no danger any more where the merge that made it one is undone', async () => {
    const { a, b } = await twoOrders({ kind: 'cover_missing' });
    await did('dispatcher-city', b.id, 'dispatch', { unitId: 'centre-990101001', note: '街道办' });
    await did('dispatcher-city', a.id, 'merge', { orderId: b.id, note: '同一个井' });
    const called = async (id: string) =>
      (
        await test.database.pool.query<{ id: string; unitId: string; username: Username }>(
          'select c.id::text, c.unit_id as "unitId", p.username from calls c join people p on p.id = c.person_id where c.order_id = $1 and c.ended_at is null',
          [id],
        )
      ).rows[0];
    let at = Date.parse(now);
    let call = await called(b.id);
    for (; call?.unitId === 'centre-990101001'; call = await called(b.id)) {
      at += 10 * 60_000;
      test.setNow(new Date(at).toISOString());
      await workTimers(test.app);
    }
    if (!call) throw new Error('nobody is called');
    const headers = await as(test.app, call.username);
    expect((await test.app.inject({ method: 'POST', url: `/api/v1/calls/${call.id}/acknowledge`, headers })).statusCode).toBe(200);
    await did('dispatcher-city', a.id, 'unmerge', { note: '不是' });
    expect(await called(b.id)).toBeUndefined();
    expect(await listOddities(test.database.pool)).toEqual([]);
    await noBreach();
  });

  it.each([
    ['after it', '02:30'],
    ['before it, and waited for it', '02:09'],
  ])('leave a danger to the other that its own caller told of, with the hour of that: who came %s', async (_, came) => {
    const { a, b, tell } = await twoOrders({ kind: 'cover_missing' });
    test.setNow('2026-11-23T02:10:00.000Z');
    await did('dispatcher-street', a.id, 'merge', { orderId: b.id, note: '同一个井' });
    const toldAt = `2026-11-23T${came}:00.000Z`;
    test.setNow(toldAt);
    await tell(1, { someoneHurt: true, contact: { phone: '13900000009' } });
    test.setNow('2026-11-23T03:00:00.000Z');
    await did('dispatcher-street', a.id, 'unmerge', { note: '不是' });
    const left = await readOrder(test.app, b.id);
    const dueAt = new Date(Date.parse(toldAt) + 2 * 3_600_000).toISOString();
    expect(left).toMatchObject({ isHazard: true, reportCount: 2, dueAt });
    expect(left.deadlines.find(({ clock }) => clock === 'hazard')).toMatchObject({ startedAt: toldAt, dueAt, metAt: null });
    expect((await armed(b.id)).filter((what) => what.startsWith('due hazard'))).toHaveLength(1);
    await noBreach();
  });

  it('carry a danger over with the hour at which it was told of, and take it back', async () => {
    const { a, b } = await twoOrders({ kind: 'cover_missing' });
    test.setNow('2026-11-23T02:40:00.000Z');
    await did('dispatcher-street', a.id, 'merge', { orderId: b.id, note: '同一个井' });
    const one = await readOrder(test.app, b.id);
    expect(one).toMatchObject({ isHazard: true, dueAt: '2026-11-23T04:00:00.000Z' });
    expect(one.deadlines.find(({ clock }) => clock === 'hazard')).toMatchObject({ startedAt: now, dueAt: '2026-11-23T04:00:00.000Z' });
    expect((await armed(b.id)).filter((what) => what.includes('hazard'))).toHaveLength(2);
    await did('dispatcher-street', a.id, 'unmerge', { note: '不是' });
    expect(await readOrder(test.app, b.id)).toMatchObject({ isHazard: false });
    expect((await armed(b.id)).filter((what) => what.includes('hazard'))).toEqual([]);
    expect(await readOrder(test.app, a.id)).toMatchObject({ isHazard: true, dueAt: '2026-11-23T04:00:00.000Z' });
    test.setNow('2026-11-23T04:00:00.000Z');
    await workTimers(test.app);
    expect(actions(await readOrder(test.app, a.id))).toContain('overdue');
    await noBreach();
  });
});

describe('a report that was joined wrongly', () => {
  const joined = async () => {
    const { a, stories, tell } = await twoOrders({}, {}, '2026-11-22T01:00:00.000Z');
    const story = await tell(0, { contact: { phone: '13900000009' }, kind: 'cover_noise', photoIds: [await aPhoto(test.app)] });
    const order = await readOrder(test.app, a.id);
    expect(order.reportCount).toBe(2);
    return { order, first: stories[0], story, reportId: order.reports[1]?.id ?? '' };
  };

  it('goes to an order of its own, its clocks counted from its own hour; both keep their story', async () => {
    const { order, first, story, reportId } = await joined();
    await did('clerk-power', order.id, 'sign');
    const left = await did('dispatcher-street', order.id, 'split', { reportId, note: '是旁边那个井' });
    expect(left).toMatchObject({ state: 'signed', reportCount: 1 });
    expect(actions(left)).toEqual(['receive', 'dispatch', 'join', 'sign', 'split']);
    const own = await orderOf(test.app, story);
    expect(own.id).not.toBe(order.id);
    expect(own).toMatchObject({ state: 'dispatched', reportCount: 1, openedAt: now, joinOffers: [], unit: { id: 'power' } });
    expect(own.reports[0]).toMatchObject({ contact: { dueAt: '2026-11-24T16:00:00.000Z', metAt: null }, photos: [expect.anything()] });
    expect(own.deadlines.find(({ clock }) => clock === 'close')).toMatchObject({ startedAt: now, dueAt: '2026-11-30T16:00:00.000Z' });
    expect(actions(own)).toEqual(['split_from', 'dispatch']);
    expect((await read(story)).events.map(({ action }) => action)).toEqual(['receive', 'dispatch', 'join', 'sign', 'split_from', 'dispatch']);
    expect((await read(first)).events.map(({ action }) => action)).toEqual(['receive', 'dispatch', 'join', 'sign']);
    expect((await armed(order.id)).filter((what) => what.includes('contact'))).toHaveLength(2);
    expect(await refused('dispatcher-street', order.id, 'split', { reportId: left.reports[0]?.id, note: '再' })).toMatchObject({ code: 'report-only-one' });
    await noBreach();
  });

  it('is asked whether it belongs to the order that its own well has by now', async () => {
    const [{ a, b, stories }, { b: other }] = [await twoOrders(), await twoOrders()];
    await did('dispatcher-street', b.id, 'merge', { orderId: a.id, note: '同一个井' });
    await did('dispatcher-street', other.id, 'choose_asset', { assetId: b.assetId, note: '是这口' });
    const { reports } = await readOrder(test.app, a.id);
    await did('dispatcher-street', a.id, 'split', { reportId: reports[1]?.id, note: '是旁边那口' });
    const own = await orderOf(test.app, stories[1]);
    expect(own).toMatchObject({ assetId: b.assetId, joinOffers: [{ orderId: other.id, probability: 1 }] });
    expect(own.events[0], 'as which order its story goes back').toMatchObject({ action: 'split_from', orderId: a.id });
    expect((await readOrder(test.app, other.id)).joinOffers.map(({ orderId }) => orderId)).toEqual([own.id]);
    expect((await did('dispatcher-street', a.id, 'take_back')).reportCount, 'a question follows nothing: the split is taken back still').toBe(2);
    expect(await readOrder(test.app, other.id)).toMatchObject({ joinOffers: [], isJoinOffered: false });
    await noBreach();
  });

  it('is asked so also where somebody holds that order at this instant, and waits for nobody', async () => {
    while (step % 18 > 15) step += 1; // both in one row: what is chosen lies no kilometre away
    const [{ a, b, stories }, { b: other }] = [await twoOrders(), await twoOrders()];
    await did('dispatcher-street', b.id, 'merge', { orderId: a.id, note: '同一个井' });
    await did('dispatcher-street', other.id, 'choose_asset', { assetId: b.assetId, note: '是这口' });
    const { reports } = await readOrder(test.app, a.id);
    const holder = await test.database.pool.connect();
    await holder.query('begin');
    await lockOrders(holder, [other.id]);
    await did('dispatcher-street', a.id, 'split', { reportId: reports[1]?.id, note: '是旁边那口' });
    await holder.query('rollback');
    holder.release();
    const own = await orderOf(test.app, stories[1]);
    expect(own).toMatchObject({ assetId: b.assetId, joinOffers: [{ orderId: other.id, probability: 1 }] });
    await noBreach();
  });

  it('opens no order beside another that is just being opened of its well: who splits it looks again, and waits for nobody', async () => {
    const { a, b } = await twoOrders();
    await did('dispatcher-street', b.id, 'merge', { orderId: a.id, note: '同一个井' });
    const reportId = (await readOrder(test.app, a.id)).reports[1]?.id;
    const reporting = await test.database.pool.connect();
    await reporting.query('begin');
    await lockIncidentsOf(reporting, b.assetId ?? '');
    expect(await refused('dispatcher-street', a.id, 'split', { reportId, note: '是旁边那口' })).toMatchObject({ code: 'version-stale', status: 409 });
    await reporting.query('commit');
    reporting.release();
    expect(await did('dispatcher-street', a.id, 'split', { reportId, note: '是旁边那口' })).toMatchObject({ reportCount: 1 });
  });

  it('opens no order of a well that became part of another while it was matched: who splits it looks again', async () => {
    const { pool } = test.database;
    const { a, b } = await twoOrders();
    const kept = await aWell(pool, { ...b.position, ownerId: 'water', classCode: '0101' });
    await did('dispatcher-street', b.id, 'merge', { orderId: a.id, note: '同一个井' });
    const reportId = (await readOrder(test.app, a.id)).reports[1]?.id;
    const holder = await pool.connect();
    await holder.query('begin');
    await holder.query('lock table roads in access exclusive mode'); // what is read of a well once its number is known
    const splitting = act(test.app, 'dispatcher-street', a.id, 'split', { reportId, note: '是旁边那口' });
    await untilWaiting(pool);
    await pool.query('update assets set merged_into = $1 where id = $2', [kept, b.assetId]);
    await holder.query('commit');
    holder.release();
    expect((await splitting).json()).toMatchObject({ code: 'version-stale', status: 409 });
    expect(await did('dispatcher-street', a.id, 'split', { reportId, note: '是旁边那口' })).toMatchObject({ reportCount: 1 });
    expect(await listOddities(pool)).toEqual([]);
  });

  it('takes its own danger along, late as it may be, and blames nobody who did not have it', async () => {
    const { a, tell } = await twoOrders({ kind: 'cover_missing' });
    const story = await tell(0, { kind: 'cover_broken' });
    await did('clerk-power', a.id, 'secure', { position: a.position, photoIds: [await aPhoto(test.app)] });
    test.setNow('2026-11-23T05:00:00.000Z');
    const { reports } = await readOrder(test.app, a.id);
    await did('dispatcher-street', a.id, 'split', { reportId: reports[1]?.id, note: '是另一处' });
    const own = await orderOf(test.app, story);
    expect(own).toMatchObject({ isHazard: true, dueAt: '2026-11-23T04:00:00.000Z' });
    expect(await readOrder(test.app, a.id)).toMatchObject({ isHazard: false });
    await workTimers(test.app);
    const late = await readOrder(test.app, own.id);
    expect(actions(late)).toEqual(expect.arrayContaining(['overdue', 'call']));
    await noBreach();
  });

  it('is not split by a unit, nor one of another order', async () => {
    const { order, reportId } = await joined();
    expect(await refused('clerk-power', order.id, 'split', { reportId, note: '不是' })).toMatchObject({ code: 'forbidden' });
    expect(await refused('dispatcher-street', order.id, 'split', { reportId: '999999', note: '不是' })).toMatchObject({
      code: 'report-unknown',
      field: 'reportId',
    });
    expect(await refused('dispatcher-street', order.id, 'split', { note: '不是' })).toMatchObject({ code: 'report-unknown' });
  });
});
