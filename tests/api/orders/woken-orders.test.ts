import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dissolvePlace } from '#db/dissolve-place.ts';
import { lockIncidentsOf } from '#db/queries/orders/incidents.ts';
import { listBreaches } from '#db/queries/orders/timers.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import { settleUnits } from '../../../api/units/end-unit.ts';
import { settleOrders } from '../../../api/units/settle-orders.ts';
import { forgetVocabulary } from '../../../api/vocabulary.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { act, aPhoto, as, doing, orderOf, report } from '../../support/thread.ts';
import { untilWaiting } from '../../support/waits.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
let at = now;
beforeEach(() => test.setNow(at));

let wells = 0;
const anOrder = async (ownerId: string, lon = 120.002, kind = 'cover_noise'): Promise<Order> => {
  wells += 1;
  const position = { lon: lon + wells * 0.0004, lat: 30.016 };
  const plate = await aWell(test.database.pool, { ...position, ownerId });
  return orderOf(test.app, await report(test.app, aReport({ position, plate, kind, text: '' })));
};
const didWhy = doing(() => test.app);
const did = (who: Username, id: string, action: OrderAction, body: Record<string, unknown> = {}) => didWhy(who, id, action, { note: '理由', ...body });
/** Ends a unit and lets so long pass that nobody looks for what still names it. */
const end = async (id: string, successorId: string): Promise<void> => {
  const payload = { version: 1, successorId, why: '改制' };
  const reply = await test.app.inject({ method: 'POST', url: `/api/v1/network-units/${id}/close`, headers: await as(test.app, 'administrator'), payload });
  expect(reply.statusCode, reply.body).toBe(200);
  for (let minutes = 0; minutes < 3; minutes += 1) {
    at = new Date(Date.parse(at) + 61_000).toISOString();
    test.setNow(at);
    await settleUnits(test.app);
  }
  const { rows } = await test.database.pool.query('select settled_at from unit_endings where unit_id = $1', [id]);
  expect(rows[0].settled_at).not.toBeNull();
};
const hasAll = async (id: string, unitId: string) => {
  const { rows } = await test.database.pool.query(
    'select o.unit_id, (select array_agg(a.unit_id) from assignments a where a.order_id = o.id and a.part = $2 and a.ended_at is null) as held from orders o where o.id = $1',
    [id, 'accountable'],
  );
  expect(rows).toEqual([{ unit_id: unitId, held: [unitId] }]);
  expect(await listBreaches(test.database.pool)).toEqual([]);
};
const lies = async (id: string) =>
  (
    await test.database.pool.query(
      'select o.district_code, o.street_code, i.street_code as of_incident from orders o join incidents i on i.id = o.incident_id where o.id = $1',
      [id],
    )
  ).rows[0];

describe('an order that comes back to a well that was merged meanwhile', () => {
  const aTwin = async ({ position }: Order) => aWell(test.database.pool, { lon: position.lon + 0.0001, lat: position.lat });
  const mergeInto = async (id: string | null, into: string): Promise<void> => {
    const payload = { version: 1, into, note: '重复登记' };
    const reply = await test.app.inject({ method: 'POST', url: `/api/v1/assets/${id}/merge`, headers: await as(test.app, 'registrar'), payload });
    expect(reply.statusCode, reply.body).toBe(200);
  };
  const noisy = async (plate: string, { position }: Order) =>
    orderOf(test.app, await report(test.app, aReport({ position, plate, kind: 'cover_noise', text: '' })));

  it.each<readonly [string, OrderAction, OrderAction]>([
    ['reopened', 'answer', 'reopen'],
    ['its end taken back', 'void', 'take_back'],
    ['out of a merge', 'merge', 'unmerge'],
  ])('is about the one that stands for it, whose next report joins it: %s', async (_, slept, woke) => {
    const [order, other] = [await anOrder('power'), await anOrder('power')];
    const twin = await aTwin(order);
    await did('dispatcher-street', order.id, slept, { reply: '已告知', orderId: other.id });
    await mergeInto(order.assetId, twin);
    expect(await did('dispatcher-street', order.id, woke)).toMatchObject({ state: 'dispatched', assetId: twin });
    expect(await noisy(twin, order)).toMatchObject({ id: order.id, reportCount: 2 });
    const ofIncident = `select i.asset_id from incidents i join orders o on o.incident_id = i.id where o.id = $1`;
    expect((await test.database.pool.query(ofIncident, [order.id])).rows).toEqual([{ asset_id: twin }]);
  });

  it('is asked of what that one was told of meanwhile', async () => {
    const order = await anOrder('power');
    const twin = await aTwin(order);
    await did('dispatcher-street', order.id, 'answer', { reply: '已告知' });
    await mergeInto(order.assetId, twin);
    const second = await noisy(twin, order);
    expect((await did('dispatcher-street', order.id, 'reopen')).joinOffers).toMatchObject([{ orderId: second.id, probability: 1 }]);
  });

  it('is looked at again where that happens at this instant: its lock is another’s by then', async () => {
    const { pool } = test.database;
    const order = await anOrder('power');
    const twin = await aTwin(order);
    await did('dispatcher-street', order.id, 'answer', { reply: '已告知' });
    const registrar = await pool.connect();
    await registrar.query('begin');
    await lockIncidentsOf(registrar, order.assetId ?? '');
    const reopening = act(test.app, 'dispatcher-street', order.id, 'reopen', { note: '理由' });
    await untilWaiting(pool);
    await registrar.query('update assets set merged_into = $2 where id = $1', [order.assetId, twin]);
    await registrar.query('commit');
    registrar.release();
    expect((await reopening).json()).toMatchObject({ status: 409, code: 'version-stale' });
    expect(await did('dispatcher-street', order.id, 'reopen')).toMatchObject({ assetId: twin });
  });
});

describe('an order that goes on while its well is told of', () => {
  it('waits for that report and is asked of its order, also where the on-site meeting decides', async () => {
    const { pool } = test.database;
    const order = await anOrder('power');
    for (const action of ['sign', 'start'] as const) await did('clerk-power', order.id, action);
    for (const action of ['supervise', 'docket'] as const) await did('supervisor', order.id, action);
    await did('clerk-power', order.id, 'resolve', { reply: '已调平', photoIds: [await aPhoto(test.app)] });
    const held = await pool.connect(); // so that the report has looked at what is open, and waits with its order half written
    await held.query(`begin; select from units where id = 'power' for update`);
    const { position, assetId } = order;
    const telling = report(test.app, aReport({ position, plate: assetId ?? '', kind: 'cover_noise', text: '', someoneHurt: true }));
    await untilWaiting(pool);
    const deciding = act(test.app, 'supervisor', order.id, 'decide_docket', { note: '会定', unitId: 'water' });
    await Promise.race([deciding, untilWaiting(pool, 2)]);
    await held.query('commit');
    held.release();
    const second = await orderOf(test.app, await telling);
    expect(second.id).not.toBe(order.id);
    expect((await deciding).json<Order>().joinOffers).toMatchObject([{ orderId: second.id, probability: 1 }]);
  });
});

describe('an order that comes back to a unit that ended meanwhile', () => {
  it('is its successor’s: by a step taken back', async () => {
    const { id } = await anOrder('gas');
    await did('dispatcher-street', id, 'dispatch', { unitId: 'water' });
    await end('gas', 'power');
    const back = await did('dispatcher-street', id, 'take_back');
    expect(back).toMatchObject({ unit: { id: 'power' }, dispatchReason: { code: 'assignment-succeeded' } });
    expect(back.events.slice(-2).map(({ action, note }) => [action, note])).toEqual([
      ['take_back', '理由'],
      ['succeed', '改制'],
    ]);
    await hasAll(id, 'power');
  });

  it('is its successor’s: out of a merge', async () => {
    const [a, b] = [await anOrder('telecom'), await anOrder('water')];
    await did('dispatcher-city', a.id, 'merge', { orderId: b.id });
    await end('telecom', 'power');
    expect(await did('dispatcher-city', a.id, 'unmerge')).toMatchObject({ state: 'dispatched', unit: { id: 'power' } });
    await hasAll(a.id, 'power');
  });
});

describe('an order that comes back to a street that was dissolved meanwhile', () => {
  it('lies in the street that it became part of: reopened, out of a merge, and by a step taken back', async () => {
    const [closed, merged, other, across] = [await anOrder('power'), await anOrder('power'), await anOrder('power'), await anOrder('power', 120.002, 'noise')];
    await did('dispatcher-street', closed.id, 'answer', { reply: '已告知' });
    await did('dispatcher-street', merged.id, 'merge', { orderId: other.id });
    await did('dispatcher-street', across.id, 'dispatch', { unitId: 'centre-990101001' });
    await did('dispatcher-street', across.id, 'hand_across', { unitId: 'centre-990102001' });
    await dissolvePlace(test.database.pool, { gone: '990101001', into: '990101002', on: '2026-11-23', now: at });
    forgetVocabulary(test.database.pool);
    await test.database.pool.query(`update orders set version = (select (merged_how ->> 'version')::integer from orders where id = $1) where id = $2`, [
      merged.id,
      other.id,
    ]); // nothing that people did followed
    await did('dispatcher-west', closed.id, 'reopen');
    await did('dispatcher-west', merged.id, 'unmerge');
    await did('dispatcher-east', across.id, 'take_back');
    for (const { id } of [closed, merged, across])
      expect(await lies(id)).toEqual({ district_code: '990101', street_code: '990101002', of_incident: '990101002' });
    await hasAll(across.id, 'centre-990101002');
    await hasAll(closed.id, 'power');
  });
});

describe('an order that a server opened while the street, or the unit, was ending', () => {
  it('holds up no other where it cannot be moved yet, and keeps no server from stopping', async () => {
    const { pool } = test.database;
    const [stuck, free] = [await anOrder('water', 120.022), await anOrder('water', 120.022)];
    await pool.query(`update units set active = false, successor_id = 'lamps' where id = 'water'`);
    await pool.query(`create function refuse_one() returns trigger language plpgsql as $$ begin raise 'not now'; end $$`);
    await pool.query(`create trigger refuse_one before update on orders for each row when (old.id = ${stuck.id}) execute function refuse_one()`);
    const unitOf = async ({ id }: Order) => (await pool.query('select unit_id from orders where id = $1', [id])).rows[0].unit_id;
    await settleOrders(test.app, () => true);
    expect(await unitOf(free), 'a server that stops begins no order').toBe('water');
    await settleOrders(test.app);
    expect([await unitOf(stuck), await unitOf(free)]).toEqual(['water', 'lamps']);
    await pool.query('drop trigger refuse_one on orders');
    expect(await settleOrders(test.app)).toBe(1);
    for (const { id } of [stuck, free]) await hasAll(id, 'lamps');
  });

  it('is told of to who follows where the unit that had just ended was but told of it', async () => {
    const { pool } = test.database;
    const { id } = await anOrder('power', 120.022);
    await pool.query(
      `insert into assignments (order_id, unit_id, part, assigned_at, reason) values ($1, 'water', 'informed', $2, '{"code": "informed-road"}')`,
      [id, at],
    );
    expect(await settleOrders(test.app)).toBe(1);
    const { rows } = await pool.query(`select unit_id from assignments where order_id = $1 and unit_id in ('water', 'lamps') and ended_at is null`, [id]);
    expect(rows).toEqual([{ unit_id: 'lamps' }]);
    expect(await settleOrders(test.app)).toBe(0);
  });

  it('goes on in the street that follows and with the unit that follows, as soon as somebody looks', async () => {
    const [late, kept] = [await anOrder('drainage', 120.022, 'noise'), await anOrder('drainage', 120.022)];
    await dissolvePlace(test.database.pool, { gone: '990101002', into: '990101019', recode: { name: null, nameEn: null }, on: '2026-11-23', now: at });
    forgetVocabulary(test.database.pool);
    // What a server writes that read the places and units two seconds before.
    await test.database.pool.query(`update orders set street_code = '990101002' where id = any ($1)`, [[late.id, kept.id]]);
    await test.database.pool.query(`update units set active = false, successor_id = 'lamps' where id = 'drainage'`);
    expect(await settleOrders(test.app)).toBe(2);
    for (const { id } of [late, kept]) expect(await lies(id)).toMatchObject({ district_code: '990101', street_code: '990101019' });
    await hasAll(kept.id, 'lamps');
    expect(await settleOrders(test.app)).toBe(0);
  });
});
