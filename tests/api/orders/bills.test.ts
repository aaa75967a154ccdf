import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formatPlate } from '#domain/asset-id.ts';
import type { Order } from '#domain/contract/orders.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { now, type Username } from '../../support/city.ts';
import { lateDangersOf } from '../../support/late-danger.ts';
import { renderPdf } from '../../support/render-pdf.ts';
import { act, aPhoto, as, readOrder } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

const { aLateDanger, send } = lateDangersOf(() => test);

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
