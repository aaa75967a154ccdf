import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.ts';
import { now } from '../../support/city.ts';
import { mattersOf } from '../../support/matter.ts';
import { act, aPhoto, as, readOrder } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

const { aMatter, did, noBreach } = mattersOf(() => test);

describe('an enquiry', () => {
  it('is answered at once by the agent, and is over', async () => {
    const { order, story } = await aMatter({ kind: 'noise', text: '几点可以施工' });
    expect(await did('agent', order.id, 'answer', { reply: '22 时后不得施工。' })).toMatchObject({ state: 'closed', reply: '22 时后不得施工。' });
    expect((await test.app.inject(`/api/v1/reports/${story.number}`)).json()).toMatchObject({ state: 'closed', reply: '22 时后不得施工。' });
  });
});

describe('centres', () => {
  it('hand down to what stands below and across to another place, whose people then act', async () => {
    const { order } = await aMatter({ kind: 'noise', text: '噪声' });
    await did('dispatcher-street', order.id, 'hand_up', { note: '需区级协调' });
    expect((await act(test.app, 'dispatcher-west', order.id, 'hand_down', { note: '街道办', unitId: 'power' })).json()).toMatchObject({
      code: 'unit-not-below',
    });
    expect(await did('dispatcher-west', order.id, 'hand_down', { note: '街道办', unitId: 'centre-990101001' })).toMatchObject({
      unit: { id: 'centre-990101001' },
    });
    expect((await act(test.app, 'dispatcher-street', order.id, 'dispatch', { note: '东区', unitId: 'centre-990102' })).json()).toMatchObject({
      code: 'centre-elsewhere',
    });
    expect((await act(test.app, 'dispatcher-street', order.id, 'hand_across', { note: '东区', unitId: 'centre-990101' })).json()).toMatchObject({
      code: 'unit-not-beside',
    });
    expect(await did('dispatcher-street', order.id, 'hand_across', { note: '在东区界内', unitId: 'centre-990102' })).toMatchObject({
      unit: { id: 'centre-990102' },
      district: { zh: '东区' },
    });
    expect((await readOrder(test.app, order.id, 'dispatcher-east')).actions).toEqual(expect.arrayContaining(['sign', 'hand_up', 'hand_across']));
    await noBreach();
    const asked = { url: `/api/v1/orders/${order.id}`, headers: { ...(await as(test.app, 'dispatcher-street')), 'accept-language': 'en' } };
    const went = { code: 'order-handed-on', detail: expect.stringMatching(/^This order went to .+ on Nov\s23,\s2026, \d\d:\d\d; it is no longer yours\.$/) };
    expect((await test.app.inject(asked)).json()).toMatchObject(went);
    expect((await act(test.app, 'dispatcher-street', order.id, 'sign')).json()).toMatchObject({ code: 'order-handed-on' });
  });

  it('are passed over by a leader who dispatches in person, with the reason', async () => {
    const { order } = await aMatter({ kind: 'noise', text: '噪声' });
    expect((await act(test.app, 'leader-west', order.id, 'dispatch', { unitId: 'power' })).json()).toMatchObject({ code: 'note-missing' });
    expect(await did('leader-west', order.id, 'dispatch', { unitId: 'power', note: '区长现场交办' })).toMatchObject({
      dispatchReason: { code: 'assignment-in-person' },
    });
  });
});

describe('supervision', () => {
  it('is taken up by three bodies jointly, goes on the docket, and the meeting decides who acts', async () => {
    const { order } = await aMatter();
    expect((await act(test.app, 'supervisor', order.id, 'docket', { note: '无人认领' })).json()).toMatchObject({ code: 'not-supervised' });
    const bodies = ['hotline_office', 'supervision_bureau', 'inspection_office'];
    expect(await did('supervisor', order.id, 'supervise', { note: '联合督办', bodies })).toMatchObject({ supervisedBy: bodies });
    expect(await did('supervisor', order.id, 'docket', { note: '无人认领' })).toMatchObject({ docketedAt: now });
    const decided = await did('supervisor', order.id, 'decide_docket', { note: '由水务牵头', unitId: 'water' });
    expect(decided).toMatchObject({ unit: { id: 'water' }, docketedAt: null, dispatchReason: { code: 'assignment-docket' } });
    await noBreach();
  });

  it('decided of what was answered already, has it done again: the answer is none any more, and callers who were not reached have their days', async () => {
    const { story, order } = await aMatter();
    for (const action of ['sign', 'start'] as const) await did('clerk-power', order.id, action);
    for (const action of ['supervise', 'docket'] as const) await did('supervisor', order.id, action, { note: '久拖不决' });
    await did('clerk-power', order.id, 'resolve', { reply: '已调平', photoIds: [await aPhoto(test.app)] });
    const again = await did('supervisor', order.id, 'decide_docket', { note: '会定', unitId: 'power' });
    expect(again).toMatchObject({ state: 'dispatched', unit: { id: 'power' }, reply: null });
    expect((await test.app.inject(`/api/v1/reports/${story.number}`)).json()).toMatchObject({ reply: null, replyPhotos: [] });
    const { rows } = await test.database.pool.query(
      `select o.repaired_at, (select count(*)::integer from timers t where t.order_id = o.id and t.clock = 'contact' and t.ended_at is null) as reminders from orders o where o.id = $1`,
      [order.id],
    );
    expect(rows).toEqual([{ repaired_at: null, reminders: 2 }]);
    await noBreach();
  });
});
