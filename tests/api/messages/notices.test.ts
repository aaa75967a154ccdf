import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workTimers } from '../../../api/work-timers.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import type { Username } from '../../support/city.ts';
import { mailsOf } from '../../support/mails.ts';
import { act, aPhoto, as, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp({ sends: ['email'] });
});
afterAll(() => test.close());

const { ask, anOrder, choose, deliver, mails, noticesOf, sendDue } = mailsOf(() => test);

describe('a notice', () => {
  it('comes to the pages of those whom it concerns, who read it once', async () => {
    const order = await anOrder();
    await act(test.app, 'clerk-power', order.id, 'return', { note: '不属于我方', photoIds: [await aPhoto(test.app, await as(test.app, 'clerk-power'))] });
    await deliver();
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

  it('is offered for choice as far as a role of theirs can be sent it', async () => {
    const offered = async (who: Username) => ((await ask(who, 'GET', 'account/notices')) as { choices: { kind: string }[] }).choices.map(({ kind }) => kind);
    expect(await offered('registrar')).toEqual(['claim-waiting']);
    expect(await offered('analyst')).toEqual(['subscribed-order', 'subscribed-class']);
    expect(await offered('crew-street')).toEqual(expect.arrayContaining(['new-order', 'returned', 'time-asked']));
    expect(await offered('dispatcher-street')).toEqual(expect.arrayContaining(['new-order', 'returned', 'time-asked']));
    for (const who of ['crew-power', 'dispatcher-west', 'supervisor'] as const) expect(await offered(who), who).not.toContain('returned');
    expect(await offered('dispatcher-west')).toContain('disputed');
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
});
