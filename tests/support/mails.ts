import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { affected, sql } from '#db/sql.ts';
import { type Messenger, openMessenger } from '../../api/notices/send-messages.ts';
import { openSenders } from '../../api/notices/senders.ts';
import { type Deliverer, openDeliverer } from '../../api/webhooks/deliver.ts';
import type { TestApp } from './app.ts';
import { aWell } from './builders.ts';
import { now, type Username } from './city.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { as, orderOf, report } from './thread.ts';

interface Mail {
  readonly to: string;
  readonly text: string;
}

type NoticeKind = 'billed' | 'claim-waiting' | 'new-order' | 'overdue' | 'subscribed-order' | 'to-call-back';

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

/** A real SMTP server on this machine. */
const startMailServer = async (mails: Mail[], refusedFor: ReadonlySet<string>): Promise<SMTPServer> => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => done(refusedFor.has(address) ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address).join(), text: Buffer.concat(chunks).toString() });
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return server;
};

/** A mail server that takes a call and never says a word. */
export const startSilentServer = async () => {
  const server = createServer(() => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: portOf(server), close: () => server.close(), held: () => new Promise<number>((told) => server.getConnections((_, count) => told(count))) };
};

/** By what a provider of SMS knows that it is asked by this city. */
export const smsSecret = 'of the provider';

/**
 * The notices of an app that is started before: a real mail server and a provider of SMS, with what arrived there, and how people choose by which ways they
 * are told. Before each test nothing is on its way and nothing has arrived.
 */
export const mailsOf = (test: () => TestApp) => {
  const mails: Mail[] = [];
  const refusedFor = new Set<string>();
  let deliverer: Deliverer;
  let smtp: SMTPServer;
  let provider: Receiver;
  let messenger: Messenger;

  /** A messenger whose mails go to a port of this machine. */
  const messengerTo = (port: number) =>
    openMessenger(
      test().app,
      openSenders({
        smtp: { url: `smtp://127.0.0.1:${port}`, from: 'wells@city.example' },
        sms: { url: provider.url, secret: smsSecret },
        publicUrl: 'https://wells.example',
      }),
    );
  beforeAll(async () => {
    deliverer = openDeliverer(test().app);
    smtp = await startMailServer(mails, refusedFor);
    provider = await startReceiver();
    messenger = messengerTo(portOf(smtp.server));
  });
  afterAll(async () => {
    await messenger.close();
    smtp.close();
    await provider.close();
  });
  beforeEach(async () => {
    test().setNow(now);
    mails.length = 0;
    refusedFor.clear();
    provider.received.length = 0;
    provider.answer = 200;
    for (const table of ['messages', 'notices', 'outbox']) await test().database.pool.query(`delete from ${table}`);
    await affected(test().database.pool, sql`update message_channels set failures = 0, paused_until = null`);
  });

  const ask = async (username: Username, method: 'GET' | 'PUT' | 'POST', path: string, payload?: object) =>
    (await test().app.inject({ method, url: `/api/v1/${path}`, headers: await as(test().app, username), ...(payload ? { payload } : {}) })).json();
  return {
    /** What arrived, and mailboxes that there are not. */
    mails,
    refusedFor,
    /** What the provider of SMS was asked to send. */
    texts: () => provider.received,
    messengerTo,
    ask,
    choose: (username: Username, kind: NoticeKind, channels: string[], rest: object = {}) =>
      ask(username, 'PUT', 'account/notices', {
        email: `${username}@city.example`,
        mobile: '+8613900001111',
        language: 'zh',
        choices: [{ kind, channels }],
        ...rest,
      }),
    noticesOf: async (username: Username) =>
      (await ask(username, 'GET', 'notices')) as { notices: { id: string; kind: string; orderId: string; readAt: string | null }[]; unread: number },
    /** An order of a caller whose name and telephone no notice may tell. */
    anOrder: async () =>
      orderOf(
        test().app,
        await report(test().app, {
          plate: await aWell(test().database.pool),
          channel: 'plate',
          kind: 'cover_noise',
          text: '王小明家门口 13800138000',
        }),
      ),
    deliver: () => deliverer.run(),
    /** Sends all that is due. */
    sendDue: async (by: Messenger = messenger): Promise<void> => {
      await deliverer.run();
      while ((await by.run()) > 0) await by.settled();
    },
  };
};
