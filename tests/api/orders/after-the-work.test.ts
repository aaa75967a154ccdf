import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ReportStory } from '#domain/contract/reports.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { dueOf, grades, mattersOf } from '../../support/matter.ts';
import { act, aPhoto, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

const { aMatter, did, judge, noBreach, resolved } = mattersOf(() => test);

describe('after the work', () => {
  it('is checked, called back with three judgements apart, and closed', async () => {
    const { order } = await aMatter();
    await resolved(order.id);
    expect(await did('dispatcher-street', order.id, 'check')).toMatchObject({ state: 'checked' });
    expect(await did('agent', order.id, 'no_answer')).toMatchObject({ state: 'checked' });
    expect((await act(test.app, 'agent', order.id, 'call_back')).json()).toMatchObject({ code: 'grades-missing', field: 'grades' });
    const called = await did('agent', order.id, 'call_back', { grades });
    expect(called).toMatchObject({ state: 'called_back', judgements: [{ ...grades, solved: true, byCaller: false }] });
    await noBreach();
    expect(await did('dispatcher-street', order.id, 'close')).toMatchObject({ state: 'closed' });
  });

  it('is looked at again within three working days when the caller says that it is not solved, also after closing', async () => {
    const { order, story } = await aMatter();
    expect((await judge(story.number, { solved: false, note: '还没修' })).json()).toMatchObject({ code: 'move-illegal' });
    await resolved(order.id);
    await did('dispatcher-street', order.id, 'close');
    expect((await judge(story.number, { solved: false })).json()).toMatchObject({ code: 'note-missing', field: 'note' });
    const again = (await judge(story.number, { solved: false, note: '还在响', grades })).json<ReportStory>();
    expect(again).toMatchObject({ state: 'dispatched', reply: null, judged: { solved: false, ...grades } });
    const reopened = await readOrder(test.app, order.id);
    expect(dueOf(reopened, 'recheck')).toBe('2026-11-26T16:00:00.000Z');
    expect(reopened).toMatchObject({ unit: { id: 'power' }, repairedAt: null, dispatchReason: { code: 'assignment-reopened' } });
    await noBreach();
    for (const action of ['sign', 'start'] as const) await did('clerk-power', order.id, action);
    await did('clerk-power', order.id, 'resolve', { reply: '换了胶圈', photoIds: [await aPhoto(test.app)] });
    await noBreach();
    const done = await did('dispatcher-street', order.id, 'close');
    expect(done.deadlines.find(({ clock }) => clock === 'recheck')?.metAt).toBe(now);
    expect((await judge(story.number, { solved: true, grades })).json()).toMatchObject({ state: 'closed', judged: { solved: true } });
    test.setNow('2027-01-23T02:00:00.000Z');
    expect((await judge(story.number, { solved: false, note: '又响' })).json()).toMatchObject({ code: 'reopen-too-late' });
  });

  it('is judged once by a phone that sends again because it had no answer, and anew by who says something else', async () => {
    const { order, story } = await aMatter();
    const count = async () => (await readOrder(test.app, order.id)).judgements.length;
    await resolved(order.id);
    await did('dispatcher-street', order.id, 'check');
    const both = await Promise.all([1, 2].map(() => judge(story.number, { solved: true, grades, note: '谢谢' })));
    expect([...both.map(({ statusCode }) => statusCode), await count()]).toEqual([200, 200, 1]);
    const no = { solved: false, note: '又响了' };
    const notSolved = [await judge(story.number, no), await judge(story.number, no)];
    expect([...notSolved.map((reply) => reply.json<ReportStory>().state), await count()]).toEqual(['dispatched', 'dispatched', 2]);
    expect((await judge(story.number, { ...no, note: '别的话' })).json()).toMatchObject({ code: 'move-illegal' });
    expect((await judge(story.number, { ...no, isDangerous: true })).json()).toMatchObject({ code: 'move-illegal' });
    await resolved(order.id);
    expect([(await judge(story.number, no)).json<ReportStory>().state, await count()]).toEqual(['dispatched', 3]); // looked at again, and not solved again
  });

  it('tells the caller’s words to who handles it and back to the caller, and to no other caller of the same hole', async () => {
    const { order, story } = await aMatter();
    const other = await report(test.app, aReport({ plate: order.assetId ?? '', kind: 'cover_noise', text: '', position: order.position }));
    expect((await orderOf(test.app, other)).id).toBe(order.id);
    const wordsOf = async (number: string) =>
      (await test.app.inject(`/api/v1/reports/${number}`)).json<ReportStory>().events.flatMap(({ action, words }) => (words === null ? [] : [[action, words]]));
    const resolveIt = async () => {
      for (const action of ['sign', 'start'] as const) await did('clerk-power', order.id, action);
      await did('clerk-power', order.id, 'resolve', { reply: '换了胶圈', photoIds: [await aPhoto(test.app)] });
    };
    await resolveIt();
    await judge(story.number, { solved: false, note: '夜里还是响' });
    expect((await readOrder(test.app, order.id, 'crew-power')).judgements).toMatchObject([{ byCaller: true, solved: false, note: '夜里还是响' }]);
    expect(await wordsOf(story.number)).toEqual([['not_solved', '夜里还是响']]);
    expect(await wordsOf(other.number)).toEqual([]);
    await resolveIt();
    await did('dispatcher-street', order.id, 'check');
    await did('agent', order.id, 'call_back', { grades, note: '来电人语气缓和', reportId: order.reports[0]?.id });
    expect(await wordsOf(story.number), 'what was written of them is not theirs to read').toEqual([['not_solved', '夜里还是响']]);
    test.setNow('2026-11-23T02:01:00.000Z');
    await judge(story.number, { solved: false, grades });
    expect(
      (await readOrder(test.app, order.id)).judgements.map(({ note }) => note),
      'who wrote nothing said nothing',
    ).toEqual(['夜里还是响', '来电人语气缓和', null]);
    expect(await wordsOf(story.number)).toEqual([['not_solved', '夜里还是响']]);
  });

  it('is given its longer time where it is looked at again: what was closed in time stays so', async () => {
    test.setNow('2026-11-03T02:00:00.000Z');
    const { order, story } = await aMatter();
    await resolved(order.id);
    const closed = await did('dispatcher-street', order.id, 'close');
    const close = closed.deadlines.find(({ clock }) => clock === 'close');
    test.setNow(now);
    await judge(story.number, { solved: false, note: '还在响', grades });
    await did('clerk-power', order.id, 'ask_time', { note: '需掘路审批' });
    const given = await did('dispatcher-street', order.id, 'grant_time');
    expect(given.deadlines.find(({ clock }) => clock === 'close')).toEqual(close);
    expect(dueOf(given, 'recheck')).toBe('2026-12-14T16:00:00.000Z'); // 15 working days after Monday the 23rd
    test.setNow('2026-12-07T02:00:00.000Z');
    await workTimers(test.app);
    const { rows } = await test.database.pool.query(`select 1 from order_events where order_id = $1 and action = 'overdue'`, [order.id]);
    expect(rows).toEqual([]);
    await noBreach();
  });

  it('is answered again at once: nothing that was to be looked at again waits on', async () => {
    const { order, story } = await aMatter();
    await resolved(order.id);
    await did('dispatcher-street', order.id, 'close');
    await judge(story.number, { solved: false, note: '还在响', grades });
    await did('supervisor', order.id, 'supervise', { note: '久拖不决' });
    const answered = await did('agent', order.id, 'answer', { reply: '已排期' });
    expect(answered.deadlines.filter(({ metAt }) => metAt === null)).toEqual([]);
  });

  it('promises nobody at a danger that was met long ago, but the second look, where the caller says that it is not solved', async () => {
    const { order, story } = await aMatter({ kind: 'cover_missing', text: '电力井盖没了' });
    expect(story).toMatchObject({ hazardDueAt: '2026-11-23T04:00:00.000Z', recheckDueAt: null });
    await resolved(order.id);
    const again = (await judge(story.number, { solved: false, note: '还在响' })).json<ReportStory>();
    expect(again).toMatchObject({ state: 'dispatched', isHazard: false, hazardDueAt: null, recheckDueAt: '2026-11-26T16:00:00.000Z' });
  });

  it('is a danger again where the caller says so, with the danger’s clock anew', async () => {
    const { order, story } = await aMatter({ kind: 'cover_missing', text: '电力井盖没了' });
    await resolved(order.id);
    await did('dispatcher-street', order.id, 'close');
    await judge(story.number, { solved: false, note: '洞还在', isDangerous: true });
    const danger = await readOrder(test.app, order.id);
    expect(danger).toMatchObject({ isHazard: true, arrivedAt: null });
    expect(dueOf(danger, 'hazard')).toBe('2026-11-23T04:00:00.000Z');
  });
});

describe('a number that says again and again that a danger is still there', () => {
  it('calls the crew at once twice, and from then on asks a person to look first; silence calls all the same', async () => {
    const { order, story } = await aMatter({ kind: 'cover_missing', text: '电力井盖没了' });
    await did('dispatcher-street', order.id, 'dispatch', { note: '先办', unitId: 'centre-990101001' });
    const said: string[][] = [];
    for (let time = 1; time <= 3; time += 1) {
      const before = (await readOrder(test.app, order.id)).events.length;
      for (const action of ['sign', 'start'] as const) await did('dispatcher-street', order.id, action);
      await did('dispatcher-street', order.id, 'resolve', { reply: '已复位', note: '盖已复位', photoIds: [await aPhoto(test.app)], position: order.position });
      const judged = await judge(story.number, { solved: false, note: '洞还在', isDangerous: true });
      expect(judged.statusCode, judged.body).toBe(200);
      said.push((await readOrder(test.app, order.id)).events.slice(before).map(({ action }) => action));
    }
    expect(said.map((actions) => actions.filter((action) => action === 'call' || action === 'look'))).toEqual([['call'], ['call'], ['look']]);
    expect(dueOf(await readOrder(test.app, order.id), 'hazard')).toBe('2026-11-23T04:00:00.000Z'); // it stays a danger with its clock
    test.setNow('2026-11-23T02:10:00.000Z');
    await workTimers(test.app);
    expect((await readOrder(test.app, order.id)).events.at(-1)?.action).toBe('call');
    await noBreach();
  });
});
