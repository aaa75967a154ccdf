import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '#domain/contract/orders.ts';
import { eraseOnRequest } from '../../../api/erasure/erase.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { listOddities } from '../../support/order-oddities.ts';
import { act, aPhoto, as, doing, orderOf, readOrder, refusing, report } from '../../support/thread.ts';
import { pairsOf } from '../../support/two-orders.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

const { armed, noBreach, read, twoOrders } = pairsOf(() => test);
const did = doing(() => test.app);
const refused = refusing(() => test.app);
const clocks = async (id: string) =>
  (
    await test.database.pool.query<{ what: string }>(
      `select clock || ' ' || started_at || ' ' || due_at || ' ' || (met_at is not null) as what from deadlines where order_id = $1 and ended_at is null order by clock, due_at, report_id`,
      [id],
    )
  ).rows.map(({ what }) => what);
const actions = (order: Order) => order.events.map(({ action }) => action);

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
