import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '#domain/contract/orders.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { dangersOf, storyOf } from '../../support/danger.ts';
import { act, aKey, aPhoto, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const { at, begin, byTheRoad, called, callTo, nobodysDanger, ownedDanger, pass, somewhere } = dangersOf(() => test);
beforeEach(begin);

describe('a danger whose owner is not known', () => {
  it('calls the street’s people in the minute it is reported; who is called answers by signing, and a signature at a desk takes no call from them', async () => {
    const order = await nobodysDanger();
    expect(order.unit.id).toBe('centre-990101001');
    expect(await called(order.id)).toEqual(['crew-street']);
    await act(test.app, 'dispatcher-street', order.id, 'sign');
    expect(await called(order.id)).toEqual(['crew-street']);
    const other = await nobodysDanger();
    await act(test.app, 'crew-street', other.id, 'sign');
    await pass(15);
    expect(await called(other.id)).toEqual(['crew-street']);
    expect((await callTo('crew-street', other.id))?.acknowledgedAt).not.toBeNull();
    expect(await called(order.id)).toEqual(['dispatcher-street']); // ten minutes of silence went on to the next
  });

  it('waits ten minutes for a person to look when it is one anonymous word without a photo, then calls all the same', async () => {
    const order = await nobodysDanger({ contact: undefined as never });
    expect(storyOf(order)).toContain('look');
    expect(await called(order.id)).toEqual([]);
    await pass(10);
    expect(await called(order.id)).toEqual(['crew-street']);
  });

  it('is one word however often one line tells of it, also after a report was split out; another line’s word calls', async () => {
    const position = byTheRoad();
    const tell = async (remoteAddress: string, metres = 0) => {
      const payload = aReport({ text: '路边的圆井盖裂成两半掉下去了', notListed: true, accuracyM: 3, contact: undefined as never });
      const place = { ...position, lon: position.lon + metres / 96_000 };
      const headers = { 'idempotency-key': aKey() };
      const reply = await test.app.inject({ method: 'POST', url: '/api/v1/reports', headers, remoteAddress, payload: { ...payload, position: place } });
      expect(reply.statusCode, reply.body).toBe(201);
      return orderOf(test.app, reply.json<ReportStory>());
    };
    const first = await tell('203.0.113.7');
    const twice = await tell('203.0.113.7', 0.2);
    expect([twice.id, storyOf(twice).filter((action) => action === 'call' || action === 'look')]).toEqual([first.id, ['look']]);
    const { rows } = await test.database.pool.query('select distinct sender from reports r join orders o using (incident_id) where o.id = $1', [first.id]);
    expect(rows, 'nobody sees that the two are one line’s').toHaveLength(2);
    const reportId = twice.reports.at(-1)?.id ?? '';
    expect((await act(test.app, 'dispatcher-street', first.id, 'split', { reportId, note: '不是同一处' })).statusCode).toBe(200);
    await act(test.app, 'dispatcher-street', first.id, 'void', { note: '现场无异常' });
    const apart = await tell('203.0.113.7', 0.2);
    expect(apart.id).not.toBe(first.id);
    expect(apart.reportCount).toBe(2);
    expect(storyOf(apart)).not.toContain('call');
    expect(storyOf(await tell('198.51.100.9', 0.2))).toContain('call');
  });

  it.each([
    ['someone is hurt', async () => ({ contact: undefined as never, someoneHurt: true })],
    ['there is a photo', async () => ({ contact: undefined as never, photoIds: [await aPhoto(test.app)] })],
  ])('calls at once when %s', async (_, given) => {
    const order = await nobodysDanger(await given());
    expect(await called(order.id)).toEqual(['crew-street']);
  });

  it('waits for a look far from any road, and with a caller whose reports were void before', async () => {
    const far = await nobodysDanger({ position: { lon: 120.005, lat: 30.02 } });
    expect(storyOf(far)).toContain('look');
    const contact = { name: '某', phone: '13900000001' };
    for (const phone of ['139 0000 0001', '+86 13900000001']) {
      const wrong = await nobodysDanger({ contact: { ...contact, phone } });
      await act(test.app, 'dispatcher-street', wrong.id, 'void', { note: '现场无异常' });
    }
    expect(storyOf(await nobodysDanger({ contact }))).toContain('look');
  });

  it('is not doubted for what units’ systems left in place of other callers’ telephones', async () => {
    const toldBy = (phone: string) => nobodysDanger({ channel: 'api', contact: { phone } });
    for (const phone of ['不详', '未留']) await act(test.app, 'dispatcher-street', (await toldBy(phone)).id, 'void', { note: '现场无异常' });
    expect(storyOf(await toldBy('无'))).toContain('call');
  });

  it('is not called for any more when a dispatcher finds its owner', async () => {
    const order = await nobodysDanger();
    await act(test.app, 'dispatcher-street', order.id, 'dispatch', { unitId: 'power', note: '盖面有电力字样' });
    expect(await called(order.id)).toEqual([]);
    await pass(121);
    expect(await called(order.id)).toEqual(['crew-street']); // the owner did not come
  });

  it('is nobody’s again when who was there gives it on: its clock begins anew and the crew is called', async () => {
    const order = await ownedDanger();
    await act(test.app, 'crew-power', order.id, 'arrive');
    await pass(60);
    await act(test.app, 'clerk-power', order.id, 'return', { note: '不是我们的', photoIds: [await aPhoto(test.app)] });
    const back = await readOrder(test.app, order.id);
    expect(back).toMatchObject({ arrivedAt: null, isHazard: true });
    expect(back.deadlines.find((d) => d.clock === 'hazard')).toMatchObject({ metAt: null, startedAt: at() });
    expect(await called(order.id)).toEqual(['crew-street']);
  });

  it('begins anew when it is back after it was made safe, and has an order of its own while the work waits for its check', async () => {
    const position = somewhere();
    const plate = await aWell(test.database.pool, position);
    const told = async () => orderOf(test.app, await report(test.app, { position, plate }));
    const order = await told();
    await act(test.app, 'crew-power', order.id, 'secure', { photoIds: [await aPhoto(test.app)], position: order.position });
    await pass(60);
    const again = await told();
    expect(again).toMatchObject({ id: order.id, isHazard: true, arrivedAt: null, securedAt: null });
    expect(again.deadlines.find((d) => d.clock === 'hazard')).toMatchObject({ metAt: null, startedAt: at() });
    for (const action of ['sign', 'start'] as const) await act(test.app, 'clerk-power', order.id, action);
    await act(test.app, 'clerk-power', order.id, 'resolve', { reply: '好了', photoIds: [await aPhoto(test.app)], position: order.position });
    expect((await told()).id).not.toBe(order.id);
  });

  it('has to be over within hours of whoever came, also when it is back after it was made safe', async () => {
    const position = somewhere();
    const plate = await aWell(test.database.pool, position);
    const told = async () => orderOf(test.app, await report(test.app, { position, plate }));
    const order = await told();
    for (const action of ['arrive', 'secure'] as const)
      await act(test.app, 'crew-power', order.id, action, action === 'secure' ? { photoIds: [await aPhoto(test.app)], position: order.position } : {});
    await pass(60);
    expect((await told()).id).toBe(order.id);
    const there = (await act(test.app, 'crew-power', order.id, 'arrive')).json<Order>();
    expect(there.deadlines.find((d) => d.clock === 'secure')).toMatchObject({ metAt: null, startedAt: at() });
    await pass(241);
    expect(storyOf(await readOrder(test.app, order.id)).at(-1)).toBe('overdue');
  });

  it('is not left open behind a reply: who resolves says where they stand and shows that it is safe, and the story tells both', async () => {
    const order = await ownedDanger();
    for (const action of ['sign', 'start'] as const) await act(test.app, 'clerk-power', order.id, action);
    const done = { reply: '好了', photoIds: [await aPhoto(test.app)] };
    const open = await act(test.app, 'clerk-power', order.id, 'resolve', done);
    expect([open.statusCode, open.json()]).toMatchObject([422, { code: 'danger-not-safe', field: 'position' }]);
    const far = await act(test.app, 'clerk-power', order.id, 'resolve', { ...done, position: { lon: 120.07, lat: 30.01 } });
    expect(far.json()).toMatchObject({ code: 'position-too-far', field: 'position' });
    const whole = (await act(test.app, 'clerk-power', order.id, 'resolve', { ...done, position: order.position })).json<Order>();
    expect(whole).toMatchObject({ state: 'resolved', isHazard: false, securedAt: at(), arrivedAt: at() });
    expect(storyOf(whole).slice(-2)).toEqual(['secure', 'resolve']);
    expect(whole.deadlines.find((d) => d.clock === 'hazard')?.metAt).toBe(at());
  });

  it('is asked of nobody twice: made safe before, it is resolved by a reply and a photo', async () => {
    const order = await ownedDanger();
    await act(test.app, 'crew-power', order.id, 'secure', { photoIds: [await aPhoto(test.app)], position: order.position });
    for (const action of ['sign', 'start'] as const) await act(test.app, 'clerk-power', order.id, action);
    const whole = (await act(test.app, 'clerk-power', order.id, 'resolve', { reply: '好了', photoIds: [await aPhoto(test.app)] })).json<Order>();
    expect(whole.state).toBe('resolved');
    expect(storyOf(whole).filter((action) => action === 'secure')).toHaveLength(1);
  });

  it('has its clock again when the centre sees the hole still open, and calls go on after a dispatch that came too late', async () => {
    const order = await ownedDanger();
    for (const action of ['sign', 'start'] as const) await act(test.app, 'clerk-power', order.id, action);
    await act(test.app, 'clerk-power', order.id, 'resolve', { reply: '好了', photoIds: [await aPhoto(test.app)], position: order.position });
    await pass(30);
    const back = (await act(test.app, 'dispatcher-street', order.id, 'rework', { note: '洞还在', isDangerous: true })).json<Order>();
    expect(back).toMatchObject({ isHazard: true, arrivedAt: null, securedAt: null });
    expect(back.deadlines.find((d) => d.clock === 'hazard')).toMatchObject({ metAt: null, startedAt: at() });
    await pass(121);
    expect(await called(order.id)).toEqual(['crew-street']);
    await act(test.app, 'dispatcher-street', order.id, 'dispatch', { unitId: 'water', note: '试试' });
    expect(await called(order.id)).toEqual([]);
    await pass(61);
    expect(await called(order.id)).toEqual(['crew-street']);
  });

  it('is called for again when the owner gives it back', async () => {
    const order = await ownedDanger();
    await act(test.app, 'clerk-power', order.id, 'return', { note: '不是我们的', photoIds: [await aPhoto(test.app)] });
    expect(await called(order.id)).toEqual(['crew-street']);
  });
});
