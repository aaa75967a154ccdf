import gcoord from 'gcoord';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveChosenAsset } from '#db/queries/assets/chosen-assets.ts';
import { tellUnit } from '#db/queries/orders/order-changes.ts';
import { oneRow, sql } from '#db/sql.ts';
import type { ReportRequest } from '#domain/contract/reports.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aLamp, aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { act, aPhoto, as, orderOf, readOrder, report, sendReport } from '../../support/thread.ts';
import { untilWaiting } from '../../support/waits.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const noPin = { position: undefined, accuracyM: undefined } as unknown as Partial<ReportRequest>;
const accountable = (order: Awaited<ReturnType<typeof orderOf>>) =>
  order.assignments.filter((a) => a.part === 'accountable' && a.endedAt === null).map((a) => a.unit.id);
const informed = (order: Awaited<ReturnType<typeof orderOf>>) => order.assignments.filter((a) => a.part === 'informed').map((a) => a.unit.id);

describe('who gets a report', () => {
  it('is the owner on the plate, however the plate is typed', async () => {
    const well = await aWell(test.database.pool, { classCode: '0101', ownerId: 'water', lon: 120.005, lat: 30.005 });
    const story = await report(test.app, {
      position: undefined as never,
      accuracyM: undefined as never,
      text: '',
      plate: ` ${well.slice(0, 6)}-${well.slice(6)} `,
    });
    const order = await orderOf(test.app, story);
    expect(order).toMatchObject({ unit: { id: 'water' }, assetId: well, dispatchReason: { code: 'dispatch-plate' }, reports: [{ channel: 'plate' }] });
    expect(story.position).toEqual({ lon: 120.005, lat: 30.005 });
  });

  it('is in the street where the plate’s asset stands, wherever the reporter is', async () => {
    const plate = await aWell(test.database.pool, { lon: 120.007, lat: 30.007, ownerId: null, locationKind: 'green' });
    const order = await orderOf(test.app, await report(test.app, { plate, position: { lon: 120.07, lat: 30.03 } }));
    expect(order).toMatchObject({ street: { zh: '桥头街道' }, unit: { id: 'centre-990101001' }, position: { lon: 120.007, lat: 30.007 } });
    expect(order.reports[0]?.position).toEqual({ lon: 120.07, lat: 30.03 });
  });

  it('is told when plate and problem do not fit, when the plate is mistyped and when nobody registered it', async () => {
    const lamp = await aLamp(test.database.pool, { lon: 120.006, lat: 30.006 });
    const send = async (plate: string) => (await sendReport(test.app, { plate, kind: 'cover_missing' }, { 'accept-language': 'en' })).json();
    expect(await send(lamp)).toMatchObject({ code: 'plate-class-differs', field: 'plate', detail: expect.stringContaining('Street lamp') });
    const alone = async (plate: string) =>
      (
        await test.app.inject({
          method: 'POST',
          url: '/api/v1/reports',
          headers: { 'idempotency-key': `alone-${plate}-of-its-own` },
          payload: { kind: 'cover_missing', plate, text: '' },
        })
      ).json();
    const mistyped = `${lamp.slice(0, 15)}${(Number(lamp[15]) + 1) % 10}${lamp[16]}`;
    expect(await alone(mistyped)).toMatchObject({ code: 'plate-mistyped' });
    expect(await alone('12345')).toMatchObject({ code: 'plate-malformed' });
    expect(await send('hello')).toMatchObject({ code: 'plate-malformed' });
    expect(await send(mistyped)).toMatchObject({ number: expect.any(String) }); // beside a place it is heard, and weighed against a missing cover
    expect(await alone('99010101059999997')).toMatchObject({ code: expect.stringMatching(/plate-(unknown|mistyped)/) });
  });

  it('is the street, and the likeliest owner at once, when a danger’s owner is unsure', async () => {
    const { pool } = test.database;
    const at = { lon: 120.03, lat: 30.03 };
    await aWell(pool, { ...at, ownerId: 'power', lettering: null });
    await aWell(pool, { ...at, lon: at.lon + 0.00003, classCode: '0107', ownerId: 'telecom', lettering: null });
    await aWell(pool, { ...at, lat: at.lat + 0.00003, classCode: '0101', ownerId: 'water', lettering: null });
    const order = await orderOf(test.app, await report(test.app, { position: at, accuracyM: 20, text: '井盖没了' }));
    expect(accountable(order)).toEqual(['centre-990101002']);
    expect(order.dispatchReason.code).toBe('dispatch-unsure-hazard');
    const [road, likeliest] = informed(order);
    expect(road).toBe('road-990101');
    expect(['power', 'telecom', 'water']).toContain(likeliest);
    expect(order.candidates.length).toBeGreaterThan(3);
    expect(order.candidates.find((c) => c.assetId !== null)?.ownerName).not.toBeNull();
  });

  it('is unsure by one share: why it was sent, whom it was told and who is suggested say the same of the likeliest owner', async () => {
    const { pool } = test.database;
    const at = { lon: 120.025, lat: 30.035 };
    await aWell(pool, { ...at, ownerId: 'power', lettering: null });
    await aWell(pool, { ...at, lat: at.lat + 0.00002, ownerId: 'power', lettering: null });
    await aWell(pool, { ...at, lon: at.lon + 0.00003, classCode: '0107', ownerId: 'telecom', lettering: null });
    await aWell(pool, { ...at, lat: at.lat - 0.00003, classCode: '0101', ownerId: 'water', lettering: null });
    await pool.query(`update assets set owner_confidence = 0.8 where st_dwithin(geom, st_setsrid(st_point($1, $2), 4326), 0.0001)`, [at.lon, at.lat]);
    const order = await orderOf(test.app, await report(test.app, { position: at, accuracyM: 20, text: '井盖没了' }));
    expect(order.assetId).toBeNull();
    expect(order.suggestion?.unit.id).toBe('power');
    const percent = Math.round((order.suggestion?.probability ?? 0) * 100);
    expect(order.dispatchReason).toMatchObject({ code: 'dispatch-unsure-hazard', params: { percent } });
    expect(order.assignments.find(({ reason }) => reason.code === 'informed-likeliest-owner')?.reason.params).toEqual({ percent });
    // Records may be wrong: what the wells themselves add up to is another share, and told of none.
    const recorded = order.candidates.reduce((sum, { ownerName, probability }) => sum + (ownerName?.zh === '市电力公司' ? probability : 0), 0);
    expect(recorded * 100).toBeGreaterThan(percent + 1);
  });

  it('is the owner of the one the person picked among them', async () => {
    const well = await aWell(test.database.pool, { lon: 120.0301, lat: 30.0301, classCode: '0107', ownerId: 'telecom' });
    const position = { lon: 120.03, lat: 30.03 };
    expect(await orderOf(test.app, await report(test.app, { position, assetId: well }))).toMatchObject({
      unit: { id: 'telecom' },
      dispatchReason: { code: 'dispatch-picked' },
    });
    expect((await sendReport(test.app, { position: { lon: 120.06, lat: 30.01 }, assetId: well })).json()).toMatchObject({ code: 'asset-too-far' });
  });

  it('is the street when nothing is registered near, and when the person says it is not among them', async () => {
    const order = await orderOf(test.app, await report(test.app, { position: { lon: 120.07, lat: 30.035 } }));
    expect(order).toMatchObject({
      unit: { id: 'centre-990102001' },
      assetId: null,
      dispatchReason: { code: 'dispatch-none' },
      candidates: [{ assetId: null, probability: 1 }],
    });
    await aWell(test.database.pool, { lon: 120.065, lat: 30.035 });
    const notListed = await orderOf(test.app, await report(test.app, { position: { lon: 120.065, lat: 30.035 }, notListed: true }));
    expect(notListed.unit.id).toBe('centre-990102001');
  });

  it.each([
    ['noise', 'centre-990101001'],
    ['tree_fallen', 'greening-990101'],
    ['road_broken', 'road-990101'],
  ])('follows from place and kind alone for %s', async (kind, unit) => {
    const order = await orderOf(test.app, await report(test.app, { kind, text: '', position: { lon: 120.011, lat: 30.011 } }));
    expect(order.unit.id).toBe(unit);
    expect(order.assetId).toBeNull();
  });

  it('is the road authority for an ownerless cover on a road', async () => {
    await aWell(test.database.pool, { lon: 120.002, lat: 30.035, ownerId: null, classCode: '0102', lettering: null });
    const order = await orderOf(test.app, await report(test.app, { position: { lon: 120.002, lat: 30.035 }, text: '' }));
    expect(order).toMatchObject({ unit: { id: 'road-990101' }, dispatchReason: { code: 'dispatch-ownerless-road' } });
  });

  it('is found from a GCJ-02 position and from an address', async () => {
    const { transform } = gcoord as unknown as { transform: (at: [number, number], from: string, to: string) => [number, number] };
    const well = await aWell(test.database.pool, { lon: 120.0081, lat: 30.0101 });
    const [lon, lat] = transform([120.0081, 30.0101], 'WGS84', 'GCJ02');
    const order = await orderOf(test.app, await report(test.app, { position: { lon, lat, datum: 'GCJ02' } }));
    expect(order.assetId).toBe(well);
    expect(order.reports[0]?.position.lon).toBeCloseTo(120.0081, 5);
    const byAddress = await report(test.app, { ...noPin, address: '桥头路 7号', text: '电力井盖破了' });
    expect(byAddress.position.lon).toBeCloseTo(120.008, 5);
    expect((await orderOf(test.app, byAddress)).id).toBe(order.id);
    expect((await sendReport(test.app, { ...noPin, address: '不存在的路 7号' })).json()).toMatchObject({ code: 'address-not-found' });
  });

  it('gives a danger in the suburbs four hours, and no promise of a call to who left no contact', async () => {
    const story = await report(test.app, { position: { lon: 120.07, lat: 30.03 }, contact: undefined as never });
    expect(story).toMatchObject({ hazardDueAt: '2026-11-23T06:00:00.000Z', contactDueAt: null, closeDueAt: '2026-11-30T16:00:00.000Z' });
  });

  it('says first of all whom to call when someone is hurt or gas is smelt', async () => {
    expect(await report(test.app, { kind: 'noise', someoneHurt: true })).toMatchObject({ emergency: true, isHazard: true });
    expect(await report(test.app, { kind: 'gas_smell', text: '' })).toMatchObject({ emergency: true });
  });
});

describe('a caller’s report', () => {
  it('is taken by an agent, and by nobody else', async () => {
    const agent = await as(test.app, 'agent');
    const story = await report(test.app, { channel: 'hotline', kind: 'noise' }, agent);
    expect((await orderOf(test.app, story)).reports[0]?.channel).toBe('hotline');
    expect((await sendReport(test.app, { channel: 'hotline' })).statusCode).toBe(401);
    expect((await sendReport(test.app, { channel: 'hotline' }, await as(test.app, 'clerk-power'))).json()).toMatchObject({ code: 'forbidden' });
    expect((await sendReport(test.app, { channel: 'hotline' }, await as(test.app, 'dispatcher-east'))).json()).toMatchObject({ code: 'outside-scope' });
  });
});

describe('a report about a well whose order is found to be another well’s this very moment', () => {
  it('waits for that, then opens an order of its own', async () => {
    const { app, database } = test;
    const { pool } = database;
    const [plate, meant] = [await aWell(pool, { lon: 120.036, lat: 30.008 }), await aWell(pool, { lon: 120.0375, lat: 30.008 })];
    const earlier = await orderOf(app, await report(app, { plate }));
    const choosing = await pool.connect();
    await choosing.query('begin');
    await choosing.query('select from orders where id = $1 for update', [earlier.id]);
    const sent = report(app, { plate });
    await untilWaiting(pool);
    const { id: by } = await oneRow<{ id: string }>(pool, sql`select id from people where username = 'dispatcher-city'`);
    const chosen = { assetId: meant, position: { lon: 120.0375, lat: 30.008 }, at: now, personId: by, unitId: 'power', fallbackUnitIds: [] };
    await saveChosenAsset(choosing, earlier.id, { ...chosen, reason: { code: 'match-chosen' } });
    await choosing.query('commit');
    choosing.release();
    const later = await orderOf(app, await sent);
    expect(later.id).not.toBe(earlier.id);
    expect([later.assetId, (await readOrder(app, earlier.id)).assetId]).toEqual([plate, meant]);
  });
});

describe('a report about a matter that is being closed this very moment', () => {
  it('waits for that, then opens an order of its own', async () => {
    const { app, database } = test;
    const plate = await aWell(database.pool, { lon: 120.035, lat: 30.005 });
    const earlier = await orderOf(app, await report(app, { plate }));
    const closing = await database.pool.connect();
    await closing.query('begin');
    await closing.query("update orders set state = 'closed', is_hazard = false, closed_at = now() where id = $1", [earlier.id]);
    const sent = report(app, { plate });
    const waiting = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    await expect.poll(async () => (await database.pool.query(waiting)).rowCount).toBe(1);
    await closing.query('commit');
    closing.release();
    const later = await orderOf(app, await sent);
    expect(later.id).not.toBe(earlier.id);
    expect(later).toMatchObject({ state: 'dispatched', assetId: plate });
  });
});

describe('an order that comes back', () => {
  it('is a new assignment to the street, then to the district, then to the city, never nobody’s', async () => {
    const { app } = test;
    const order = await orderOf(app, await report(app, { kind: 'road_broken', position: { lon: 120.011, lat: 30.015 } }));
    expect((await act(app, 'clerk-road', order.id, 'return')).json()).toMatchObject({ code: 'note-missing' });
    const returned = await act(app, 'clerk-road', order.id, 'return', { note: '不是我们的路', photoIds: [await aPhoto(app)] });
    expect(returned.json()).toMatchObject({ state: 'dispatched', unit: { id: 'centre-990101001' }, part: 'none', actions: [] });
    expect((await app.inject({ url: `/api/v1/orders/${order.id}`, headers: await as(app, 'clerk-road') })).json()).toMatchObject({ code: 'order-handed-on' });
    await act(app, 'crew-street', order.id, 'hand_up', { note: '需区级处理' });
    await act(app, 'dispatcher-west', order.id, 'hand_up', { note: '需市级处理' });
    expect((await act(app, 'dispatcher-city', order.id, 'hand_up', { note: '无处可退' })).json()).toMatchObject({ code: 'no-level-above' });
    const now = await readOrder(app, order.id);
    expect(accountable(now)).toEqual(['centre-990000']);
    expect(now.assignments.filter((a) => a.endedAt !== null).map((a) => [a.unit.id, a.endReason])).toEqual([
      ['road-990101', '不是我们的路'],
      ['centre-990101001', '需区级处理'],
      ['centre-990101', '需市级处理'],
    ]);
    expect((await act(app, 'dispatcher-city', order.id, 'dispatch', { note: '请处理', unitId: 'no-such' })).json()).toMatchObject({ code: 'unit-unknown' });
    const sent = await act(app, 'dispatcher-city', order.id, 'dispatch', { note: '请处理', unitId: 'road-990101' });
    expect(sent.json()).toMatchObject({ unit: { id: 'road-990101' }, dispatchReason: { code: 'assignment-dispatched' } });
  });

  it('stands once with a unit that was told of it before, which is told of it no more when it hands it on; taken back, it is again', async () => {
    const { app } = test;
    const plate = await aWell(test.database.pool, { lon: 120.0352, lat: 30.0052, ownerId: 'power' });
    const order = await orderOf(app, await report(app, { plate, channel: 'plate', kind: 'cover_noise', text: '' }));
    const parts = async () =>
      (await readOrder(app, order.id)).assignments.filter(({ unit, endedAt }) => unit.id === 'water' && endedAt === null).map(({ part }) => part);
    await tellUnit(test.database.pool, { orderId: order.id, unitId: 'water', at: now, reason: { code: 'informed-warned' } });
    expect([order.unit.id, await parts()]).toEqual(['power', ['informed']]);
    await act(app, 'dispatcher-city', order.id, 'dispatch', { unitId: 'water', note: '改派' });
    expect(await parts()).toEqual(['accountable']);
    await act(app, 'dispatcher-city', order.id, 'take_back');
    expect(await parts()).toEqual(['informed']);
    await act(app, 'dispatcher-city', order.id, 'dispatch', { unitId: 'water', note: '改派' });
    await act(app, 'dispatcher-city', order.id, 'dispatch', { unitId: 'power', note: '再改派' });
    expect(await parts()).toEqual([]);
  });
});
