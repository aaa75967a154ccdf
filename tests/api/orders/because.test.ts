import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '#domain/contract/orders.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { act, aPhoto, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

let wells = 0;
const anOrder = async (): Promise<Order> => {
  wells += 1;
  const position = { lon: 120.001 + wells * 0.001, lat: 30.014 };
  const plate = await aWell(test.database.pool, { ...position, ownerId: 'power' });
  return orderOf(test.app, await report(test.app, aReport({ position, plate, kind: 'cover_noise', text: '' })));
};
const unfit = { code: 'because-unfit', field: 'because', status: 422 };
const slip = { code: 'note-slip' };

describe('a reason given by a code', () => {
  it('stands for the words of the acts that its page gives it for, and for those of no other', async () => {
    const { id, version } = await anOrder();
    for (const [action, body] of [
      ['void', {}],
      ['dispatch', { unitId: 'water' }],
      ['supervise', {}],
    ] as const)
      expect(
        (await act(test.app, action === 'supervise' ? 'supervisor' : 'dispatcher-city', id, action, { ...body, because: slip })).json(),
        action,
      ).toMatchObject(unfit);
    expect(await readOrder(test.app, id)).toMatchObject({ state: 'dispatched', unit: { id: 'power' }, version });
  });

  it('never stands for the words or the evidence of a denial, also beside both', async () => {
    const { id } = await anOrder();
    const photoIds = [await aPhoto(test.app)];
    for (const because of [slip, { code: 'note-done-before', at: '2026-11-20 08:15' }, { code: 'note-as-recorded' }]) {
      expect((await act(test.app, 'clerk-power', id, 'return', { because, photoIds })).json(), because.code).toMatchObject(unfit);
      expect((await act(test.app, 'clerk-power', id, 'return', { because, photoIds, note: '不是我方' })).json(), because.code).toMatchObject(unfit);
    }
    expect((await readOrder(test.app, id)).denials).toEqual([]);
  });

  it('that names a suggestion is one of this order, of this unit and this likely', async () => {
    const { id } = await anOrder();
    const away = await act(test.app, 'dispatcher-city', id, 'dispatch', { unitId: 'water', note: '先给上水' });
    const { suggestion } = away.json<Order>();
    expect(suggestion?.unit.id).toBe('power');
    const percent = Math.round((suggestion?.probability ?? 0) * 100);
    const send = (unitId: string, because: object) => act(test.app, 'dispatcher-city', id, 'dispatch', { unitId, because });
    expect((await send('telecom', { code: 'note-as-suggested', percent })).json()).toMatchObject(unfit);
    expect((await send('power', { code: 'note-as-suggested', percent: percent - 9 })).json()).toMatchObject(unfit);
    expect((await send('power', { code: 'note-as-recorded' })).json()).toMatchObject(unfit);
    const sent = await send('power', { code: 'note-as-suggested', percent });
    expect(sent.json<Order>()).toMatchObject({ unit: { id: 'power' } });
    expect(sent.json<Order>().events.at(-1)).toMatchObject({
      ...{ action: 'dispatch', note: `按系统建议派单（可能性 ${percent}%）`, because: { code: 'note-as-suggested', params: { percent } } },
    });
  });

  it('that says of a merge how likely it is needs an offer that says so', async () => {
    const [one, other] = [await anOrder(), await anOrder()];
    const because = { code: 'note-same-place', percent: 83 };
    expect((await act(test.app, 'dispatcher-city', one.id, 'merge', { orderId: other.id, because })).json()).toMatchObject(unfit);
  });

  it('that tells when a step was done stands before the reply, which the story keeps', async () => {
    const { id, position } = await anOrder();
    test.setNow('2026-11-23T03:30:00.000Z');
    const because = { code: 'note-done-before', at: '2026-11-23 10:15' };
    for (const action of ['sign', 'start'] as const) await act(test.app, 'clerk-power', id, action, { because });
    const done = await act(test.app, 'clerk-power', id, 'resolve', { because, reply: '已调平', photoIds: [await aPhoto(test.app)], position });
    expect(done.json<Order>()).toMatchObject({ reply: '已调平' });
    expect(done.json<Order>().events.at(-1)?.note).toBe('现场 11月23日 10:15 做的，当时没有信号，后来补发。 已调平');
    expect(done.json<Order>().events.find(({ action }) => action === 'sign')?.note).toBe('现场 11月23日 10:15 做的，当时没有信号，后来补发。');
    const never = await act(test.app, 'clerk-power', id, 'take_back', { because: { ...because, at: '2026-13-41 29:70' } });
    expect(never.statusCode).toBe(400);
  });

  it('that tells when it was resolved tells it of the danger that this ended, too', async () => {
    const position = { lon: 120.0015, lat: 30.0152 };
    const plate = await aWell(test.database.pool, { ...position, ownerId: 'power' });
    const { id } = await orderOf(test.app, await report(test.app, aReport({ position, plate, kind: 'cover_missing', text: '' })));
    for (const action of ['sign', 'start'] as const) await act(test.app, 'clerk-power', id, action);
    test.setNow('2026-11-23T03:30:00.000Z');
    const because = { code: 'note-done-before', at: '2026-11-23 10:15' };
    const done = await act(test.app, 'clerk-power', id, 'resolve', { because, reply: '已盖好', photoIds: [await aPhoto(test.app)], position });
    expect(done.statusCode, done.body).toBe(200);
    expect(done.json<Order>().events.find(({ action }) => action === 'secure')).toMatchObject({
      ...{ note: '现场 11月23日 10:15 做的，当时没有信号，后来补发。', because: { code: 'note-done-before', params: { at: '2026-11-23 10:15' } } },
    });
  });

  it('that tells an hour that cannot be is left out, and the step is kept: a phone’s clock may be wrong', async () => {
    const { id } = await anOrder();
    for (const [action, at] of [
      ['sign', '2099-01-01 08:00'],
      ['start', '2026-11-22 08:00'],
    ] as const) {
      const done = await act(test.app, 'clerk-power', id, action, { because: { code: 'note-done-before', at }, note: '到了' });
      expect(done.json<Order>().events.at(-1), done.body).toMatchObject({ action, note: '到了', because: null });
    }
  });

  it('that calls a merge a slip is for who merged; whoever else undoes it gives a reason', async () => {
    const [one, other] = [await anOrder(), await anOrder()];
    await act(test.app, 'dispatcher-city', one.id, 'merge', { orderId: other.id, note: '同一处' });
    expect((await act(test.app, 'dispatcher-street', one.id, 'unmerge', { because: slip })).json()).toMatchObject(unfit);
    expect((await act(test.app, 'dispatcher-street', one.id, 'unmerge', { note: '是两口井' })).json()).toMatchObject({ state: 'dispatched' });
    await act(test.app, 'dispatcher-street', one.id, 'merge', { orderId: other.id, note: '同一处' });
    expect((await act(test.app, 'dispatcher-city', one.id, 'unmerge', { because: slip })).json()).toMatchObject(unfit);
    expect((await act(test.app, 'dispatcher-street', one.id, 'unmerge', { because: slip })).json()).toMatchObject({ state: 'dispatched' });
  });
});
