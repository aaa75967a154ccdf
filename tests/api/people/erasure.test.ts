import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Client, inTransaction } from '#db/pool.ts';
import { moveReports } from '#db/queries/orders/joins.ts';
import { insertOrderEvent } from '#db/queries/orders/order-changes.ts';
import { listBreaches } from '#db/queries/orders/timers.ts';
import { affected, oneRow, rows, sql } from '#db/sql.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import { eraseOnRequest, eraseOnTime } from '../../../api/erasure/erase.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { listOddities } from '../../support/order-oddities.ts';
import { act, aKey, aPhoto, as, orderOf, readOrder, report } from '../../support/thread.ts';
import { untilWaiting } from '../../support/waits.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const name = '欧阳春风';
const phone = '13912345678';
const address = '桂花里9弄502室';
const said = '我家小孩差点掉下去';
const words = [name, phone, '139-1234-5678', address, said];

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

const handOver = async (orderIds: string[], note: string) => {
  const headers = await as(test.app, 'dispatcher-west');
  const reply = await test.app.inject({ method: 'POST', url: '/api/v1/handovers', headers, payload: { placeCode: '990101', note, orderIds } });
  expect(reply.statusCode, reply.body).toBe(201);
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
  const note = `${name} 说：${said}`;
  await handOver([order.id], note);
  const done = async (username: 'clerk-power' | 'dispatcher-city', action: Parameters<typeof act>[3], body: Record<string, unknown> = {}) => {
    const reply = await act(app, username, order.id, action, body);
    expect(reply.statusCode, reply.body).toBe(200);
  };
  await done('clerk-power', 'return', { note: `${name}说不是我们的`, photoIds: [await aPhoto(app, clerk)] });
  await done('dispatcher-city', 'dispatch', { note: `请回电 ${phone}`, unitId: 'power' });
  await done('clerk-power', 'sign');
  await done('clerk-power', 'contact', { note: `已联系${name} ${phone}` });
  await done('clerk-power', 'start');
  await done('clerk-power', 'resolve', { reply: `${name}您好，${address}门前已修好`, photoIds: [await aPhoto(app, clerk)], position: order.position });
  await done('dispatcher-city', 'close', { note: `电话 ${phone} 回访满意` });
  // As it stands where a fallback asked for its costs.
  await affected(
    app.pool,
    sql`insert into liability_cases (order_id, unit_id, fallback_unit_id, opened_at, reason, bill_fen, bill_note, billed_at, billed_by, settled_at, settled_by, settlement, outcome)
        select ${order.id}, 'power', 'centre-990101001', ${now}, ${JSON.stringify(order.dispatchReason)}, 100, ${note}, ${now}, id, ${now}, id, ${note}, 'paid' from people where username = 'clerk-power'`,
  );
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
    await handOver([], `回电 ${phone}`); // names its caller and no order
    expect(await tablesWith(words)).toEqual(
      expect.arrayContaining([
        'asset_events',
        'assignments',
        'denials',
        'handovers',
        'liability_cases',
        'order_events',
        'orders',
        'report_contacts',
        'reports',
      ]),
    );
    const before = { counts: await counts(), events: (await readOrder(test.app, order.id)).events.map(({ action, at }) => ({ action, at })) };
    await affected(test.database.pool, sql`update city set settings = settings || '{"callerRetentionDays": 30}'`);
    expect(await eraseOnTime(test.database.pool, '2026-12-22T02:00:00.000Z')).toBe(0);
    expect(await eraseOnTime(test.database.pool, '2026-12-24T02:00:00.000Z', () => true), 'a server that stops begins nothing').toBe(0);
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

  it('ends their contact clock where the order is open: nobody is reminded of a call that cannot be made', async () => {
    const told = await report(test.app, {
      plate: await aWell(test.database.pool, { lon: 120.017 }),
      position: { lon: 120.017, lat: 30.01 },
      contact: { name, phone },
    });
    const { id } = await orderOf(test.app, told);
    const armed = () => rows(test.database.pool, sql`select kind from timers where order_id = ${id} and clock = 'contact' and ended_at is null`);
    expect(await armed()).not.toEqual([]);
    expect(await eraseOnRequest(test.database.pool, { number: told.number }, true, now)).toEqual({ erased: 1, left: 0 });
    expect(await armed()).toEqual([]);
    expect((await readOrder(test.app, id)).deadlines.map(({ clock }) => clock)).not.toContain('contact');
    expect(await listBreaches(test.database.pool)).toEqual([]);
  });

  it.each([
    ['reopened', 'answer', 'reopen'],
    ['its end taken back', 'void', 'take_back'],
  ] as const)('ends it also where the order is over, so that nobody waits for them where it goes on: %s', async (_, end, woke) => {
    const at = { lon: 120.0185, lat: 30.01 };
    const told = await report(test.app, { plate: await aWell(test.database.pool, at), position: at, kind: 'cover_noise', contact: { name, phone } });
    const { id } = await orderOf(test.app, told);
    const did = async (action: Parameters<typeof act>[3]) => {
      const reply = await act(test.app, 'dispatcher-city', id, action, { note: '误报', reply: '已告知' });
      expect(reply.statusCode, reply.body).toBe(200);
    };
    await did(end);
    await affected(test.database.pool, sql`update deadlines set met_at = null where order_id = ${id} and clock = 'contact'`); // as where it was closed without a call
    expect(await eraseOnRequest(test.database.pool, { number: told.number }, false, now)).toEqual({ erased: 1, left: 0 });
    await did(woke);
    expect((await readOrder(test.app, id)).deadlines.map(({ clock }) => clock)).not.toContain('contact');
    expect(await listOddities(test.database.pool)).toEqual([]);
  });

  it('keeps that they were contacted, but not where that is taken back', async () => {
    const at = { lon: 120.0195, lat: 30.01 };
    const told = await report(test.app, { plate: await aWell(test.database.pool, at), position: at, kind: 'cover_noise', contact: { name, phone } });
    const { id } = await orderOf(test.app, told);
    const did = async (action: Parameters<typeof act>[3]) => {
      const reply = await act(test.app, 'clerk-power', id, action);
      expect(reply.statusCode, reply.body).toBe(200);
    };
    for (const action of ['sign', 'contact'] as const) await did(action);
    expect(await eraseOnRequest(test.database.pool, { number: told.number }, true, now)).toEqual({ erased: 1, left: 0 });
    expect((await readOrder(test.app, id)).deadlines.find(({ clock }) => clock === 'contact')).toMatchObject({ metAt: now });
    await did('take_back');
    expect((await readOrder(test.app, id)).deadlines.map(({ clock }) => clock)).not.toContain('contact');
    expect(await listOddities(test.database.pool)).toEqual([]);
  });

  it('reminds nobody of another caller either where the work is done: no one can be marked as contacted there', async () => {
    const plate = await aWell(test.database.pool, { lon: 120.0165 });
    const tell = (own: string) => report(test.app, { plate, position: { lon: 120.0165, lat: 30.01 }, kind: 'cover_noise', text: '', contact: { phone: own } });
    const [told] = [await tell(phone), await tell('13700000001')];
    const { id, reportCount, position } = await orderOf(test.app, told);
    expect(reportCount).toBe(2);
    const photoIds = [await aPhoto(test.app, await as(test.app, 'clerk-power'))];
    for (const [action, body] of [['sign'], ['start'], ['resolve', { reply: '已修好', photoIds, position }]] as const)
      expect((await act(test.app, 'clerk-power', id, action, body)).statusCode).toBe(200);
    const armed = () => rows(test.database.pool, sql`select kind from timers where order_id = ${id} and clock = 'contact' and ended_at is null`);
    expect(await armed()).toEqual([]);
    expect(await eraseOnRequest(test.database.pool, { number: told.number }, true, now)).toEqual({ erased: 1, left: 0 });
    expect(await armed()).toEqual([]);
    expect(await listBreaches(test.database.pool)).toEqual([]);
  });

  it('is all that can be taken out of history: nothing else of an event can be changed, and no note put in', async () => {
    const { order } = await aClosedStory();
    const change = (what: string) => test.database.pool.query(`update order_events set ${what} where order_id = $1`, [order.id]);
    for (const what of ["note = 'other words'", "note = null, action = 'void'", 'at = now()', 'person_id = null'])
      await expect(change(what), what).rejects.toThrow('append-only');
    await expect(test.database.pool.query('delete from order_events where order_id = $1', [order.id])).rejects.toThrow('append-only');
  });
});

describe('a caller’s photos', () => {
  const status = async (url: string, username?: Parameters<typeof as>[1]) =>
    (await test.app.inject({ url, headers: username ? await as(test.app, username) : {} })).statusCode;
  const pictures = (number: string) =>
    rows<{ bytes: number; looksLike: boolean; isErased: boolean }>(
      test.database.pool,
      sql`select octet_length(p.bytes) as bytes, p.fingerprint is not null as looks_like, p.erased_at is not null as is_erased from photos p join reports r on r.id = p.report_id where r.number = ${number}`,
    );
  /** A closed order with two photos of its caller, the second added later, and one of the work. */
  const aPhotographed = async () => {
    const told = await report(test.app, { plate: await aWell(test.database.pool), channel: 'plate', text: said, photoIds: [await aPhoto(test.app)] });
    const payload = { photoIds: [await aPhoto(test.app)] };
    const added = await test.app.inject({ method: 'POST', url: `/api/v1/reports/${told.number}/additions`, headers: { 'idempotency-key': aKey() }, payload });
    expect(added.statusCode, added.body).toBe(200);
    const { id, position } = await orderOf(test.app, told);
    const photoIds = [await aPhoto(test.app, await as(test.app, 'clerk-power'))];
    for (const [who, action, body] of [
      ['clerk-power', 'sign', {}],
      ['clerk-power', 'start', {}],
      ['clerk-power', 'resolve', { reply: '已修好', photoIds, position }],
      ['dispatcher-city', 'close', {}],
    ] as const)
      expect((await act(test.app, who, id, action, body)).statusCode).toBe(200);
    return { id, number: told.number };
  };
  const callersOf = (order: Order) => order.reports.flatMap((one) => [...one.photos, ...one.additions.flatMap(({ photos }) => photos)]);

  it('go with their words, and what they looked like too; that they were there, when they went, and the crew’s proof stay', async () => {
    const { id, number } = await aPhotographed();
    const before = await readOrder(test.app, id);
    expect(callersOf(before).map(({ erasedAt }) => erasedAt)).toEqual([null, null]);
    for (const { url } of callersOf(before)) expect(await status(url, 'dispatcher-city')).toBe(200);
    expect(await eraseOnTime(test.database.pool, '2027-12-24T02:00:00.000Z')).toBeGreaterThan(0);
    expect(await pictures(number)).toEqual(Array(2).fill({ bytes: 0, looksLike: false, isErased: true }));
    const after = await readOrder(test.app, id);
    expect(callersOf(after)).toEqual(callersOf(before).map((photo) => ({ ...photo, erasedAt: '2027-12-24T02:00:00.000Z' })));
    for (const { url } of callersOf(before)) expect(await status(url, 'dispatcher-city')).toBe(404);
    expect(await status(after.replyPhotos[0]?.url ?? '', 'dispatcher-city')).toBe(200);
    const story = (await test.app.inject({ url: `/api/v1/reports/${number}` })).json<ReportStory>();
    expect(story.photos.map(({ erasedAt }) => erasedAt)).toEqual(['2027-12-24T02:00:00.000Z']);
    expect(story.additions[0]?.photos.map(({ erasedAt }) => erasedAt)).toEqual(['2027-12-24T02:00:00.000Z']);
    expect([await status(story.photos[0]?.url ?? ''), await status(story.replyPhotos[0]?.url ?? '')]).toEqual([404, 200]);
  });

  it('are whole with their words when the erasing is killed on its way, and gone with them after the next', async () => {
    const { id, number } = await aPhotographed();
    const { pool } = test.database;
    const holder = await pool.connect();
    await holder.query('begin');
    await holder.query('select from photos p join reports r on r.id = p.report_id where r.number = $1 for update of p', [number]);
    const erasing = eraseOnTime(pool, '2029-01-01T00:00:00.000Z').catch((error: Error) => error.message);
    const waiting = () =>
      rows<{ pid: number }>(
        pool,
        sql`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'update photos%'`,
      );
    const worker = await vi.waitFor(async () => {
      const [found] = await waiting();
      if (!found) throw new Error('it does not wait yet');
      return found;
    });
    await pool.query('select pg_terminate_backend($1)', [worker.pid]);
    expect(await erasing).toMatch(/terminat|connection/i);
    await holder.query('rollback');
    holder.release();
    expect((await readOrder(test.app, id)).reports[0]?.text).toBe(said);
    expect((await pictures(number)).map(({ isErased }) => isErased)).toEqual([false, false]);
    await eraseOnTime(pool, '2029-01-01T00:00:00.000Z');
    expect((await readOrder(test.app, id)).reports[0]?.text).toBe('');
    expect(await pictures(number)).toEqual(Array(2).fill({ bytes: 0, looksLike: false, isErased: true }));
  });

  it('that are added while they are erased at request go too, or are refused', async () => {
    const told = await report(test.app, { position: { lon: 120.017, lat: 30.035 }, photoIds: [await aPhoto(test.app)] });
    const word = '后来补的话';
    const ready = await Promise.all(Array.from({ length: 6 }, () => aPhoto(test.app)));
    const send = async (photo: string) => {
      const payload = { text: word, photoIds: [photo] };
      return (await test.app.inject({ method: 'POST', url: `/api/v1/reports/${told.number}/additions`, headers: { 'idempotency-key': aKey() }, payload }))
        .statusCode;
    };
    const added = ready.slice(0, 3).map(send);
    const erased = eraseOnRequest(test.database.pool, { number: told.number }, true, now);
    added.push(...ready.slice(3).map(send));
    expect(await erased).toEqual({ erased: 1, left: 0 });
    for (const code of await Promise.all(added)) expect([200, 409]).toContain(code);
    expect((await pictures(told.number)).every(({ isErased, bytes }) => isErased && bytes === 0)).toBe(true);
    expect(await tablesWith([word])).toEqual([]);
  });
});

describe('an erasing at request and who writes of the caller in that moment', () => {
  const aMatter = async (lon: number) => {
    const told = await report(test.app, { plate: await aWell(test.database.pool, { lon, lat: 30.037 }), channel: 'plate', kind: 'cover_noise', text: '' });
    return { number: told.number, order: await orderOf(test.app, told) };
  };
  const move = (client: Client, from: Order, to: Order, why: 'merge' | 'split') =>
    moveReports(client, { reportIds: [from.reports[0]?.id ?? ''], fromOrderId: from.id, toOrderId: to.id, why, at: now, personId: null });
  const write = (client: Client, { id, state }: Order, action: 'absorb' | 'take_back') =>
    insertOrderEvent(client, { orderId: id, at: now, personId: null, unitId: null, action, fromState: state, toState: state, note: '据林老伯说是同一处' });
  const isHeld = (client: Client, id: string) =>
    client.query('select from orders where id = $1 for no key update', [id]).then(
      () => 'held',
      ({ code }: { code: string }) => code,
    );

  it('cleans the order that their report became part of meanwhile', async () => {
    const { pool } = test.database;
    const [{ number, order: from }, { order: to }] = [await aMatter(120.012), await aMatter(120.016)];
    const mover = await pool.connect();
    await mover.query('begin');
    await mover.query('select from orders where id = any ($1) order by id for update', [[from.id, to.id]]);
    const erasing = eraseOnRequest(pool, { number }, true, now);
    await untilWaiting(pool);
    await move(mover, from, to, 'merge');
    await write(mover, to, 'absorb');
    await mover.query('commit');
    mover.release();
    expect(await erasing).toEqual({ erased: 1, left: 0 });
    expect(await tablesWith(['林老伯'])).toEqual([]);
  });

  it('cleans the order that their report was of before, and waits in no circle with who takes the split back', async () => {
    const { pool } = test.database;
    const [{ number, order: before }, { order: opened }] = [await aMatter(120.0125), await aMatter(120.0165)];
    await inTransaction(pool, (client) => move(client, before, opened, 'split'));
    const writer = await pool.connect();
    await writer.query('begin');
    expect(await isHeld(writer, before.id)).toBe('held');
    const erasing = eraseOnRequest(pool, { number }, true, now).catch(({ code }: { code: string }) => code);
    await untilWaiting(pool);
    await write(writer, before, 'take_back');
    const got = await isHeld(writer, opened.id);
    await writer.query('commit');
    writer.release();
    expect([got, await erasing]).toEqual(['held', { erased: 1, left: 0 }]);
    expect(await tablesWith(['林老伯'])).toEqual([]);
  });

  it('takes a case of bill and blame before its order, as who takes a step in one does', async () => {
    const { pool } = test.database;
    const { order, number } = await aClosedStory();
    const acting = await pool.connect();
    await acting.query('begin');
    await acting.query('select from liability_cases where order_id = $1 for no key update', [order.id]);
    const erasing = eraseOnRequest(pool, { number }, true, now).catch(({ code }: { code: string }) => code);
    await untilWaiting(pool);
    const got = await isHeld(acting, order.id);
    await acting.query('commit');
    acting.release();
    expect([got, await erasing]).toEqual(['held', { erased: 1, left: 0 }]);
    expect(await tablesWith(words)).not.toContain('liability_cases');
  });
});

it('an order whose case somebody has in hand is erased by the next run, and holds up no other', async () => {
  const { pool } = test.database;
  const late = '2029-06-01T00:00:00.000Z';
  await eraseOnTime(pool, late);
  const { order } = await aClosedStory();
  await aClosedStory();
  const acting = await pool.connect();
  await acting.query('begin');
  await acting.query('select from liability_cases where order_id = $1 for no key update', [order.id]);
  const erasing = eraseOnTime(pool, late).catch(({ code }: { code: string }) => code);
  const first = await Promise.race([erasing, pause(3_000, 'waits')]);
  await acting.query('select from orders where id = $1 for no key update', [order.id]);
  await acting.query('commit');
  acting.release();
  await erasing;
  expect(first).toBe(1);
  expect((await readOrder(test.app, order.id)).reports[0]?.hasContact).toBe(true);
  expect(await eraseOnTime(pool, late)).toBe(1);
  expect(await tablesWith(words)).toEqual([]);
});

it('an export carries who took it, in its name', async () => {
  await aWell(test.database.pool);
  const file = await test.app.inject({ url: '/api/v1/exports/assets?format=csv', headers: await as(test.app, 'clerk-power') });
  expect(file.headers['content-disposition']).toBe('attachment; filename="assets-2026-11-23-clerk-power.csv"');
  const scores = await test.app.inject({ url: '/api/v1/exports/scores?period=2026-11&by=unit', headers: await as(test.app, 'clerk-power') });
  expect(scores.headers['content-disposition']).toBe('attachment; filename="scores-unit-2026-11-clerk-power.csv"');
});
