import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listBreaches } from '#db/queries/orders/timers.ts';
import type { Order } from '#domain/contract/orders.ts';
import { giveEvents } from '../../../api/give-events.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { act, as, doing, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

const note = '来电人说明';
let row = 0;
/** Two wells side by side in a row of their own: the first is power's, and reported by its plate; the second is another's. */
const twoWells = async (ownerId: string | null = 'water', given: Parameters<typeof aReport>[0] = {}, metresEast = 40) => {
  row += 1;
  const position = { lon: 120.004, lat: 30.012 + row * 0.0005 };
  const plate = await aWell(test.database.pool, { ...position, ownerId: 'power' });
  const place = { lon: position.lon + metresEast / 96_000, lat: position.lat };
  const meant = await aWell(test.database.pool, { ...place, ownerId });
  const order = await orderOf(test.app, await report(test.app, aReport({ position, plate, kind: 'cover_noise', text: '', ...given })));
  return { order, plate, position, meant, place };
};
const did = doing(() => test.app);
const choose = (id: string, assetId: string) => did('dispatcher-street', id, 'choose_asset', { assetId, note });
const refused = async (who: Username, id: string, body: Record<string, unknown>) => (await act(test.app, who, id, 'choose_asset', { note, ...body })).json();

describe('a dispatcher says that another asset is meant', () => {
  it('the order is about it from then on and lies where it does; whoever has it keeps it, and it can be sent to whose it is by one act', async () => {
    const { order, meant, place } = await twoWells();
    expect(order).toMatchObject({ unit: { id: 'power' }, suggestion: null, chosen: null });
    const chosen = await choose(order.id, meant);
    expect(chosen).toMatchObject({
      assetId: meant,
      state: order.state,
      unit: { id: 'power' },
      suggestion: { unit: { id: 'water' }, probability: 1 },
      chosen: { ownerName: { zh: expect.stringContaining('水') } },
      matchReasons: [{ code: 'match-chosen' }],
      deadlines: order.deadlines,
    });
    expect(chosen.position.lon).toBeCloseTo(place.lon, 6);
    expect(chosen.events.at(-1)).toMatchObject({ action: 'choose_asset', assetId: meant, note });
    expect((await did('dispatcher-street', order.id, 'dispatch', { unitId: 'water', note })).suggestion, 'who has it is not suggested').toBeNull();
    expect(await listBreaches(test.database.pool)).toEqual([]);
  });

  it('the next report of that asset joins the order', async () => {
    const { order, meant, place } = await twoWells();
    await choose(order.id, meant);
    const told = await report(test.app, aReport({ position: place, plate: meant, kind: 'cover_noise', text: '' }));
    expect((await orderOf(test.app, told)).id).toBe(order.id);
  });

  it('is taken back while nothing followed: asset, spot and suggestion are those of before', async () => {
    const { order, meant } = await twoWells();
    await choose(order.id, meant);
    const back = await did('dispatcher-street', order.id, 'take_back');
    expect(back).toMatchObject({
      assetId: order.assetId,
      chosen: null,
      position: order.position,
      suggestion: order.suggestion,
      matchReasons: order.matchReasons,
    });
    expect(back.assignments).toEqual(order.assignments);
  });

  it('is not taken back once the former asset has an order of the same matter of its own', async () => {
    const { order, meant, plate } = await twoWells();
    const { order: other } = await twoWells();
    await choose(order.id, meant);
    await choose(other.id, plate);
    const reply = await act(test.app, 'dispatcher-street', order.id, 'take_back');
    expect(reply.json()).toMatchObject({ status: 409, code: 'asset-has-order', params: { orderId: other.id } });
  });

  it('the asset of before was merged meanwhile: the order is about the one that stands for it, whatever else is taken back once that one is split again', async () => {
    const { order, plate, position, meant } = await twoWells();
    const twin = await aWell(test.database.pool, { ...position, lon: position.lon + 0.00005 });
    const registrar = async (path: string, payload: object) => {
      const { rows } = await test.database.pool.query('select version from assets where id = $1', [plate]);
      const headers = await as(test.app, 'registrar');
      const reply = await test.app.inject({ method: 'POST', url: `/api/v1/assets/${plate}/${path}`, headers, payload: { ...rows[0], ...payload, note } });
      expect(reply.statusCode, reply.body).toBeLessThan(300);
    };
    await did('clerk-power', order.id, 'sign');
    await choose(order.id, meant);
    await registrar('merge', { into: twin });
    expect(await did('dispatcher-street', order.id, 'take_back')).toMatchObject({ assetId: twin });
    await registrar('split', {});
    expect(await did('dispatcher-street', order.id, 'take_back')).toMatchObject({ state: 'dispatched', assetId: twin });
    const told = await report(test.app, aReport({ position, plate: twin, kind: 'cover_noise', text: '' }));
    expect(await orderOf(test.app, told), 'the next report of it joins the order').toMatchObject({ id: order.id });
  });

  it('who owns it is told of a danger at once, before anybody sends it there, and is told no more when it is taken back', async () => {
    const { order, meant } = await twoWells('water', { kind: 'cover_missing' });
    const told = (of: Order) => of.assignments.filter(({ endedAt, part }) => endedAt === null && part === 'informed').map(({ unit }) => unit.id);
    expect(told(await choose(order.id, meant))).toContain('water');
    expect(told(await did('dispatcher-street', order.id, 'take_back'))).not.toContain('water');
  });

  it('whoever has the order reads in their notices that it is about another asset', async () => {
    const { order, meant } = await twoWells();
    await choose(order.id, meant);
    await giveEvents(test.app);
    const { rows } = await test.database.pool.query(
      `select p.username from notices n join people p on p.id = n.person_id where n.kind = 'asset-chosen' and n.order_id = $1`,
      [order.id],
    );
    expect(rows.map(({ username }) => username)).toContain('clerk-power');
  });

  it('nobody owns it: the rules say whose it is to keep', async () => {
    const { order, meant } = await twoWells(null);
    expect((await choose(order.id, meant)).suggestion).toMatchObject({ unit: { id: 'road-990101' } });
  });

  it('over the border into the suburbs a danger’s clock is theirs, from the hour it was told', async () => {
    row += 1;
    const position = { lon: 120.0398, lat: 30.012 + row * 0.0005 };
    const plate = await aWell(test.database.pool, { ...position, ownerId: 'power' });
    const meant = await aWell(test.database.pool, { ...position, lon: 120.0403, ownerId: 'power' });
    const order = await orderOf(test.app, await report(test.app, aReport({ position, plate, kind: 'cover_missing', text: '' })));
    const hazard = (of: Order) => of.deadlines.find(({ clock }) => clock === 'hazard');
    test.setNow(new Date(Date.parse(now) + 600_000).toISOString());
    const chosen = await did('dispatcher-city', order.id, 'choose_asset', { assetId: meant, note });
    const hours = (of: Order) => (Date.parse(hazard(of)?.dueAt ?? '') - Date.parse(hazard(of)?.startedAt ?? '')) / 3_600_000;
    expect([hours(order), hours(chosen)]).toEqual([2, 4]);
    expect(hazard(chosen)?.startedAt).toBe(hazard(order)?.startedAt);
    expect(hours(await did('dispatcher-city', order.id, 'take_back'))).toBe(2);
    expect(await listBreaches(test.database.pool)).toEqual([]);
  });
});

describe('a choice is refused', () => {
  it('of none, of the same, of an unknown number, of one far away, and without saying why', async () => {
    const { order, plate } = await twoWells();
    const far = await aWell(test.database.pool, { lon: 120.02, lat: 30.03 });
    expect(await refused('dispatcher-street', order.id, {})).toMatchObject({ status: 422, code: 'asset-unchosen', field: 'assetId' });
    expect(await refused('dispatcher-street', order.id, { assetId: plate, note: ' ' })).toMatchObject({ status: 422, code: 'note-missing' });
    expect(await refused('dispatcher-street', order.id, { assetId: plate })).toMatchObject({ status: 422, code: 'asset-same' });
    expect(await refused('dispatcher-street', order.id, { assetId: far })).toMatchObject({ status: 422, code: 'chosen-too-far' });
    expect(await refused('dispatcher-street', order.id, { assetId: '31010401039999990' })).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('of an asset whose same matter has an order: the two are merged instead', async () => {
    const { order, meant, place } = await twoWells();
    const other = await orderOf(test.app, await report(test.app, aReport({ position: place, plate: meant, kind: 'cover_noise', text: '' })));
    expect(await refused('dispatcher-street', order.id, { assetId: meant })).toMatchObject({ code: 'asset-has-order', params: { orderId: other.id } });
  });

  it('of the unit that has it: who is meant by the report is not the owner’s to say', async () => {
    const { order, meant } = await twoWells();
    expect(await refused('clerk-power', order.id, { assetId: meant })).toMatchObject({ status: 403 });
    expect((await readOrder(test.app, order.id)).assetId).not.toBe(meant);
  });
});
