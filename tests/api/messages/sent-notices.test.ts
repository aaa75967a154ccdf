import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { affected, oneRow, rows, sql } from '#db/sql.ts';
import { formatPlate } from '#domain/asset-id.ts';
import { workNotices } from '../../../api/work-notices.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import type { Username } from '../../support/city.ts';
import { mailsOf, smsSecret, startSilentServer } from '../../support/mails.ts';
import { act, aPhoto, as, orderOf, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp({ sends: ['email'] });
});
afterAll(() => test.close());

const { anOrder, choose, deliver, mails, messengerTo, noticesOf, refusedFor, sendDue, texts } = mailsOf(() => test);

describe('a notice', () => {
  it('goes by mail and SMS to who chose so, in their language, and tells nothing of the caller', async () => {
    await choose('clerk-power', 'new-order', ['email', 'sms'], { language: 'en' });
    const order = await anOrder();
    await sendDue();
    expect(mails.map(({ to }) => to)).toEqual(['clerk-power@city.example']);
    expect(mails[0]?.text).toContain(`order ${order.id} (Cover rattles): A new order`);
    const [sms] = texts();
    expect(JSON.parse(sms?.body ?? '')).toMatchObject({
      to: '+8613900001111',
      text: `[Jingzheng] order ${order.id} (Cover rattles): A new order`,
      language: 'en',
    });
    const [, t, v1] = /^t=(\d+),v1=(\w+)$/.exec(String(sms?.headers['jingzheng-signature'])) ?? [];
    expect(v1).toBe(createHmac('sha256', smsSecret).update(`${t}.${sms?.body}`).digest('hex'));
    for (const word of ['王小明', '13800138000']) expect(JSON.stringify([mails, texts()])).not.toContain(word);
    expect((await noticesOf('clerk-power')).notices).toEqual([]);
    await choose('clerk-power', 'new-order', []);
    await anOrder();
    await sendDue();
    expect(mails).toHaveLength(1);
  });

  it('goes also in a city that was laid from its folder, whose tables were all emptied first; that a server does not answer is counted there too', async () => {
    await test.database.pool.query('delete from message_channels');
    await choose('clerk-power', 'new-order', ['email']);
    const dead = messengerTo(9);
    await anOrder();
    await deliver();
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

  it('of a danger says so first, once to who is called to it though they chose to be told of new orders too, and leads a crew to their own page', async () => {
    await choose('crew-street', 'new-order', ['page', 'email'], { language: 'en' });
    await choose('dispatcher-street', 'new-order', ['email', 'sms'], { mobile: '+8613900003333' });
    const position = { lon: 120.0113, lat: 30.0123 };
    const { id, unit } = await orderOf(test.app, await report(test.app, aReport({ position, kind: 'noise', someoneHurt: true, text: '有人摔伤' })));
    expect(unit.id).toBe('centre-990101001');
    await sendDue();
    const told = (who: Username) => mails.filter(({ to }) => to === `${who}@city.example`).map(({ text }) => text.replace(/=\r?\n/g, ''));
    expect(told('crew-street')).toEqual([expect.stringContaining(`Danger: order ${id} (Noise): A danger: you are called, answer at once`)]);
    expect(told('crew-street')[0]).toContain(`https://wells.example/crew/${id}`);
    expect((await noticesOf('crew-street')).notices.map(({ kind }) => kind)).toEqual(['danger-call']);
    expect(told('dispatcher-street')).toEqual([expect.stringContaining(`https://wells.example/desk/${id}`)]);
    const sms = texts()
      .map(({ body }) => JSON.parse(body) as { to: string; text: string })
      .find(({ to }) => to === '+8613900003333');
    expect(sms?.text).toBe(`【井证】危险，工单 ${id}（噪声）：有新工单`);
    for (const who of ['crew-street', 'dispatcher-street'] as const) await choose(who, 'new-order', []);
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
    const sent = texts().map(({ body }) => JSON.parse(body) as { to: string; text: string });
    const to = (mobile: string) => sent.filter((one) => one.to === mobile).map(({ text }) => text);
    const [signed, asked, given] = ['signed for', 'more time asked for', 'more time given'];
    expect(to('+8613900001111')).toEqual(
      [signed, asked, given].map((step) => `[Jingzheng] order ${id} (Cover rattles): An order that you follow went on: ${step}`),
    );
    expect(to('+8613900002222')).toEqual(['签收', '申请延期', '同意延期'].map((step) => `【井证】工单 ${id}（井盖异响）：您关注的工单有进展：${step}`));
    const english = mails.filter(({ to: mailbox }) => mailbox === 'supervisor@city.example').map(({ text }) => text.replace(/=\r?\n/g, ''));
    expect([signed, asked, given].map((step, i) => english[i]?.includes(`went on: ${step}`))).toEqual([true, true, true]);
    expect(JSON.stringify([mails, sent])).not.toContain('王小明');
    for (const follower of ['supervisor', 'leader-west'] as const) await choose(follower, 'subscribed-order', []);
  });

  it('is not sent to who lost the role or is locked, nor to an address that was taken away', async () => {
    await choose('clerk-power', 'new-order', ['email']);
    await anOrder();
    await deliver();
    await affected(test.database.pool, sql`update people set email = null where username = 'clerk-power'`);
    await sendDue();
    expect(mails).toEqual([]);
    expect(await rows(test.database.pool, sql`select state, last_answer from messages`)).toEqual([{ state: 'given-up', lastAnswer: 'no address' }]);
  });
});

describe('a mail server that is away', () => {
  it('loses nothing and holds up nobody: SMS go, orders go, and the mail goes when it is there again', async () => {
    await choose('clerk-power', 'new-order', ['email', 'sms']);
    const dead = messengerTo(9); // nobody listens there
    const order = await anOrder();
    await sendDue(dead);
    expect(texts()).toHaveLength(1);
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
    const silent = await startSilentServer();
    await choose('clerk-power', 'new-order', ['email', 'sms']);
    const slow = messengerTo(silent.port);
    for (let i = 0; i < 6; i += 1) await anOrder();
    await deliver();
    await slow.run();
    await expect.poll(() => texts().length).toBe(4);
    // Four mails are under way: no more are taken, but SMS are, as soon as what became of those that arrived is written.
    const goneOn = async () => {
      await slow.run();
      return texts().length;
    };
    await expect.poll(goneOn).toBe(6);
    const { waiting } = await oneRow<{ waiting: number }>(
      test.database.pool,
      sql`select count(*)::integer as waiting from messages where channel = 'email' and state = 'waiting'`,
    );
    expect(waiting).toBe(6);
    await slow.close();
    await expect.poll(silent.held).toBe(0); // whoever closes hangs up, and does not wait until those mails are given up
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
