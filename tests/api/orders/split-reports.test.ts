import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockIncidentsOf } from '#db/queries/orders/incidents.ts';
import { lockOrders } from '#db/queries/orders/joins.ts';
import type { Order } from '#domain/contract/orders.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { listOddities } from '../../support/order-oddities.ts';
import { act, aPhoto, doing, orderOf, readOrder, refusing } from '../../support/thread.ts';
import { pairsOf } from '../../support/two-orders.ts';
import { untilWaiting } from '../../support/waits.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

const { armed, noBreach, read, twoOrders } = pairsOf(() => test);
const did = doing(() => test.app);
const refused = refusing(() => test.app);
const actions = (order: Order) => order.events.map(({ action }) => action);

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
