import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Asset } from '#domain/contract/assets.ts';
import type { AssetStatus } from '#domain/contract/terms.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { act, aPhoto, as, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

let step = 0;
const later = () => {
  step += 1;
  test.setNow(new Date(Date.parse('2026-11-23T02:00:00Z') + step * 60_000).toISOString());
};
/** A well with an order about its missing cover, signed and begun. */
const aMissing = async () => {
  step += 1;
  const position = { lon: 120.001 + step * 0.0005, lat: 30.02 };
  const id = await aWell(test.database.pool, { ...position, status: 'missing' });
  const order = await orderOf(test.app, await report(test.app, { position, plate: id, kind: 'cover_missing' }));
  for (const action of ['sign', 'start'] as const) await act(test.app, 'crew-power', order.id, action);
  return { id, order };
};
const read = async (id: string): Promise<Asset> =>
  (await test.app.inject({ url: `/api/v1/assets/${id}`, headers: await as(test.app, 'registrar') })).json<Asset>();
const say = async (id: string, status: AssetStatus) => {
  later();
  const { version } = await read(id);
  const reply = await test.app.inject({
    method: 'PATCH',
    url: `/api/v1/assets/${id}`,
    headers: await as(test.app, 'clerk-power'),
    payload: { version, status },
  });
  expect(reply.statusCode, reply.body).toBe(200);
};
const resolve = async (orderId: string, assetStatus?: AssetStatus) => {
  later();
  const { position } = await readOrder(test.app, orderId);
  const told = { reply: '已换新盖', photoIds: [await aPhoto(test.app)], position, ...(assetStatus ? { assetStatus } : {}) };
  expect((await act(test.app, 'crew-power', orderId, 'resolve', told)).statusCode).toBe(200);
};
const close = async (orderId: string) => {
  later();
  expect((await act(test.app, 'dispatcher-street', orderId, 'close')).statusCode).toBe(200);
};

it('a closed order sets its asset’s status by what its reply said, or by what was reported being over; its history says from which order', async () => {
  for (const said of ['intact', undefined] as const) {
    const { id, order } = await aMissing();
    await resolve(order.id, said);
    expect((await read(id)).status).toBe('missing');
    await close(order.id);
    const asset = await read(id);
    expect(asset).toMatchObject({ status: 'intact', version: 2 });
    expect(asset.events[0]).toMatchObject({
      action: 'status',
      source: 'order',
      orderId: order.id,
      person: { zh: '人员 crew-power' },
      note: '已换新盖',
      changes: { status: ['missing', 'intact'] },
    });
  }
});

it('an order closed with the reply that the well is gone closes the record of its cover too, and its life tells both', async () => {
  step += 1;
  const position = { lon: 120.001 + step * 0.0005, lat: 30.02 };
  const id = await aWell(test.database.pool, { ...position });
  const order = await orderOf(test.app, await report(test.app, { position, plate: id, kind: 'cover_broken' }));
  for (const action of ['sign', 'start'] as const) await act(test.app, 'crew-power', order.id, action);
  await resolve(order.id, 'removed');
  expect((await read(id)).covers.map(({ removedOn }) => removedOn)).toEqual([null]);
  await close(order.id);
  const asset = await read(id);
  expect(asset).toMatchObject({
    status: 'removed',
    standing: 'retired',
    version: 2,
    hazards: [],
    covers: [{ removedOn: '2026-11-23', removedReason: 'removed' }],
  });
  expect(asset.events[0]).toMatchObject({
    action: 'status',
    source: 'order',
    orderId: order.id,
    changes: { status: ['intact', 'removed'], cover: [{ sizeMm: 700 }, null] },
  });
});

it('whoever spoke after the reply stands, and the order’s word is written down as passed over', async () => {
  const { id, order } = await aMissing();
  await resolve(order.id, 'intact');
  await say(id, 'damaged');
  await close(order.id);
  const asset = await read(id);
  expect(asset).toMatchObject({ status: 'damaged', version: 2 });
  expect(asset.events[0]).toMatchObject({
    action: 'status_passed',
    source: 'order',
    orderId: order.id,
    version: null,
    changes: { status: ['intact', 'damaged'] },
  });
});

it('a reply after somebody’s word stands, and that word is written down as passed over', async () => {
  const { id, order } = await aMissing();
  await say(id, 'damaged');
  await resolve(order.id, 'intact');
  await close(order.id);
  const asset = await read(id);
  expect(asset).toMatchObject({ status: 'intact', version: 3 });
  expect(asset.events.slice(0, 2)).toMatchObject([
    { action: 'status', source: 'order', changes: { status: ['damaged', 'intact'] } },
    { action: 'status_passed', source: 'owner', person: { zh: '人员 clerk-power' }, changes: { status: ['damaged', 'intact'] } },
  ]);
});

it('a reply that the centre was not satisfied with says nothing, and so does an order that is void', async () => {
  const { id, order } = await aMissing();
  await resolve(order.id, 'abandoned');
  await act(test.app, 'dispatcher-street', order.id, 'rework', { note: '没有修好' });
  for (const action of ['sign', 'start'] as const) await act(test.app, 'crew-power', order.id, action);
  await resolve(order.id);
  await close(order.id);
  expect((await read(id)).status).toBe('intact');
  const other = await aMissing();
  await act(test.app, 'dispatcher-street', other.order.id, 'void', { note: '误报' });
  expect(await read(other.id)).toMatchObject({ status: 'missing', version: 1 });
});
