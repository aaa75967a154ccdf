import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { affected, rows, sql } from '#db/sql.ts';
import { type Messenger, openMessenger } from '../../../api/notices/send-messages.ts';
import { openSenders } from '../../../api/notices/senders.ts';
import { startServer } from '../../../api/server.ts';
import { type Deliverer, openDeliverer } from '../../../api/webhooks/deliver.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { type Receiver, startReceiver } from '../../support/receiver.ts';
import { as, orderOf, report } from '../../support/thread.ts';

let test: TestApp;
let deliverer: Deliverer;
beforeAll(async () => {
  test = await startApp({ sends: ['email'], hooksInside: true });
  deliverer = openDeliverer(test.app);
});
afterAll(() => test.close());
beforeEach(async () => {
  test.setNow(now);
  for (const table of ['messages', 'notices', 'outbox', 'deliveries', 'webhooks', 'heard_actions']) await test.database.pool.query(`delete from ${table}`);
  await affected(test.database.pool, sql`update message_channels set failures = 0, paused_until = null`);
});

const ask = async (username: Username, method: 'PUT' | 'POST', path: string, payload: object) => {
  const reply = await test.app.inject({ method, url: `/api/v1/${path}`, headers: await as(test.app, username), payload });
  expect(reply.statusCode, reply.body).toBeLessThan(300);
};
const chooseMail = (username: Username) =>
  ask(username, 'PUT', 'account/notices', {
    email: `${username}@city.example`,
    mobile: null,
    language: 'zh',
    choices: [{ kind: 'new-order', channels: ['email'] }],
  });
const anOrder = async () =>
  orderOf(test.app, await report(test.app, { plate: await aWell(test.database.pool), channel: 'plate', kind: 'cover_noise', text: '响' }));
const messages = () => rows<{ state: string; lastAnswer: string }>(test.database.pool, sql`select state, last_answer from messages order by id`);
const messengerTo = (server: { address(): unknown }, attemptMs?: number): Messenger => {
  const smtp = { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, from: 'wells@city.example', ...(attemptMs ? { attemptMs } : {}) };
  return openMessenger(test.app, openSenders({ smtp, publicUrl: null }));
};

/** Greets, and says once in a while that more of its answer is to come. */
const startTarpit = async (): Promise<{ server: Server; held: Set<Socket> }> => {
  const held = new Set<Socket>();
  const server = createServer((socket) => {
    held.add(socket);
    const talking = setInterval(() => socket.write('250-wait\r\n'), 20);
    socket
      .on('error', () => undefined)
      .on('close', () => {
        held.delete(socket);
        clearInterval(talking);
      });
    socket.write('220 tar\r\n');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, held };
};

describe('a mail server', () => {
  it('that goes on talking and never comes to an end is given up, and hung up on by a service that closes', async () => {
    await chooseMail('clerk-power');
    await anOrder();
    await deliverer.run();
    const { server, held } = await startTarpit();
    const messenger = messengerTo(server, 100);
    expect(await messenger.run()).toBe(1);
    await messenger.settled();
    expect(await messages()).toEqual([{ state: 'waiting', lastAnswer: 'ETIMEDOUT' }]);
    await messenger.close();
    test.setNow('2026-11-23T02:00:10.000Z');
    const closing = messengerTo(server);
    expect(await closing.run()).toBe(1);
    await expect.poll(() => held.size).toBe(1);
    await closing.close();
    await expect.poll(() => held.size).toBe(0);
    server.close();
  });

  it('that has no room for one person’s mails holds up nobody else’s', async () => {
    const taken: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: ({ address }, _session, done) => done(address.startsWith('clerk') ? Object.assign(new Error('mailbox full'), { responseCode: 452 }) : null),
      onData: (stream, { envelope }, done) => {
        taken.push(...envelope.rcptTo.map(({ address }) => address));
        stream.on('end', () => done()).resume();
      },
    });
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    await chooseMail('clerk-power');
    for (let i = 0; i < 6; i += 1) await anOrder();
    await deliverer.run();
    const messenger = messengerTo(server.server);
    while ((await messenger.run()) > 0) await messenger.settled();
    expect(await messages()).toEqual(Array.from({ length: 6 }, () => ({ state: 'waiting', lastAnswer: '452' })));
    await chooseMail('crew-power');
    await anOrder();
    await deliverer.run();
    while ((await messenger.run()) > 0) await messenger.settled();
    expect(taken).toEqual(['crew-power@city.example']);
    await messenger.close();
    server.close();
  });
});

describe('receivers that are silent', () => {
  it('leave a place for one that is not, however many they are', async () => {
    const [silent, quick] = await Promise.all([startReceiver(), startReceiver()]);
    silent.answer = 'silence';
    const aWebhook = ({ url }: Receiver) => ask('clerk-power', 'POST', 'webhooks', { name: 'a unit’s own', url, actions: ['dispatch'] });
    for (let i = 0; i < 8; i += 1) await aWebhook(silent);
    await aWebhook(quick);
    for (let i = 0; i < 4; i += 1) await anOrder();
    const goneOn = async () => {
      await deliverer.run();
      return quick.received.length;
    };
    await expect.poll(goneOn).toBe(4);
    expect(silent.received.length).toBeGreaterThan(8);
    await silent.close(); // hangs up
    await deliverer.settled();
    await quick.close();
  });
});

describe('a receiver that is quick', () => {
  const signed = async (times: number): Promise<void> => {
    const { id } = await anOrder();
    await affected(
      test.database.pool,
      sql`insert into order_events (order_id, at, action, to_state) select ${id}, ${now}, 'sign', 'signed' from generate_series(1, ${times})`,
    );
  };
  const queued = () => rows(test.database.pool, sql`select event_id from outbox`);

  it('has no storm’s events waiting for the next second', async () => {
    const quick = await startReceiver();
    await ask('clerk-power', 'POST', 'webhooks', { name: 'a unit’s own', url: quick.url, actions: ['sign'] });
    await signed(1_001);
    await deliverer.run();
    expect(await queued()).toEqual([]);
    await deliverer.settled();
    await quick.close();
  });

  // last: a server of today ends the sessions of this test's day
  it('is told of what happened as fast as it answers, not four things a second', async () => {
    const quick = await startReceiver();
    await ask('clerk-power', 'POST', 'webhooks', { name: 'a unit’s own', url: quick.url, actions: ['sign'] });
    await signed(64);
    const server = await startServer({ url: test.database.url, host: '127.0.0.1', port: 0, hooksInside: true, logLevel: 'silent' });
    await expect.poll(() => quick.received.length).toBe(64);
    await server.close();
    await quick.close();
  });
});
