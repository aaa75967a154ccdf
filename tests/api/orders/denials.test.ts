import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Order } from '#domain/contract/orders.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import type { Username } from '../../support/city.ts';
import { act, aPhoto, as, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

let step = 0;
/** A power well with a telecom well a pace beside it; the reporter picks the power well on the map. */
const disputed = async (): Promise<Order & { assetId: string }> => {
  step += 1;
  const position = { lon: 120.001 + step * 0.001, lat: 30.01 };
  const assetId = await aWell(test.database.pool, position);
  await aWell(test.database.pool, { ...position, lon: position.lon + 0.00002, classCode: '0107', ownerId: 'telecom', lettering: null });
  const order = await orderOf(test.app, await report(test.app, aReport({ position, kind: 'cover_noise', accuracyM: 12, text: '井盖响', assetId })));
  return { ...order, assetId };
};
const deny = async (who: Username, id: string, note = '现场查看，不是我们的管线') =>
  act(test.app, who, id, 'return', { note, photoIds: [await aPhoto(test.app)] });
const believed = async (assetId: string) =>
  (await test.database.pool.query('select owner_id, owner_confidence, owner_evidence from assets where id = $1', [assetId])).rows[0];

describe('“not ours”', () => {
  it('needs a reason and a photo', async () => {
    const order = await disputed();
    expect((await act(test.app, 'clerk-power', order.id, 'return', { note: '不是' })).json()).toMatchObject({ code: 'evidence-missing', field: 'photoIds' });
    expect((await act(test.app, 'clerk-power', order.id, 'return', { photoIds: [await aPhoto(test.app)] })).json()).toMatchObject({ code: 'note-missing' });
    expect((await readOrder(test.app, order.id)).denials).toEqual([]);
  });

  it('lowers what the registry believes, asks the next candidate, and keeps words and photo for who decides', async () => {
    const order = await disputed();
    const denied = (await deny('clerk-power', order.id)).json<Order>();
    expect(denied).toMatchObject({ state: 'dispatched', unit: { id: 'telecom' }, dispatchReason: { code: 'assignment-offered' } });
    expect(denied.denials).toMatchObject([{ unit: { id: 'power' }, note: '现场查看，不是我们的管线', upheld: null }]);
    const seen = await readOrder(test.app, order.id);
    expect(seen.evidencePhotos).toHaveLength(1);
    expect(seen.replyPhotos).toEqual([]);
    const { owner_id, owner_confidence, owner_evidence } = await believed(order.assetId);
    expect([owner_id, owner_evidence]).toEqual(['power', 'denied']);
    expect(owner_confidence).toBeCloseTo(0.6, 2);
    const { rows } = await test.database.pool.query(`select action, source, order_id::text from asset_events where asset_id = $1`, [order.assetId]);
    expect(rows).toEqual([{ action: 'owner', source: 'order', order_id: order.id }]);
  });

  it('makes a version of the well, of which whoever looked before and edits after is told', async () => {
    const order = await disputed();
    await deny('clerk-power', order.id);
    const told = `select a.version, array(select e.version from asset_events e where e.asset_id = a.id order by e.id) as events from assets a where a.id = $1`;
    expect((await test.database.pool.query(told, [order.assetId])).rows).toEqual([{ version: 2, events: [2] }]);
    const headers = await as(test.app, 'registrar');
    const edited = await test.app.inject({ method: 'PATCH', url: `/api/v1/assets/${order.assetId}`, headers, payload: { version: 1, address: '桥头路9号' } });
    expect(edited.json()).toMatchObject({ code: 'asset-changed', params: { changes: { ownerEvidence: ['survey', 'denied'] } } });
  });

  it('asks whoever owns the neighbours in the line where the plate left no doubt which well it is', async () => {
    const position = { lon: 120.035, lat: 30.03 };
    const plate = await aWell(test.database.pool, { ...position, classCode: '0107', ownerId: 'telecom' });
    for (const metres of [20, 40, 60])
      await aWell(test.database.pool, { ...position, lon: position.lon + metres / 96_000, classCode: '0107', ownerId: metres === 40 ? 'gas' : 'telecom' });
    const order = await orderOf(test.app, await report(test.app, aReport({ position, kind: 'cover_noise', text: '井盖响', plate })));
    expect((await deny('clerk-telecom', order.id)).json<Order>()).toMatchObject({ unit: { id: 'gas' } });
  });

  it('said a second time makes the street accountable as the fallback, and the district decides: the registry learns it', async () => {
    const order = await disputed();
    await deny('clerk-power', order.id);
    const twice = (await deny('clerk-telecom', order.id)).json<Order>();
    expect(twice).toMatchObject({ unit: { id: 'centre-990101001' }, dispatchReason: { code: 'assignment-denied-twice' } });
    const asked = async () => (await readOrder(test.app, order.id)).assignments.filter((a) => a.endedAt === null && a.unit.id === 'centre-990101');
    expect(await asked()).toMatchObject([{ part: 'informed', reason: { code: 'informed-decide' } }]);

    await act(test.app, 'dispatcher-street', order.id, 'dispatch', { unitId: 'power', note: '街道认为是电力' });
    expect(await believed(order.assetId)).toMatchObject({ owner_evidence: 'denied' }); // the street does not decide
    expect(await asked()).toMatchObject([{ reason: { code: 'informed-decide' } }]);
    const decided = await act(test.app, 'dispatcher-west', order.id, 'dispatch', { unitId: 'power', note: '竣工图显示为电力' });
    expect(decided.json<Order>().denials.map((d) => [d.unit.id, d.upheld])).toEqual([
      ['power', false],
      ['telecom', true],
    ]);
    expect(await asked()).toMatchObject([{ part: 'informed', reason: { code: 'informed-decided' } }]);
    expect(await believed(order.assetId)).toEqual({ owner_id: 'power', owner_confidence: expect.closeTo(0.98, 3), owner_evidence: 'decision' });
    expect((await deny('clerk-power', order.id)).json()).toMatchObject({ code: 'ownership-decided', status: 409 });
  });

  it('is not argued over again at the same well', async () => {
    const order = await disputed();
    await deny('clerk-power', order.id);
    await deny('clerk-telecom', order.id);
    await act(test.app, 'dispatcher-west', order.id, 'dispatch', { unitId: 'telecom', note: '盖内为通信电缆' });
    await act(test.app, 'clerk-telecom', order.id, 'sign');
    await act(test.app, 'clerk-telecom', order.id, 'start');
    await act(test.app, 'clerk-telecom', order.id, 'resolve', { reply: '已调平', photoIds: [await aPhoto(test.app)] });
    await act(test.app, 'dispatcher-street', order.id, 'close');
    const again = await orderOf(
      test.app,
      await report(test.app, aReport({ kind: 'cover_noise', plate: order.assetId, position: order.position, text: '又响了' })),
    );
    expect(again.unit.id).toBe('telecom');
    expect((await deny('clerk-telecom', again.id)).json()).toMatchObject({ code: 'ownership-decided' });
  });

  it('teaches nothing where a claim with its evidence had settled whose it is: who owns it repairs it, and cannot deny it after that either', async () => {
    const order = await disputed();
    const settled = { owner_id: 'power', owner_confidence: expect.closeTo(0.97, 3), owner_evidence: 'claim' };
    await test.database.pool.query(`update assets set owner_confidence = 0.97, owner_evidence = 'claim' where id = $1`, [order.assetId]);
    await act(test.app, 'dispatcher-street', order.id, 'dispatch', { unitId: 'telecom', note: '像是通信的' });
    expect((await deny('clerk-telecom', order.id)).json<Order>()).toMatchObject({ unit: { id: 'power' } });
    await act(test.app, 'clerk-power', order.id, 'sign');
    await act(test.app, 'clerk-power', order.id, 'start');
    await act(test.app, 'clerk-power', order.id, 'resolve', { reply: '已调平', photoIds: [await aPhoto(test.app)] });
    expect((await act(test.app, 'dispatcher-street', order.id, 'close')).json<Order>()).toMatchObject({ state: 'closed' });
    expect(await believed(order.assetId)).toEqual(settled);
    const told = aReport({ kind: 'cover_noise', plate: order.assetId, position: order.position, text: '又响了' });
    const again = await orderOf(test.app, await report(test.app, told));
    expect((await deny('clerk-power', again.id)).json()).toMatchObject({ code: 'ownership-decided' });
  });

  it('is proved right when the unit asked next repairs it', async () => {
    const order = await disputed();
    await deny('clerk-power', order.id);
    await act(test.app, 'clerk-telecom', order.id, 'sign');
    await act(test.app, 'clerk-telecom', order.id, 'start');
    await act(test.app, 'clerk-telecom', order.id, 'resolve', { reply: '已调平', photoIds: [await aPhoto(test.app)] });
    await act(test.app, 'dispatcher-street', order.id, 'close');
    expect((await readOrder(test.app, order.id)).denials).toMatchObject([{ unit: { id: 'power' }, upheld: true }]);
    expect(await believed(order.assetId)).toEqual({ owner_id: 'telecom', owner_confidence: expect.closeTo(0.9, 3), owner_evidence: 'accepted' });
  });
});
