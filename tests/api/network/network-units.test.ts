import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findAsset } from '#db/queries/assets/assets.ts';
import { listBreaches } from '#db/queries/orders/timers.ts';
import { findPlace } from '#db/queries/places/places.ts';
import { affected, oneRow, rows, sql } from '#db/sql.ts';
import type { NetworkUnit } from '#domain/contract/network-units.ts';
import type { PersonLine } from '#domain/contract/people.ts';
import { settleUnits } from '../../../api/units/end-unit.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aPerson, aReport, aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { act, as, orderOf, readOrder, report } from '../../support/thread.ts';
import { untilWaiting } from '../../support/waits.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

const url = '/api/v1/network-units';
const ask = async (method: 'GET' | 'POST' | 'PUT', path: string, payload?: object, who: Username = 'administrator') =>
  test.app.inject({ method, url: `${url}${path}`, headers: await as(test.app, who), ...(payload ? { payload } : {}) });
const read = async (id: string): Promise<NetworkUnit> => (await ask('GET', `/${id}`)).json<NetworkUnit>();
const form = {
  name: { zh: '北区电力', en: 'Power North' },
  parentId: null,
  placeCode: '990000',
  alsoPlaces: [],
  words: [],
  phone: null,
  hours: null,
  why: '成立',
};
const add = (id: string, part: object = {}) => ask('POST', '', { id, kind: 'trade', ...form, ...part });
const asGiven = ({ name, parent, place, alsoPlaces, words, phone, hours }: NetworkUnit) => ({
  ...{ name, parentId: parent?.id ?? null, placeCode: place.code, alsoPlaces: alsoPlaces.map(({ code }) => code), words, phone, hours },
});
const change = async (id: string, part: object, who?: Username) => {
  const unit = await read(id);
  return ask('PUT', `/${id}`, { ...asGiven(unit), version: unit.version, why: '调整', ...part }, who);
};
const codeOf = (reply: { json: <T>() => T }) => reply.json<{ code: string; field?: string }>();

describe('units are kept on a page', () => {
  it('one is added, found by a word, changed; each change says who, what and why', async () => {
    const added = await add('power-north', { words: ['北电'], phone: '021-12345', hours: { weekdays: [1, 2], fromTime: '08:00', toTime: '20:00' } });
    expect(added.statusCode, added.body).toBe(201);
    const found = (await ask('GET', '?q=北电')).json<{ units: { id: string }[]; isWhole: boolean }>();
    expect(found).toMatchObject({ units: [{ id: 'power-north' }], isWhole: true });
    const renamed = await change('power-north', { name: { zh: '城北电力', en: 'North Power' }, parentId: 'power', hours: null });
    expect(renamed.statusCode, renamed.body).toBe(200);
    expect(renamed.json()).toMatchObject({ name: { zh: '城北电力' }, parent: { id: 'power' }, hours: null, version: 2, phone: '021-12345', openOrders: 0 });
    expect((await read('power-north')).changes).toMatchObject([
      {
        ...{ action: 'changed', why: '调整', person: { en: 'Person administrator' } },
        changes: [
          { field: 'name', before: '北区电力 / Power North', after: '城北电力 / North Power' },
          { field: 'parentId', before: '', after: 'power' },
          { field: 'hours', before: '1 2 08:00–20:00', after: '' },
        ],
        names: [{ code: 'power', name: { en: 'City Power' } }],
      },
      { action: 'added', why: '成立', names: [{ code: expect.stringMatching(/^99/), name: { zh: expect.any(String) } }] },
    ]);
  });

  it('of two who change it at once one is told, and nothing of theirs is lost', async () => {
    await add('twice');
    const unit = await read('twice');
    const body = { ...asGiven(unit), version: unit.version, why: '改名' };
    const both = await Promise.all(['甲', '乙'].map((zh) => ask('PUT', '/twice', { ...body, name: { zh, en: zh } })));
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect(both.map((reply) => codeOf(reply).code).filter(Boolean)).toEqual(['unit-changed']);
    expect((await read('twice')).changes).toHaveLength(2);
  });

  it.each([
    ['a code that is used', () => add('power'), 409, 'unit-id-taken', 'id'],
    ['a code with other letters', () => add('Power_1'), 400, 'field-invalid', 'id'],
    ['a name that says nothing', () => add('empty', { name: { zh: ' ', en: 'x' } }), 400, 'field-invalid', 'name/zh'],
    ['a place that is not there', () => add('nowhere', { placeCode: '990999' }), 422, 'unit-place-wrong', 'placeCode'],
    ['a second centre', () => add('centre-2', { kind: 'centre', placeCode: '990101' }), 409, 'unit-place-taken', 'placeCode'],
    ['itself above', () => change('water', { parentId: 'water' }), 422, 'unit-parent-wrong', 'parentId'],
    ['no change at all', () => change('water', {}), 422, 'unit-unchanged', undefined],
    ['a reason that is none', () => change('water', { why: '  ' }), 400, 'field-invalid', 'why'],
    ['a telephone that is none', () => change('water', { phone: 'call me' }), 400, 'field-invalid', 'phone'],
  ] as const)('refuses %s', async (_what, send, status, code, field) => {
    const reply = await send();
    expect(reply.statusCode, reply.body).toBe(status);
    const told = codeOf(reply);
    expect([told.code, told.field]).toEqual([code, field]);
  });

  it('a district’s administrator keeps the units of the district and no other', async () => {
    await aPerson(test.database.pool, 'administrator-west', [{ role: 'administrator', placeCode: '990101' }]);
    const headers = await signIn(test.app, 'administrator-west');
    const put = async (id: string, part: object) => {
      const unit = await read(id);
      const payload = { ...asGiven(unit), version: unit.version, why: '调整', ...part };
      return (await test.app.inject({ method: 'PUT', url: `${url}/${id}`, headers, payload })).statusCode;
    };
    expect(await put('road-990101', { phone: '021-1' })).toBe(200);
    expect(await put('centre-990101001', { phone: '021-2' })).toBe(200);
    expect(await put('road-990102', { phone: '021-3' })).toBe(403);
    expect(await put('power', { phone: '021-4' })).toBe(403);
    expect(await put('road-990101', { alsoPlaces: ['990102'] })).toBe(403);
    expect(await put('road-990101', { placeCode: '990000' })).toBe(403);
  });

  it('a road unit that looks after another district besides is asked there where none is of it', async () => {
    const { pool } = test.database;
    const east = { lon: 120.06, lat: 30.02 };
    expect((await findPlace(pool, east))?.road).toBe('road-990102');
    expect((await change('road-990101', { alsoPlaces: ['990102'] })).statusCode).toBe(200);
    expect((await findPlace(pool, east))?.road).toBe('road-990102');
    const unit = await read('road-990102');
    await ask('POST', '/road-990102/close', { version: unit.version, successorId: 'road-990101', why: '并入' });
    expect((await findPlace(pool, east))?.road).toBe('road-990101');
  });
});

describe('a unit that ends', () => {
  const spot = { lon: 120.005, lat: 30.012 };
  const close = async (id: string, successorId: string, who?: Username) =>
    ask('POST', `/${id}/close`, { version: (await read(id)).version, successorId, why: '改制' }, who);

  it('leaves its open orders to who follows it, each with an event, its people and roster too; what was closed stays', async () => {
    const { app, database } = test;
    const { pool } = database;
    await add('gas-new', { name: { zh: '新燃气', en: 'New Gas' } });
    const well = await aWell(pool, { ...spot, classCode: '0111', ownerId: 'gas', authorityId: 'gas', lettering: '燃气' });
    const kept = await aWell(pool, { ...spot, lon: 120.007, classCode: '0111', ownerId: 'water', maintainerId: 'gas', lettering: null });
    const open = await orderOf(app, await report(app, aReport({ plate: well, channel: 'plate', kind: 'cover_noise' })));
    const closed = await orderOf(app, await report(app, aReport({ plate: kept, channel: 'plate', kind: 'cover_noise' })));
    expect([open.unit.id, closed.unit.id]).toEqual(['gas', 'gas']);
    await act(app, 'dispatcher-city', closed.id, 'void', { note: '误报' });
    const clerk = await aPerson(pool, 'clerk-gas', [{ role: 'clerk', unitId: 'gas' }]);
    await affected(pool, sql`insert into duty_shifts (unit_id, person_id, weekdays, from_time, to_time) values ('gas', ${clerk}, '{1}', '00:00', '24:00')`);
    await change('gas-new', { parentId: 'gas' });
    const headers = await signIn(app, 'clerk-gas');
    const sends = { version: open.version, personId: clerk };
    expect((await app.inject({ method: 'POST', url: `/api/v1/orders/${open.id}/send_crew`, headers, payload: sends })).statusCode).toBe(200);

    const reply = await close('gas', 'gas-new');
    expect(reply.statusCode, reply.body).toBe(200);
    expect(reply.json()).toMatchObject({ active: false, successor: { id: 'gas-new' }, openOrders: 0, shifts: 0, isMoving: true, mayEdit: false });
    expect(await read('gas-new')).toMatchObject({ parent: null, openOrders: 1, shifts: 1 });
    const moved = await readOrder(app, open.id);
    expect(moved).toMatchObject({ unit: { id: 'gas-new' }, state: 'dispatched', crew: { zh: 'clerk-gas' } });
    expect(moved.deadlines.map(({ dueAt }) => dueAt)).toEqual(open.deadlines.map(({ dueAt }) => dueAt));
    expect(await rows(pool, sql`select action, unit_id, note, details from order_events where order_id = ${open.id} and action = 'succeed'`)).toEqual([
      { action: 'succeed', unitId: 'gas-new', note: '改制', details: { from: 'gas' } },
    ]);
    expect((await readOrder(app, closed.id)).unit.id).toBe('gas');
    expect(await listBreaches(pool)).toEqual([]);
    const sign = (id: string) => app.inject({ method: 'POST', url: `/api/v1/orders/${id}/sign`, headers, payload: { version: moved.version } });
    expect((await sign(open.id)).statusCode).toBe(200);

    await settleUnits(app);
    expect(await findAsset(pool, well)).toMatchObject({ ownerId: 'gas-new', maintainerId: 'gas-new', authorityId: 'gas-new' });
    expect(await findAsset(pool, kept)).toMatchObject({ ownerId: 'water', maintainerId: 'gas-new' });
    expect(await oneRow(pool, sql`select action, source, note, changes from asset_events where asset_id = ${kept} and action = 'owner'`)).toEqual({
      ...{ action: 'owner', source: 'decree', note: '改制', changes: { maintainerId: ['gas', 'gas-new'] } },
    });
  });

  it('leaves whom it had sent by name to the heavier part that its successor has already', async () => {
    const { app, database } = test;
    const { pool } = database;
    await add('crew-before');
    await add('crew-after');
    const well = await aWell(pool, { ...spot, lon: 120.011, classCode: '0107', ownerId: 'power', lettering: '电力' });
    const { id } = await orderOf(app, await report(app, aReport({ plate: well, channel: 'plate', kind: 'cover_noise' })));
    const sent = await aPerson(pool, 'crew-sent', [{ role: 'crew', unitId: 'crew-before' }]);
    await affected(pool, sql`update assignments set unit_id = 'crew-after' where order_id = ${id} and part = 'accountable'`);
    await affected(pool, sql`update orders set unit_id = 'crew-after' where id = ${id}`);
    await affected(
      pool,
      sql`insert into assignments (order_id, unit_id, part, assigned_at, reason, crew_id, crew_sent_at) values (${id}, 'crew-before', 'fallback', now(), '{"code": "assignment-fallback"}', ${sent}, now())`,
    );
    const reply = await close('crew-before', 'crew-after');
    expect(reply.statusCode, reply.body).toBe(200);
    expect(
      await rows(pool, sql`select unit_id, part, crew_id::text as crew_id from assignments where order_id = ${id} and ended_at is null and part <> 'informed'`),
    ).toEqual([{ unitId: 'crew-after', part: 'accountable', crewId: sent }]);
  });

  it('is followed in what another server dispatched to it in its last seconds, and is settled after that', async () => {
    const { app, database } = test;
    const { pool } = database;
    const well = await aWell(pool, { ...spot, lon: 120.009, classCode: '0107', ownerId: 'telecom', lettering: '电信' });
    const order = await orderOf(app, await report(app, aReport({ plate: well, channel: 'plate', kind: 'cover_noise' })));
    await add('telecom-2');
    await close('telecom', 'telecom-2');
    await affected(
      pool,
      sql`with held as (update orders set unit_id = 'telecom' where id = ${order.id})
          update assignments set unit_id = 'telecom' where order_id = ${order.id} and part = 'accountable' and ended_at is null`,
    );
    await settleUnits(app);
    expect((await readOrder(app, order.id)).unit.id).toBe('telecom-2');
    expect(await read('telecom')).toMatchObject({ isMoving: true });
    test.setNow('2026-11-23T02:02:00.000Z');
    await settleUnits(app);
    expect(await read('telecom')).toMatchObject({ isMoving: false, openOrders: 0 });
    // A new report of its well goes to who follows it.
    const again = await aWell(pool, { ...spot, lon: 120.0095, lat: 30.02, classCode: '0107', ownerId: 'telecom', lettering: '电信' });
    const next = await orderOf(app, await report(app, aReport({ plate: again, channel: 'plate', kind: 'cover_noise' })));
    expect(next.unit.id).toBe('telecom-2');
  });

  it('leaves its part as a fallback with its people, wells that it kept before a notice, and who was invited to it', async () => {
    const { app, database } = test;
    const { pool } = database;
    for (const id of ['heat-old', 'heat-new']) await add(id);
    const crew = await aPerson(pool, 'crew-heat', [{ role: 'crew', unitId: 'heat-old' }]);
    await affected(
      pool,
      sql`insert into duty_shifts (unit_id, person_id, weekdays, from_time, to_time) values ('heat-old', ${crew}, '{1,2,3,4,5,6,7}', '00:00', '24:00')`,
    );
    const danger = await orderOf(app, await report(app, aReport({ position: { lon: 120.0152, lat: 30.0101 }, text: '路边有个洞', notListed: true })));
    await affected(
      pool,
      sql`with named as (update orders set fallback_unit_ids = '{heat-old}' where id = ${danger.id})
          insert into assignments (order_id, unit_id, part, assigned_at, reason)
          select ${danger.id}::bigint, x.unit, x.part, ${now}::timestamptz, '{"code": "informed-called"}' from (values ('heat-old', 'fallback'), ('heat-new', 'informed')) x (unit, part)`,
    );
    const well = await aWell(pool, { ...spot, lon: 120.0172, ownerId: null, maintainerId: 'road-990102' });
    await affected(
      pool,
      sql`insert into ownership_notices (asset_id, keeper_id, kept_before, opened_at, ends_on, due_at) values (${well}, 'water', 'heat-old', ${now}, '2026-12-08', '2026-12-08T16:00:00Z')`,
    );
    const headers = await as(app, 'administrator');
    const payload = { username: 'new-at-heat', name: { zh: '新人', en: 'New one' }, grants: [{ role: 'clerk', unitId: 'heat-old' }] };
    const invited = await app.inject({ method: 'POST', url: '/api/v1/people', headers, payload });
    expect(invited.statusCode, invited.body).toBe(201);

    expect((await close('heat-old', 'heat-new')).statusCode).toBe(200);
    const parts = await rows(pool, sql`select unit_id, part from assignments where order_id = ${danger.id} and ended_at is null and unit_id like 'heat-%'`);
    expect(parts, 'the weightier part, once').toEqual([{ unitId: 'heat-new', part: 'fallback' }]);
    expect(await oneRow(pool, sql`select kept_before from ownership_notices where asset_id = ${well}`)).toEqual({ keptBefore: 'heat-new' });
    expect(await rows(pool, sql`select r.unit_id from person_roles r join people p on p.id = r.person_id where p.username = 'new-at-heat' order by 1`)).toEqual(
      [{ unitId: 'heat-new' }, { unitId: 'heat-old' }],
    );
    const { people } = (await app.inject({ url: '/api/v1/people?q=new-at-heat', headers })).json<{ people: PersonLine[] }>();
    expect(people[0]?.grants.map(({ unit }) => [unit?.id, unit?.hasEnded]).toSorted(), 'which of them is over is told').toEqual([
      ['heat-new', false],
      ['heat-old', true],
    ]);
    test.setNow('2026-11-23T02:11:00.000Z'); // ten minutes' silence of the street's own
    await workTimers(app);
    const last = await oneRow<{ unitId: string }>(pool, sql`select unit_id from calls where order_id = ${danger.id} order by id desc limit 1`);
    expect(last.unitId).toBe('heat-new');
  });

  it('holds up no other whose wells cannot be moved yet, and keeps no server from stopping', async () => {
    const { app, database } = test;
    const { pool } = database;
    for (const id of ['bus-1', 'bus-2', 'bus-heir']) await add(id);
    const [stuck, free] = [await aWell(pool, { ...spot, lon: 120.0182, ownerId: 'bus-1' }), await aWell(pool, { ...spot, lon: 120.0186, ownerId: 'bus-2' })];
    await pool.query(`create function refuse_one() returns trigger language plpgsql as $$ begin raise 'not now'; end $$`);
    await pool.query(`create trigger refuse_one before update on assets for each row when (old.owner_id = 'bus-1') execute function refuse_one()`);
    for (const id of ['bus-1', 'bus-2']) expect((await close(id, 'bus-heir')).statusCode).toBe(200);
    await settleUnits(app, () => true);
    expect(await findAsset(pool, free), 'a server that stops begins no batch').toMatchObject({ ownerId: 'bus-2' });
    await settleUnits(app);
    expect([(await findAsset(pool, stuck))?.ownerId, (await findAsset(pool, free))?.ownerId]).toEqual(['bus-1', 'bus-heir']);
    await pool.query('drop trigger refuse_one on assets');
    await settleUnits(app);
    expect(await findAsset(pool, stuck)).toMatchObject({ ownerId: 'bus-heir' });
  });

  it('is not settled while one of its wells is held by somebody', async () => {
    const { app, database } = test;
    const { pool } = database;
    for (const id of ['tram', 'tram-heir']) await add(id);
    const held = await aWell(pool, { ...spot, lon: 120.019, ownerId: 'tram' });
    const editor = await pool.connect();
    await editor.query('begin');
    await editor.query('select from assets where id = $1 for update', [held]);
    expect((await close('tram', 'tram-heir')).statusCode).toBe(200);
    test.setNow(new Date(Date.parse(now) + 120_000).toISOString());
    await settleUnits(app);
    await editor.query('commit');
    editor.release();
    await settleUnits(app);
    expect(await findAsset(pool, held)).toMatchObject({ ownerId: 'tram-heir' });
  });

  it('holds what it leaves all at once: an order that comes to it meanwhile is left to the next look, so that nobody waits in a circle', async () => {
    const { app, database } = test;
    const { pool } = database;
    for (const id of ['port', 'port-heir']) await add(id);
    const anOrder = async (lon: number, ownerId: string) => {
      const plate = await aWell(pool, { ...spot, lon, ownerId });
      return orderOf(app, await report(app, aReport({ plate, channel: 'plate', kind: 'cover_noise' })));
    };
    const [comes, own] = [await anOrder(120.0196, 'water'), await anOrder(120.0198, 'port')];
    expect(own.unit.id).toBe('port');
    const [holder, other] = [await pool.connect(), await pool.connect()];
    const hold = (client: typeof holder, { id }: { id: string }) => client.query('select from orders where id = $1 for update', [id]);
    for (const client of [holder, other]) await client.query('begin');
    await hold(holder, own);
    const closing = close('port', 'port-heir');
    await untilWaiting(pool);
    await act(app, 'dispatcher-city', comes.id, 'dispatch', { unitId: 'port', note: '改派' });
    await hold(other, comes);
    const both = hold(other, own).then(
      () => 'held',
      ({ code }: { code: string }) => code,
    );
    await holder.query('commit');
    const got = await both;
    await other.query('commit');
    expect([got, (await closing).statusCode]).toEqual(['held', 200]);
    for (const client of [holder, other]) client.release();
    await settleUnits(app);
    for (const { id } of [comes, own]) expect((await readOrder(app, id)).unit.id).toBe('port-heir');
  });

  it('a street’s centre leaves its orders to the one above; the city’s does not end', async () => {
    const { app, database } = test;
    const order = await orderOf(app, await report(app, aReport({ position: { lon: 120.03, lat: 30.035 }, kind: 'noise' })));
    expect(order.unit.id).toBe('centre-990101002');
    expect(codeOf(await close('centre-990101002', 'power')).code).toBe('unit-successor-wrong');
    expect((await close('centre-990101002', 'centre-990101')).statusCode).toBe(200);
    expect((await readOrder(app, order.id)).unit.id).toBe('centre-990101');
    expect((await findPlace(database.pool, { lon: 120.03, lat: 30.035 }))?.streetCentre).toBeNull();
    expect(codeOf(await close('centre-990000', 'centre-990101')).code).toBe('unit-city-centre');
    expect(codeOf(await close('centre-990101002', 'centre-990101')).code).toBe('unit-ended');
    expect(await listBreaches(database.pool)).toEqual([]);
  });
});
