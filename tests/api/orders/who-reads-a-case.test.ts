import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '#domain/contract/calls.ts';
import type { Order } from '#domain/contract/orders.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aPerson, aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { lateDangersOf } from '../../support/late-danger.ts';
import { act, aPhoto, as, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

const { aLateDanger, send } = lateDangersOf(() => test);

describe('who has a bill, or is called, and reads the order by another part', () => {
  const opened = async (who: Username, id: string) => (await test.app.inject({ url: `/api/v1/orders/${id}`, headers: await as(test.app, who) })).statusCode;
  /** A danger to which the power company came too late, and which is the water company's now; the power company's people may be called to it. */
  const aHandedOn = async (): Promise<Order> => {
    const order = await aLateDanger();
    await act(test.app, 'dispatcher-street', order.id, 'dispatch', { unitId: 'water', note: '改派' });
    await test.database.pool.query(`update orders set fallback_unit_ids = '{power}' where id = $1`, [order.id]);
    return order;
  };
  const bill = async ({ liability }: Order) =>
    expect((await send('dispatcher-street', 'PUT', liability[0]?.id ?? '', 'bill', { amountFen: 100, note: '围护' })).statusCode).toBe(200);
  const pass = async (at: string) => {
    test.setNow(at);
    await workTimers(test.app);
  };
  const callOf = async (who: Username, orderId: string) =>
    (await test.app.inject({ url: '/api/v1/calls', headers: await as(test.app, who) }))
      .json<{ calls: Call[] }>()
      .calls.find((call) => call.orderId === orderId);

  it('goes on reading it where an order of theirs was part of it meanwhile', async () => {
    const into = await aHandedOn();
    const position = { lon: into.position.lon + 0.0003, lat: into.position.lat };
    const plate = await aWell(test.database.pool, position);
    const own = await orderOf(test.app, await report(test.app, { position, plate, kind: 'cover_noise', text: '' }));
    expect(await opened('clerk-power', into.id)).toBe(403);
    const merge = async (action: 'merge' | 'unmerge') =>
      expect((await act(test.app, 'dispatcher-street', own.id, action, { orderId: into.id, note: '理由' })).statusCode).toBe(200);
    await merge('merge');
    expect(await opened('clerk-power', into.id)).toBe(200);
    await pass('2026-11-23T05:02:00.000Z');
    expect(await callOf('crew-power', into.id)).toBeDefined();
    await merge('unmerge');
    expect(await callOf('crew-power', into.id), 'the call to a danger stays').toBeDefined();
    await pass('2026-11-23T05:20:00.000Z');
    await merge('merge');
    await bill(into);
    await merge('unmerge');
    expect(await opened('clerk-power', into.id)).toBe(200);
    expect((await readOrder(test.app, into.id)).assignments.filter(({ unit, endedAt }) => unit.id === 'power' && endedAt === null)).toHaveLength(1);
  });

  it('goes on reading it where they came as its fallback, and their part in that is done', async () => {
    const order = await aHandedOn();
    await pass('2026-11-23T05:02:00.000Z');
    const call = await callOf('crew-power', order.id);
    const headers = await as(test.app, 'crew-power');
    expect((await test.app.inject({ method: 'POST', url: `/api/v1/calls/${call?.id}/acknowledge`, headers })).statusCode).toBe(200);
    await bill(order);
    const safe = { photoIds: [await aPhoto(test.app)], position: order.position };
    expect((await act(test.app, 'crew-power', order.id, 'secure', safe)).statusCode).toBe(200);
    expect(await opened('clerk-power', order.id)).toBe(200);
    expect((await readOrder(test.app, order.id, 'clerk-power')).liability).toMatchObject([{ mayObject: true }]);
  });
});

describe('a case of a danger that was handed across', () => {
  const unsettledOf = async (who: Username) => {
    const reply = await test.app.inject({ url: '/api/v1/orders?mark=unsettled&state=open', headers: await as(test.app, who) });
    return reply.json<{ orders: Order[]; counts: { open: number } }>();
  };
  const handedAcross = async () => {
    const order = await aLateDanger();
    await act(test.app, 'dispatcher-street', order.id, 'dispatch', { unitId: 'centre-990101001', note: '先收回' });
    const across = await act(test.app, 'dispatcher-street', order.id, 'hand_across', { unitId: 'centre-990102001', note: '在东山镇界内' });
    expect(across.statusCode, across.body).toBe(200);
    return { order, caseId: order.liability[0]?.id ?? '' };
  };

  it('is found, read and billed by the centre that acted, which knows its callers no more and does nothing else with the order', async () => {
    const { order, caseId } = await handedAcross();
    const found = await unsettledOf('dispatcher-street');
    expect(found.orders.map(({ id }) => id)).toContain(order.id);
    expect(found.counts.open).toBe(found.orders.length);
    const seen = await readOrder(test.app, order.id, 'dispatcher-street');
    expect(seen).toMatchObject({
      actions: [],
      liability: [{ mayBill: true, maySettle: false }],
      reports: [{ number: null, contactMasked: expect.stringContaining('*') }],
    });
    const headers = await as(test.app, 'dispatcher-street');
    expect((await test.app.inject({ url: `/api/v1/orders/${order.id}/contacts`, headers })).statusCode).toBe(403);
    expect((await send('dispatcher-street', 'PUT', caseId, 'bill', { amountFen: 100, note: '围护' })).statusCode).toBe(200);
    expect((await test.app.inject({ url: `/api/v1/liability-cases/${caseId}/bill`, headers })).statusCode).toBe(200);
  });

  it('is seen by nobody else of the place that it left', async () => {
    const { order, caseId } = await handedAcross();
    await aPerson(test.database.pool, 'agent-street', [{ role: 'agent', placeCode: '990101001' }]);
    const agent = { headers: await as(test.app, 'agent-street' as Username) };
    expect((await test.app.inject({ url: `/api/v1/orders/${order.id}`, ...agent })).json()).toMatchObject({ code: 'order-handed-on' });
    expect((await test.app.inject({ url: `/api/v1/liability-cases/${caseId}/bill`, ...agent })).statusCode).toBe(403);
    expect((await unsettledOf('agent-street' as Username)).orders.map(({ id }) => id)).not.toContain(order.id);
  });
});

describe('a unit that is no centre and acted in another’s place', () => {
  it('is told of the order when its part ends, and bills it there', async () => {
    const order = await aLateDanger();
    const { pool } = test.database;
    await pool.query(`update liability_cases set fallback_unit_id = 'water' where order_id = $1`, [order.id]);
    await pool.query(
      `insert into assignments (order_id, unit_id, part, assigned_at, reason) values ($1, 'water', 'fallback', $2, '{"code": "assignment-fallback"}')`,
      [order.id, now],
    );
    for (const action of ['sign', 'start'] as const) await act(test.app, 'clerk-power', order.id, action);
    const photoIds = [await aPhoto(test.app)];
    expect((await act(test.app, 'clerk-power', order.id, 'resolve', { reply: '好了', photoIds, position: order.position })).statusCode).toBe(200);
    const seen = await readOrder(test.app, order.id, 'clerk-water');
    expect(seen.assignments.filter(({ unit, endedAt }) => unit.id === 'water' && endedAt === null)).toMatchObject([
      { part: 'informed', reason: { code: 'informed-bills' } },
    ]);
    expect(seen).toMatchObject({ liability: [{ mayBill: true }], reports: [{ number: null }] });
    const queue = await test.app.inject({ url: '/api/v1/orders?part=informed', headers: await as(test.app, 'clerk-water') });
    expect(queue.json<{ orders: Order[] }>().orders.map(({ id }) => id)).toContain(order.id);
    expect((await send('clerk-water', 'PUT', order.liability[0]?.id ?? '', 'bill', { amountFen: 900, note: '围护' })).statusCode).toBe(200);
  });
});

describe('callers', () => {
  it('are known to who has to act and to who goes there as to a danger, not to who is merely told of the order or of its bill', async () => {
    const order = await aLateDanger();
    const look = async (who: Username) => (await test.app.inject({ url: `/api/v1/orders/${order.id}/contacts`, headers: await as(test.app, who) })).statusCode;
    expect(await look('clerk-road')).toBe(403); // told of it: it lies on a road
    expect((await readOrder(test.app, order.id, 'clerk-road')).reports).toMatchObject([{ number: null, hasContact: true }]);
    const told = (unitId: string, code: string) =>
      test.database.pool.query(
        `insert into assignments (order_id, unit_id, part, assigned_at, reason) values ($1, $2, 'informed', $3, jsonb_build_object('code', $4::text))`,
        [...[order.id, unitId, now, code]],
      );
    await told('water', 'informed-billed');
    await told('telecom', 'informed-called');
    expect([await look('clerk-water'), await look('clerk-telecom'), await look('clerk-power')]).toEqual([403, 200, 200]);
    await told('water', 'informed-likeliest-owner');
    expect(await look('clerk-water'), 'begins at once').toBe(200);
    await test.database.pool.query(
      `insert into calls (order_id, unit_id, person_id, round, called_at, answer_by, ended_at) select $1, 'road-990101', id, 1, $2, $2, $2 from people where username = 'clerk-road'`,
      [order.id, now],
    );
    expect(await look('clerk-road'), 'told before, and called since').toBe(200);
    test.setNow(now);
    for (const action of ['sign', 'start'] as const) await act(test.app, 'clerk-power', order.id, action);
    await act(test.app, 'clerk-power', order.id, 'resolve', { reply: '好了', photoIds: [await aPhoto(test.app)], position: order.position });
    await act(test.app, 'dispatcher-street', order.id, 'close');
    expect([await look('clerk-telecom'), await look('clerk-power')]).toEqual([403, 200]);
  });
});
