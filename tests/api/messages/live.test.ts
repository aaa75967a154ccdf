import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildApp } from '../../../api/app.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import type { Username } from '../../support/city.ts';
import { act, aPhoto, as, orderOf, report } from '../../support/thread.ts';

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
  /** Reads nothing any more. */
  pause(): void;
  resume(): void;
}

const watch = (path: string, headers: Record<string, string> = {}): Promise<Watching> =>
  new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, headers }, (reply) => {
      let text = '';
      const waiting = new Set<() => void>();
      reply.setEncoding('utf8').on('data', (more: string) => {
        text = (text + more).slice(-200_000); // what came last: a test may send megabytes
        for (const look of waiting) look();
      });
      reply.on('error', () => undefined);
      const until = (pattern: RegExp): Promise<string> =>
        new Promise((found, missed) => {
          const timer = setTimeout(() => missed(new Error(`${pattern} did not come, but: ${text.slice(-500)}`)), 5000);
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
      resolve({
        status: reply.statusCode ?? 0,
        type: reply.headers['content-type'] ?? '',
        text: () => text,
        until,
        ended,
        stop: () => asking.destroy(),
        pause: () => void reply.pause(),
        resume: () => void reply.resume(),
      });
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
    await act(test.app, 'clerk-water', order.id, 'return', { note: '不是我们的', photoIds: [await aPhoto(test.app)] });
    await water.until(/"version":3/); // who loses it hears of it
    const elsewhere = await orderOf(test.app, await report(test.app, { kind: 'noise', position: { lon: 120.06, lat: 30.02 } }));
    await east.until(new RegExp(`"id":"${elsewhere.id}"`));
    expect(east.text()).not.toContain(`"id":"${order.id}"`);
    for (const one of [west, east, water]) one.stop();
  });

  it('tell the centre that a matter left of that, and of all that comes after where it has a case of bill and blame of it', async () => {
    const crew = async () => watch('/api/v1/events', await as(test.app, 'crew-street')); // of the unit itself, not of its place
    const desks = await Promise.all([watchAs('dispatcher-street'), crew()]);
    for (const desk of desks) await desk.until(/welcome/);
    const across = async () => {
      const order = await orderOf(test.app, await report(test.app, { kind: 'noise', position: { lon: 120.003, lat: 30.005 } }));
      const handed = await act(test.app, 'dispatcher-west', order.id, 'hand_across', { unitId: 'centre-990102001', note: '在东山镇界内' });
      expect(handed.statusCode, handed.body).toBe(200);
      return order.id;
    };
    const dispatch = async (id: string) =>
      expect((await act(test.app, 'dispatcher-east', id, 'dispatch', { unitId: 'water', note: '请看' })).statusCode).toBe(200);
    const [gone, billed] = [await across(), await across()];
    for (const desk of desks) for (const id of [gone, billed]) await desk.until(new RegExp(`"id":"${id}","version":2`));
    await test.database.pool.query(
      `insert into liability_cases (order_id, unit_id, fallback_unit_id, opened_at, reason) select id, 'power', 'centre-990101001', opened_at, '{"code": "liability-late"}' from orders where id = $1`,
      [billed],
    );
    for (const id of [gone, billed]) await dispatch(id);
    for (const desk of desks) {
      await desk.until(new RegExp(`"id":"${billed}","version":3`));
      expect(desk.text()).not.toContain(`"id":"${gone}","version":3`);
      desk.stop();
    }
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

  it('tell of what was done at another server on the same database', async () => {
    const watching = await watchAs('dispatcher-west');
    await watching.until(/welcome/);
    const other = await buildApp({ pool: test.database.pool, clock: test.app.clock, rateLimitFactor: 10_000 });
    // Where no order is open yet: a report beside one would join it.
    const order = await orderOf(other, await report(other, { kind: 'noise', position: { lon: 120.015, lat: 30.035 } }));
    await watching.until(new RegExp(`"id":"${order.id}","version":1`));
    await act(other, 'dispatcher-street', order.id, 'sign');
    await watching.until(new RegExp(`"id":"${order.id}","version":2`));
    watching.stop();
    await other.close();
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

  it('tell whoever signed out at once, and end', async () => {
    const headers = await signIn(test.app, 'leader-west');
    const watching = await watch('/api/v1/events', headers);
    await watching.until(/welcome/);
    expect((await test.app.inject({ method: 'DELETE', url: '/api/v1/session', headers })).statusCode).toBe(204);
    await watching.until(/event: signed-out\ndata: \{"code":"not-signed-in"\}/);
    await watching.ended;
  });

  it.each([
    ['a role', 'delete from person_roles where person_id = $1', 'forbidden'],
    ['all rights', 'update people set active = false where id = $1', 'not-signed-in'],
  ])('end at once for who lost %s, and for nobody else', async (_, lost, code) => {
    const { pool } = test.database;
    const other = await watch('/api/v1/events', await signIn(test.app, 'dispatcher-west'));
    const watching = await watch('/api/v1/events', await signIn(test.app, 'dispatcher-east'));
    await Promise.all([watching.until(/welcome/), other.until(/welcome/)]);
    const { rows: roles } = await pool.query(`select * from person_roles where person_id = (select id from people where username = 'dispatcher-east')`);
    await pool.query(lost, [roles[0].person_id]);
    await watching.until(new RegExp(`event: signed-out\ndata: \\{"code":"${code}"\\}`));
    await watching.ended;
    await pool.query('update people set active = true where id = $1', [roles[0].person_id]);
    await pool.query('insert into person_roles select * from jsonb_populate_recordset(null::person_roles, $1) on conflict do nothing', [JSON.stringify(roles)]);
    const order = await orderOf(test.app, await report(test.app, { kind: 'noise' }));
    await other.until(new RegExp(`"id":"${order.id}"`));
    expect(other.text()).not.toContain('signed-out');
    other.stop();
  });

  it('go on for a session that still lives when they are asked again', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const watching = await watch('/api/v1/events', await signIn(test.app, 'leader-west'));
      await watching.until(/welcome/);
      vi.advanceTimersByTime(60_000);
      await watching.until(/event: beat/);
      const order = await orderOf(test.app, await report(test.app, { kind: 'noise' }));
      await watching.until(new RegExp(`"id":"${order.id}"`));
      expect(watching.text()).not.toContain('signed-out');
      watching.stop();
    } finally {
      vi.useRealTimers();
    }
  });

  it('let go of a reader who leaves too much unread, and of nobody else', async () => {
    const headers = await as(test.app, 'dispatcher-city');
    const [quick, slow] = await Promise.all([watch('/api/v1/events', headers), watch('/api/v1/events', headers)]);
    await Promise.all([quick.until(/welcome/), slow.until(/welcome/)]);
    slow.pause();
    // Sixteen megabytes, by fifty kilobytes: more than the machine keeps for a connection by itself, and no more at once than may lie unread.
    for (let last = 7; last <= 2_400; last += 7) {
      await test.database.pool.query(
        `select pg_notify('order_changed', json_build_object('id', repeat('7', 7000), 'version', n, 'district', '990101', 'street', '990101001', 'units', '[]'::json)::text)
         from generate_series($1 - 6, $1) n`,
        [last],
      );
      await quick.until(new RegExp(`"version":${last}\\}`));
    }
    slow.resume();
    await slow.ended;
    expect(slow.text()).not.toContain('"version":2394}');
    const order = await orderOf(test.app, await report(test.app, { kind: 'noise' }));
    await quick.until(new RegExp(`"id":"${order.id}"`));
    quick.stop();
  });

  it('are for those who may read orders', async () => {
    expect((await watch('/api/v1/events')).status).toBe(401);
    expect((await watchAs('registrar')).status).toBe(403);
  });
});
