import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import type { Username } from '../support/city.ts';
import { act, as, orderOf, report } from '../support/thread.ts';

let test: TestApp;
let port = 0;
beforeAll(async () => {
  test = await startApp();
  await test.app.listen({ host: '127.0.0.1', port: 0 });
  port = (test.app.server.address() as AddressInfo).port;
});
afterAll(() => test.close());

interface Watching {
  readonly status: number;
  readonly type: string;
  text(): string;
  /** Resolves when the pattern has come. */
  until(pattern: RegExp): Promise<string>;
  readonly ended: Promise<void>;
  stop(): void;
}

const watch = (path: string, headers: Record<string, string> = {}): Promise<Watching> =>
  new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, headers }, (reply) => {
      let text = '';
      const waiting = new Set<() => void>();
      reply.setEncoding('utf8').on('data', (more: string) => {
        text += more;
        for (const look of waiting) look();
      });
      reply.on('error', () => undefined);
      const until = (pattern: RegExp): Promise<string> =>
        new Promise((found, missed) => {
          const timer = setTimeout(() => missed(new Error(`${pattern} did not come, but: ${text}`)), 5000);
          const look = () => {
            if (!pattern.test(text)) return;
            clearTimeout(timer);
            waiting.delete(look);
            found(text);
          };
          waiting.add(look);
          look();
        });
      const ended = new Promise<void>((done) => reply.on('close', () => done()));
      resolve({ status: reply.statusCode ?? 0, type: reply.headers['content-type'] ?? '', text: () => text, until, ended, stop: () => asking.destroy() });
    });
    asking.on('error', reject);
    asking.end();
  });

const watchAs = async (username: Username) => watch('/api/v1/events', await as(test.app, username));

describe('server-sent events', () => {
  it('tell those in whose reach an order lies, and nobody else', async () => {
    const [west, east, water] = await Promise.all([watchAs('dispatcher-west'), watchAs('dispatcher-east'), watchAs('clerk-water')]);
    expect([west.status, west.type]).toEqual([200, 'text/event-stream; charset=utf-8']);
    await west.until(/welcome/);
    const order = await orderOf(test.app, await report(test.app, { kind: 'noise' }));
    await west.until(new RegExp(`event: order\ndata: \\{"id":"${order.id}","version":1\\}`));
    await act(test.app, 'dispatcher-west', order.id, 'dispatch', { note: '请看', unitId: 'water' });
    await west.until(/"version":2/);
    await water.until(/"version":2/);
    await act(test.app, 'clerk-water', order.id, 'return', { note: '不是我们的' });
    await water.until(/"version":3/); // who loses it hears of it
    const elsewhere = await orderOf(test.app, await report(test.app, { kind: 'noise', position: { lon: 120.06, lat: 30.02 } }));
    await east.until(new RegExp(`"id":"${elsewhere.id}"`));
    expect(east.text()).not.toContain(`"id":"${order.id}"`);
    for (const one of [west, east, water]) one.stop();
  });

  it('tell a citizen that the story changed', async () => {
    const story = await report(test.app, { kind: 'noise' });
    const watching = await watch(`/api/v1/reports/${story.number}/events`);
    await watching.until(/welcome/);
    const order = await orderOf(test.app, story);
    await act(test.app, 'dispatcher-street', order.id, 'sign');
    await watching.until(/event: changed/);
    watching.stop();
    expect((await watch('/api/v1/reports/20261123-AAAA-BBBB-CCCC/events')).status).toBe(404);
  });

  it('are at most six at once for one person, and are given back', async () => {
    const open = await Promise.all(Array.from({ length: 6 }, () => watchAs('analyst')));
    expect(open.map((w) => w.status)).toEqual(Array(6).fill(200));
    expect((await watchAs('analyst')).status).toBe(429);
    for (const one of open) one.stop();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const again = await watchAs('analyst');
    expect(again.status).toBe(200);
    again.stop();
  });

  it('end when the listening connection breaks, so that nobody waits for what was missed', async () => {
    const watching = await watchAs('supervisor');
    await watching.until(/welcome/);
    await test.database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen order_changed' and datname = current_database()`,
    );
    await watching.ended;
    const back = await watchAs('supervisor');
    const order = await orderOf(test.app, await report(test.app, { kind: 'noise' }));
    await back.until(new RegExp(`"id":"${order.id}"`));
    back.stop();
  });

  it('end with the service', async () => {
    const other = await startApp();
    await other.app.listen({ host: '127.0.0.1', port: 0 });
    const before = port;
    port = (other.app.server.address() as AddressInfo).port;
    const watching = await watch('/api/v1/events', await as(other.app, 'agent'));
    port = before;
    await watching.until(/welcome/);
    await other.close();
    await watching.ended;
  });

  it('are not asked for their headers alone, which would take a seat and never be answered', async () => {
    const { number } = await report(test.app, { kind: 'noise' });
    for (const url of ['/api/v1/events', `/api/v1/reports/${number}/events`])
      expect((await test.app.inject({ method: 'HEAD', url, headers: await as(test.app, 'agent') })).statusCode).toBe(405);
  });

  it('are for those who may read orders', async () => {
    expect((await watch('/api/v1/events')).status).toBe(401);
    expect((await watchAs('registrar')).status).toBe(403);
  });
});
