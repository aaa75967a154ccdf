import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { affected, oneRow, sql } from '#db/sql.ts';
import { postOnce } from '../../../api/post-signed.ts';
import { type Deliverer, openDeliverer } from '../../../api/webhooks/deliver.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { type Receiver, startReceiver } from '../../support/receiver.ts';
import { act, as, orderOf, report } from '../../support/thread.ts';

let test: TestApp;
let receiver: Receiver;
let deliver: Deliverer;
beforeAll(async () => {
  test = await startApp({ hooksInside: true });
  receiver = await startReceiver();
  deliver = openDeliverer(test.app);
});
afterAll(async () => {
  await test.close();
  await receiver.close();
});
beforeEach(async () => {
  test.setNow(now);
  receiver.answer = 200;
  receiver.received.length = 0;
  for (const table of ['deliveries', 'outbox', 'webhooks', 'heard_actions']) await test.database.pool.query(`delete from ${table}`);
});

const ask = async (username: Username, method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object) => {
  const reply = await test.app.inject({ method, url: `/api/v1/webhooks${path}`, headers: await as(test.app, username), ...(payload ? { payload } : {}) });
  return { status: reply.statusCode, body: reply.statusCode === 204 ? null : reply.json() };
};

const aWebhook = async (username: Username = 'clerk-power', actions: string[] = [], url = receiver.url) => {
  const { status, body } = await ask(username, 'POST', '', { name: 'our own system', url, actions });
  expect(status, JSON.stringify(body)).toBe(201);
  return { id: body.webhook.id as string, secret: body.secret as string };
};

/** Lets everything that is due be sent, as the jobs do. */
const sendDue = async (): Promise<void> => {
  do await deliver.settled();
  while ((await deliver.run()) > 0);
  await deliver.settled();
};

const anOrder = async (kind = 'cover_missing') =>
  orderOf(test.app, await report(test.app, { kind, plate: await aWell(test.database.pool), channel: 'plate', text: '王小明家门口 13800138000' }));
const queuedEvents = async () => (await oneRow<{ n: number }>(test.database.pool, sql`select count(*)::integer as n from outbox`)).n;

describe('a webhook', () => {
  it('is told of the orders its person may read, signed with a moment, and of no personal data', async () => {
    const { secret } = await aWebhook();
    await aWebhook('clerk-water');
    const order = await anOrder();
    await sendDue();
    const types = receiver.received.map(({ body }) => JSON.parse(body).type);
    expect(types.toSorted()).toEqual(expect.arrayContaining(['order.dispatch', 'order.receive']));
    expect(new Set(receiver.received.map(({ headers }) => headers['jingzheng-delivery'])).size).toBe(receiver.received.length);
    const [first] = receiver.received;
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(first?.headers['jingzheng-signature'])) ?? [];
    expect(Number(t) * 1000).toBe(Date.parse(now));
    expect(v1).toBe(createHmac('sha256', secret).update(`${t}.${first?.body}`).digest('hex'));
    expect(JSON.parse(first?.body ?? '')).toMatchObject({ order: { id: order.id, kind: 'cover_missing', unitId: 'power' } });
    for (const word of ['王小明', '13800138000']) expect(JSON.stringify(receiver.received)).not.toContain(word);
  });

  it('of an event that no order’s story has is refused by name, so that nobody waits for it in vain', async () => {
    const refused = await ask('clerk-power', 'POST', '', { name: 'our own system', url: receiver.url, actions: ['sign', 'signed'] });
    expect([refused.status, refused.body]).toMatchObject([400, { code: 'field-invalid', field: 'actions/1' }]);
  });

  it('hears only the actions it asked for, and costs nobody a row who is not listened to', async () => {
    await anOrder();
    expect(await queuedEvents()).toBe(0);
    await aWebhook('clerk-power', ['sign']);
    const order = await anOrder('cover_noise');
    expect(await queuedEvents()).toBe(0);
    await act(test.app, 'clerk-power', order.id, 'sign');
    expect(await queuedEvents()).toBe(1);
    await sendDue();
    expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual(['order.sign']);
  });

  it('hears nothing of a change that was rolled back, and of each that stands, also when no server ran', async () => {
    await aWebhook();
    const client = await test.database.pool.connect();
    const order = await anOrder();
    await client.query('begin');
    await client.query("insert into order_events (order_id, at, action, to_state) values ($1, now(), 'sign', 'signed')", [order.id]);
    await client.query('rollback');
    client.release();
    const queued = await queuedEvents();
    const other = openDeliverer(test.app); // as after a start
    while ((await other.run()) > 0) await other.settled();
    expect(receiver.received).toHaveLength(queued);
    expect(receiver.received.map(({ body }) => JSON.parse(body).type)).not.toContain('order.sign');
  });

  it('of a person who lost the role hears nothing more, nor of one who is locked', async () => {
    const { id } = await oneRow<{ id: string }>(test.database.pool, sql`select id from people where username = 'clerk-power'`);
    await aWebhook();
    await affected(test.database.pool, sql`delete from person_roles where person_id = ${id}`);
    await anOrder();
    await sendDue();
    expect(receiver.received).toEqual([]);
    await affected(test.database.pool, sql`insert into person_roles (person_id, role, unit_id) values (${id}, 'clerk', 'power')`);
  });

  it('of a person whose role reads the orders still and keeps no webhooks hears nothing more', async () => {
    const { pool } = test.database;
    const { id } = await oneRow<{ id: string }>(pool, sql`select id from people where username = 'clerk-power'`);
    await aWebhook();
    receiver.answer = 503;
    await anOrder();
    await sendDue();
    const tried = receiver.received.length;
    await affected(pool, sql`update person_roles set role = 'crew' where person_id = ${id}`);
    expect((await ask('clerk-power', 'GET', '')).status, 'nor could they end it').toBe(403);
    receiver.answer = 200;
    test.setNow('2026-11-23T04:00:00.000Z');
    await anOrder();
    await sendDue();
    expect(receiver.received).toHaveLength(tried);
    await affected(pool, sql`update person_roles set role = 'clerk' where person_id = ${id}`);
  });

  it('is not sent what waited for it when its person’s role has moved to another place', async () => {
    const { pool } = test.database;
    const { id } = await oneRow<{ id: string }>(pool, sql`select id from people where username = 'clerk-power'`);
    const hook = await aWebhook();
    receiver.answer = 503;
    await anOrder();
    await sendDue();
    const tried = receiver.received.length;
    expect(tried).toBeGreaterThan(0);
    await affected(pool, sql`update person_roles set unit_id = 'water' where person_id = ${id}`);
    receiver.answer = 200;
    test.setNow('2026-11-23T04:00:00.000Z');
    await sendDue();
    expect(receiver.received).toHaveLength(tried);
    const { body } = await ask('clerk-power', 'GET', `/${hook.id}/deliveries`);
    const answers = body.deliveries.map((one: { state: string; lastAnswer: string }) => `${one.state} ${one.lastAnswer}`);
    expect(new Set(answers)).toEqual(new Set(['given-up not sent: its person may not read the order any more']));
    await affected(pool, sql`update person_roles set unit_id = 'power' where person_id = ${id}`);
  });
});

describe('a receiver that does not answer', () => {
  it('is tried again later and later until it does, each time under the same name', async () => {
    const { id } = await aWebhook('clerk-power', ['dispatch']);
    receiver.answer = 503;
    await anOrder();
    await sendDue();
    const [waiting] = (await ask('clerk-power', 'GET', `/${id}/deliveries`)).body.deliveries;
    expect(waiting).toMatchObject({ state: 'waiting', attempts: 1, lastAnswer: '503', dueAt: '2026-11-23T02:00:10.000Z' });
    receiver.answer = 204;
    await sendDue();
    expect(receiver.received).toHaveLength(1);
    test.setNow('2026-11-23T02:00:10.000Z');
    await sendDue();
    expect((await ask('clerk-power', 'GET', `/${id}/deliveries`)).body.deliveries[0]).toMatchObject({ state: 'arrived', attempts: 2, lastAnswer: '204' });
    expect(receiver.received[1]?.headers['jingzheng-delivery']).toBe(receiver.received[0]?.headers['jingzheng-delivery']);
  });

  it('is given up after ten more tries, and can be sent to again by its person alone', async () => {
    const { id } = await aWebhook('clerk-power', ['dispatch']);
    receiver.answer = 302; // followed, it would lead elsewhere
    await anOrder();
    for (let hour = 0; hour < 11; hour += 1) {
      test.setNow(new Date(Date.parse(now) + hour * 25 * 3_600_000).toISOString());
      await sendDue();
    }
    test.setNow(now);
    const [delivery] = (await ask('clerk-power', 'GET', `/${id}/deliveries`)).body.deliveries;
    expect(delivery).toMatchObject({ state: 'given-up', attempts: 11, lastAnswer: '302' });
    receiver.answer = 200;
    expect((await ask('clerk-water', 'POST', `/${id}/deliveries/${delivery.id}/again`)).body.code).toBe('webhook-unknown');
    await affected(test.database.pool, sql`update webhooks set paused_until = null`); // the pause of days to come
    await ask('clerk-power', 'POST', `/${id}/deliveries/${delivery.id}/again`);
    await sendDue();
    expect((await ask('clerk-power', 'GET', `/${id}/deliveries`)).body.deliveries[0].state).toBe('arrived');
  });

  it('tells of a receiver that takes a delivery and says nothing that it was silent, as a network is', async () => {
    const silent = await startReceiver();
    silent.answer = 'silence';
    const { signal } = new AbortController();
    await expect(postOnce({ url: silent.url, body: '{}', headers: {}, allowsInside: true, signal, timeoutMs: 50 })).rejects.toMatchObject({
      code: 'ETIMEDOUT',
    });
    await silent.close();
  });

  it('gets four at once and holds up nobody else; away, it gets one after a minute', async () => {
    const silent = await startReceiver();
    silent.answer = 'silence';
    await aWebhook('clerk-power', ['dispatch'], silent.url);
    for (let i = 0; i < 6; i += 1) await anOrder();
    await deliver.run();
    await expect.poll(() => silent.received.length).toBe(4);
    await aWebhook('clerk-power', ['sign']);
    const order = await anOrder();
    await act(test.app, 'clerk-power', order.id, 'sign');
    await deliver.run();
    await expect.poll(() => receiver.received.length).toBe(1);
    expect(silent.received).toHaveLength(4);
    await silent.close(); // hangs up on all four
    await deliver.settled();
    for (const seconds of [10, 71]) {
      test.setNow(new Date(Date.parse(now) + seconds * 1000).toISOString());
      await deliver.run();
      await deliver.settled();
    }
    const hook = await oneRow<{ failures: number; pausedUntil: string }>(
      test.database.pool,
      sql`select failures, paused_until from webhooks order by id limit 1`,
    );
    expect(hook.failures).toBeGreaterThanOrEqual(5);
    expect(hook.pausedUntil > '2026-11-23T02:01:00').toBe(true);
    expect(await deliver.run()).toBe(0);
  });

  it('is told once by two servers at work at once', async () => {
    await aWebhook('clerk-power', ['dispatch']);
    for (let i = 0; i < 5; i += 1) await anOrder();
    const rival = await startApp({ pool: test.database.pool, hooksInside: true });
    const other = openDeliverer(rival.app);
    for (let i = 0; i < 6; i += 1) {
      await Promise.all([deliver.run(), other.run()]);
      await Promise.all([deliver.settled(), other.settled()]);
    }
    expect(receiver.received).toHaveLength(5);
    await rival.close();
  });
});

describe('making a webhook', () => {
  it('refuses addresses that lead inside, unless the city allows them', async () => {
    const strict = await startApp({ pool: test.database.pool });
    const send = async (url: string) =>
      (
        await strict.app.inject({
          method: 'POST',
          url: '/api/v1/webhooks',
          headers: await as(test.app, 'clerk-power'),
          payload: { name: 'x', url, actions: [] },
        })
      ).json();
    for (const url of ['http://127.0.0.1/', 'https://10.0.0.1/', 'https://localhost/', 'http://unit.example/', 'https://[::1]/'])
      expect(await send(url)).toMatchObject({ code: 'receiver-inside', field: 'url' });
    expect((await send('https://unit.example/hook')).webhook.url).toBe('https://unit.example/hook');
    await strict.close();
  });

  it('is nobody’s by a token, and ended by its own person alone; what waited is given up', async () => {
    const { id } = await aWebhook();
    receiver.answer = 500;
    await anOrder();
    await sendDue();
    expect((await ask('clerk-water', 'DELETE', `/${id}`)).body.code).toBe('webhook-unknown');
    expect((await ask('clerk-power', 'DELETE', `/${id}`)).status).toBe(204);
    expect((await ask('clerk-power', 'GET', '')).body).toEqual({ webhooks: [] });
    const { n } = await oneRow<{ n: number }>(test.database.pool, sql`select count(*)::integer as n from deliveries where state = 'waiting'`);
    expect(n).toBe(0);
  });
});
