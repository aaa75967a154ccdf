import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { affected, oneRow, rows, sql } from '#db/sql.ts';
import { formatPlate } from '#domain/asset-id.ts';
import { type Messenger, openMessenger } from '../../../api/notices/send-messages.ts';
import { openSenders } from '../../../api/notices/senders.ts';
import { type Deliverer, openDeliverer } from '../../../api/webhooks/deliver.ts';
import { workNotices } from '../../../api/work-notices.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { type Receiver, startReceiver } from '../../support/receiver.ts';
import { act, aPhoto, as, orderOf, readOrder, report } from '../../support/thread.ts';

interface Mail {
  readonly to: string;
  readonly text: string;
}

let test: TestApp;
let deliverer: Deliverer;
let smtp: SMTPServer;
let provider: Receiver;
let messenger: Messenger;
const mails: Mail[] = [];
const refusedFor = new Set<string>();
const secret = 'of the provider';
const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

/** A real SMTP server on this machine. */
const startMailServer = async (): Promise<SMTPServer> => {
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

const sendersTo = (port: number) =>
  openSenders({
    smtp: { url: `smtp://127.0.0.1:${port}`, from: 'wells@city.example' },
    sms: { url: provider.url, secret },
    publicUrl: 'https://wells.example',
  });

beforeAll(async () => {
  test = await startApp({ sends: ['email'] });
  deliverer = openDeliverer(test.app);
  smtp = await startMailServer();
  provider = await startReceiver();
  messenger = openMessenger(test.app, sendersTo(portOf(smtp.server)));
});
afterAll(async () => {
  await messenger.close();
  await test.close();
  smtp.close();
  await provider.close();
});
beforeEach(async () => {
  test.setNow(now);
  mails.length = 0;
  refusedFor.clear();
  provider.received.length = 0;
  provider.answer = 200;
  for (const table of ['messages', 'notices', 'outbox']) await test.database.pool.query(`delete from ${table}`);
  await affected(test.database.pool, sql`update message_channels set failures = 0, paused_until = null`);
});

const kinds = [
  'danger-call',
  'crew-sent',
  'new-order',
  'returned',
  'taken-back',
  'asset-chosen',
  'rework',
  'due-soon',
  'overdue',
  'time-asked',
  'time-answered',
  'handed',
  'resumed',
  'billed',
  'settled',
  'disputed',
  'to-call-back',
  'supervised',
  'claim-waiting',
  'claim-decided',
  'subscribed-order',
] as const;
const ask = async (username: Username, method: 'GET' | 'PUT' | 'POST', path: string, payload?: object) =>
  (await test.app.inject({ method, url: `/api/v1/${path}`, headers: await as(test.app, username), ...(payload ? { payload } : {}) })).json();
const choose = (username: Username, kind: (typeof kinds)[number], channels: string[], rest: object = {}) =>
  ask(username, 'PUT', 'account/notices', {
    email: `${username}@city.example`,
    mobile: '+8613900001111',
    language: 'zh',
    choices: [{ kind, channels }],
    ...rest,
  });

const anOrder = async () =>
  orderOf(
    test.app,
    await report(test.app, { plate: await aWell(test.database.pool), channel: 'plate', kind: 'cover_noise', text: '王小明家门口 13800138000' }),
  );
const sendDue = async (with_: Messenger = messenger): Promise<void> => {
  await deliverer.run();
  while ((await with_.run()) > 0) await with_.settled();
};
const noticesOf = async (username: Username) =>
  (await ask(username, 'GET', 'notices')) as { notices: { id: string; kind: string; orderId: string; readAt: string | null }[]; unread: number };

describe('a notice', () => {
  it('comes to the pages of those whom it concerns, who read it once', async () => {
    const order = await anOrder();
    await act(test.app, 'clerk-power', order.id, 'return', { note: '不属于我方', photoIds: [await aPhoto(test.app, await as(test.app, 'clerk-power'))] });
    await deliverer.run();
    const { notices, unread } = await noticesOf('dispatcher-street');
    expect([unread, notices]).toMatchObject([1, [{ kind: 'returned', orderId: order.id, readAt: null }]]);
    expect(await ask('dispatcher-street', 'POST', 'notices/read', { upTo: notices[0]?.id })).toMatchObject({ unread: 0 });
    expect((await noticesOf('dispatcher-east')).notices).toEqual([]);
  });

  it('is chosen by who is told by which ways the service sends at all', async () => {
    const stands = await ask('agent', 'GET', 'account/notices');
    expect(stands.sent).toEqual(['email']);
    expect((await choose('agent', 'overdue', ['page'])).sent).toEqual(['email']);
  });

  it('goes by mail and SMS to who chose so, in their language, and tells nothing of the caller', async () => {
    await choose('clerk-power', 'new-order', ['email', 'sms'], { language: 'en' });
    const order = await anOrder();
    await sendDue();
    expect(mails.map(({ to }) => to)).toEqual(['clerk-power@city.example']);
    expect(mails[0]?.text).toContain(`order ${order.id}: A new order`);
    const [sms] = provider.received;
    expect(JSON.parse(sms?.body ?? '')).toMatchObject({ to: '+8613900001111', text: `[Jingzheng] order ${order.id}: A new order`, language: 'en' });
    const [, t, v1] = /^t=(\d+),v1=(\w+)$/.exec(String(sms?.headers['jingzheng-signature'])) ?? [];
    expect(v1).toBe(createHmac('sha256', secret).update(`${t}.${sms?.body}`).digest('hex'));
    for (const word of ['王小明', '13800138000']) expect(JSON.stringify([mails, provider.received])).not.toContain(word);
    expect((await noticesOf('clerk-power')).notices).toEqual([]);
    await choose('clerk-power', 'new-order', []);
    await anOrder();
    await sendDue();
    expect(mails).toHaveLength(1);
  });

  it('goes also in a city that was laid from its folder, whose tables were all emptied first; that a server does not answer is counted there too', async () => {
    await test.database.pool.query('delete from message_channels');
    await choose('clerk-power', 'new-order', ['email']);
    const dead = openMessenger(test.app, sendersTo(9));
    await anOrder();
    await deliverer.run();
    expect(await dead.run()).toBe(1);
    await dead.settled();
    expect(await dead.run()).toBe(0);
    expect(await rows(test.database.pool, sql`select channel, failures from message_channels`)).toEqual([{ channel: 'email', failures: 1 }]);
    await dead.close();
    await test.database.pool.query('delete from message_channels');
    await test.database.pool.query('update messages set due_at = created_at');
    await sendDue();
    expect(mails.map(({ to }) => to)).toEqual(['clerk-power@city.example']);
    await choose('clerk-power', 'new-order', []);
  });

  it('of a followed order says which step it took, by mail and SMS, and not who, where or what words', async () => {
    const { id } = await anOrder();
    for (const [follower, language] of [
      ['supervisor', 'en'],
      ['leader-west', 'zh'],
    ] as const) {
      await choose(follower, 'subscribed-order', ['email', 'sms'], { language, mobile: language === 'en' ? '+8613900001111' : '+8613900002222' });
      await test.app.inject({ method: 'PUT', url: `/api/v1/orders/${id}/subscription`, headers: await as(test.app, follower) });
    }
    await act(test.app, 'clerk-power', id, 'sign');
    await sendDue();
    await act(test.app, 'clerk-power', id, 'ask_time', { note: '王小明要求' });
    expect((await act(test.app, 'dispatcher-west', id, 'grant_time', { note: '同意' })).statusCode).toBe(200);
    await sendDue();
    const sent = provider.received.map(({ body }) => JSON.parse(body) as { to: string; text: string });
    const to = (mobile: string) => sent.filter((one) => one.to === mobile).map(({ text }) => text);
    const [signed, asked, given] = ['signed for', 'more time asked for', 'more time given'];
    expect(to('+8613900001111')).toEqual([signed, asked, given].map((step) => `[Jingzheng] order ${id}: An order that you follow went on: ${step}`));
    expect(to('+8613900002222')).toEqual(['签收', '申请延期', '同意延期'].map((step) => `【井证】工单 ${id}：您关注的工单有进展：${step}`));
    const english = mails.filter(({ to: mailbox }) => mailbox === 'supervisor@city.example').map(({ text }) => text);
    expect([signed, asked, given].map((step, i) => english[i]?.includes(`went on: ${step}`))).toEqual([true, true, true]);
    expect(JSON.stringify([mails, sent])).not.toContain('王小明');
    for (const follower of ['supervisor', 'leader-west'] as const) await choose(follower, 'subscribed-order', []);
  });

  it('that a pause is asked for comes to who may give it, what they said and its end to who asked', async () => {
    const { id } = await anOrder();
    for (const action of ['sign', 'contact', 'start'] as const) await act(test.app, 'clerk-power', id, action);
    const asked = await act(test.app, 'clerk-power', id, 'ask_pause', { note: '等掘路许可', day: '2026-12-02' });
    expect(asked.statusCode, asked.body).toBe(200);
    await sendDue();
    expect((await noticesOf('dispatcher-street')).notices).toMatchObject([{ kind: 'time-asked', orderId: id }]);
    expect((await act(test.app, 'dispatcher-street', id, 'grant_pause')).statusCode).toBe(200);
    expect((await act(test.app, 'dispatcher-street', id, 'resume', { note: '许可已批' })).statusCode).toBe(200);
    await sendDue();
    expect((await noticesOf('clerk-power')).notices).toMatchObject([{ kind: 'resumed' }, { kind: 'time-answered' }]);
  });

  it('that two units denied a well comes to the centre that has to decide whose it is, and not before', async () => {
    const position = { lon: 120.0013, lat: 30.012 };
    const assetId = await aWell(test.database.pool, position);
    await aWell(test.database.pool, { ...position, lon: position.lon + 0.00002, classCode: '0107', ownerId: 'telecom', lettering: null });
    const { id } = await orderOf(test.app, await report(test.app, aReport({ position, kind: 'cover_noise', accuracyM: 12, text: '井盖响', assetId })));
    const deny = async (who: Username) => act(test.app, who, id, 'return', { note: '不是我们的', photoIds: [await aPhoto(test.app)] });
    expect((await deny('clerk-power')).statusCode).toBe(200);
    await sendDue();
    expect((await noticesOf('dispatcher-west')).notices).toEqual([]);
    expect((await noticesOf('clerk-telecom')).notices).toMatchObject([{ kind: 'handed', orderId: id }]); // it is theirs to sign for or deny now
    expect((await deny('clerk-telecom')).statusCode).toBe(200);
    await sendDue();
    expect((await noticesOf('dispatcher-west')).notices).toMatchObject([{ kind: 'to-decide', orderId: id }]);
  });

  describe('that a centre has to decide whose a well is', () => {
    const deny = async (who: Username, id: string) => {
      const denied = await act(test.app, who, id, 'return', { note: '不是我们的', photoIds: [await aPhoto(test.app, await as(test.app, who))] });
      expect(denied.statusCode, denied.body).toBe(200);
    };
    const askedOf = async (id: string) => {
      await sendDue();
      return (await noticesOf('dispatcher-west')).notices.filter(({ kind, orderId }) => kind === 'to-decide' && orderId === id).length;
    };

    it('comes to it also where a clock told it of the order before', async () => {
      const position = { lon: 120.0033, lat: 30.0172 };
      const assetId = await aWell(test.database.pool, position);
      await aWell(test.database.pool, { ...position, lon: position.lon + 0.00002, classCode: '0107', ownerId: 'telecom', lettering: null });
      const { id } = await orderOf(test.app, await report(test.app, aReport({ position, kind: 'cover_missing', accuracyM: 12, text: '', assetId })));
      for (const at of ['2026-11-23T04:01:00.000Z', '2026-11-23T05:02:00.000Z']) {
        test.setNow(at);
        await workTimers(test.app);
      }
      const told = (await readOrder(test.app, id)).assignments.filter(({ endedAt }) => endedAt === null).map(({ unit }) => unit.id);
      expect(told).toContain('centre-990101');
      await deny('clerk-power', id);
      expect(await askedOf(id)).toBe(0);
      await deny('clerk-telecom', id);
      expect(await askedOf(id)).toBe(1);
    });

    it('comes to it again when whom it sent it to denies it too', async () => {
      const { id, assetId } = await orderOf(
        test.app,
        await report(test.app, aReport({ position: { lon: 120.0187, lat: 30.0371 }, kind: 'cover_noise', text: '响' })),
      );
      expect(assetId).toBeNull(); // of a registered well the centre's word stands
      for (const [minute, from, unitId, who] of [
        [1, 'dispatcher-street', 'power', 'clerk-power'],
        [2, 'dispatcher-street', 'telecom', 'clerk-telecom'],
        [3, 'dispatcher-west', 'water', 'clerk-water'],
      ] as const) {
        test.setNow(`2026-11-23T02:0${minute}:00.000Z`);
        expect((await act(test.app, from, id, 'dispatch', { unitId, note: '请核实' })).statusCode).toBe(200);
        await deny(who, id);
      }
      expect(await askedOf(id)).toBe(2);
    });
  });

  it('that an order was handed on comes to the centre that has it now, and that it is not solved to the unit that has it again', async () => {
    const { id } = await anOrder();
    await act(test.app, 'dispatcher-street', id, 'dispatch', { unitId: 'centre-990101001', note: '先看一下' });
    expect((await act(test.app, 'dispatcher-street', id, 'hand_up', { note: '要区里定' })).statusCode).toBe(200);
    await sendDue();
    expect((await noticesOf('dispatcher-west')).notices).toMatchObject([{ kind: 'handed', orderId: id }]);
    expect((await act(test.app, 'dispatcher-west', id, 'hand_across', { unitId: 'centre-990102', note: '在东区' })).statusCode).toBe(200);
    await sendDue();
    expect((await noticesOf('dispatcher-east')).notices).toMatchObject([{ kind: 'handed', orderId: id }]);
    const other = await anOrder();
    for (const action of ['sign', 'contact', 'start'] as const) await act(test.app, 'clerk-power', other.id, action);
    await act(test.app, 'clerk-power', other.id, 'resolve', { reply: '已调平', photoIds: [await aPhoto(test.app)] });
    const again = await act(test.app, 'dispatcher-street', other.id, 'not_solved', { note: '还在响' });
    expect(again.statusCode, again.body).toBe(200);
    await sendDue();
    expect((await noticesOf('clerk-power')).notices).toMatchObject([{ kind: 'rework', orderId: other.id }]);
  });

  it('of a fallback’s bill comes to who is asked to pay, and what they dispute to who settles it and who asks', async () => {
    await choose('clerk-power', 'billed', ['page', 'email'], { language: 'en' });
    const position = { lon: 120.0077, lat: 30.0077 };
    await aWell(test.database.pool, position);
    const { id } = await orderOf(test.app, await report(test.app, { position }));
    test.setNow('2026-11-23T04:01:00.000Z');
    await workTimers(test.app);
    const caseId = (await readOrder(test.app, id)).liability[0]?.id;
    const send = async (who: Username, method: 'PUT' | 'POST', what: string, payload: object) => {
      const reply = await test.app.inject({ method, url: `/api/v1/liability-cases/${caseId}/${what}`, headers: await as(test.app, who), payload });
      expect(reply.statusCode, reply.body).toBe(200);
    };
    await sendDue();
    mails.length = 0;
    await send('dispatcher-street', 'PUT', 'bill', { amountFen: 45_000, note: '围护' });
    await send('clerk-power', 'POST', 'objection', { note: '王小明说不是我方的井' });
    await send('dispatcher-west', 'POST', 'settlement', { outcome: 'waived', note: '异议成立' });
    await sendDue();
    const kindsOf = async (who: Username) => (await noticesOf(who)).notices.map(({ kind }) => kind);
    const [ofPayer, ofBiller] = [await kindsOf('clerk-power'), await kindsOf('dispatcher-street')];
    expect(ofPayer.filter((kind) => kind === 'billed' || kind === 'settled').sort()).toEqual(['billed', 'settled']);
    expect(ofBiller.filter((kind) => kind === 'billed' || kind === 'settled')).toEqual(['settled']);
    expect(await kindsOf('dispatcher-east')).not.toContain('settled');
    expect([await kindsOf('dispatcher-west'), await kindsOf('dispatcher-street')]).toEqual([
      expect.arrayContaining(['disputed']),
      expect.arrayContaining(['disputed']),
    ]);
    expect(await kindsOf('dispatcher-east')).not.toContain('disputed');
    const toPayer = mails.filter(({ to }) => to === 'clerk-power@city.example').map(({ text }) => text.replace(/=\r?\n|\s/g, ''));
    expect(toPayer).toHaveLength(2);
    expect(toPayer.filter((text) => text.includes('weresettled'))).toHaveLength(1);
    expect(JSON.stringify(mails)).not.toContain('王小明');
    await choose('clerk-power', 'billed', []);
  });

  it('that the on-site meeting gave them an order comes to the unit’s people', async () => {
    const { id } = await anOrder();
    for (const action of ['supervise', 'docket'] as const) await act(test.app, 'supervisor', id, action, { note: '久拖不决' });
    await sendDue();
    const decided = await act(test.app, 'supervisor', id, 'decide_docket', { note: '由水务牵头', unitId: 'water' });
    expect(decided.statusCode, decided.body).toBe(200);
    await sendDue();
    expect((await noticesOf('clerk-water')).notices).toMatchObject([{ kind: 'handed', orderId: id }]);
    expect((await noticesOf('clerk-power')).notices.map(({ kind }) => kind)).not.toContain('handed');
  });

  it('that somebody is to be called back comes to the agents of the place who ask for it', async () => {
    await choose('agent', 'to-call-back', ['page', 'email']);
    const { id } = await anOrder();
    for (const action of ['sign', 'contact', 'start'] as const) await act(test.app, 'clerk-power', id, action);
    await act(test.app, 'clerk-power', id, 'resolve', { reply: '已调平', photoIds: [await aPhoto(test.app)] });
    const checked = await act(test.app, 'dispatcher-street', id, 'check');
    expect(checked.statusCode, checked.body).toBe(200);
    await sendDue();
    expect((await noticesOf('agent')).notices).toMatchObject([{ kind: 'to-call-back', orderId: id }]);
    expect(mails.map(({ to }) => to)).toEqual(['agent@city.example']);
    expect(JSON.stringify(mails)).not.toContain('13800138000');
    await choose('agent', 'to-call-back', []);
  });

  it('is not sent to who lost the role or is locked, nor to an address that was taken away', async () => {
    await choose('clerk-power', 'new-order', ['email']);
    await anOrder();
    await deliverer.run();
    await affected(test.database.pool, sql`update people set email = null where username = 'clerk-power'`);
    await sendDue();
    expect(mails).toEqual([]);
    expect(await rows(test.database.pool, sql`select state, last_answer from messages`)).toEqual([{ state: 'given-up', lastAnswer: 'no address' }]);
  });
});

describe('a mail server that is away', () => {
  it('loses nothing and holds up nobody: SMS go, orders go, and the mail goes when it is there again', async () => {
    await choose('clerk-power', 'new-order', ['email', 'sms']);
    const dead = openMessenger(test.app, sendersTo(9)); // nobody listens there
    const order = await anOrder();
    await sendDue(dead);
    expect(provider.received).toHaveLength(1);
    expect((await act(test.app, 'clerk-power', order.id, 'sign')).statusCode).toBe(200);
    expect(await oneRow(test.database.pool, sql`select state, attempts, last_answer from messages where channel = 'email'`)).toMatchObject({
      state: 'waiting',
      attempts: 1,
    });
    await dead.close();
    test.setNow('2026-11-23T02:00:10.000Z');
    await sendDue();
    expect(mails).toHaveLength(1);
  });

  it('or never says a word is waited for by its own mails alone', async () => {
    const silent = createServer(() => undefined);
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    await choose('clerk-power', 'new-order', ['email', 'sms']);
    const slow = openMessenger(test.app, sendersTo(portOf(silent)));
    for (let i = 0; i < 6; i += 1) await anOrder();
    await deliverer.run();
    await slow.run();
    await expect.poll(() => provider.received.length).toBe(4);
    // Four mails are under way: no more are taken, but SMS are, as soon as what became of those that arrived is written.
    const goneOn = async () => {
      await slow.run();
      return provider.received.length;
    };
    await expect.poll(goneOn).toBe(6);
    const { waiting } = await oneRow<{ waiting: number }>(
      test.database.pool,
      sql`select count(*)::integer as waiting from messages where channel = 'email' and state = 'waiting'`,
    );
    expect(waiting).toBe(6);
    await slow.close();
    const held = await new Promise((told) => silent.getConnections((_, count) => told(count)));
    expect(held, 'whoever closes does not wait until those mails are given up').toBeGreaterThan(0);
    silent.close();
  });

  it('that refuses one address gives that mail up and no other', async () => {
    await choose('clerk-power', 'new-order', ['email']);
    await choose('crew-power', 'new-order', ['email']);
    refusedFor.add('crew-power@city.example');
    await anOrder();
    await sendDue();
    expect(mails.map(({ to }) => to)).toEqual(['clerk-power@city.example']);
    expect(await rows(test.database.pool, sql`select state, last_answer from messages order by state`)).toMatchObject([
      { state: 'arrived' },
      { state: 'given-up', lastAnswer: '550' },
    ]);
    await choose('crew-power', 'new-order', []);
  });
});

describe('a claim of a well that nobody owns', () => {
  // last: sessions end within the days of this story
  it('tells who registers a place that a claim waits for them, again while it waits, and the unit what was decided', async () => {
    const send = async (who: Username, path: string, payload: object) => {
      const reply = await test.app.inject({ method: 'POST', url: `/api/v1/ownership-notices${path}`, headers: await signIn(test.app, who), payload });
      expect(reply.statusCode, reply.body).toBeLessThan(300);
      return reply.json<{ id: string; claims: { id: string }[] }>();
    };
    const told = async (who: Username) =>
      rows<{ kind: string }>(
        test.database.pool,
        sql`select n.kind from notices n join people p on p.id = n.person_id where p.username = ${who} order by n.id`,
      ).then((all) => all.map(({ kind }) => kind));
    await choose('registrar', 'claim-waiting', ['page', 'email'], { language: 'en' });
    await affected(test.database.pool, sql`update people set email = 'clerk-power@city.example' where username = 'clerk-power'`); // who chose nothing is told by the standard
    const assetId = await aWell(test.database.pool, { lon: 120.0155, lat: 30.031, ownerId: null, maintainerId: null });
    const { id } = await send('registrar', '', { assetId });
    const photoIds = [await aPhoto(test.app, await signIn(test.app, 'clerk-power'))];
    const { claims } = await send('clerk-power', `/${id}/claims`, { unitId: 'power', note: '竣工图上有', photoIds });
    test.setNow('2026-12-08T16:00:00.000Z'); // the notice is over
    await workNotices(test.app);
    await send('registrar', `/${id}/decision`, { decision: 'refuse', claimId: claims[0]?.id, note: '图纸不符' });
    await sendDue();
    expect(mails.map(({ to, text }) => [to, /Subject: .*/.exec(text)?.[0], text.includes('/registry/ownerless')])).toEqual([
      ['registrar@city.example', `Subject: [Jingzheng] public notice ${id}: A claim waits for a decision`, true],
      ['registrar@city.example', `Subject: [Jingzheng] public notice ${id}: A claim waits for a decision`, true],
      ['clerk-power@city.example', expect.any(String), expect.any(Boolean)],
    ]);
    expect([await told('registrar'), await told('clerk-power'), await told('clerk-water')]).toEqual([
      ['claim-waiting', 'claim-waiting'],
      ['claim-decided'],
      [],
    ]);
    expect(JSON.stringify(mails)).not.toContain('图纸');
    const quoted = (text: string) => text.replaceAll('=\r\n', '').replaceAll('=\n', '');
    expect(mails.map(({ text }) => quoted(text).includes(formatPlate(assetId)))).toEqual([true, true, true]); // which well, without a look at the page
    const page = await test.app.inject({ url: '/api/v1/notices', headers: await signIn(test.app, 'registrar') });
    expect(page.json<{ notices: object[] }>().notices.slice(0, 2)).toMatchObject([
      { kind: 'claim-waiting', orderId: null, publicNoticeId: id, assetId, unit: null }, // reminded of all that wait
      { kind: 'claim-waiting', publicNoticeId: id, assetId, unit: { en: expect.any(String) } },
    ]);
  });
});
