import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { oneRow, sql } from '#db/sql.ts';
import type { Look } from '#domain/contract/looks.ts';
import { eraseOnRequest } from '../../../api/erasure/erase.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { act, aPhoto, as, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
beforeEach(() => test.setNow(now));
afterAll(() => test.close());

const get = async (who: Username, url: string) => test.app.inject({ url, headers: await as(test.app, who) });
const readLooks = async (who: Username, query = '') => (await get(who, `/api/v1/looks${query}`)).json<{ looks: Look[]; next: string | null }>();
/** Who looked at an order’s callers by which way, the oldest first, as an administrator reads it. */
const looksAt = async (orderId: string) =>
  (await readLooks('administrator', `?orderId=${orderId}`)).looks.map(({ username, way }) => `${username} ${way}`).toReversed();

/** A caller's words and photo at a power well of its own, read by nobody yet. */
const aTold = async (photos = 0) => {
  const photoIds: string[] = [];
  for (let i = 0; i < photos; i += 1) photoIds.push(await aPhoto(test.app));
  const plate = await aWell(test.database.pool);
  const told = await report(test.app, { plate, channel: 'plate', text: '我家门口，王阿姨 13912345678', photoIds });
  const { id } = await oneRow<{ id: string }>(
    test.database.pool,
    sql`select o.id from orders o join reports r on r.incident_id = o.incident_id where r.number = ${told.number}`,
  );
  return { told, plate, id };
};

describe('a look at a caller’s words', () => {
  it('leaves one line an hour for each person who has the order’s page open, however often it asks, and also for who acts on it', async () => {
    const { id } = await aTold();
    for (let i = 0; i < 5; i += 1) await readOrder(test.app, id, 'clerk-power');
    expect((await act(test.app, 'clerk-power', id, 'sign')).statusCode).toBe(200);
    await readOrder(test.app, id, 'crew-power');
    await Promise.all(Array.from({ length: 8 }, () => readOrder(test.app, id, 'dispatcher-city')));
    expect(await looksAt(id)).toEqual(['clerk-power order', 'crew-power order', 'dispatcher-city order']);
    test.setNow('2026-11-23T03:00:00.000Z');
    await readOrder(test.app, id, 'crew-power');
    expect((await looksAt(id)).filter((look) => look === 'crew-power order')).toHaveLength(2);
  });

  it('is one of each caller of the order, and of a caller who comes within the hour', async () => {
    const { plate, id } = await aTold();
    await readOrder(test.app, id, 'clerk-power');
    const again = await report(test.app, { plate, channel: 'plate', text: '井盖没了，我姓李' });
    expect((await orderOf(test.app, again, 'clerk-power')).id).toBe(id);
    const line = sql`select count(*)::integer as lines, count(distinct l.report_id)::integer as reports from personal_data_looks l
      join reports r on r.id = l.report_id join orders o on o.incident_id = r.incident_id where o.id = ${id} and l.way = 'order'`;
    expect(await oneRow(test.database.pool, line)).toEqual({ lines: 2, reports: 2 });
  });

  it('is none where many orders are acted on at once, in a list, in what nobody may read, and after the words were erased', async () => {
    const { told, id } = await aTold();
    const headers = await as(test.app, 'clerk-power');
    const signed = await test.app.inject({ method: 'POST', url: '/api/v1/order-acts', headers, payload: { action: 'sign', orders: [{ id, version: 1 }] } });
    expect(signed.json()).toEqual({ outcomes: [{ id, problem: null }] });
    expect((await get('clerk-power', '/api/v1/orders')).body).not.toContain('13912345678');
    expect((await get('clerk-water', `/api/v1/orders/${id}`)).statusCode).toBe(403);
    expect(await looksAt(id)).toEqual([]);
    await eraseOnRequest(test.database.pool, { number: told.number }, true, now);
    expect((await readOrder(test.app, id, 'clerk-power')).reports[0]?.text).toBe('');
    expect(await looksAt(id)).toEqual([]);
  });

  it('is one by its number too for who is signed in, and none for the caller themselves', async () => {
    const { told, id } = await aTold();
    expect((await test.app.inject({ url: `/api/v1/reports/${told.number}` })).json().text).toContain('王阿姨');
    expect(await looksAt(id)).toEqual([]);
    await get('agent', `/api/v1/reports/${told.number}`);
    await get('agent', `/api/v1/reports/${told.number.toLowerCase()}`);
    expect(await looksAt(id)).toEqual(['agent number']);
  });
});

describe('a look at a caller’s photo', () => {
  it('leaves its line by order and by number; a crew’s proof leaves none', async () => {
    const { told, id } = await aTold(2);
    const order = await readOrder(test.app, id, 'clerk-power');
    for (const { url } of order.reports[0]?.photos ?? []) expect((await get('clerk-power', url)).statusCode).toBe(200);
    for (const { url } of told.photos) expect((await get('agent', url)).statusCode).toBe(200);
    for (const { url } of told.photos) expect((await test.app.inject({ url })).statusCode).toBe(200);
    expect(await looksAt(id)).toEqual(['clerk-power order', 'clerk-power photo', 'agent photo']);
    for (const step of ['sign', 'start'] as const) await act(test.app, 'clerk-power', id, step);
    const photoIds = [await aPhoto(test.app, await as(test.app, 'clerk-power'))];
    const resolved = await act(test.app, 'clerk-power', id, 'resolve', { reply: '已修好', photoIds, position: order.position });
    expect((await get('dispatcher-city', resolved.json().replyPhotos[0].url)).statusCode).toBe(200);
    expect(await looksAt(id)).not.toContain('dispatcher-city photo');
  });
});

it('a program’s look names its token, apart from its person’s own', async () => {
  const { id } = await aTold();
  const headers = await as(test.app, 'clerk-power');
  const made = await test.app.inject({ method: 'POST', url: '/api/v1/tokens', headers, payload: { name: '夜间同步', days: 1 } });
  const bearer = { authorization: `Bearer ${made.json().secret}` };
  for (let i = 0; i < 2; i += 1) await test.app.inject({ url: `/api/v1/orders/${id}`, headers: bearer });
  await readOrder(test.app, id, 'clerk-power');
  await test.app.inject({ url: `/api/v1/orders/${id}/contacts`, headers: bearer });
  const { looks } = await readLooks('clerk-power', `?orderId=${id}`);
  expect(looks.map(({ token, way }) => [token, way])).toEqual([
    ['夜间同步', 'contacts'],
    [null, 'order'],
    ['夜间同步', 'order'],
  ]);
});

describe('looks at callers’ data', () => {
  it('are each read by who made them and by who is responsible for the order, by nobody else', async () => {
    const { id } = await aTold();
    await get('clerk-power', `/api/v1/orders/${id}/contacts`);
    await readOrder(test.app, id, 'clerk-power');
    const mine = ['order', 'contacts'].map((way) => ({ username: 'clerk-power', orderId: id, way, token: null }));
    for (const reader of ['clerk-power', 'administrator', 'supervisor'] as const)
      expect((await readLooks(reader, `?orderId=${id}`)).looks, reader).toMatchObject(mine);
    for (const other of ['clerk-water', 'analyst', 'dispatcher-west'] as const) expect((await readLooks(other, `?orderId=${id}`)).looks, other).toEqual([]);
  });

  it('go on page by page', async () => {
    const told = await report(test.app, { plate: await aWell(test.database.pool), channel: 'plate', contact: { name: '王', phone: '13912345678' } });
    const { id } = await orderOf(test.app, told);
    for (let i = 0; i < 51; i += 1) await get('clerk-power', `/api/v1/orders/${id}/contacts`);
    const first = await readLooks('clerk-power', `?orderId=${id}`);
    expect([first.looks.length, (await readLooks('clerk-power', `?orderId=${id}&cursor=${first.next}`)).looks.length]).toEqual([50, 1]);
    expect((await get('clerk-power', `/api/v1/looks?orderId=${id}&cursor=x`)).json().code).toBe('query-invalid');
  });
});
