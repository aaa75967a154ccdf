import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '#domain/contract/orders.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { now } from '../../support/city.ts';
import { dueOf, mattersOf } from '../../support/matter.ts';
import { act, aPhoto, as, readOrder } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

const { aMatter } = mattersOf(() => test);
const anOrder = async (): Promise<Order> => (await aMatter()).order;

describe('a difficult matter', () => {
  it('is given fifteen working days from its first dispatch, when the unit asks and the handling centre agrees', async () => {
    const order = await anOrder();
    expect(dueOf(order, 'close')).toBe('2026-11-30T16:00:00.000Z');
    expect((await act(test.app, 'clerk-power', order.id, 'ask_time')).json()).toMatchObject({ code: 'note-missing' });
    expect((await act(test.app, 'clerk-power', order.id, 'ask_time', { note: '需掘路审批' })).json<Order>().timeAskedAt).toBe(now);
    expect((await act(test.app, 'clerk-power', order.id, 'grant_time')).json()).toMatchObject({ code: 'forbidden' });
    test.setNow('2026-11-23T09:00:00.000Z');
    const given = (await act(test.app, 'dispatcher-street', order.id, 'grant_time')).json<Order>();
    expect(given).toMatchObject({ timeAskedAt: null, timeGrantedAt: '2026-11-23T09:00:00.000Z' });
    expect(dueOf(given, 'close')).toBe('2026-12-14T16:00:00.000Z'); // 15 working days after Monday the 23rd
    expect(given.deadlines.find((one) => one.clock === 'close')?.startedAt).toBe(now);
    expect((await act(test.app, 'clerk-power', order.id, 'ask_time', { note: '再延' })).json()).toMatchObject({ code: 'time-asked-already' });
    test.setNow('2026-12-01T02:00:00.000Z');
    await workTimers(test.app);
    const { rows } = await test.database.pool.query(`select 1 from order_events where order_id = $1 and details ->> 'clock' = 'close'`, [order.id]);
    expect(rows).toEqual([]); // neither warned nor overdue by the old clock
  });

  it('tells its reporter of the later day and why it is later, and nothing of what was asked in vain', async () => {
    const { story, order } = await aMatter();
    const read = async () => (await test.app.inject(`/api/v1/reports/${story.number}`)).json<ReportStory>();
    const told = async () => (await read()).events.map(({ action }) => action);
    await act(test.app, 'clerk-power', order.id, 'ask_time', { note: '人手不够' });
    await act(test.app, 'dispatcher-street', order.id, 'refuse_time', { note: '只需调平' });
    expect(await told()).toEqual(['receive', 'dispatch']);
    await act(test.app, 'clerk-power', order.id, 'ask_time', { note: '需掘路审批' });
    await act(test.app, 'dispatcher-street', order.id, 'grant_time');
    expect(await told()).toEqual(['receive', 'dispatch', 'grant_time']);
    const later = await read();
    expect(Date.parse(later.closeDueAt ?? '')).toBeGreaterThan(Date.parse(story.closeDueAt ?? ''));
    expect(JSON.stringify(later), 'the units’ own words stay theirs').not.toContain('掘路');
  });

  it('keeps its clock when the centre refuses, with a reason', async () => {
    const order = await anOrder();
    await act(test.app, 'clerk-power', order.id, 'ask_time', { note: '需掘路审批' });
    expect((await act(test.app, 'dispatcher-street', order.id, 'refuse_time')).json()).toMatchObject({ code: 'note-missing' });
    const refused = (await act(test.app, 'dispatcher-street', order.id, 'refuse_time', { note: '只需调平' })).json<Order>();
    expect(dueOf(refused, 'close')).toBe(dueOf(order, 'close'));
    expect(refused.timeAskedAt).toBeNull();
  });
});

describe('a supervised order', () => {
  it('has three working days, and again three when its work did not pass', async () => {
    const order = await anOrder();
    expect((await act(test.app, 'supervisor', order.id, 'sign')).json()).toMatchObject({ code: 'forbidden' });
    expect((await act(test.app, 'dispatcher-street', order.id, 'supervise', { note: '久拖不决' })).json()).toMatchObject({ code: 'forbidden' });
    const taken = (await act(test.app, 'supervisor', order.id, 'supervise', { note: '久拖不决' })).json<Order>();
    expect(taken.supervisedAt).toBe(now);
    const { orders } = (await test.app.inject({ url: '/api/v1/orders', headers: await as(test.app, 'clerk-power') })).json<{ orders: Order[] }>();
    expect(orders.find(({ id }) => id === order.id)?.supervisedAt, 'its line in the unit’s queue tells it').toBe(now);
    expect(dueOf(taken, 'supervise')).toBe('2026-11-26T16:00:00.000Z');
    for (const action of ['sign', 'start'] as const) await act(test.app, 'clerk-power', order.id, action);
    await act(test.app, 'clerk-power', order.id, 'resolve', { reply: '已调平', photoIds: [await aPhoto(test.app)] });
    expect((await readOrder(test.app, order.id)).deadlines.find((one) => one.clock === 'supervise')?.metAt).toBe(now);
    const back = (await act(test.app, 'leader-west', order.id, 'rework', { note: '仍响' })).json<Order>();
    expect(back.deadlines.find((one) => one.clock === 'supervise')).toMatchObject({ metAt: null, dueAt: '2026-11-26T16:00:00.000Z' });
    expect((await act(test.app, 'supervisor', order.id, 'supervise', { note: '再督' })).json()).toMatchObject({ code: 'supervised-already' });
  });
});
