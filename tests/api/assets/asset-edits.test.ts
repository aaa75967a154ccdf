import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pool } from '#db/pool.ts';
import { lockIncidentsOf } from '#db/queries/orders/incidents.ts';
import { affected, oneRow, rows as query, sql } from '#db/sql.ts';
import { checkCharacter } from '#domain/asset-id.ts';
import type { Asset } from '#domain/contract/assets.ts';
import type { Order } from '#domain/contract/orders.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { act, orderOf, readOrder, sendReport } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

type Told = Asset & { code: string; detail: string; params: Record<string, unknown> };
const call = async (method: 'GET' | 'POST' | 'PATCH', url: string, username: Username | null, payload?: object) => {
  const reply = await test.app.inject({ method, url, headers: username ? await signIn(test.app, username) : {}, ...(payload ? { payload } : {}) });
  return { status: reply.statusCode, body: reply.json<Told>() };
};
const get = (id: string, username: Username | null = 'registrar', query = '') => call('GET', `/api/v1/assets/${id}${query}`, username);
const patch = (id: string, username: Username, payload: object) => call('PATCH', `/api/v1/assets/${id}`, username, payload);
const post = (path: string, username: Username, payload: object) => call('POST', `/api/v1/assets${path}`, username, payload);
const well = (given = {}) => aWell(test.database.pool, given);
const cover = { shape: 'round', sizeMm: 800, material: 'ductile_iron', loadClass: 'D400' };
const numberOf = (prefix: string, serial: number) => {
  const digits = prefix + String(serial).padStart(6, '0');
  return digits + checkCharacter(digits);
};

const waiting = async (pool: Pool) =>
  (await oneRow<{ n: number }>(pool, sql`select count(*)::integer as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`))
    .n;
const report = async (key: string, plate: string) => {
  const reply = await test.app.inject({ method: 'POST', url: '/api/v1/reports', headers: { 'idempotency-key': key }, payload: aReport({ plate }) });
  expect(reply.statusCode, reply.body).toBe(201);
};
const oneVersion = async (id: string) => (await oneRow<{ version: number }>(test.database.pool, sql`select version from assets where id = ${id}`)).version;
const openOrderOf = (assetId: string) =>
  oneRow<{ id: string; version: number }>(test.database.pool, sql`select id::text, version from orders where asset_id = ${assetId} and state = 'dispatched'`);

const storyOf = async (orderId: string): Promise<Order['events']> => (await readOrder(test.app, orderId)).events;

describe('changing what is recorded', () => {
  it('lets a keeper tell what maintenance finds, and nothing that is the registrar’s', async () => {
    const id = await well();
    const told = await patch(id, 'crew-power', { version: 1, hasAntiFallNet: true, depthM: 2.5, lastVerifiedOn: '2026-11-20', note: '清淤时查看' });
    expect(told.body).toMatchObject({ hasAntiFallNet: true, depthM: 2.5, lastVerifiedOn: '2026-11-20', version: 2, mayRegister: false });
    expect(told.body.events[0]).toMatchObject({
      action: 'changed',
      source: 'owner',
      note: '清淤时查看',
      version: 2,
      changes: { depthM: [null, 2.5], hasAntiFallNet: [null, true] },
    });
    expect(told.body.mayChange).not.toContain('ownerId');
    expect((await patch(id, 'clerk-power', { version: 2, ownerId: 'water' })).body).toMatchObject({ code: 'field-not-yours', field: 'ownerId' });
    expect((await patch(id, 'clerk-water', { version: 2, depthM: 3 })).body.code).toBe('not-its-keeper');
  });

  it('lets the registrar of its place change everything but its number; moved, its place follows and its number stays', async () => {
    const id = await well();
    const moved = await patch(id, 'registrar', {
      version: 1,
      position: { lon: 120.06, lat: 30.02 },
      classCode: '0101',
      ownerId: 'water',
      source: 'survey',
      note: '复测',
      cover: { loadClass: 'B125', lettering: null },
    });
    expect(moved.body).toMatchObject({ id, classCode: '0101', district: { zh: '东区' }, owner: { id: 'water' }, hazards: ['weak_cover', 'not_verified'] });
    expect(moved.body.covers[0]).toMatchObject({ loadClass: 'B125', lettering: null, sizeMm: 700 });
    expect(moved.body.events[0]?.changes).toMatchObject({ districtCode: ['990101', '990102'], classCode: ['0105', '0101'], ownerId: ['power', 'water'] });
    expect((await patch(id, 'registrar-west', { version: 2, depthM: 1 })).body.code).toBe('outside-scope');
    const west = await well();
    expect((await patch(west, 'registrar-west', { version: 1, position: { lon: 120.06, lat: 30.02 } })).body).toMatchObject({ code: 'outside-scope' });
    expect((await get(west)).body.version).toBe(1);
  });

  it('tells whoever comes second who changed what since they looked, in both languages', async () => {
    const id = await well();
    await patch(id, 'clerk-power', { version: 1, status: 'damaged' });
    await patch(id, 'crew-power', { version: 2, depthM: 3, status: 'missing' });
    const second = await patch(id, 'registrar', { version: 1, address: '桥头路12号' });
    expect(second).toMatchObject({ status: 409, body: { code: 'asset-changed', detail: '您查看之后，人员 crew-power已修改：状态、井深。请核对后再改。' } });
    expect(second.body.params).toMatchObject({ version: 3, changes: { status: ['intact', 'missing'], depthM: [null, 3] } });
    const english = await call('PATCH', `/api/v1/assets/${id}?lang=en`, 'registrar', { version: 2, address: '1' });
    expect(english.body.detail).toBe('Since you looked, Person crew-power has changed: depth, status. Look at it as it is now, then change it.');
    expect((await patch(id, 'registrar', { version: 3, address: '桥头路12号' })).body.address).toBe('桥头路12号');
  });

  it.each([
    [{ classCode: '0199' }, 'class-unknown', 'classCode'],
    [{ ownerId: 'nobody' }, 'unit-unknown', 'ownerId'],
    [{ lastVerifiedOn: '2026-02-30' }, 'field-invalid', 'lastVerifiedOn'],
    [{ lastVerifiedOn: '2027-01-01' }, 'census-date-future', 'lastVerifiedOn'],
    [{ yearBuilt: 2027 }, 'census-date-future', 'yearBuilt'],
    [{ cover: { fittedOn: '2026-02-30' } }, 'field-invalid', 'cover/fittedOn'],
    [{ cover: { fittedOn: '2026-11-24' } }, 'census-date-future', 'cover/fittedOn'],
    [{ cover: { clearOpeningMm: 701 } }, 'clear-opening-wider', 'cover/clearOpeningMm'],
    [{ position: { lon: 30.02, lat: 120.01 } }, 'position-swapped', 'position'],
    [{ position: { lon: 0, lat: 0 } }, 'position-outside-city', 'position'],
    [{ depthM: -1 }, 'field-invalid', 'depthM'],
    [{ depthM: '3' }, 'field-invalid', 'depthM'],
    [{ address: '桥\u202e路' }, 'text-control-characters', 'address'],
    [{ cover: {} }, 'field-invalid', 'cover'],
    [{ id: '1' }, 'field-invalid', 'id'],
    [{}, 'field-invalid', ''],
  ])('refuses %j: %s', async (changes, code, field) => {
    const id = await well();
    for (const language of ['zh', 'en']) {
      const refused = await call('PATCH', `/api/v1/assets/${id}?lang=${language}`, 'registrar', { version: 1, ...changes });
      expect(refused.body).toMatchObject({ code, ...(field ? { field } : {}) });
      expect(refused.body.detail).not.toMatch(/undefined|\{|\}/);
    }
    expect((await get(id)).body.version).toBe(1);
  });
});

describe('a change that says nothing new', () => {
  it('makes no version and no event, so that the next editor is told of no change', async () => {
    const id = await well();
    const same = await patch(id, 'crew-power', { version: 1, status: 'intact', cover: { sizeMm: 700 }, note: '看过' });
    expect(same).toMatchObject({ status: 200, body: { version: 1 } });
    expect(same.body.events).toMatchObject([{ action: 'minted' }]);
    expect((await patch(id, 'registrar', { version: 1, depthM: 2 })).body).toMatchObject({ version: 2, depthM: 2 });
  });
});

describe('an asset that is gone', () => {
  it.each(['crew-power', 'registrar'] as const)('is not taken off by %s with a change of status, but retired', async (who) => {
    const id = await well();
    const refused = await patch(id, who, { version: 1, status: 'removed' });
    expect(refused).toMatchObject({ status: 422, body: { code: 'retire-apart', field: 'status', detail: expect.stringContaining('停用') } });
    expect((await get(id)).body).toMatchObject({ status: 'intact', version: 1, covers: [{ removedOn: null }] });
    await post(`/${id}/retire`, 'registrar', { version: 1, status: 'removed', note: '已填埋' });
    expect((await patch(id, who, { version: 2, status: 'removed', remark: '无井' })).body).toMatchObject({ note: '无井', version: 3 });
    expect((await patch(id, who, { version: 3, status: 'intact' })).body).toMatchObject({ status: 'intact' });
  });
});

describe('registering one asset', () => {
  const given = { position: { lon: 120.012, lat: 30.012 }, classCode: '0102', locationKind: 'carriageway' };

  it('mints its number in its district and class, or adopts the one it bears', async () => {
    const minted = await post('', 'registrar-west', { ...given, cover, ownerId: 'water', hasAntiFallNet: false, depthM: 3, note: '新建' });
    expect(minted).toMatchObject({ status: 201, body: { district: { zh: '西区' }, standing: 'current', version: 1 } });
    expect(minted.body.id).toMatch(/^9901010102/);
    expect(minted.body.hazards).toEqual(['no_anti_fall_net']); // recorded today: nobody has left it unseen for long
    expect(minted.body.events).toMatchObject([{ action: 'minted', source: 'survey', note: '新建', version: 1 }]);
    const bears = numberOf('9901020105', 4711);
    expect((await post('', 'registrar', { ...given, number: bears.slice(0, 16) })).body.id).toBe(bears);
    expect((await post('', 'registrar', { ...given, number: bears })).body).toMatchObject({ code: 'number-taken' });
  });

  it.each([
    ['1234', '16 位数字'],
    ['99010101020000051', '校验码不符'],
    ['8888880102000005', '不是本市的区'],
    ['9901010199000005', '不是部件小类'],
  ])('refuses the number %s, and says why', async (number, why) => {
    const refused = await post('', 'registrar', { ...given, number });
    expect(refused.body).toMatchObject({ code: 'number-not-national', field: 'number', detail: expect.stringContaining(why) });
  });

  it('is for the registrar of the place, and a lamp has no cover', async () => {
    expect((await post('', 'registrar-west', { ...given, position: { lon: 120.06, lat: 30.02 } })).body.code).toBe('outside-scope');
    expect((await post('', 'clerk-power', given)).body.code).toBe('forbidden');
    expect((await post('', 'registrar', { ...given, classCode: '0118', cover })).body.code).toBe('not-a-well');
  });

  it('ends with a clear sentence that names the range when its numbers are used up', async () => {
    await query(
      test.database.pool,
      sql`insert into asset_serials (prefix, last) values ('9901020103', 999899) on conflict (prefix) do update set last = 999899`,
    );
    const refused = await post('', 'registrar', { ...given, position: { lon: 120.06, lat: 30.02 }, classCode: '0103' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'serials-exhausted', detail: expect.stringContaining('9901020103') } });
  });
});

describe('a cover', () => {
  it('replaced is closed with its reason and another opens; what was missing is intact again', async () => {
    const id = await well({ status: 'missing' });
    const replaced = await post(`/${id}/cover`, 'crew-power', { version: 1, cover, removedReason: 'stolen', note: '被盗补装' });
    expect(replaced.body).toMatchObject({ status: 'intact', version: 2 });
    expect(replaced.body.covers).toMatchObject([
      { sizeMm: 800, removedOn: null, fittedOn: '2026-11-23' },
      { sizeMm: 700, removedOn: '2026-11-23', removedReason: 'stolen' },
    ]);
    expect(replaced.body.events[0]).toMatchObject({ action: 'cover', changes: { status: ['missing', 'intact'] } });
    expect((await post(`/${id}/cover`, 'crew-power', { version: 1, cover })).body.code).toBe('asset-changed');
    const lamp = await well({ classCode: '0118', ownerId: 'lamps' });
    expect((await post(`/${lamp}/cover`, 'registrar', { version: 1, cover })).body.code).toBe('not-a-well');
  });

  const given = { position: { lon: 120.012, lat: 30.012 }, classCode: '0102', locationKind: 'carriageway' };

  it('of which only some is known is kept with what is known, as a census keeps it', async () => {
    const { body } = await post('', 'registrar-west', { ...given, cover: { loadClass: 'B125', material: null }, ownerId: 'water' });
    expect(body.covers).toMatchObject([{ shape: null, sizeMm: null, material: null, loadClass: 'B125', fittedOn: null }]);
    const round = await post(`/${body.id}/cover`, 'registrar-west', { version: 1, cover: { shape: 'round' } });
    expect(round.body.covers[0]).toMatchObject({ shape: 'round', loadClass: null, fittedOn: '2026-11-23' });
    expect(round.body.hazards).not.toContain('weak_cover'); // nobody knows what it bears
    const unsaid = await patch(body.id, 'registrar-west', { version: 2, cover: { shape: null, sizeMm: 700 } });
    expect(unsaid.body.covers[0]).toMatchObject({ shape: null, sizeMm: 700 });
    expect((await post('', 'registrar-west', { ...given, cover: {} })).body).toMatchObject({ code: 'field-invalid', field: 'cover' });
  });
});

describe('two records of one well', () => {
  it('become one: both numbers stay and lead to it, through any chain, in the registry and in a report', async () => {
    const [a, b, c] = [await well(), await well({ lon: 120.0101, sourceNumber: 'DL-7' }), await well({ lon: 120.0102 })];
    expect((await post(`/${b}/merge`, 'registrar', { version: 1, into: a, note: '重复登记' })).body).toMatchObject({
      id: a,
      sourceNumber: 'DL-7',
      mergedNumbers: [b],
    });
    const aNow = (await get(a)).body.version;
    expect((await post(`/${a}/merge`, 'registrar', { version: aNow, into: c, note: '重复登记' })).body.id).toBe(c);
    for (const number of [a, b]) expect((await get(number, null)).body).toMatchObject({ id: c, askedFor: number, standing: 'merged' });
    expect((await get(c, null)).body).toMatchObject({ id: c, standing: 'current' });
    expect((await get(c)).body.mergedNumbers).toEqual([a, b].sort());
    await report('merged-plate', b);
    const { assetId } = await oneRow<{ assetId: string }>(test.database.pool, sql`select asset_id from incidents order by id desc limit 1`);
    expect(assetId).toBe(c);
    const circle = await post(`/${c}/merge`, 'registrar', { version: (await get(c)).body.version, into: b, note: '绕圈' });
    expect(circle.body.code).toBe('merge-with-itself');
    expect((await patch(a, 'registrar', { version: 99, depthM: 1 })).body).toMatchObject({ code: 'asset-merged', detail: expect.stringContaining(c) });
  });

  it('also where one came with a census and joined the other while it was loaded: the plate that it bears resolves, now and at a day of then', async () => {
    const [kept, borne] = [await well(), '99010101017777773'];
    await affected(test.database.pool, sql`insert into asset_aliases (number, asset_id, source, reason) values (${borne}, ${kept}, 'census', 'merged')`);
    expect((await get(borne, null)).body).toMatchObject({ id: kept, askedFor: borne, standing: 'merged' });
    expect((await get(kept)).body.mergedNumbers).toEqual([borne]);
    expect((await get(borne)).body.askedVersion).toBeNull(); // it has no record of its own
    expect(
      (await post('', 'registrar-west', { number: borne, classCode: '0101', position: { lon: 120.01, lat: 30.01 }, locationKind: 'footway' })).body,
    ).toMatchObject({ code: 'number-taken' });
    expect((await get('99010101017777781', null)).body.code).toBe('plate-unknown');
  });

  it('too far apart are not one well, and a merged number can stand on its own again', async () => {
    const [a, b, far] = [await well(), await well({ lon: 120.0103 }), await well({ lon: 120.0125 })];
    expect((await post(`/${a}/merge`, 'registrar', { version: 1, into: far, note: '?' })).body).toMatchObject({ code: 'merge-too-far' });
    await post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '重复' });
    const { askedVersion } = (await get(a)).body; // of its own record, which the page shows nothing else of
    expect([askedVersion, (await get(b)).body.askedVersion]).toEqual([2, null]);
    const alone = await post(`/${a}/split`, 'registrar', { version: askedVersion, note: '其实是两座' });
    expect(alone).toMatchObject({ status: 201, body: { id: a, standing: 'current', version: 3 } });
  });

  it('of different classes are no one thing until the class is corrected, and a well is never a lamp', async () => {
    const [a, b, lamp] = [await well(), await well({ classCode: '0102' }), await well({ classCode: '0118', ownerId: 'lamps' })];
    for (const into of [b, lamp]) {
      const refused = await post(`/${a}/merge`, 'registrar', { version: 1, into, note: '重复' });
      expect(refused).toMatchObject({ status: 422, body: { code: 'merge-class-differs', field: 'into' } });
      expect(refused.body.detail).not.toMatch(/undefined|\{|\}|（、/);
    }
    expect((await get(a)).body).toMatchObject({ id: a, version: 1, covers: [{ removedOn: null }] });
    await patch(b, 'registrar', { version: 1, classCode: '0105' });
    expect((await post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '重复' })).body.id).toBe(b);
  });

  it('keep the cover that somebody puts on the kept one at that very moment', async () => {
    const { pool } = test.database;
    const [a, b] = [await well(), await well({ lon: 120.0101 })];
    await affected(pool, sql`update covers set removed_on = '2021-01-01', removed_reason = 'stolen' where asset_id = ${b}`);
    const putting = await pool.connect();
    await putting.query('begin');
    await putting.query('update assets set version = version + 1 where id = $1', [b]);
    await putting.query("insert into covers (asset_id, size_mm, material) values ($1, 900, 'composite')", [b]);
    const merging = post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '重复' });
    await expect.poll(() => waiting(pool), { timeout: 10_000 }).toBe(1);
    await putting.query('commit');
    putting.release();
    const merged = await merging;
    expect(merged.status, JSON.stringify(merged.body)).toBe(200);
    expect(merged.body.covers.filter(({ removedOn }) => removedOn === null)).toMatchObject([{ sizeMm: 900 }]);
  });

  it('wait for whoever acts on an order of theirs, never the other way round, and their orders say that they changed', async () => {
    const { pool } = test.database;
    const [a, b] = [await well({ lon: 120.02, lat: 30.02 }), await well({ lon: 120.0201, lat: 30.02 })];
    await report('merge-waits', a);
    const order = await openOrderOf(a);
    const acting = await pool.connect();
    await acting.query('begin');
    await acting.query('select from orders where id = $1 for update', [order.id]);
    const merging = post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '重复' });
    await expect.poll(() => waiting(pool), { timeout: 10_000 }).toBe(1);
    await acting.query('set lock_timeout = 1000');
    await acting.query('select from assets where id = $1 for update', [a]);
    await acting.query('commit');
    acting.release();
    expect((await merging).status).toBe(200);
    expect(await openOrderOf(b)).toEqual({ id: order.id, version: order.version + 1 });
    expect((await storyOf(order.id)).at(-1)).toMatchObject({
      action: 'asset_merged',
      person: { zh: '人员 registrar' },
      note: '重复',
      assetId: b,
      toState: 'dispatched',
    });
  });

  it('that become one while somebody reports the merged number have its order on the survivor, whoever comes first', async () => {
    const { pool } = test.database;
    const [a, b] = [await well({ lon: 120.0224, lat: 30.0224 }), await well({ lon: 120.0225, lat: 30.0224 })];
    const acting = await pool.connect();
    await acting.query('begin');
    await acting.query('select from assets where id = $1 for update', [a]);
    const merging = post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '重复' });
    await expect.poll(() => waiting(pool), { timeout: 10_000 }).toBe(1);
    const reporting = report('merge-meanwhile', a);
    await expect.poll(() => waiting(pool), { timeout: 10_000 }).toBe(2);
    await acting.query('commit');
    acting.release();
    expect((await merging).status).toBe(200);
    await reporting;
    const order = await openOrderOf(b);
    // A second report of the merged number joins it.
    await report('merge-afterwards', a);
    expect(await openOrderOf(b)).toMatchObject({ id: order.id });
    expect(await oneRow(pool, sql`select count(*)::integer as n from incidents where asset_id = ${a}`)).toEqual({ n: 0 });
  });

  it('and were both told of leave it to a dispatcher whether their orders are one; of what is done nobody is asked', async () => {
    const places = [
      { lon: 120.0201, lat: 30.0261 },
      { lon: 120.0209, lat: 30.0261 }, // too far for a report of the one to be taken for the other's hole
    ] as const;
    const [a, b] = [await well(places[0]), await well(places[1])];
    const told = async (plate: string, kind: string, position: { lon: number; lat: number }) =>
      orderOf(test.app, (await sendReport(test.app, aReport({ plate, kind, position, text: '' }))).json());
    const [noisyA, noisyB] = [await told(a, 'cover_noise', places[0]), await told(b, 'cover_noise', places[1])];
    const done = await told(a, 'cover_missing', places[0]);
    await affected(test.database.pool, sql`update orders set state = 'checked', is_hazard = false where id = ${done.id}`);
    const missing = await told(b, 'cover_missing', places[1]);
    const offersOf = async ({ id }: { id: string }) => (await readOrder(test.app, id)).joinOffers;
    expect((await offersOf(noisyA)).map(({ orderId }) => orderId)).not.toContain(noisyB.id);
    expect((await post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '重复' })).status).toBe(200);
    const asked = { probability: 1, reasons: [expect.objectContaining({ code: 'repeat-asset' }), expect.objectContaining({ code: 'repeat-kind' })] };
    expect((await readOrder(test.app, noisyA.id)).assetId).toBe(b);
    expect(await offersOf(noisyA)).toContainEqual(expect.objectContaining({ ...asked, orderId: noisyB.id }));
    expect(await offersOf(noisyB)).toContainEqual(expect.objectContaining({ ...asked, orderId: noisyA.id }));
    const ofDone = sql`select from join_offers where ${done.id}::bigint in (order_id, other_order_id) and ${missing.id}::bigint in (order_id, other_order_id)`;
    expect(await query(test.database.pool, ofDone)).toEqual([]);
  });

  it('wait for whoever just reports the other number, whose order is seen', async () => {
    const { pool } = test.database;
    const [a, b] = [await well({ lon: 120.0204, lat: 30.0263 }), await well({ lon: 120.0205, lat: 30.0263 })];
    const reporting = await pool.connect();
    await reporting.query('begin');
    await lockIncidentsOf(reporting, b);
    const merging = post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '重复' });
    await expect.poll(() => waiting(pool), { timeout: 10_000 }).toBe(1);
    await reporting.query('commit');
    reporting.release();
    expect((await merging).status).toBe(200);
  });

  it('and are reported and acted on all at once leave nobody waiting in a circle, and every open order on the survivor', { timeout: 60_000 }, async () => {
    const { pool } = test.database;
    const pairs = await Promise.all(
      Array.from({ length: 4 }, async (_, i) => {
        const lon = 120.0301 + i * 0.002;
        return { a: await well({ lon, lat: 30.0301 }), b: await well({ lon: lon + 0.0001, lat: 30.0301 }), i };
      }),
    );
    for (const { a, i } of pairs) await report(`all-at-once-${i}`, a);
    const held = await Promise.all(pairs.map(async (pair) => ({ ...pair, order: await openOrderOf(pair.a) })));
    await Promise.all(
      held.flatMap(({ a, b, i, order }) => [
        post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '重复' }).then(({ status }) => expect(status).toBe(200)),
        report(`beside-${i}`, a),
        report(`of-the-other-${i}`, b),
        act(test.app, 'crew-power', order.id, 'sign').then(({ statusCode }) => expect([200, 409]).toContain(statusCode)),
      ]),
    );
    const onMerged = sql`select o.id from orders o where o.asset_id = any(${pairs.map(({ a }) => a)}) and o.state not in ('closed', 'void', 'merged')`;
    expect(await query(pool, onMerged)).toEqual([]);
  });

  it('split again are as they were: each its cover, its facts and its open orders; and a moment between shows them merged', async () => {
    const { pool } = test.database;
    const [a, b, c] = [
      await well({ lon: 120.02, lat: 30.03, sourceNumber: 'DL-8' }),
      await well({ lon: 120.0201, lat: 30.03 }),
      await well({ lon: 120.0202, lat: 30.03 }),
    ];
    await affected(pool, sql`update covers set load_class = 'A15' where asset_id = ${a}`);
    await affected(
      pool,
      sql`update covers set removed_on = '2021-01-01', removed_reason = 'stolen', recorded_at = '2021-01-01T00:00:00Z' where asset_id in (${b}, ${c})`,
    );
    await report('merge-undone', a);
    const order = await openOrderOf(a);
    const apart = (await get(a)).body;
    const life = async (minute: string, work: () => Promise<{ status: number; body: Told }>) => {
      test.setNow(`2026-11-23T03:${minute}:00.000Z`);
      const done = await work();
      expect(done.status, JSON.stringify(done.body)).toBeLessThan(300);
      return done.body;
    };
    await life('10', () => post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '重复登记' }));
    const merged = await life('20', async () => post(`/${b}/merge`, 'registrar', { version: (await get(b)).body.version, into: c, note: '重复登记' }));
    expect(merged).toMatchObject({ id: c, sourceNumber: 'DL-8', hazards: ['weak_cover', 'not_verified'] });
    expect((await get(c, 'dispatcher-city')).body.orders).toMatchObject([{ id: order.id }]);
    const alone = await life('30', async () => post(`/${a}/split`, 'registrar', { version: 2, note: '其实是两座' }));
    expect(alone).toMatchObject({ id: a, sourceNumber: 'DL-8', hazards: ['weak_cover', 'not_verified'], standing: 'current' });
    expect(alone.covers).toEqual(apart.covers);
    expect((await get(c, 'dispatcher-city')).body).toMatchObject({ id: c, sourceNumber: null, hazards: ['not_verified'], orders: [], mergedNumbers: [b] });
    expect((await get(c)).body.covers.filter(({ removedOn }) => removedOn === null)).toEqual([]);
    expect((await openOrderOf(a)).version).toBe(order.version + 3);
    expect((await storyOf(order.id)).slice(-3)).toMatchObject([
      ...[b, c].map((assetId) => ({ action: 'asset_merged', assetId, note: '重复登记' })),
      { action: 'asset_split', assetId: a, note: '其实是两座' },
    ]);
    await life('40', async () => post(`/${b}/split`, 'registrar', { version: await oneVersion(b), note: '其实是三座' }));
    expect((await get(b, 'dispatcher-city')).body).toMatchObject({ id: b, sourceNumber: null, orders: [], hazards: ['not_verified'], mergedNumbers: [] });
    expect((await get(b)).body.covers.filter(({ removedOn }) => removedOn === null)).toEqual([]);
    const at = (minute: string, id: string) => get(id, 'dispatcher-city', `?at=2026-11-23T03:${minute}:00Z`);
    for (const [minute, id, shown] of [
      ['09', a, { id: a, standing: 'current', mergedNumbers: [], orders: [{ id: order.id, state: 'dispatched' }] }],
      ['09', b, { id: b, standing: 'current', mergedNumbers: [], orders: [] }],
      ['15', a, { id: b, standing: 'merged', askedFor: a, mergedNumbers: [a], orders: [{ id: order.id }], sourceNumber: 'DL-8' }],
      ['25', a, { id: c, standing: 'merged', mergedNumbers: [a, b].sort(), orders: [{ id: order.id }], hazards: ['weak_cover', 'not_verified'] }],
      ['35', c, { id: c, standing: 'current', mergedNumbers: [b], orders: [], hazards: ['not_verified'] }],
      ['35', a, { id: a, standing: 'current', orders: [{ id: order.id }], hazards: ['weak_cover', 'not_verified'] }],
    ] as const)
      expect((await at(minute, id)).body, `${minute} ${id}`).toMatchObject(shown);
    test.setNow(now);
  });

  it('split again from the end of their chain leave the first where it was, which is split then with its own', async () => {
    const [a, b, c] = [
      await well({ lon: 120.03, lat: 30.03, sourceNumber: 'DL-9' }),
      await well({ lon: 120.0301, lat: 30.03 }),
      await well({ lon: 120.0302, lat: 30.03 }),
    ];
    await report('merge-undone-backwards', a);
    const order = await openOrderOf(a);
    const apart = (await get(a)).body;
    const done = async (path: string, payload: object) => {
      const reply = await post(path, 'registrar', payload);
      expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300);
    };
    await done(`/${a}/merge`, { version: 1, into: b, note: '重复登记' });
    await done(`/${b}/merge`, { version: (await get(b)).body.version, into: c, note: '重复登记' });
    await done(`/${b}/split`, { version: await oneVersion(b), note: '其实是两座' });
    expect((await get(b, 'dispatcher-city')).body).toMatchObject({ id: b, mergedNumbers: [a], orders: [{ id: order.id }], sourceNumber: 'DL-9' });
    expect((await get(c, 'dispatcher-city')).body).toMatchObject({ id: c, mergedNumbers: [], orders: [], sourceNumber: null });
    await done(`/${a}/split`, { version: await oneVersion(a), note: '其实是三座' });
    const alone = (await get(a, 'dispatcher-city')).body;
    expect(alone).toMatchObject({ id: a, standing: 'current', orders: [{ id: order.id }], sourceNumber: 'DL-9' });
    expect(alone.covers).toEqual(apart.covers);
    expect((await get(b, 'dispatcher-city')).body).toMatchObject({ id: b, mergedNumbers: [], orders: [], sourceNumber: null });
  });

  it('split again leave with the kept one what was said of it since', async () => {
    const [a, b] = [await well({ lon: 120.02, lat: 30.034, sourceNumber: 'DL-9' }), await well({ lon: 120.0201, lat: 30.034 })];
    await affected(test.database.pool, sql`update covers set removed_on = '2021-01-01', removed_reason = 'stolen' where asset_id = ${b}`);
    await post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '重复登记' });
    await patch(b, 'registrar', { version: 2, sourceNumber: 'DL-10' });
    await post(`/${b}/cover`, 'registrar', { version: 3, cover });
    await post(`/${a}/split`, 'registrar', { version: 2, note: '其实是两座' });
    expect((await get(a)).body).toMatchObject({ sourceNumber: 'DL-9', covers: [{ sizeMm: 700, removedOn: null }] });
    expect((await get(b)).body).toMatchObject({ sourceNumber: 'DL-10', covers: [{ sizeMm: 800, removedOn: null }, { sizeMm: 700 }, {}] });
  });

  it('merged into each other at the same time make no circle', async () => {
    const [a, b] = [await well(), await well({ lon: 120.0101 })];
    const both = await Promise.all([
      post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '1' }),
      post(`/${b}/merge`, 'registrar', { version: 1, into: a, note: '2' }),
    ]);
    expect(both.map((r) => r.status).sort()).toEqual([200, 409]);
    const [first, second] = [(await get(a)).body.id, (await get(b)).body.id];
    expect(first).toBe(second);
  });
});

describe('a record that is two wells', () => {
  it('keeps its number; the other gets a new one and what the first said of both', async () => {
    const id = await well({ ownerId: 'power' });
    const other = await post(`/${id}/split`, 'registrar', { version: 1, note: '实为两座', position: { lon: 120.0101, lat: 30.0101 }, cover });
    expect(other).toMatchObject({ status: 201, body: { owner: { id: 'power' }, classCode: '0105', version: 1 } });
    expect(other.body.id).not.toBe(id);
    expect((await get(id)).body.events[0]).toMatchObject({ action: 'split', changes: { number: [id, other.body.id] } });
    expect((await post(`/${id}/split`, 'registrar', { version: 2, note: '没有位置' })).body.code).toBe('asset-not-merged');
  });
});

describe('the other of two split wells', () => {
  it('is of the class and the owner that are said of it, and takes nothing that was known of another owner', async () => {
    const id = await well({ ownerId: 'power' });
    const other = await post(`/${id}/split`, 'registrar', {
      version: 1,
      note: '另一座是自来水的',
      position: { lon: 120.0102, lat: 30.0102 },
      classCode: '0101',
      ownerId: 'water',
      locationKind: 'footway',
      cover,
    });
    expect(other).toMatchObject({ status: 201, body: { owner: { id: 'water' }, maintainer: null, classCode: '0101', locationKind: 'footway' } });
    expect(other.body.covers).toMatchObject([{ removedOn: null }]);
    expect((await get(id)).body).toMatchObject({ owner: { id: 'power' }, classCode: '0105' });
  });
});

describe('a well filled in', () => {
  it('keeps its number, which says so; it takes no cover until its status is set back', async () => {
    const id = await well();
    const retired = await post(`/${id}/retire`, 'registrar', { version: 1, status: 'removed', note: '管线改道，已填埋' });
    expect(retired.body).toMatchObject({ status: 'removed', standing: 'retired', hazards: [] });
    expect(retired.body.covers[0]).toMatchObject({ removedOn: '2026-11-23', removedReason: 'removed' });
    expect((await get(id, null)).body).toMatchObject({ id, standing: 'retired', status: 'removed' });
    expect((await post(`/${id}/cover`, 'registrar', { version: 2, cover })).body).toMatchObject({
      code: 'asset-retired',
      detail: expect.stringContaining('移除'),
    });
  });
});

describe('a mistyped number', () => {
  const slip = (id: string) => `${id.slice(0, 15)}${(Number(id[15]) + 1) % 10}${id.slice(16)}`;
  it('offers staff what is registered in their reach, the public only what lies around it, nearest first', async () => {
    const id = await well({ lon: 120.015, lat: 30.035 });
    expect((await get(slip(id))).body).toMatchObject({ code: 'plate-mistyped', params: { suggestions: expect.stringContaining(id) } });
    expect(String((await get(slip(id), 'clerk-water')).body.params?.['suggestions'])).not.toContain(id);
    expect((await get(slip(id), null)).body).toMatchObject({ code: 'plate-mistyped' });
    expect((await get(slip(id), null)).body.params).toBeUndefined();
    expect((await get(slip(id), null, '?near=120.015,30.0355')).body.params).toMatchObject({ suggestions: id });
    expect((await get(slip(id), null, '?near=120.03,30.03')).body.params).toBeUndefined();
  });
});
