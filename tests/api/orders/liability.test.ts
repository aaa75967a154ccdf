import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formatPlate } from '#domain/asset-id.ts';
import type { Call } from '#domain/contract/calls.ts';
import type { Order } from '#domain/contract/orders.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aPerson, aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { renderPdf } from '../../support/render-pdf.ts';
import { act, aPhoto, as, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

let step = 0;
/** Each hole a hundred metres from the others, and all in one street. */
const aPlace = () => {
  step += 1;
  return { lon: 120.001 + (step % 18) * 0.001, lat: 30.012 + Math.floor(step / 18) * 0.006 };
};
/** A danger to which its owner did not come in time: the case of bill and blame is open. */
const aLateDanger = async (): Promise<Order> => {
  const position = aPlace();
  await aWell(test.database.pool, position);
  const order = await orderOf(test.app, await report(test.app, { position }));
  test.setNow('2026-11-23T04:01:00.000Z');
  await workTimers(test.app);
  return readOrder(test.app, order.id);
};
const send = async (who: Username, method: 'PUT' | 'POST', caseId: string, what: 'bill' | 'objection' | 'settlement', payload: object) =>
  test.app.inject({ method, url: `/api/v1/liability-cases/${caseId}/${what}`, headers: await as(test.app, who), payload });

describe('a case of bill and blame', () => {
  it('is billed by the fallback, settled by a centre over the place, and stands in the order’s story', async () => {
    const order = await aLateDanger();
    const id = order.liability[0]?.id ?? '';
    const bill = { amountFen: 123_450, note: '围护、警示灯、夜间人工' };
    expect((await send('dispatcher-city', 'POST', id, 'settlement', { outcome: 'paid', note: '已付' })).json()).toMatchObject({ code: 'bill-missing' });
    expect((await send('clerk-power', 'PUT', id, 'bill', bill)).json()).toMatchObject({ code: 'outside-scope' });
    expect((await send('dispatcher-street', 'PUT', id, 'bill', { ...bill, amountFen: 0 })).json()).toMatchObject({ code: 'field-invalid', field: 'amountFen' });
    expect((await send('dispatcher-street', 'PUT', id, 'bill', { ...bill, note: ' ' })).json()).toMatchObject({ code: 'note-missing', field: 'note' });
    expect((await readOrder(test.app, order.id, 'dispatcher-street')).liability).toMatchObject([{ mayBill: true, mayObject: false }]);
    expect((await send('dispatcher-street', 'PUT', id, 'bill', bill)).json<Order>().liability).toMatchObject([
      { billFen: 123_450, billedAt: expect.any(String) },
    ]);
    expect((await send('dispatcher-east', 'POST', id, 'settlement', { outcome: 'paid', note: '已付' })).json()).toMatchObject({ code: 'outside-scope' });
    const settled = await send('dispatcher-west', 'POST', id, 'settlement', { outcome: 'shared', note: '各担一半' });
    expect(settled.json<Order>().liability).toMatchObject([{ outcome: 'shared', settlement: '各担一半', mayBill: false, maySettle: false }]);
    expect((await send('dispatcher-street', 'PUT', id, 'bill', bill)).json()).toMatchObject({ code: 'case-settled' });
    expect((await readOrder(test.app, order.id)).events.map(({ action }) => action)).toEqual(expect.arrayContaining(['bill', 'settle']));
    expect((await send('dispatcher-city', 'PUT', '999999', 'bill', bill)).json()).toMatchObject({ code: 'outside-scope' });
  });
});

describe('a bill', () => {
  it('is still read and disputed by whom it asks to pay where the order went to another after it was entered', async () => {
    const { id, liability } = await aLateDanger();
    const caseId = liability[0]?.id ?? '';
    expect((await send('dispatcher-street', 'PUT', caseId, 'bill', { amountFen: 100, note: '围护' })).statusCode).toBe(200);
    await act(test.app, 'dispatcher-street', id, 'dispatch', { unitId: 'water', note: '改派' });
    expect((await readOrder(test.app, id, 'clerk-power')).liability).toMatchObject([{ mayObject: true }]);
    const told = (await readOrder(test.app, id)).assignments.filter(({ unit, endedAt }) => unit.id === 'power' && endedAt === null);
    expect(told).toMatchObject([{ part: 'informed', reason: { code: 'informed-billed' } }]);
    expect((await send('clerk-power', 'POST', caseId, 'objection', { note: '不是我方的井' })).statusCode).toBe(200);
  });
});

describe('who has a bill, or is called, and reads the order by another part', () => {
  const opened = async (who: Username, id: string) => (await test.app.inject({ url: `/api/v1/orders/${id}`, headers: await as(test.app, who) })).statusCode;
  /** A danger to which the power company came too late, and which is the water company's now; the power company's people may be called to it. */
  const aHandedOn = async (): Promise<Order> => {
    const order = await aLateDanger();
    await act(test.app, 'dispatcher-street', order.id, 'dispatch', { unitId: 'water', note: '改派' });
    await test.database.pool.query(`update orders set fallback_unit_ids = '{power}' where id = $1`, [order.id]);
    return order;
  };
  const bill = async ({ liability }: Order) =>
    expect((await send('dispatcher-street', 'PUT', liability[0]?.id ?? '', 'bill', { amountFen: 100, note: '围护' })).statusCode).toBe(200);
  const pass = async (at: string) => {
    test.setNow(at);
    await workTimers(test.app);
  };
  const callOf = async (who: Username, orderId: string) =>
    (await test.app.inject({ url: '/api/v1/calls', headers: await as(test.app, who) }))
      .json<{ calls: Call[] }>()
      .calls.find((call) => call.orderId === orderId);

  it('goes on reading it where an order of theirs was part of it meanwhile', async () => {
    const into = await aHandedOn();
    const position = { lon: into.position.lon + 0.0003, lat: into.position.lat };
    const plate = await aWell(test.database.pool, position);
    const own = await orderOf(test.app, await report(test.app, { position, plate, kind: 'cover_noise', text: '' }));
    expect(await opened('clerk-power', into.id)).toBe(403);
    const merge = async (action: 'merge' | 'unmerge') =>
      expect((await act(test.app, 'dispatcher-street', own.id, action, { orderId: into.id, note: '理由' })).statusCode).toBe(200);
    await merge('merge');
    expect(await opened('clerk-power', into.id)).toBe(200);
    await pass('2026-11-23T05:02:00.000Z');
    expect(await callOf('crew-power', into.id)).toBeDefined();
    await merge('unmerge');
    expect(await callOf('crew-power', into.id), 'the call to a danger stays').toBeDefined();
    await pass('2026-11-23T05:20:00.000Z');
    await merge('merge');
    await bill(into);
    await merge('unmerge');
    expect(await opened('clerk-power', into.id)).toBe(200);
    expect((await readOrder(test.app, into.id)).assignments.filter(({ unit, endedAt }) => unit.id === 'power' && endedAt === null)).toHaveLength(1);
  });

  it('goes on reading it where they came as its fallback, and their part in that is done', async () => {
    const order = await aHandedOn();
    await pass('2026-11-23T05:02:00.000Z');
    const call = await callOf('crew-power', order.id);
    const headers = await as(test.app, 'crew-power');
    expect((await test.app.inject({ method: 'POST', url: `/api/v1/calls/${call?.id}/acknowledge`, headers })).statusCode).toBe(200);
    await bill(order);
    const safe = { photoIds: [await aPhoto(test.app)], position: order.position };
    expect((await act(test.app, 'crew-power', order.id, 'secure', safe)).statusCode).toBe(200);
    expect(await opened('clerk-power', order.id)).toBe(200);
    expect((await readOrder(test.app, order.id, 'clerk-power')).liability).toMatchObject([{ mayObject: true }]);
  });
});

describe('a case that nobody bills', () => {
  it('is closed by a centre over the place, with a reason and without money; who could have billed it bills it no more', async () => {
    const order = await aLateDanger();
    const id = order.liability[0]?.id ?? '';
    const close = { outcome: 'unbilled', note: '未产生费用' };
    expect(order.liability).toMatchObject([{ billFen: null, maySettle: true }]);
    expect((await readOrder(test.app, order.id, 'clerk-power')).liability).toMatchObject([{ maySettle: false }]);
    for (const other of ['dispatcher-east', 'clerk-power'] as const) expect((await send(other, 'POST', id, 'settlement', close)).statusCode, other).toBe(403);
    expect((await send('dispatcher-west', 'POST', id, 'settlement', { ...close, note: ' ' })).json()).toMatchObject({ code: 'note-missing', field: 'note' });
    const closed = (await send('dispatcher-west', 'POST', id, 'settlement', close)).json<Order>();
    expect(closed.liability).toMatchObject([
      { outcome: 'unbilled', settlement: '未产生费用', billFen: null, mayBill: false, mayObject: false, maySettle: false },
    ]);
    expect(closed.events.at(-1)).toMatchObject({ action: 'settle', note: '未产生费用' });
    const bill = { amountFen: 100, note: '围护' };
    expect((await send('dispatcher-street', 'PUT', id, 'bill', bill)).json()).toMatchObject({ code: 'case-settled' });
    const queue = await test.app.inject({ url: '/api/v1/orders?mark=unsettled&state=open', headers: await as(test.app, 'dispatcher-west') });
    expect(queue.json<{ orders: Order[] }>().orders.map((one) => one.id)).not.toContain(order.id);
  });

  it('is read by whom it was held against, who is told that it is closed, also where the order went to another meanwhile', async () => {
    const { id, liability } = await aLateDanger();
    await act(test.app, 'dispatcher-street', id, 'dispatch', { unitId: 'water', note: '改派' });
    const read = async () => (await test.app.inject({ url: `/api/v1/orders/${id}`, headers: await as(test.app, 'clerk-power') })).statusCode;
    expect(await read()).toBe(403);
    await send('dispatcher-west', 'POST', liability[0]?.id ?? '', 'settlement', { outcome: 'unbilled', note: '未产生费用' });
    expect(await read()).toBe(200);
    const told = (await readOrder(test.app, id)).assignments.filter(({ reason }) => reason.code === 'informed-settled');
    expect(told.map(({ unit }) => unit.id)).toEqual(['power']);
  });

  it('is not closed so once it is billed', async () => {
    const order = await aLateDanger();
    const id = order.liability[0]?.id ?? '';
    await send('dispatcher-street', 'PUT', id, 'bill', { amountFen: 100, note: '围护' });
    expect((await send('dispatcher-west', 'POST', id, 'settlement', { outcome: 'unbilled', note: '算了' })).json()).toMatchObject({
      ...{ code: 'bill-entered', field: 'outcome', status: 409 },
    });
  });
});

describe('a step of a case after which others took one', () => {
  it('settles, replaces and disputes nothing that its person did not see: they look, and send again', async () => {
    const order = await aLateDanger();
    const id = order.liability[0]?.id ?? '';
    const enter = (amountFen: number, seenAt: string | null | undefined) =>
      send('dispatcher-street', 'PUT', id, 'bill', { amountFen, note: '围护', ...(seenAt === undefined ? {} : { seenAt }) });
    const first = (await enter(10_000, null)).json<Order>().liability[0]?.billedAt;
    const changed = { status: 409, code: 'case-changed', field: 'seenAt' };
    expect((await enter(20_000, null)).json()).toMatchObject(changed);
    test.setNow('2026-11-23T04:02:00.000Z');
    const second = (await enter(9_000_000, first)).json<Order>().liability[0]?.billedAt;
    const settle = (seenAt: string | null | undefined) => send('dispatcher-west', 'POST', id, 'settlement', { outcome: 'paid', note: '已付', seenAt });
    expect((await settle(first)).json()).toMatchObject(changed);
    expect((await send('clerk-power', 'POST', id, 'objection', { note: '太贵', seenAt: first })).json()).toMatchObject(changed);
    test.setNow('2026-11-23T04:03:00.000Z');
    const objected = await send('clerk-power', 'POST', id, 'objection', { note: '太贵', seenAt: second });
    expect(objected.statusCode, objected.body).toBe(200);
    expect((await settle(second)).json()).toMatchObject(changed);
    const settled = (await settle(objected.json<Order>().liability[0]?.objection?.at)).json<Order>();
    expect(settled.liability).toMatchObject([{ outcome: 'paid', billFen: 9_000_000 }]);
  });
});

describe('who is asked to pay', () => {
  const bill = { amountFen: 123_450, note: '围护、警示灯' };

  it('disputes the bill in the program, is heard until it is settled, and nobody else disputes it', async () => {
    const order = await aLateDanger();
    const id = order.liability[0]?.id ?? '';
    const no = { note: '井盖上是上水的字，不是我方的井' };
    expect((await send('clerk-power', 'POST', id, 'objection', no)).json()).toMatchObject({ code: 'bill-missing' });
    await send('dispatcher-street', 'PUT', id, 'bill', bill);
    expect((await readOrder(test.app, order.id, 'clerk-power')).liability).toMatchObject([{ mayObject: true, mayBill: false, objection: null }]);
    for (const other of ['dispatcher-street', 'dispatcher-west', 'clerk-water'] as const)
      expect((await send(other, 'POST', id, 'objection', no)).json(), other).toMatchObject({ code: 'outside-scope' });
    expect((await send('clerk-power', 'POST', id, 'objection', { note: ' ' })).json()).toMatchObject({ code: 'note-missing', field: 'note' });
    expect((await send('clerk-power', 'POST', id, 'objection', no)).json<Order>().liability).toMatchObject([
      { objection: { at: '2026-11-23T04:01:00.000Z', note: no.note } },
    ]);
    const again = (await send('clerk-power', 'POST', id, 'objection', { note: '金额也不对' })).json<Order>();
    expect(again.liability).toMatchObject([{ objection: { note: '金额也不对' } }]); // the last word stands, the story keeps both
    expect(again.events.filter(({ action }) => action === 'object').map(({ note }) => note)).toEqual([no.note, '金额也不对']);
    const settled = (await send('dispatcher-west', 'POST', id, 'settlement', { outcome: 'waived', note: '异议成立' })).json<Order>();
    expect(settled.liability).toMatchObject([{ outcome: 'waived', mayObject: false, objection: { note: '金额也不对' } }]);
    expect((await send('clerk-power', 'POST', id, 'objection', no)).json()).toMatchObject({ code: 'case-settled' });
  });

  it('shows photos with it, which stand with the case for who may read the order, and with no reply to a citizen', async () => {
    const order = await aLateDanger();
    const id = order.liability[0]?.id ?? '';
    await send('dispatcher-street', 'PUT', id, 'bill', bill);
    const clerk = await as(test.app, 'clerk-power');
    const photoId = await aPhoto(test.app, clerk);
    const objected = (photoIds: string[]) => send('clerk-power', 'POST', id, 'objection', { note: '是上水的井', photoIds });
    expect((await send('clerk-power', 'POST', id, 'objection', { note: ' ', photoIds: [photoId] })).json()).toMatchObject({ code: 'note-missing' });
    const [one] = (await objected([photoId])).json<Order>().liability;
    expect(one?.objectionPhotos.map((photo) => photo.id)).toEqual([photoId]);
    const seen = await readOrder(test.app, order.id, 'dispatcher-west');
    expect([seen.liability[0]?.objectionPhotos.length, seen.replyPhotos, seen.evidencePhotos]).toEqual([1, [], []]);
    const url = one?.objectionPhotos[0]?.url ?? '';
    const status = async (who: Username) => (await test.app.inject({ url, headers: await as(test.app, who) })).statusCode;
    expect([await status('dispatcher-west'), await status('clerk-water'), await status('dispatcher-east')]).toEqual([200, 403, 403]);
    const number = order.reports[0]?.number ?? '';
    expect((await test.app.inject({ url: `/api/v1/reports/${number}/photos/${photoId}` })).statusCode).not.toBe(200);
    expect((await objected([photoId])).json()).toMatchObject({ code: 'photo-unknown', field: 'photoIds' });
    expect((await readOrder(test.app, order.id)).events.filter(({ action }) => action === 'object')).toHaveLength(1);
  });

  it('stands in the queue of what is not settled until it is, closed or not', async () => {
    const { id, liability } = await aLateDanger();
    const caseId = liability[0]?.id ?? '';
    const unsettled = async (state: 'open' | 'done') => {
      const reply = await test.app.inject({ url: `/api/v1/orders?mark=unsettled&state=${state}`, headers: await as(test.app, 'dispatcher-west') });
      return reply.json<{ orders: Order[] }>().orders.some((order) => order.id === id);
    };
    expect([await unsettled('open'), await unsettled('done')]).toEqual([true, false]);
    await act(test.app, 'dispatcher-west', id, 'void', { note: '误报' });
    expect([await unsettled('open'), await unsettled('done')]).toEqual([false, true]);
    await send('dispatcher-street', 'PUT', caseId, 'bill', bill);
    await send('dispatcher-west', 'POST', caseId, 'settlement', { outcome: 'waived', note: '误报' });
    expect(await unsettled('done')).toBe(false);
  });

  it('reads the order and its bill also where the order went to another meanwhile', async () => {
    const order = await aLateDanger();
    const id = order.liability[0]?.id ?? '';
    await act(test.app, 'dispatcher-street', order.id, 'dispatch', { unitId: 'water', note: '改派' });
    const opened = async () =>
      test.app.inject({ url: `/api/v1/orders/${order.id}`, headers: await as(test.app, 'clerk-power') }).then(({ statusCode }) => statusCode);
    expect(await opened()).toBe(403);
    await send('dispatcher-street', 'PUT', id, 'bill', bill);
    expect(await opened()).toBe(200);
    expect((await send('clerk-power', 'POST', id, 'objection', { note: '已改派' })).statusCode).toBe(200);
  });
});

describe('a bill', () => {
  const bill = { amountFen: 123_450, note: '围护、警示灯、夜间人工 3 人' };
  const paper = (who: Username, id: string, lang = 'zh') =>
    as(test.app, who).then((headers) => test.app.inject({ url: `/api/v1/liability-cases/${id}/bill?lang=${lang}`, headers }));

  it('is a document that says who asks whom, what was done at the place and by whom, what it cost and how to object', async () => {
    const order = await aLateDanger();
    const id = order.liability[0]?.id ?? '';
    expect((await paper('dispatcher-street', id)).json()).toMatchObject({ code: 'bill-missing' });
    const { rows } = await test.database.pool.query<{ id: string }>('select id from calls where order_id = $1 and ended_at is null', [order.id]);
    const crew = await as(test.app, 'crew-street');
    await test.app.inject({ method: 'POST', url: `/api/v1/calls/${rows[0]?.id}/acknowledge`, headers: crew });
    const late = { because: { code: 'note-done-before', at: '2026-11-23 11:40' }, note: '井边已围' };
    expect((await act(test.app, 'crew-street', order.id, 'arrive', { position: order.position, ...late })).statusCode).toBe(200);
    await send('dispatcher-street', 'PUT', id, 'bill', bill);
    const reply = await paper('clerk-power', id); // who is asked to pay reads it too
    expect([reply.statusCode, reply.headers['content-type'], reply.headers['content-disposition']]).toEqual([
      200,
      'application/pdf',
      `inline; filename="TD-${order.id}-${id}-clerk-power.pdf"`,
    ]);
    const told = (await renderPdf(reply.rawPayload, 2)).map(({ text }) => text.replaceAll('\n', '')).join('');
    const place = formatPlate(order.assetId ?? '');
    for (const words of [
      '托底处置费用账单',
      `TD-${order.id}-${id}`,
      '付款单位',
      '市电力公司',
      '开具单位',
      place,
      '到达现场',
      '现场 11月23日 11:40 做的',
      '井边已围',
      bill.note,
      '1,234.50',
      '壹仟贰佰叁拾肆元伍角整',
    ])
      expect(told).toContain(words);
    expect(told).toContain('提出：写明账单编号');
    const english = (await renderPdf((await paper('dispatcher-west', id, 'en')).rawPayload, 2)).map(({ text }) => text.replaceAll('\n', ' ')).join(' ');
    for (const words of ['Asked to pay', 'City Power', 'arrived at the place', 'Done on site Nov 23 11:40', '井边已围', '¥ 1,234.50', 'Whoever disputes'])
      expect(english).toContain(words);
    expect((await paper('dispatcher-east', id)).json()).toMatchObject({ code: 'outside-scope' });
    expect((await paper('dispatcher-city', '999999')).json()).toMatchObject({ code: 'outside-scope' });
  });
});

describe('who is blamed', () => {
  let dangers = 0;
  const aDanger = async (): Promise<Order> => {
    dangers += 1;
    const position = { lon: 120.001 + dangers * 0.001, lat: 30.028 };
    await aWell(test.database.pool, position);
    return orderOf(test.app, await report(test.app, { position }));
  };
  const send = (id: string, unitId: string) => act(test.app, 'dispatcher-street', id, 'dispatch', { unitId, note: '改派' });
  const blamed = async (id: string) => {
    test.setNow(now); // a session ends after hours
    return (await readOrder(test.app, id)).liability.map(({ unit }) => unit.en);
  };
  const pass = async (at: string) => {
    test.setNow(at);
    await workTimers(test.app);
  };

  it('is who was accountable when the clock ended, also where nobody worked it until another had the order', async () => {
    const { id } = await aDanger();
    test.setNow('2026-11-23T04:10:00.000Z');
    await send(id, 'water');
    await pass('2026-11-23T04:20:00.000Z');
    expect(await blamed(id)).toEqual(['City Power']);
  });

  it('is who had it by then, not who had it before', async () => {
    const { id } = await aDanger();
    test.setNow('2026-11-23T03:00:00.000Z');
    await send(id, 'water');
    await pass('2026-11-23T04:00:00.000Z');
    expect(await blamed(id)).toEqual(['City Water']);
  });

  it('is nobody else, to whom it went afterwards, and no handling centre', async () => {
    const [late, centres] = [await aDanger(), await aDanger()];
    await send(centres.id, 'centre-990101001');
    await pass('2026-11-23T04:00:00.000Z');
    await send(late.id, 'water');
    for (const hour of [5, 6, 7]) await pass(`2026-11-23T0${hour}:00:01.000Z`);
    expect(await blamed(late.id)).toEqual(['City Power']);
    expect(await blamed(centres.id)).toEqual([]);
  });

  it('is who had the order that it was merged into at the clock’s end', async () => {
    const [one, other] = [await aDanger(), await aDanger()];
    await send(other.id, 'water');
    test.setNow('2026-11-23T03:00:00.000Z');
    const merged = await act(test.app, 'dispatcher-street', one.id, 'merge', { orderId: other.id, note: '同一处' });
    expect(merged.statusCode, merged.body).toBe(200);
    await pass('2026-11-23T04:00:00.000Z');
    expect(await blamed(other.id)).toEqual(['City Water']);
    expect(await blamed(one.id)).toEqual([]);
    test.setNow('2026-11-23T04:05:00.000Z');
    expect((await act(test.app, 'dispatcher-street', one.id, 'unmerge', { note: '是两处' })).statusCode).toBe(200);
    await pass('2026-11-23T04:06:00.000Z');
    const late = await readOrder(test.app, one.id);
    expect(late.events.map(({ action }) => action)).toEqual(expect.arrayContaining(['overdue', 'call']));
    expect(await blamed(one.id), 'nor afterwards who could not come to what was part of another').toEqual([]);
  });
});

describe('a case of a danger that was handed across', () => {
  const unsettledOf = async (who: Username) => {
    const reply = await test.app.inject({ url: '/api/v1/orders?mark=unsettled&state=open', headers: await as(test.app, who) });
    return reply.json<{ orders: Order[]; counts: { open: number } }>();
  };
  const handedAcross = async () => {
    const order = await aLateDanger();
    await act(test.app, 'dispatcher-street', order.id, 'dispatch', { unitId: 'centre-990101001', note: '先收回' });
    const across = await act(test.app, 'dispatcher-street', order.id, 'hand_across', { unitId: 'centre-990102001', note: '在东山镇界内' });
    expect(across.statusCode, across.body).toBe(200);
    return { order, caseId: order.liability[0]?.id ?? '' };
  };

  it('is found, read and billed by the centre that acted, which knows its callers no more and does nothing else with the order', async () => {
    const { order, caseId } = await handedAcross();
    const found = await unsettledOf('dispatcher-street');
    expect(found.orders.map(({ id }) => id)).toContain(order.id);
    expect(found.counts.open).toBe(found.orders.length);
    const seen = await readOrder(test.app, order.id, 'dispatcher-street');
    expect(seen).toMatchObject({
      actions: [],
      liability: [{ mayBill: true, maySettle: false }],
      reports: [{ number: null, contactMasked: expect.stringContaining('*') }],
    });
    const headers = await as(test.app, 'dispatcher-street');
    expect((await test.app.inject({ url: `/api/v1/orders/${order.id}/contacts`, headers })).statusCode).toBe(403);
    expect((await send('dispatcher-street', 'PUT', caseId, 'bill', { amountFen: 100, note: '围护' })).statusCode).toBe(200);
    expect((await test.app.inject({ url: `/api/v1/liability-cases/${caseId}/bill`, headers })).statusCode).toBe(200);
  });

  it('is seen by nobody else of the place that it left', async () => {
    const { order, caseId } = await handedAcross();
    await aPerson(test.database.pool, 'agent-street', [{ role: 'agent', placeCode: '990101001' }]);
    const agent = { headers: await as(test.app, 'agent-street' as Username) };
    expect((await test.app.inject({ url: `/api/v1/orders/${order.id}`, ...agent })).json()).toMatchObject({ code: 'order-handed-on' });
    expect((await test.app.inject({ url: `/api/v1/liability-cases/${caseId}/bill`, ...agent })).statusCode).toBe(403);
    expect((await unsettledOf('agent-street' as Username)).orders.map(({ id }) => id)).not.toContain(order.id);
  });
});

describe('a unit that is no centre and acted in another’s place', () => {
  it('is told of the order when its part ends, and bills it there', async () => {
    const order = await aLateDanger();
    const { pool } = test.database;
    await pool.query(`update liability_cases set fallback_unit_id = 'water' where order_id = $1`, [order.id]);
    await pool.query(
      `insert into assignments (order_id, unit_id, part, assigned_at, reason) values ($1, 'water', 'fallback', $2, '{"code": "assignment-fallback"}')`,
      [order.id, now],
    );
    for (const action of ['sign', 'start'] as const) await act(test.app, 'clerk-power', order.id, action);
    const photoIds = [await aPhoto(test.app)];
    expect((await act(test.app, 'clerk-power', order.id, 'resolve', { reply: '好了', photoIds, position: order.position })).statusCode).toBe(200);
    const seen = await readOrder(test.app, order.id, 'clerk-water');
    expect(seen.assignments.filter(({ unit, endedAt }) => unit.id === 'water' && endedAt === null)).toMatchObject([
      { part: 'informed', reason: { code: 'informed-bills' } },
    ]);
    expect(seen).toMatchObject({ liability: [{ mayBill: true }], reports: [{ number: null }] });
    const queue = await test.app.inject({ url: '/api/v1/orders?part=informed', headers: await as(test.app, 'clerk-water') });
    expect(queue.json<{ orders: Order[] }>().orders.map(({ id }) => id)).toContain(order.id);
    expect((await send('clerk-water', 'PUT', order.liability[0]?.id ?? '', 'bill', { amountFen: 900, note: '围护' })).statusCode).toBe(200);
  });
});

describe('who asks for the money', () => {
  const bill = { amountFen: 5_000, note: '围护' };

  it('settles no case of its own, billed or not: another centre over the place does', async () => {
    const order = await aLateDanger();
    const id = order.liability[0]?.id ?? '';
    const settle = (who: Username, outcome: string) => send(who, 'POST', id, 'settlement', { outcome, note: '两清' });
    expect((await settle('dispatcher-street', 'unbilled')).json()).toMatchObject({ code: 'case-own', status: 403 });
    const billed = (await send('dispatcher-street', 'PUT', id, 'bill', bill)).json<Order>();
    expect(billed.liability).toMatchObject([{ mayBill: true, maySettle: false }]);
    expect((await settle('dispatcher-street', 'paid')).json()).toMatchObject({ code: 'case-own' });
    expect((await readOrder(test.app, order.id, 'dispatcher-west')).liability).toMatchObject([{ mayBill: false, maySettle: true }]);
    expect((await settle('dispatcher-west', 'paid')).statusCode).toBe(200);
  });

  it('settles it where nobody stands over it, but not by who entered the bill', async () => {
    const order = await aLateDanger();
    const id = order.liability[0]?.id ?? '';
    await test.database.pool.query(`update liability_cases set fallback_unit_id = 'centre-990000' where id = $1`, [id]);
    expect((await send('dispatcher-city', 'PUT', id, 'bill', bill)).json<Order>().liability).toMatchObject([{ maySettle: false }]);
    expect((await send('dispatcher-city', 'POST', id, 'settlement', { outcome: 'paid', note: '已付' })).json()).toMatchObject({ code: 'case-own' });
    await aPerson(test.database.pool, `leader-city-${step}`, [{ role: 'leader', placeCode: '990000' }]);
    const leader = await as(test.app, `leader-city-${step}` as Username);
    const settled = await test.app.inject({
      ...{ method: 'POST', url: `/api/v1/liability-cases/${id}/settlement`, headers: leader, payload: { outcome: 'shared', note: '各半' } },
    });
    expect(settled.json<Order>().liability).toMatchObject([{ outcome: 'shared' }]);
  });
});

describe('callers', () => {
  it('are known to who has to act and to who goes there as to a danger, not to who is merely told of the order or of its bill', async () => {
    const order = await aLateDanger();
    const look = async (who: Username) => (await test.app.inject({ url: `/api/v1/orders/${order.id}/contacts`, headers: await as(test.app, who) })).statusCode;
    expect(await look('clerk-road')).toBe(403); // told of it: it lies on a road
    expect((await readOrder(test.app, order.id, 'clerk-road')).reports).toMatchObject([{ number: null, hasContact: true }]);
    const told = (unitId: string, code: string) =>
      test.database.pool.query(
        `insert into assignments (order_id, unit_id, part, assigned_at, reason) values ($1, $2, 'informed', $3, jsonb_build_object('code', $4::text))`,
        [...[order.id, unitId, now, code]],
      );
    await told('water', 'informed-billed');
    await told('telecom', 'informed-called');
    expect([await look('clerk-water'), await look('clerk-telecom'), await look('clerk-power')]).toEqual([403, 200, 200]);
    await told('water', 'informed-likeliest-owner');
    expect(await look('clerk-water'), 'begins at once').toBe(200);
    await test.database.pool.query(
      `insert into calls (order_id, unit_id, person_id, round, called_at, answer_by, ended_at) select $1, 'road-990101', id, 1, $2, $2, $2 from people where username = 'clerk-road'`,
      [order.id, now],
    );
    expect(await look('clerk-road'), 'told before, and called since').toBe(200);
    test.setNow(now);
    for (const action of ['sign', 'start'] as const) await act(test.app, 'clerk-power', order.id, action);
    await act(test.app, 'clerk-power', order.id, 'resolve', { reply: '好了', photoIds: [await aPhoto(test.app)], position: order.position });
    await act(test.app, 'dispatcher-street', order.id, 'close');
    expect([await look('clerk-telecom'), await look('clerk-power')]).toEqual([403, 200]);
  });
});
