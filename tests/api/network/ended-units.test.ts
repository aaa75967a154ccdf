import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findAsset } from '#db/queries/assets/assets.ts';
import { listBreaches } from '#db/queries/orders/timers.ts';
import { findPlace } from '#db/queries/places/places.ts';
import { affected, oneRow, rows, sql } from '#db/sql.ts';
import type { PersonLine } from '#domain/contract/people.ts';
import { settleUnits } from '../../../api/units/end-unit.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aPerson, aReport, aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { act, as, orderOf, readOrder, report } from '../../support/thread.ts';

import { codeOf, unitsOf } from '../../support/units.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

const { add, change, close, read } = unitsOf(() => test.app);

describe('a unit that ends', () => {
  const spot = { lon: 120.005, lat: 30.012 };

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
