import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportStory } from '#domain/contract/reports.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { act, aPhoto, as, orderOf, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const seen = async (number: string): Promise<ReportStory> => (await test.app.inject({ url: `/api/v1/reports/${number}` })).json();

describe('the thread from a pin to the right owner', () => {
  it('goes from a pin to its sure owner, is signed, called, begun, resolved with a photo and closed, and the citizen sees each step', async () => {
    const { app } = test;
    const well = await aWell(test.database.pool);
    const story = await report(app, { photoIds: [await aPhoto(app)] });
    expect(story).toMatchObject({ state: 'dispatched', unit: { zh: '市电力公司' }, isHazard: true, emergency: false, place: { street: { zh: '桥头街道' } } });
    expect(story.photos).toHaveLength(1);
    const order = await orderOf(app, story, 'clerk-power');
    expect(order).toMatchObject({ assetId: well, unit: { id: 'power' }, part: 'accountable', dispatchReason: { code: 'dispatch-matched' } });
    expect(order.dispatchPath.map((u) => u.id)).toEqual(['centre-990000', 'centre-990101', 'centre-990101001', 'power']);
    expect(order.actions).toEqual(['sign', 'arrive', 'secure', 'send_crew', 'ask_time', 'return']);
    expect(order.assignments.map((a) => [a.unit.id, a.part])).toEqual([
      ['power', 'accountable'],
      ['road-990101', 'informed'],
    ]);
    expect(Object.fromEntries(order.deadlines.map((d) => [d.clock, d.dueAt]))).toEqual({
      hazard: '2026-11-23T04:00:00.000Z',
      contact: '2026-11-24T16:00:00.000Z',
      close: '2026-11-30T16:00:00.000Z',
    });

    const crew = await as(app, 'crew-power');
    for (const [action, state] of [
      ['sign', 'signed'],
      ['contact', 'contacted'],
      ['start', 'in_progress'],
    ] as const) {
      expect((await act(app, 'crew-power', order.id, action)).json()).toMatchObject({ state });
      expect(await seen(story.number)).toMatchObject({ state });
    }
    const photoIds = [await aPhoto(app, crew)];
    const resolved = await act(app, 'crew-power', order.id, 'resolve', { reply: '已更换井盖。', photoIds, assetStatus: 'intact', position: order.position });
    expect(resolved.json()).toMatchObject({ state: 'resolved', reply: '已更换井盖。', dueAt: '2026-11-30T16:00:00.000Z' });
    expect(resolved.json().replyPhotos).toHaveLength(1);
    expect((await act(app, 'crew-power', order.id, 'close')).json()).toMatchObject({ code: 'forbidden' });
    expect((await act(app, 'dispatcher-street', order.id, 'close')).json()).toMatchObject({ state: 'closed', actions: ['call_back', 'reopen'] });

    const end = await seen(story.number);
    expect(end).toMatchObject({ state: 'closed', reply: '已更换井盖。' });
    expect(end.events.map((e) => e.action)).toEqual(['receive', 'dispatch', 'sign', 'contact', 'start', 'secure', 'resolve', 'close']);
    const photo = await app.inject({ url: end.replyPhotos[0]?.url ?? '' });
    expect(photo.headers['content-type']).toBe('image/jpeg');
    const { rows } = await test.database.pool.query('select clock from deadlines where order_id = $1 and met_at is null', [order.id]);
    expect(rows).toEqual([]);
  });

  it('makes of many callers about one cover one order, each with a number', async () => {
    const { app } = test;
    await aWell(test.database.pool, { lon: 120.012, lat: 30.02 });
    const position = { lon: 120.012, lat: 30.02 };
    const first = await report(app, { position, kind: 'cover_missing' });
    const stories = await Promise.all([1, 2, 3, 4].map(() => report(app, { position, kind: 'cover_broken' })));
    const orders = await Promise.all([first, ...stories].map((s) => orderOf(app, s)));
    expect(new Set(orders.map((o) => o.id)).size).toBe(1);
    expect(new Set([first, ...stories].map((s) => s.number)).size).toBe(5);
    expect(orders[4]?.reports).toHaveLength(5);
    expect(orders[4]?.events.filter((e) => e.action === 'join')).toHaveLength(4);
  });

  it('opens one incident even when the first two reports come at the same time', async () => {
    const { app } = test;
    const position = { lon: 120.014, lat: 30.025 };
    await aWell(test.database.pool, position);
    const stories = await Promise.all([1, 2, 3, 4, 5, 6].map(() => report(app, { position })));
    const orders = await Promise.all(stories.map((s) => orderOf(app, s)));
    expect(new Set(orders.map((o) => o.id)).size).toBe(1);
  });

  it('opens a new order when the one before is closed', async () => {
    const { app } = test;
    const position = { lon: 120.016, lat: 30.025 };
    await aWell(test.database.pool, position);
    const before = await orderOf(app, await report(app, { position }));
    await act(app, 'dispatcher-street', before.id, 'void', { note: '重复' });
    expect((await orderOf(app, await report(app, { position }))).id).not.toBe(before.id);
  });
});
