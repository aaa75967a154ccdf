import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dissolvePlace } from '#db/dissolve-place.ts';
import { findAsset } from '#db/queries/assets/assets.ts';
import { listBreaches } from '#db/queries/orders/timers.ts';
import { affected, oneRow, rows, sql } from '#db/sql.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { act, aPhoto, as, orderOf, readOrder, report } from '../../support/thread.ts';
import { untilWaiting } from '../../support/waits.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const on = '2026-11-20';
const later = '2026-11-23T02:10:00.000Z';

describe('a street dissolved into its neighbour', () => {
  it('takes along its wells, open orders, roster and calls, and what its centre holds elsewhere; what was closed reads as it was', async () => {
    const { app, database } = test;
    const { pool } = database;
    const [inside, outside] = [
      { lon: 120.012, lat: 30.02 },
      { lon: 120.032, lat: 30.02 },
    ];
    const well = await aWell(pool, inside);
    await aWell(pool, outside);
    await aWell(pool, { lon: 120.005, lat: 30.03 });
    const open = await orderOf(app, await report(app, { position: inside }));
    const elsewhere = await orderOf(app, await report(app, { position: outside }));
    const closed = await orderOf(app, await report(app, { position: { lon: 120.005, lat: 30.03 } }));
    await act(app, 'dispatcher-street', closed.id, 'void', { note: '误报' });
    // As orders stood before a centre's went along with its place.
    await affected(
      pool,
      sql`with held as (update orders set unit_id = 'centre-990101001' where id = ${elsewhere.id})
          update assignments set unit_id = 'centre-990101001' where order_id = ${elsewhere.id} and part = 'accountable'`,
    );
    await affected(pool, sql`update units set place_code = '990101001' where id = 'greening-990101'`);
    const [kept, keptOutside] = await Promise.all([
      aWell(pool, { lon: 120.013, lat: 30.021, maintainerId: 'centre-990101001' }),
      aWell(pool, { lon: 120.06, lat: 30.02, ownerId: 'centre-990101001', authorityId: 'centre-990101001', maintainerId: 'power' }),
    ]);
    const { id: person } = await oneRow<{ id: string }>(pool, sql`select id from people where username = 'crew-street'`);
    await affected(
      pool,
      sql`insert into duty_shifts (unit_id, person_id, weekdays, from_time, to_time) values ('centre-990101001', ${person}, '{1,2,3,4,5,6,7}', '00:00', '24:00')`,
    );
    await affected(pool, sql`update calls set ended_at = now() where ended_at is null`);
    await affected(
      pool,
      sql`insert into calls (order_id, unit_id, person_id, round, called_at, answer_by) values (${open.id}, 'centre-990101001', ${person}, 1, ${now}, ${later})`,
    );

    const versions = async () => (await rows<{ version: number }>(pool, sql`select version from orders order by id`)).map(({ version }) => version);
    const [before = 0, ...others] = await versions();
    const moved = await dissolvePlace(pool, { gone: '990101001', into: '990101002', on, now: later });
    expect(moved).toMatchObject({ streets: 1, assets: 4, units: 1, orders: 2 });
    expect(await versions(), 'another one only where an event says why').toEqual([before, (others[0] ?? 0) + 1, others[1]]);
    expect(await findAsset(pool, well)).toMatchObject({ id: well, districtCode: '990101', streetCode: '990101002' });
    expect(await findAsset(pool, well, '2026-11-19T00:00:00Z')).toMatchObject({ streetCode: '990101001' });
    expect(await oneRow(pool, sql`select changes, source from asset_events where asset_id = ${well} and action = 'place'`)).toEqual({
      changes: { streetCode: ['990101001', '990101002'] },
      source: 'decree',
    });
    const told = async (id: string) => rows(pool, sql`select action, changes, version from asset_events where asset_id = ${id}`);
    const heir = ['centre-990101001', 'centre-990101002'];
    expect(await told(kept)).toEqual([{ action: 'place', changes: { streetCode: ['990101001', '990101002'], maintainerId: heir }, version: 2 }]);
    expect(await told(keptOutside)).toEqual([{ action: 'owner', changes: { ownerId: heir, authorityId: heir }, version: 2 }]);
    expect(await findAsset(pool, kept)).toMatchObject({ maintainerId: 'centre-990101002', version: 2 });
    const orders = await rows(
      pool,
      sql`select o.id, o.street_code, i.street_code as incident_street, o.unit_id from orders o join incidents i on i.id = o.incident_id order by o.id`,
    );
    expect(orders).toEqual([
      { id: open.id, streetCode: '990101002', incidentStreet: '990101002', unitId: 'power' },
      { id: elsewhere.id, streetCode: '990101002', incidentStreet: '990101002', unitId: 'centre-990101002' },
      { id: closed.id, streetCode: '990101001', incidentStreet: '990101001', unitId: 'power' },
    ]);
    expect(await rows(pool, sql`select unit_id from duty_shifts union select unit_id from calls where ended_at is null`)).toEqual([
      { unitId: 'centre-990101002' },
    ]);
    expect(await rows(pool, sql`select 1 from assignments where unit_id = 'centre-990101001' and ended_at is null and order_id <> ${closed.id}`)).toEqual([]);
    // Who had it stands in the order's story, and who has it now by an assignment of its own.
    expect(
      await rows(
        pool,
        sql`select unit_id, assigned_at, ended_at, reason ->> 'code' as code from assignments where order_id = ${elsewhere.id} and part = 'accountable'`,
      ),
    ).toEqual([
      { unitId: 'centre-990101001', assignedAt: now, endedAt: later, code: expect.any(String) },
      { unitId: 'centre-990101002', assignedAt: later, endedAt: null, code: 'assignment-succeeded' },
    ]);
    const handedOn = sql`select at, unit_id, note, details from order_events where action = 'succeed' order by order_id`;
    expect(await rows(pool, handedOn)).toEqual([
      { at: later, unitId: 'centre-990101002', note: expect.stringContaining('990101002'), details: { from: 'centre-990101001' } },
    ]);
    expect(await listBreaches(pool)).toEqual([]);
    expect(await oneRow(pool, sql`select place_code, active from units where id = 'greening-990101'`)).toEqual({ placeCode: '990101002', active: true });
    expect(await dissolvePlace(pool, { gone: '990101001', into: '990101002', on, now: later })).toBeNull();
    test.setNow(later);
    // The service reads its units anew within two seconds.
    await expect.poll(async () => (await act(app, 'crew-street', elsewhere.id, 'sign')).statusCode, { timeout: 10_000, interval: 300 }).toBe(200);
    expect(await readOrder(app, elsewhere.id)).toMatchObject({ state: 'signed' });
  });

  it('lets who comes to its neighbour later read what was closed in it, and gives a role in it alone to nobody', async () => {
    const headers = await as(test.app, 'administrator');
    const invite = (username: string, placeCodes: string[]) =>
      test.app.inject({
        ...{ method: 'POST', url: '/api/v1/people', headers },
        payload: { username, name: { zh: '新人', en: 'Newcomer' }, grants: placeCodes.map((placeCode) => ({ role: 'dispatcher', placeCode })) },
      });
    expect((await invite('newcomer-gone', ['990101001'])).json()).toMatchObject({ code: 'place-unknown', field: 'grants/0/placeCode' });
    const both = await invite('newcomer-both', ['990101001', '990101002']);
    expect(both.statusCode, both.body).toBe(201);
  });

  it('waits for whoever acts on an order there, and never the other way round', async () => {
    const { app, database } = test;
    const { pool } = database;
    const position = { lon: 120.06, lat: 30.02 };
    const well = await aWell(pool, position);
    const order = await orderOf(app, await report(app, { position }));
    const acting = await pool.connect();
    await acting.query('begin');
    await acting.query(`select from orders where id = ${order.id} for update`);
    const decree = dissolvePlace(pool, { gone: '990102', into: '990101', on, now: later });
    const waits = sql`select count(*)::integer as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await oneRow<{ n: number }>(pool, waits)).n, { timeout: 10_000 }).toBe(1);
    // An act takes its asset second: the decree, which waits for the order, must not hold it.
    await acting.query('set lock_timeout = 1000');
    await acting.query(`select from assets where id = '${well}' for update`);
    await acting.query('commit');
    acting.release();
    expect(await decree).toMatchObject({ assets: 2, orders: 1 });
  });
});

describe('a decree and who is at the same things', () => {
  let own: TestApp;
  beforeAll(async () => {
    own = await startApp();
  });
  afterAll(() => own.close());

  /** Somebody holds one thing, a decree comes, and they want another: refused where the decree holds that already and waits for them. */
  const decreeBetween = async (holds: string, wants: string, decree: { gone: string; into: string }): Promise<string> => {
    const { pool } = own.database;
    const acting = await pool.connect();
    await acting.query('begin');
    await acting.query(holds);
    const done = dissolvePlace(pool, { ...decree, on, now: later });
    await untilWaiting(pool);
    await acting.query('set local lock_timeout = 2000');
    const got = await acting.query(wants).then(
      () => 'held',
      ({ code }: { code: string }) => code,
    );
    await acting.query('rollback');
    acting.release();
    await done;
    return got;
  };

  it('takes an order of a case that was closed long ago in its turn among the open ones', async () => {
    const { pool } = own.database;
    await aWell(pool, { lon: 120.012, lat: 30.02 });
    const [over, open] = [
      await orderOf(own.app, await report(own.app, { position: { lon: 120.012, lat: 30.02 } })),
      await orderOf(own.app, await report(own.app, { position: { lon: 120.018, lat: 30.02 }, kind: 'noise' })),
    ];
    await affected(
      pool,
      sql`insert into liability_cases (order_id, unit_id, fallback_unit_id, opened_at, reason) values (${over.id}, 'power', 'centre-990101001', ${now}, '{"code": "liability-late"}')`,
    );
    await act(own.app, 'dispatcher-street', over.id, 'void', { note: '误报' });
    const held = (id: string) => `select from orders where id = ${id} for update`;
    expect(await decreeBetween(held(over.id), held(open.id), { gone: '990101001', into: '990101002' })).toBe('held');
    expect(await rows(pool, sql`select fallback_unit_id from liability_cases where order_id = ${over.id}`)).toEqual([{ fallbackUnitId: 'centre-990101002' }]);
    expect((await readOrder(own.app, open.id)).unit.id).toBe('centre-990101002');
  });

  it('takes units before orders, as who ends one does', async () => {
    const order = await orderOf(own.app, await report(own.app, { position: { lon: 120.03, lat: 30.03 }, kind: 'noise' }));
    const got = await decreeBetween('select from units order by id for no key update', `select from orders where id = ${order.id} for update`, {
      gone: '990101002',
      into: '990102001',
    });
    expect(got).toBe('held');
  });
});

describe('a place under another code', () => {
  it('keeps its wells and numbers, and its new name stands from the day', async () => {
    const { pool } = test.database;
    const well = await aWell(pool, { lon: 120.025, lat: 30.02 });
    const recode = { name: '新河口街道', nameEn: 'New Hekou Street' };
    for (const [wrong, why] of [
      [{ into: '990201099' }, 'last three digits'],
      [{ into: '990101001' }, 'never used again'],
      [{ gone: '990101077' }, 'is no street'],
      [{ into: '990101' }, 'not of one kind'],
    ] as const)
      await expect(dissolvePlace(pool, { gone: '990101002', into: '990101050', recode, on, now: later, ...wrong }), why).rejects.toThrow(why);
    await dissolvePlace(pool, { gone: '990101002', into: '990101050', recode, on, now: later });
    expect(await findAsset(pool, well)).toMatchObject({ id: well, streetCode: '990101050', street: { zh: '新河口街道', en: 'New Hekou Street' } });
    expect(await findAsset(pool, well, '2026-11-19T00:00:00Z')).toMatchObject({ streetCode: '990101002', street: { zh: '河口街道' } });
    expect(await oneRow(pool, sql`select place_code, active from units where id = 'centre-990101002'`)).toEqual({ placeCode: '990101050', active: true });
  });
});

describe('a unit that ended', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
    const { pool } = app.database;
    await affected(
      pool,
      sql`insert into units (id, kind, level, place_code, name, name_en, words) values ('telecom-new', 'trade', 'trade', '990000', '新电信', 'New Telecom', '{}')`,
    );
    await affected(pool, sql`update units set active = false, successor_id = 'telecom-new' where id = 'telecom'`);
  });
  afterAll(() => app.close());

  it('is followed by its successor where it is the next candidate of a denial, and where its repair has to be done again', async () => {
    const { pool } = app.database;
    const position = { lon: 120.011, lat: 30.01 };
    const assetId = await aWell(pool, position);
    await aWell(pool, { ...position, lon: position.lon + 0.00002, classCode: '0107', ownerId: 'telecom', lettering: null });
    const order = await orderOf(app.app, await report(app.app, { position, kind: 'cover_noise', accuracyM: 12, text: '井盖响', assetId }));
    expect(order.unit.id).toBe('power');
    await act(app.app, 'crew-power', order.id, 'return', { note: '不是我们的', photoIds: [await aPhoto(app.app)] });
    expect((await readOrder(app.app, order.id)).unit.id).toBe('telecom-new');
    await affected(pool, sql`update orders set state = 'resolved', unit_id = 'telecom' where id = ${order.id}`);
    await act(app.app, 'dispatcher-street', order.id, 'rework', { note: '没有修好' });
    expect(await readOrder(app.app, order.id)).toMatchObject({ state: 'dispatched', unit: { id: 'telecom-new' } });
  });
});
