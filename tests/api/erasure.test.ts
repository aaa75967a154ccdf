import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { affected, oneRow, rows, sql } from '#db/sql.ts';
import { eraseOnRequest, eraseOnTime } from '../../api/erasure/erase.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { aWell } from '../support/builders.ts';
import { now } from '../support/city.ts';
import { act, aPhoto, as, orderOf, readOrder, report } from '../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const name = '欧阳春风';
const phone = '13912345678';
const address = '桂花里9弄502室';
const words = [name, phone, '139-1234-5678', address, '我家小孩差点掉下去'];

/** Every table of the city that holds one of the words, whichever column it stands in. */
const tablesWith = async (wanted: readonly string[]): Promise<string[]> => {
  const tables = await rows<{ name: string }>(test.database.pool, sql`select tablename as name from pg_tables where schemaname = 'city' order by 1`);
  const found: string[] = [];
  for (const { name: table } of tables) {
    const { rows: hits } = await test.database.pool.query(
      `select 1 from ${table} t where exists (select from unnest($1::text[]) word where t::text like '%' || word || '%') limit 1`,
      [wanted],
    );
    if (hits.length > 0) found.push(table);
  }
  return found;
};

/** A caller's whole story until the order is closed, their words in every place where a person writes. */
const aClosedStory = async () => {
  const told = await report(test.app, {
    plate: await aWell(test.database.pool),
    channel: 'plate',
    text: `我家小孩差点掉下去 ${phone}`,
    address,
    contact: { name, phone: '139-1234-5678' },
  });
  const order = await orderOf(test.app, told);
  const { app } = test;
  const clerk = await as(app, 'clerk-power');
  const done = async (username: 'clerk-power' | 'dispatcher-city', action: Parameters<typeof act>[3], body: Record<string, unknown> = {}) => {
    const reply = await act(app, username, order.id, action, body);
    expect(reply.statusCode, reply.body).toBe(200);
  };
  await done('clerk-power', 'sign');
  await done('clerk-power', 'contact', { note: `已联系${name} ${phone}` });
  await done('clerk-power', 'start');
  await done('clerk-power', 'resolve', { reply: `${name}您好，${address}门前已修好`, photoIds: [await aPhoto(app, clerk)], position: order.position });
  await done('dispatcher-city', 'close', { note: `电话 ${phone} 回访满意` });
  return { order, number: told.number };
};

const counts = () =>
  oneRow(
    test.database.pool,
    sql`select (select count(*) from reports) as reports, (select count(*) from orders where state = 'closed') as closed, (select count(*) from order_events) as events,
          (select count(*) from deadlines where met_at is not null) as met`,
  );

describe('what callers left', () => {
  it('lies in few places, and none of it is left anywhere once the order is closed for so long; history and counts stay', async () => {
    const { order, number } = await aClosedStory();
    expect(await tablesWith(words)).toEqual(expect.arrayContaining(['order_events', 'orders', 'report_contacts', 'reports']));
    const before = { counts: await counts(), events: (await readOrder(test.app, order.id)).events.map(({ action, at }) => ({ action, at })) };
    await affected(test.database.pool, sql`update city set settings = settings || '{"callerRetentionDays": 30}'`);
    expect(await eraseOnTime(test.database.pool, '2026-12-22T02:00:00.000Z')).toBe(0);
    expect(await eraseOnTime(test.database.pool, '2026-12-24T02:00:00.000Z')).toBe(1);
    expect(await tablesWith(words)).toEqual([]);
    expect(await eraseOnTime(test.database.pool, '2026-12-24T02:00:00.000Z')).toBe(0);
    expect(await counts()).toEqual(before.counts);
    const after = await readOrder(test.app, order.id);
    expect(after.events.map(({ action, at }) => ({ action, at }))).toEqual(before.events);
    expect(after.reports[0]).toMatchObject({ hasContact: false, contactMasked: null, text: '' });
    expect((await test.app.inject({ url: `/api/v1/reports/${number}` })).statusCode).toBe(200);
  });

  it('is erased at their request by number or by telephone however it was typed; of an open order only when that is said', async () => {
    await aClosedStory();
    const open = await report(test.app, { position: { lon: 120.015, lat: 30.03 }, text: '我家小孩差点掉下去', contact: { name, phone } });
    expect(await eraseOnRequest(test.database.pool, { phone: '139 1234 5678' }, false, now)).toEqual({ erased: 1, left: 1 });
    expect(await tablesWith(words)).toEqual(['report_contacts', 'reports']);
    expect(await eraseOnRequest(test.database.pool, { number: open.number }, true, now)).toEqual({ erased: 1, left: 0 });
    expect(await tablesWith(words)).toEqual([]);
    expect(await eraseOnRequest(test.database.pool, { number: 'OF-NOBODY' }, true, now)).toEqual({ erased: 0, left: 0 });
  });

  it('is all that can be taken out of history: nothing else of an event can be changed, and no note put in', async () => {
    const { order } = await aClosedStory();
    const change = (what: string) => test.database.pool.query(`update order_events set ${what} where order_id = $1`, [order.id]);
    for (const what of ["note = 'other words'", "note = null, action = 'void'", 'at = now()', 'person_id = null'])
      await expect(change(what), what).rejects.toThrow('append-only');
    await expect(test.database.pool.query('delete from order_events where order_id = $1', [order.id])).rejects.toThrow('append-only');
  });
});

it('an export carries who took it, in its name', async () => {
  await aWell(test.database.pool);
  const file = await test.app.inject({ url: '/api/v1/exports/assets?format=csv', headers: await as(test.app, 'clerk-power') });
  expect(file.headers['content-disposition']).toBe('attachment; filename="assets-2026-11-23-clerk-power.csv"');
  const scores = await test.app.inject({ url: '/api/v1/exports/scores?period=2026-11&by=unit', headers: await as(test.app, 'clerk-power') });
  expect(scores.headers['content-disposition']).toBe('attachment; filename="scores-unit-2026-11-clerk-power.csv"');
});
