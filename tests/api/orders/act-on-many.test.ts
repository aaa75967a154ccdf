import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Order } from '#domain/contract/orders.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { act, as, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
let step = 0;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

/** An order of the power company, each at a place of its own. */
const anOrder = async (): Promise<Order> => {
  step += 1;
  const position = { lon: 120.001 + step * 0.001, lat: 30.02 };
  await aWell(test.database.pool, position);
  return orderOf(test.app, await report(test.app, { position }));
};
const seen = ({ id, version }: Order) => ({ id, version });

describe('one act on several orders', () => {
  it('is done to each that takes it, and each that does not says why; the order of the answers is that of the question', async () => {
    const [first, second, third] = [await anOrder(), await anOrder(), await anOrder()];
    const orders = [seen(first), { id: second.id, version: second.version + 1 }, seen(third), { id: '999999999', version: 1 }];
    const reply = await test.app.inject({
      method: 'POST',
      url: '/api/v1/order-acts',
      headers: await as(test.app, 'clerk-power'),
      payload: { action: 'sign', orders },
    });
    expect(reply.statusCode, reply.body).toBe(200);
    expect(reply.json()).toMatchObject({
      outcomes: [
        { id: first.id, problem: null },
        { id: second.id, problem: { code: 'version-stale', status: 409 } },
        { id: third.id, problem: null },
        { id: '999999999', problem: { code: 'outside-scope', status: 403 } },
      ],
    });
    const states = await Promise.all([first, second, third].map(async ({ id }) => (await readOrder(test.app, id, 'clerk-power')).state));
    expect(states).toEqual(['signed', 'dispatched', 'signed']);
  });

  it('needs what a single act needs, and at most a hundred orders', async () => {
    const order = await anOrder();
    const send = async (payload: object) =>
      (await test.app.inject({ method: 'POST', url: '/api/v1/order-acts', headers: await as(test.app, 'dispatcher-city'), payload })).json();
    expect(await send({ action: 'void', orders: [seen(order)] })).toMatchObject({ outcomes: [{ problem: { code: 'note-missing', field: 'note' } }] });
    expect(await send({ action: 'void', note: '误报', orders: [seen(order)] })).toEqual({ outcomes: [{ id: order.id, problem: null }] });
    expect(await send({ action: 'void', note: '误报', orders: [] })).toMatchObject({ status: 400, field: 'orders' });
    const tooMany = Array.from({ length: 101 }, (_, i) => ({ id: String(i + 1), version: 1 }));
    expect(await send({ action: 'void', note: '误报', orders: tooMany })).toMatchObject({ status: 400, field: 'orders' });
  });

  it('goes on to its end when whoever asked hung up', async () => {
    const orders = [await anOrder(), await anOrder(), await anOrder()];
    const port = Number(new URL(await test.app.listen({ host: '127.0.0.1', port: 0 })).port);
    const body = JSON.stringify({ action: 'sign', orders: orders.map(seen) });
    const headers = {
      ...(await as(test.app, 'clerk-power')),
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      host: 'localhost',
    };
    const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const states = () => Promise.all(orders.map(async ({ id }) => (await readOrder(test.app, id, 'clerk-power')).state));
    const untilStates = (wanted: readonly string[]) => vi.waitFor(async () => expect(await states()).toEqual(wanted), { timeout: 9_000, interval: 50 });
    const another = await test.database.pool.connect(); // somebody who is at the second one
    await another.query('begin');
    await another.query('select from orders where id = $1 for update', [orders[1]?.id]);
    socket.write(`POST /api/v1/order-acts HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${body}`);
    await untilStates(['signed', 'dispatched', 'dispatched']);
    socket.destroy();
    await another.query('rollback');
    another.release();
    await untilStates(['signed', 'signed', 'signed']);
  });
});

describe('a unit’s list by its part', () => {
  it('tells what it has to act on from what it was only told of, open and closed', async () => {
    const order = await anOrder();
    const lists = async (username: 'clerk-power' | 'clerk-road', query: string) =>
      (await test.app.inject({ url: `/api/v1/orders?limit=100&${query}`, headers: await as(test.app, username) })).json<{
        orders: Order[];
        counts: { open: number };
      }>();
    const has = async (username: 'clerk-power' | 'clerk-road', query: string) => (await lists(username, query)).orders.some(({ id }) => id === order.id);
    expect([await has('clerk-power', 'part=acting'), await has('clerk-power', 'part=informed')]).toEqual([true, false]);
    expect([await has('clerk-road', 'part=acting'), await has('clerk-road', 'part=informed')]).toEqual([false, true]);
    const told = await lists('clerk-road', 'part=informed');
    expect(told.counts.open).toBe(told.orders.length);
    await act(test.app, 'dispatcher-city', order.id, 'void', { note: '误报' });
    expect([await has('clerk-power', 'state=done&part=acting'), await has('clerk-road', 'state=done&part=acting')]).toEqual([true, false]);
  });
});
