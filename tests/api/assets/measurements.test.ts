import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Asset } from '#domain/contract/assets.ts';
import type { Measurement } from '#domain/contract/measurements.ts';
import type { Order } from '#domain/contract/orders.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import type { Username } from '../../support/city.ts';
import { act, as, orderOf, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

let wells = 0;
const measured = { sizeMm: 680, depthM: 2.5, levelDifferenceMm: -15, gasLelPercent: 3 };
/** An order of the power company on whose site somebody measured. */
const measuredOrder = async (what: Record<string, unknown> = measured) => {
  wells += 1;
  const position = { lon: 120.001 + wells * 0.001, lat: 30.025 };
  const plate = await aWell(test.database.pool, position);
  const { id } = await orderOf(test.app, await report(test.app, aReport({ position, plate, kind: 'cover_missing', text: '' })));
  const reply = await act(test.app, 'clerk-power', id, 'arrive', { measured: what });
  return { id, plate, reply };
};
const waiting = async (plate: string): Promise<Measurement[]> => {
  const reply = await test.app.inject({ url: `/api/v1/assets/${plate}/measurements`, headers: await as(test.app, 'registrar') });
  return reply.json<{ measurements: Measurement[] }>().measurements;
};
const answer = async (who: Username, id: string | undefined, adopt: boolean, version = 1) =>
  test.app.inject({ method: 'POST', url: `/api/v1/measurements/${id}/answer`, headers: await as(test.app, who), payload: { adopt, version } });
const assetOf = async (plate: string): Promise<Asset> =>
  (await test.app.inject({ url: `/api/v1/assets/${plate}`, headers: await as(test.app, 'registrar') })).json<Asset>();

describe('what a crew measures', () => {
  it('stands in the order’s story in its units, and changes nothing of the registry by itself', async () => {
    const { plate, reply } = await measuredOrder();
    expect(reply.statusCode, reply.body).toBe(200);
    expect(reply.json<Order>().events.at(-1)).toMatchObject({ action: 'arrive', measured });
    expect(await assetOf(plate)).toMatchObject({ depthM: null, version: 1, covers: [{ sizeMm: 700 }] });
  });

  it('waits for who may change the well, without the gas, and is recorded from its order once they adopt it', async () => {
    const { id, plate } = await measuredOrder();
    const [offer] = await waiting(plate);
    expect(offer).toMatchObject({ orderId: id, taken: { sizeMm: 680, depthM: 2.5, levelDifferenceMm: -15 } });
    expect(offer?.taken).not.toHaveProperty('gasLelPercent');
    const reply = await answer('registrar', offer?.id, true);
    expect(reply.statusCode, reply.body).toBe(200);
    const asset = await assetOf(plate);
    expect(asset).toMatchObject({ depthM: 2.5, version: 2, covers: [{ sizeMm: 680, levelDifferenceMm: -15 }] });
    const event = asset.events.find(({ orderId }) => orderId === id);
    expect(event).toMatchObject({ action: 'changed', source: 'order', changes: { depthM: [null, 2.5] }, version: 2 });
    expect(await waiting(plate)).toEqual([]);
  });

  it('is adopted by its owner too, and by nobody else’s', async () => {
    const { plate } = await measuredOrder({ depthM: 3 });
    const [offer] = await waiting(plate);
    expect((await answer('clerk-water', offer?.id, true)).statusCode).toBe(403);
    expect((await answer('clerk-power', offer?.id, true)).statusCode).toBe(200);
    expect(await assetOf(plate)).toMatchObject({ depthM: 3 });
  });

  it('is told to nobody who may not read the well’s life: it names a person and an order', async () => {
    const { plate } = await measuredOrder({ depthM: 5 });
    const reply = await test.app.inject({ url: `/api/v1/assets/${plate}/measurements`, headers: await as(test.app, 'clerk-water') });
    expect(reply.json()).toMatchObject({ status: 403, code: 'outside-scope' });
  });

  it('may be refused: the record stays, and it waits no more; of two answers the second is told', async () => {
    const { plate } = await measuredOrder({ depthM: 9 });
    const [offer] = await waiting(plate);
    expect((await answer('registrar', offer?.id, false)).statusCode).toBe(200);
    expect(await assetOf(plate)).toMatchObject({ depthM: null, version: 1 });
    expect(await waiting(plate)).toEqual([]);
    expect((await answer('registrar', offer?.id, true)).json()).toMatchObject({ status: 409, code: 'measurement-answered' });
  });

  it('is not adopted over a change that the reader has not seen', async () => {
    const { plate } = await measuredOrder({ depthM: 4 });
    const [offer] = await waiting(plate);
    expect((await answer('registrar', offer?.id, true, 7)).json()).toMatchObject({ status: 409, code: 'asset-changed' });
    expect(await waiting(plate)).toHaveLength(1);
  });

  it('goes with its order to the asset that a dispatcher says is meant', async () => {
    const { id, plate } = await measuredOrder({ depthM: 5 });
    const other = await aWell(test.database.pool, { lon: 120.001 + wells * 0.001, lat: 30.0253 });
    expect((await act(test.app, 'dispatcher-street', id, 'choose_asset', { assetId: other, note: '来电人说明' })).statusCode).toBe(200);
    expect(await waiting(plate)).toEqual([]);
    expect(await waiting(other)).toMatchObject([{ orderId: id, taken: { depthM: 5 } }]);
  });

  it('is refused outside its bounds, naming the field', async () => {
    const { reply } = await measuredOrder({ depthM: 900 });
    expect(reply.json()).toMatchObject({ status: 400, field: 'measured/depthM' });
  });
});
