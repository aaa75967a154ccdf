import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dissolvePlace } from '#db/dissolve-place.ts';
import { getCallees } from '#db/queries/orders/calls.ts';
import { lockCase, openLiabilityCase } from '#db/queries/orders/liability.ts';
import { lockOrder } from '#db/queries/orders/order-changes.ts';
import { affected, rows, sql } from '#db/sql.ts';
import type { Order } from '#domain/contract/orders.ts';
import { settleUnits } from '../../../api/units/end-unit.ts';
import { settleOrders } from '../../../api/units/settle-orders.ts';
import { forgetVocabulary } from '../../../api/vocabulary.ts';
import { openDeliverer } from '../../../api/webhooks/deliver.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { act, as, orderOf, readOrder, report } from '../../support/thread.ts';
import { untilWaiting } from '../../support/waits.ts';

let test: TestApp;
let wells = 0;
const aDanger = async (ownerId: string): Promise<Order> => {
  wells += 1;
  const position = { lon: 120.001 + wells * 0.001, lat: 30.012 };
  const plate = await aWell(test.database.pool, { ...position, ownerId });
  return orderOf(test.app, await report(test.app, aReport({ position, plate, kind: 'cover_missing', text: '' })));
};
const end = async (id: string, successorId: string): Promise<void> => {
  const { rows } = await test.database.pool.query<{ version: number }>('select version from units where id = $1', [id]);
  const payload = { version: rows[0]?.version, successorId, why: '改制' };
  const reply = await test.app.inject({ method: 'POST', url: `/api/v1/network-units/${id}/close`, headers: await as(test.app, 'administrator'), payload });
  expect(reply.statusCode, reply.body).toBe(200);
  await settleUnits(test.app);
};
const step = async (who: Username, method: 'PUT' | 'POST', order: Order, what: 'bill' | 'objection' | 'settlement', payload: object) => {
  const url = `/api/v1/liability-cases/${(await caseOf(order)).id}/${what}`;
  return test.app.inject({ method, url, headers: await as(test.app, who), payload });
};
interface Case {
  readonly id: string;
  readonly unit_id: string;
  readonly fallback_unit_id: string;
  readonly first_unit_id: string | null;
}
const casesOf = async ({ id }: Pick<Order, 'id'>): Promise<Case[]> =>
  (await test.database.pool.query<Case>('select id::text, unit_id, fallback_unit_id, first_unit_id from liability_cases where order_id = $1 order by id', [id]))
    .rows;
const caseOf = async (order: Order): Promise<Case> => (await casesOf(order))[0] as Case;
/** Who had a notice that a case of an order is their unit's now, and where. */
const toldOf = async ({ id }: Order): Promise<{ username: string; channels: string[] }[]> => {
  await openDeliverer(test.app).run();
  return rows(
    test.database.pool,
    sql`select p.username, array(select m.channel from messages m where m.notice_id = n.id union all select 'page' where n.on_page) as channels
        from notices n join people p on p.id = n.person_id where n.kind = 'case-yours' and n.order_id = ${id} order by n.id`,
  );
};
const bill = { amountFen: 10_000, note: '围护' };

const late = new Date(Date.parse(now) + 2 * 3_600_000 + 60_000).toISOString();
let of: Readonly<Record<'telecom' | 'settled' | 'unbilled' | 'gas' | 'water' | 'power', Order>>;
beforeAll(async () => {
  test = await startApp();
  of = {
    telecom: await aDanger('telecom'),
    settled: await aDanger('telecom'),
    unbilled: await aDanger('lamps'),
    gas: await aDanger('gas'),
    water: await aDanger('water'),
    power: await aDanger('power'),
  };
  test.setNow(late);
  await end('water', 'power'); // before anybody worked the clock that it had let run out
  forgetVocabulary(test.app.pool);
  await workTimers(test.app);
});
afterAll(() => test.close());

describe('a case of bill and blame', () => {
  it('that is opened for a unit which ended meanwhile is its successor’s, and keeps who should have come', async () => {
    expect(await casesOf(of.water)).toMatchObject([{ unit_id: 'power', first_unit_id: 'water', fallback_unit_id: 'centre-990101001' }]);
    expect(await getCallees(test.database.pool, of.water.id)).toMatchObject({ unitId: 'power', isLate: false }); // the successor's own people are called
  });

  it('that is there is not run into by a clock that would open it anew, while somebody takes a step in it', async () => {
    const { pool } = test.database;
    const [holder, worker] = [await pool.connect(), await pool.connect()];
    const { id } = await caseOf(of.gas);
    await holder.query('begin');
    await holder.query(`update liability_cases set unit_id = 'power', first_unit_id = 'gas' where id = $1`, [id]);
    await worker.query("set lock_timeout = '500ms'");
    const again = {
      orderId: of.gas.id,
      firstUnitId: 'gas',
      unitId: 'gas',
      fallbackUnitId: 'centre-990101001',
      at: late,
      reason: { code: 'liability-late' },
    } as const;
    const opened = await openLiabilityCase(worker, again).catch((error: unknown) => error);
    await worker.query('reset lock_timeout');
    await holder.query('rollback');
    for (const client of [holder, worker]) client.release();
    expect(opened).toBe(0);
  });

  it('of who is asked to pay is the successor’s, who reads and disputes it, also where the order is over; what was settled stays', async () => {
    for (const order of [of.telecom, of.settled]) await step('dispatcher-street', 'PUT', order, 'bill', bill);
    await step('dispatcher-west', 'POST', of.settled, 'settlement', { outcome: 'paid', note: '已付' });
    await act(test.app, 'dispatcher-street', of.telecom.id, 'void', { note: '误报' });
    const read = async () => (await test.app.inject({ url: `/api/v1/orders/${of.telecom.id}`, headers: await as(test.app, 'clerk-power') })).statusCode;
    expect(await read()).toBe(403);
    await end('telecom', 'power');
    expect(await read()).toBe(200);
    expect((await readOrder(test.app, of.telecom.id, 'clerk-power')).liability).toMatchObject([{ unit: { en: 'City Power' }, mayObject: true }]);
    expect((await step('clerk-power', 'POST', of.telecom, 'objection', { note: '不是我方的井' })).statusCode).toBe(200);
    const moved = (await readOrder(test.app, of.telecom.id)).events.filter(({ action }) => action === 'succeed_case');
    expect(moved).toMatchObject([{ unit: { en: 'City Power' }, note: '改制' }]);
    expect(await casesOf(of.settled)).toMatchObject([{ unit_id: 'telecom', first_unit_id: null }]);
    await settleUnits(test.app);
    expect((await readOrder(test.app, of.telecom.id)).events.filter(({ action }) => action === 'succeed_case')).toHaveLength(1);
  });

  it('is read by the successor before anybody billed it, also where the order is over', async () => {
    await act(test.app, 'dispatcher-street', of.unbilled.id, 'void', { note: '误报' });
    expect(await casesOf(of.unbilled)).toMatchObject([{ unit_id: 'lamps' }]);
    const read = async () => (await test.app.inject({ url: `/api/v1/orders/${of.unbilled.id}`, headers: await as(test.app, 'clerk-power') })).statusCode;
    expect(await read()).toBe(403);
    await end('lamps', 'power');
    expect(await read()).toBe(200);
  });

  it('stands beside the successor’s own of the same order', async () => {
    await test.database.pool.query(
      `insert into liability_cases (order_id, unit_id, fallback_unit_id, opened_at, reason) values ($1, 'power', 'centre-990101001', $2, '{"code": "liability-late"}')`,
      [of.gas.id, late],
    );
    await affected(test.database.pool, sql`update people set email = 'clerk-power@city.example' where username = 'clerk-power'`);
    await end('gas', 'power');
    expect(await toldOf(of.gas)).toContainEqual({ username: 'clerk-power', channels: ['email', 'page'] });
    expect((await toldOf(of.gas)).map(({ username }) => username)).not.toContain('dispatcher-street'); // whose side stays as it was
    expect(await casesOf(of.gas)).toMatchObject([
      { unit_id: 'power', first_unit_id: 'gas' },
      { unit_id: 'power', first_unit_id: null },
    ]);
  });

  it('of who asks is billed by who follows: where its street was dissolved, and where its centre ended', async () => {
    await act(test.app, 'dispatcher-street', of.power.id, 'void', { note: '误报' });
    await dissolvePlace(test.database.pool, { gone: '990101001', into: '990101002', on: '2026-11-20', now: late });
    expect(await casesOf(of.power)).toMatchObject([{ unit_id: 'power', fallback_unit_id: 'centre-990101002' }]);
    forgetVocabulary(test.app.pool);
    expect((await step('dispatcher-west', 'PUT', of.power, 'bill', bill)).statusCode).toBe(403);
    await end('centre-990101002', 'centre-990101');
    expect((await toldOf(of.power)).map(({ username }) => username)).toContain('dispatcher-west');
    forgetVocabulary(test.app.pool);
    expect(await casesOf(of.power)).toMatchObject([{ unit_id: 'power', fallback_unit_id: 'centre-990101' }]);
    expect((await step('dispatcher-west', 'PUT', of.power, 'bill', bill)).statusCode).toBe(200);
    const { events } = await readOrder(test.app, of.power.id);
    expect(events.filter(({ action }) => action === 'succeed_case').map(({ unit }) => unit?.en)).toHaveLength(2);
  });

  it('that a server opened while the street was being dissolved is who follows’s as soon as somebody looks, also where the order is over', async () => {
    await settleOrders(test.app);
    const late = [of.power.id, of.gas.id];
    // What a server writes that read the units two seconds before.
    await test.database.pool.query(`update liability_cases set fallback_unit_id = 'centre-990101001' where order_id = any ($1)`, [late]);
    expect(await settleOrders(test.app)).toBe(2);
    for (const order of [of.power, of.gas]) for (const { fallback_unit_id } of await casesOf(order)) expect(fallback_unit_id).toBe('centre-990101');
    const { state, events } = await readOrder(test.app, of.power.id);
    expect([state, events.filter(({ action }) => action === 'succeed_case').length]).toEqual(['void', 3]);
    expect(await settleOrders(test.app)).toBe(0);
  });

  it('is held before its order, as by whoever takes a step in it: they wait for one another in no circle', async () => {
    const { pool } = test.database;
    await pool.query(`update liability_cases set fallback_unit_id = 'centre-990101001' where order_id = $1`, [of.power.id]);
    const stepping = await pool.connect();
    await stepping.query('begin');
    await lockCase(stepping, (await caseOf(of.power)).id);
    const settling = settleOrders(test.app);
    await untilWaiting(pool);
    await lockOrder(stepping, of.power.id);
    await stepping.query('commit');
    stepping.release();
    await settling;
    expect(await caseOf(of.power)).toMatchObject({ fallback_unit_id: 'centre-990101' });
  });
});
