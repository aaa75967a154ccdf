import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '#domain/contract/orders.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aPerson } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { lateDangersOf } from '../../support/late-danger.ts';
import { act, as, readOrder } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

const { aLateDanger, send } = lateDangersOf(() => test);

describe('a case of bill and blame', () => {
  it('is billed by the fallback, settled by a centre over the place, and stands in the order’s story', async () => {
    const order = await aLateDanger();
    const id = order.liability[0]?.id ?? '';
    const bill = { amountFen: 123_450, note: '围护、警示灯、夜间人工' };
    expect((await send('dispatcher-city', 'POST', id, 'settlement', { outcome: 'paid', note: '已付' })).json()).toMatchObject({ code: 'bill-missing' });
    expect((await send('clerk-power', 'PUT', id, 'bill', bill)).json()).toMatchObject({ code: 'outside-scope' });
    expect((await send('dispatcher-street', 'PUT', id, 'bill', { ...bill, amountFen: 0 })).json()).toMatchObject({ code: 'field-invalid', field: 'amountFen' });
    expect((await send('dispatcher-street', 'PUT', id, 'bill', { ...bill, note: ' ' })).json()).toMatchObject({ code: 'note-missing', field: 'note' });
    expect((await readOrder(test.app, order.id, 'dispatcher-street')).liability).toMatchObject([{ mayBill: true, mayObject: false }]);
    expect((await send('dispatcher-street', 'PUT', id, 'bill', bill)).json<Order>().liability).toMatchObject([
      { billFen: 123_450, billedAt: expect.any(String) },
    ]);
    expect((await send('dispatcher-east', 'POST', id, 'settlement', { outcome: 'paid', note: '已付' })).json()).toMatchObject({ code: 'outside-scope' });
    const settled = await send('dispatcher-west', 'POST', id, 'settlement', { outcome: 'shared', note: '各担一半' });
    expect(settled.json<Order>().liability).toMatchObject([{ outcome: 'shared', settlement: '各担一半', mayBill: false, maySettle: false }]);
    expect((await send('dispatcher-street', 'PUT', id, 'bill', bill)).json()).toMatchObject({ code: 'case-settled' });
    expect((await readOrder(test.app, order.id)).events.map(({ action }) => action)).toEqual(expect.arrayContaining(['bill', 'settle']));
    expect((await send('dispatcher-city', 'PUT', '999999', 'bill', bill)).json()).toMatchObject({ code: 'outside-scope' });
  });
});

describe('a case that nobody bills', () => {
  it('is closed by a centre over the place, with a reason and without money; who could have billed it bills it no more', async () => {
    const order = await aLateDanger();
    const id = order.liability[0]?.id ?? '';
    const close = { outcome: 'unbilled', note: '未产生费用' };
    expect(order.liability).toMatchObject([{ billFen: null, maySettle: true }]);
    expect((await readOrder(test.app, order.id, 'clerk-power')).liability).toMatchObject([{ maySettle: false }]);
    for (const other of ['dispatcher-east', 'clerk-power'] as const) expect((await send(other, 'POST', id, 'settlement', close)).statusCode, other).toBe(403);
    expect((await send('dispatcher-west', 'POST', id, 'settlement', { ...close, note: ' ' })).json()).toMatchObject({ code: 'note-missing', field: 'note' });
    const closed = (await send('dispatcher-west', 'POST', id, 'settlement', close)).json<Order>();
    expect(closed.liability).toMatchObject([
      { outcome: 'unbilled', settlement: '未产生费用', billFen: null, mayBill: false, mayObject: false, maySettle: false },
    ]);
    expect(closed.events.at(-1)).toMatchObject({ action: 'settle', note: '未产生费用' });
    const bill = { amountFen: 100, note: '围护' };
    expect((await send('dispatcher-street', 'PUT', id, 'bill', bill)).json()).toMatchObject({ code: 'case-settled' });
    const queue = await test.app.inject({ url: '/api/v1/orders?mark=unsettled&state=open', headers: await as(test.app, 'dispatcher-west') });
    expect(queue.json<{ orders: Order[] }>().orders.map((one) => one.id)).not.toContain(order.id);
  });

  it('is read by whom it was held against, who is told that it is closed, also where the order went to another meanwhile', async () => {
    const { id, liability } = await aLateDanger();
    await act(test.app, 'dispatcher-street', id, 'dispatch', { unitId: 'water', note: '改派' });
    const read = async () => (await test.app.inject({ url: `/api/v1/orders/${id}`, headers: await as(test.app, 'clerk-power') })).statusCode;
    expect(await read()).toBe(403);
    await send('dispatcher-west', 'POST', liability[0]?.id ?? '', 'settlement', { outcome: 'unbilled', note: '未产生费用' });
    expect(await read()).toBe(200);
    const told = (await readOrder(test.app, id)).assignments.filter(({ reason }) => reason.code === 'informed-settled');
    expect(told.map(({ unit }) => unit.id)).toEqual(['power']);
  });

  it('is not closed so once it is billed', async () => {
    const order = await aLateDanger();
    const id = order.liability[0]?.id ?? '';
    await send('dispatcher-street', 'PUT', id, 'bill', { amountFen: 100, note: '围护' });
    expect((await send('dispatcher-west', 'POST', id, 'settlement', { outcome: 'unbilled', note: '算了' })).json()).toMatchObject({
      ...{ code: 'bill-entered', field: 'outcome', status: 409 },
    });
  });
});

describe('a step of a case after which others took one', () => {
  it('settles, replaces and disputes nothing that its person did not see: they look, and send again', async () => {
    const order = await aLateDanger();
    const id = order.liability[0]?.id ?? '';
    const enter = (amountFen: number, seenAt: string | null | undefined) =>
      send('dispatcher-street', 'PUT', id, 'bill', { amountFen, note: '围护', ...(seenAt === undefined ? {} : { seenAt }) });
    const first = (await enter(10_000, null)).json<Order>().liability[0]?.billedAt;
    const changed = { status: 409, code: 'case-changed', field: 'seenAt' };
    expect((await enter(20_000, null)).json()).toMatchObject(changed);
    test.setNow('2026-11-23T04:02:00.000Z');
    const second = (await enter(9_000_000, first)).json<Order>().liability[0]?.billedAt;
    const settle = (seenAt: string | null | undefined) => send('dispatcher-west', 'POST', id, 'settlement', { outcome: 'paid', note: '已付', seenAt });
    expect((await settle(first)).json()).toMatchObject(changed);
    expect((await send('clerk-power', 'POST', id, 'objection', { note: '太贵', seenAt: first })).json()).toMatchObject(changed);
    test.setNow('2026-11-23T04:03:00.000Z');
    const objected = await send('clerk-power', 'POST', id, 'objection', { note: '太贵', seenAt: second });
    expect(objected.statusCode, objected.body).toBe(200);
    expect((await settle(second)).json()).toMatchObject(changed);
    const settled = (await settle(objected.json<Order>().liability[0]?.objection?.at)).json<Order>();
    expect(settled.liability).toMatchObject([{ outcome: 'paid', billFen: 9_000_000 }]);
  });
});

describe('who asks for the money', () => {
  const bill = { amountFen: 5_000, note: '围护' };

  it('settles no case of its own, billed or not: another centre over the place does', async () => {
    const order = await aLateDanger();
    const id = order.liability[0]?.id ?? '';
    const settle = (who: Username, outcome: string) => send(who, 'POST', id, 'settlement', { outcome, note: '两清' });
    expect((await settle('dispatcher-street', 'unbilled')).json()).toMatchObject({ code: 'case-own', status: 403 });
    const billed = (await send('dispatcher-street', 'PUT', id, 'bill', bill)).json<Order>();
    expect(billed.liability).toMatchObject([{ mayBill: true, maySettle: false }]);
    expect((await settle('dispatcher-street', 'paid')).json()).toMatchObject({ code: 'case-own' });
    expect((await readOrder(test.app, order.id, 'dispatcher-west')).liability).toMatchObject([{ mayBill: false, maySettle: true }]);
    expect((await settle('dispatcher-west', 'paid')).statusCode).toBe(200);
  });

  it('settles it where nobody stands over it, but not by who entered the bill', async () => {
    const order = await aLateDanger();
    const id = order.liability[0]?.id ?? '';
    await test.database.pool.query(`update liability_cases set fallback_unit_id = 'centre-990000' where id = $1`, [id]);
    expect((await send('dispatcher-city', 'PUT', id, 'bill', bill)).json<Order>().liability).toMatchObject([{ maySettle: false }]);
    expect((await send('dispatcher-city', 'POST', id, 'settlement', { outcome: 'paid', note: '已付' })).json()).toMatchObject({ code: 'case-own' });
    await aPerson(test.database.pool, 'leader-city', [{ role: 'leader', placeCode: '990000' }]);
    const leader = await as(test.app, 'leader-city' as Username);
    const settled = await test.app.inject({
      ...{ method: 'POST', url: `/api/v1/liability-cases/${id}/settlement`, headers: leader, payload: { outcome: 'shared', note: '各半' } },
    });
    expect(settled.json<Order>().liability).toMatchObject([{ outcome: 'shared' }]);
  });
});
