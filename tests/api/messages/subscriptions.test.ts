import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { markUnsent } from '#db/queries/messages/messages.ts';
import { affected, rows, sql } from '#db/sql.ts';
import { type Deliverer, openDeliverer } from '../../../api/webhooks/deliver.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { type Receiver, startReceiver } from '../../support/receiver.ts';
import { act, as, orderOf, report } from '../../support/thread.ts';

let test: TestApp;
let receiver: Receiver;
let deliverer: Deliverer;
beforeAll(async () => {
  test = await startApp({ hooksInside: true });
  receiver = await startReceiver();
  deliverer = openDeliverer(test.app);
});
afterAll(async () => {
  await test.close();
  await receiver.close();
});
beforeEach(async () => {
  receiver.received.length = 0;
  for (const table of ['messages', 'notices', 'deliveries', 'webhooks', 'outbox', 'subscriptions']) await test.database.pool.query(`delete from ${table}`);
});

const ask = async (username: Username, method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object) =>
  test.app.inject({ method, url: `/api/v1/${path}`, headers: await as(test.app, username), ...(payload ? { payload } : {}) });
const follow = async (username: Username, orderId: string) => (await ask(username, 'PUT', `orders/${orderId}/subscription`)).statusCode;
const classes = (username: Username, ...codes: string[]) => ask(username, 'PUT', 'account/subscribed-classes', { classes: codes });
const followedBy = async (username: Username) => (await ask(username, 'GET', 'account/subscriptions')).json<{ orders: { id: string }[]; classes: string[] }>();
const anOrder = async (well: Parameters<typeof aWell>[1] = {}) =>
  orderOf(test.app, await report(test.app, { plate: await aWell(test.database.pool, well), channel: 'plate', kind: 'cover_noise' }));
const sendDue = async (): Promise<void> => {
  do await deliverer.settled();
  while ((await deliverer.run()) > 0);
  await deliverer.settled();
};
const toldOf = async (username: Username): Promise<[string, string][]> => {
  await sendDue();
  const { notices } = (await ask(username, 'GET', 'notices')).json<{ notices: { kind: string; orderId: string }[] }>();
  return notices.filter(({ kind }) => kind.startsWith('subscribed')).map(({ kind, orderId }) => [kind, orderId]);
};

describe('who follows an order', () => {
  it('is told of what others do with it, by the channels they chose, and of no other order', async () => {
    const [mine, other] = [await anOrder(), await anOrder()];
    await sendDue();
    expect(await follow('supervisor', mine.id)).toBe(204);
    expect(await follow('supervisor', mine.id)).toBe(204);
    await affected(test.database.pool, sql`update people set email = 'supervisor@city.example' where username = 'supervisor'`);
    const { choices, sent: _, ...rest } = (await ask('supervisor', 'GET', 'account/notices')).json();
    expect(choices).toContainEqual({ kind: 'subscribed-order', channels: ['page'] });
    await ask('supervisor', 'PUT', 'account/notices', { ...rest, choices: [{ kind: 'subscribed-order', channels: ['page', 'email'] }] });
    for (const { id } of [mine, other]) await act(test.app, 'clerk-power', id, 'sign');
    expect(await toldOf('supervisor')).toEqual([['subscribed-order', mine.id]]);
    expect((await ask('supervisor', 'GET', 'notices')).json().notices[0]).toMatchObject({ orderId: mine.id, state: 'signed' });
    expect(await rows(test.database.pool, sql`select m.channel, n.order_id from messages m join notices n on n.id = m.notice_id`)).toEqual([
      { channel: 'email', orderId: mine.id },
    ]);
    expect(await toldOf('leader-west')).toEqual([]);
    expect((await ask('supervisor', 'DELETE', `orders/${mine.id}/subscription`)).statusCode).toBe(204);
    await act(test.app, 'clerk-power', mine.id, 'start');
    expect(await toldOf('supervisor')).toHaveLength(1);
  });

  it('must be able to read it: another’s order is refused as any, and a number that is none too', async () => {
    const { id } = await anOrder();
    expect([await follow('dispatcher-east', id), await follow('clerk-water', id), await follow('registrar', id)]).toEqual([403, 403, 403]);
    expect([await follow('dispatcher-east', '999999'), await follow('dispatcher-city', '999999')]).toEqual([403, 404]);
    expect((await rows(test.database.pool, sql`select id from subscriptions`)).length).toBe(0);
  });

  it('follows it no longer once the role is lost, and what waits to be sent of it is not sent', async () => {
    const { id } = await anOrder();
    await follow('leader-west', id);
    await affected(test.database.pool, sql`update people set email = 'leader@city.example' where username = 'leader-west'`);
    const { choices: _, sent: _sent, ...rest } = (await ask('leader-west', 'GET', 'account/notices')).json();
    await ask('leader-west', 'PUT', 'account/notices', { ...rest, choices: [{ kind: 'subscribed-order', channels: ['email'] }] });
    await act(test.app, 'clerk-power', id, 'sign');
    await sendDue();
    const { people } = (await ask('administrator', 'GET', 'people?q=leader-west')).json<{ people: { id: string; version: number }[] }>();
    const given = { version: people[0]?.version, grants: [{ role: 'leader', placeCode: '990102' }] };
    const changed = await ask('administrator', 'PATCH', `people/${people[0]?.id}`, given);
    expect(changed.statusCode, changed.body).toBe(200);
    expect(await rows(test.database.pool, sql`select state from messages`)).toEqual([{ state: 'given-up' }]);
    // It was just being sent, and failed: it is not tried again.
    const [{ id: message } = { id: '' }] = await rows<{ id: string }>(test.database.pool, sql`select id from messages`);
    await markUnsent(test.database.pool, message, 'no answer', now, now);
    expect(await rows(test.database.pool, sql`select state from messages`)).toEqual([{ state: 'given-up' }]);
    expect((await followedBy('leader-west')).orders).toEqual([]);
    await act(test.app, 'clerk-power', id, 'start');
    await sendDue();
    expect(await rows(test.database.pool, sql`select state from messages`)).toHaveLength(1);
  });

  it('follows it no longer once it went out of their reach by itself', async () => {
    const { id } = await anOrder();
    await follow('clerk-power', id);
    await act(test.app, 'dispatcher-street', id, 'dispatch', { unitId: 'water', note: '不是电力的' });
    await affected(test.database.pool, sql`update assignments set ended_at = assigned_at where order_id = ${id} and unit_id = 'power'`);
    expect(await toldOf('clerk-power')).toEqual([]);
    expect(await rows(test.database.pool, sql`select id from subscriptions`)).toEqual([]);
  });
});

describe('who has a case of bill and blame of an order that lies elsewhere by now', () => {
  it('follows it as anybody who reads it, also when their roles were given anew, until it is no case of theirs', async () => {
    const { pool } = test.database;
    const { id } = await orderOf(test.app, await report(test.app, { kind: 'noise', position: { lon: 120.003, lat: 30.005 } }));
    const handed = await act(test.app, 'dispatcher-street', id, 'hand_across', { unitId: 'centre-990102001', note: '在东山镇界内' });
    expect(handed.statusCode, handed.body).toBe(200);
    expect(await follow('dispatcher-street', id)).toBe(403);
    await affected(
      pool,
      sql`insert into liability_cases (order_id, unit_id, fallback_unit_id, opened_at, reason) values (${id}, 'power', 'centre-990101001', ${now}, '{"code": "liability-late"}')`,
    );
    expect(await follow('dispatcher-street', id)).toBe(204);
    expect((await followedBy('dispatcher-street')).orders).toMatchObject([{ id }]);
    const { people } = (await ask('administrator', 'GET', 'people?q=dispatcher-street')).json<{ people: { id: string; version: number }[] }>();
    const anew = {
      version: people[0]?.version,
      grants: [
        { role: 'dispatcher', placeCode: '990101001' },
        { role: 'agent', placeCode: '990101001' },
      ],
    };
    const changed = await ask('administrator', 'PATCH', `people/${people[0]?.id}`, anew);
    expect(changed.statusCode, changed.body).toBe(200);
    await act(test.app, 'dispatcher-east', id, 'dispatch', { unitId: 'water', note: '请看' });
    expect(await toldOf('dispatcher-street')).toEqual([['subscribed-order', id]]);
    await affected(pool, sql`update liability_cases set fallback_unit_id = 'centre-990101' where order_id = ${id}`);
    await act(test.app, 'clerk-water', id, 'sign');
    expect(await toldOf('dispatcher-street')).toHaveLength(1);
    expect((await followedBy('dispatcher-street')).orders).toEqual([]);
    expect(await rows(pool, sql`select id from subscriptions`)).toEqual([]);
  });
});

describe('who follows a class of asset', () => {
  it('is told of the orders about it that they may read, and of no other class', async () => {
    expect((await classes('supervisor', '0105')).json()).toEqual({ orders: [], classes: ['0105'] });
    await classes('dispatcher-east', '0105');
    const power = await anOrder();
    await anOrder({ classCode: '0101', lon: 120.0155, lat: 30.031, ownerId: 'water', maintainerId: 'water' });
    expect(await toldOf('supervisor')).toEqual([['subscribed-class', power.id]]);
    expect(await toldOf('dispatcher-east')).toEqual([]);
    await classes('supervisor');
    await anOrder({ lon: 120.0165, lat: 30.032 });
    expect(await toldOf('supervisor')).toHaveLength(1);
    const refused = await classes('supervisor', '0105', '9999');
    expect([refused.statusCode, refused.json()]).toMatchObject([422, { code: 'class-unknown', field: 'classes/1' }]);
  });
});

describe('a webhook of what its person follows', () => {
  it('hears of those orders and classes alone, each step of them', async () => {
    const hook = await ask('clerk-power', 'POST', 'webhooks', { name: 'our own system', url: receiver.url, actions: [], subscribedOnly: true });
    expect([hook.statusCode, hook.json().webhook.subscribedOnly]).toEqual([201, true]);
    const [mine, other] = [await anOrder(), await anOrder({ lon: 120.0155, lat: 30.031 })];
    await follow('clerk-power', mine.id);
    for (const { id } of [mine, other]) await act(test.app, 'clerk-power', id, 'sign');
    await sendDue();
    const heard = () => receiver.received.map(({ body }) => [JSON.parse(body).type, JSON.parse(body).order.id]);
    expect(heard()).toEqual([['order.sign', mine.id]]);
    await classes('clerk-power', '0105');
    await act(test.app, 'clerk-power', other.id, 'start');
    await sendDue();
    expect(heard().at(-1)).toEqual(['order.start', other.id]);
  });
});
