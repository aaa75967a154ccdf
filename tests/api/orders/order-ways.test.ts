import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listBreaches } from '#db/queries/orders/timers.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aPerson, aReport, aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { act, aPhoto, as, doing, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
  await aPerson(test.database.pool, 'dispatcher-street-2', [{ role: 'dispatcher', placeCode: '990101001' }]);
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

let step = 0;
const aMatter = async (given: Parameters<typeof aReport>[0] = {}): Promise<{ story: ReportStory; order: Order }> => {
  step += 1;
  const position = { lon: 120.001 + (step % 18) * 0.001, lat: 30.013 + Math.floor(step / 18) * 0.001 };
  await aWell(test.database.pool, position);
  const story = await report(test.app, aReport({ position, kind: 'cover_noise', text: '电力井盖响', ...given }));
  return { story, order: await orderOf(test.app, story) };
};
const did = doing(() => test.app);
const resolved = async (id: string): Promise<Order> => {
  for (const action of ['sign', 'contact', 'start'] as const) await did('clerk-power', id, action);
  const { position } = await readOrder(test.app, id);
  return did('clerk-power', id, 'resolve', { reply: '已调平', photoIds: [await aPhoto(test.app)], position });
};
const judge = (number: string, body: Record<string, unknown>) => test.app.inject({ method: 'POST', url: `/api/v1/reports/${number}/judgement`, payload: body });
const dueOf = (order: Order, clock: string) => order.deadlines.find((one) => one.clock === clock)?.dueAt;
const grades = { speed: 'satisfied', manner: 'mostly', outcome: 'unsatisfied' };
const noBreach = async () => expect(await listBreaches(test.database.pool)).toEqual([]);

describe('an order that waits for a day', () => {
  it('is paused when another agrees, is reminded of by nobody meanwhile, and goes on by itself with the days that were left', async () => {
    const { order, story } = await aMatter();
    for (const action of ['sign', 'contact'] as const) await did('clerk-power', order.id, action);
    expect((await act(test.app, 'clerk-power', order.id, 'ask_pause', { note: '等掘路许可' })).json()).toMatchObject({ code: 'day-missing', field: 'day' });
    expect((await act(test.app, 'clerk-power', order.id, 'ask_pause', { note: '等', day: '2026-11-23' })).json()).toMatchObject({ code: 'day-not-ahead' });
    const asked = await did('clerk-power', order.id, 'ask_pause', { note: '等掘路许可', day: '2026-12-07' });
    expect(dueOf(asked, 'request')).toBe('2026-11-24T16:00:00.000Z');
    expect((await act(test.app, 'clerk-power', order.id, 'grant_pause')).json()).toMatchObject({ code: 'forbidden' });
    const paused = await did('dispatcher-street', order.id, 'grant_pause');
    expect(paused).toMatchObject({ state: 'paused', resumesOn: '2026-12-07', pauseAskedAt: null, dueAt: '2026-12-06T16:00:00.000Z' });
    await noBreach();
    expect((await test.app.inject(`/api/v1/reports/${story.number}`)).json()).toMatchObject({ state: 'paused', resumesOn: '2026-12-07' });
    test.setNow('2026-12-03T02:00:00.000Z');
    await workTimers(test.app);
    test.setNow(now); // a session ends after hours
    expect((await readOrder(test.app, order.id)).events.map(({ action }) => action)).not.toContain('overdue');
    test.setNow('2026-12-06T16:00:00.000Z');
    await workTimers(test.app);
    test.setNow(now); // a session ends after hours
    const gone = await readOrder(test.app, order.id);
    expect(gone).toMatchObject({ state: 'in_progress', pausedAt: null, resumesOn: null });
    expect(dueOf(gone, 'close')).toBe('2026-12-11T16:00:00.000Z'); // five working days were left: the 7th to the 11th
    expect(gone.deadlines.find(({ clock }) => clock === 'close')).toMatchObject({ startedAt: now, reason: { code: 'deadline-resumed' } });
    await did('clerk-power', order.id, 'ask_time', { note: '还要掘路' });
    const longer = await did('dispatcher-street', order.id, 'grant_time');
    expect(dueOf(longer, 'close')).toBe('2026-12-25T16:00:00.000Z'); // ten more; the pause stays left out
    expect(longer.deadlines.find(({ clock }) => clock === 'close')).toMatchObject({ startedAt: now, reason: { params: { resumed: '2026-12-07' } } });
  });

  it('is not paused by who asked, nor while a danger is open, and goes on earlier when somebody says so', async () => {
    const { order } = await aMatter();
    await did('dispatcher-street', order.id, 'dispatch', { note: '先办', unitId: 'centre-990101001' });
    for (const action of ['sign', 'start'] as const) await did('dispatcher-street', order.id, action);
    await did('dispatcher-street', order.id, 'ask_pause', { note: '等', day: '2026-12-01' });
    expect((await act(test.app, 'dispatcher-street', order.id, 'grant_pause')).json()).toMatchObject({ code: 'asked-by-oneself', status: 403 });
    await did('dispatcher-street', order.id, 'ask_time', { note: '难' });
    expect((await act(test.app, 'dispatcher-street', order.id, 'grant_time')).json()).toMatchObject({ code: 'asked-by-oneself' });
    await did('dispatcher-street-2' as Username, order.id, 'grant_pause');
    const gone = await did('dispatcher-street', order.id, 'resume', { note: '许可到了' });
    expect(gone).toMatchObject({ state: 'in_progress', resumesOn: null });
    await noBreach();
    const danger = (await aMatter({ kind: 'cover_missing' })).order;
    for (const action of ['sign', 'contact'] as const) await did('clerk-power', danger.id, action);
    expect((await act(test.app, 'clerk-power', danger.id, 'ask_pause', { note: '等', day: '2026-12-01' })).json()).toMatchObject({ code: 'danger-open' });
  });

  it('is missed by the watch where the day on which it goes on is armed no more, whatever else is', async () => {
    const { order } = await aMatter();
    for (const action of ['sign', 'start'] as const) await did('clerk-power', order.id, action);
    await did('clerk-power', order.id, 'ask_pause', { note: '等', day: '2026-12-07' });
    await did('dispatcher-street', order.id, 'grant_pause');
    const { pool } = test.database;
    const { rows } = await pool.query('select kind from timers where order_id = $1 and ended_at is null order by kind', [order.id]);
    expect(rows.map(({ kind }) => kind)).toEqual(['due', 'resume', 'warn']); // its caller waits for their contact all the same
    const arm = (sets: string) => pool.query(`update timers set ${sets} where order_id = $1 and kind = 'resume'`, [order.id]);
    await arm(`ended_at = now(), outcome = 'disarmed'`);
    expect(await listBreaches(pool)).toEqual([{ orderId: order.id, accountable: 1, armed: 0 }]);
    await arm('ended_at = null, outcome = null');
    await noBreach();
  });

  it('goes on at once when a danger is told of', async () => {
    const { order, story } = await aMatter({ kind: 'cover_broken', text: '电力井盖裂' });
    for (const action of ['sign', 'contact'] as const) await did('clerk-power', order.id, action);
    await did('clerk-power', order.id, 'secure', { position: order.position, photoIds: [await aPhoto(test.app)] });
    await did('clerk-power', order.id, 'ask_pause', { note: '等井盖到货', day: '2026-12-01' });
    await did('dispatcher-street', order.id, 'grant_pause');
    await report(test.app, aReport({ position: story.position, kind: 'cover_missing', text: '电力井盖没了' }));
    expect(await readOrder(test.app, order.id)).toMatchObject({ state: 'in_progress', isHazard: true, reportCount: 2 });
    await noBreach();
  });
});

describe('a request', () => {
  it('is told upwards when nobody answers it in time', async () => {
    const { order } = await aMatter();
    for (const action of ['sign', 'contact'] as const) await did('clerk-power', order.id, action);
    await did('clerk-power', order.id, 'ask_time', { note: '需掘路' });
    test.setNow('2026-11-24T16:00:00.000Z');
    await workTimers(test.app);
    test.setNow(now); // a session ends after hours
    const late = await readOrder(test.app, order.id);
    expect(late.assignments).toContainEqual(expect.objectContaining({ part: 'informed', reason: { code: 'informed-overdue-request' } }));
  });
});

describe('a request that is not the first', () => {
  const timersOf = async (id: string): Promise<string[]> => {
    const { rows } = await test.database.pool.query(`select kind from timers where order_id = $1 and clock = 'request' and ended_at is null order by kind`, [
      id,
    ]);
    return rows.map(({ kind }) => kind);
  };

  it('has a clock of its own after one that was answered, and is reminded of', async () => {
    const { order } = await aMatter();
    for (const action of ['sign', 'start'] as const) await did('clerk-power', order.id, action);
    await did('clerk-power', order.id, 'ask_time', { note: '难' });
    await did('dispatcher-street', order.id, 'refuse_time', { note: '不难' });
    test.setNow('2026-11-23T09:00:00.000Z');
    const asked = await did('clerk-power', order.id, 'ask_pause', { note: '等', day: '2026-12-07' });
    expect(asked.deadlines.find(({ clock }) => clock === 'request')).toMatchObject({ metAt: null, startedAt: '2026-11-23T09:00:00.000Z' });
    expect(await timersOf(order.id)).toEqual(['due', 'warn']);
  });

  it('waits on over a pause that was granted meanwhile, and has its days when the order goes on', async () => {
    const { order } = await aMatter();
    for (const action of ['sign', 'start'] as const) await did('clerk-power', order.id, action);
    await did('clerk-power', order.id, 'ask_time', { note: '难' });
    await did('clerk-power', order.id, 'ask_pause', { note: '等', day: '2026-12-07' });
    await did('dispatcher-street', order.id, 'grant_pause');
    expect(await timersOf(order.id)).toEqual([]);
    test.setNow('2026-12-06T16:00:00.000Z');
    await workTimers(test.app);
    test.setNow(now); // a session ends after hours
    const gone = await readOrder(test.app, order.id);
    expect(gone.deadlines.find(({ clock }) => clock === 'request')).toMatchObject({ metAt: null, dueAt: '2026-12-08T16:00:00.000Z' });
    expect(await timersOf(order.id)).toEqual(['due', 'warn']);
    await noBreach();
  });
});

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

describe('an enquiry', () => {
  it('is answered at once by the agent, and is over', async () => {
    const { order, story } = await aMatter({ kind: 'noise', text: '几点可以施工' });
    expect(await did('agent', order.id, 'answer', { reply: '22 时后不得施工。' })).toMatchObject({ state: 'closed', reply: '22 时后不得施工。' });
    expect((await test.app.inject(`/api/v1/reports/${story.number}`)).json()).toMatchObject({ state: 'closed', reply: '22 时后不得施工。' });
  });
});

describe('an order that is to be done again', () => {
  const armed = async (id: string) =>
    (
      await test.database.pool.query<{ clock: string }>(
        'select distinct clock from timers where order_id = $1 and ended_at is null and clock is not null order by 1',
        [id],
      )
    ).rows.map(({ clock }) => clock);

  it('answered at once under supervision and reopened, is supervised by a clock that begins again; nothing is asked for any more', async () => {
    const { order } = await aMatter();
    await did('supervisor', order.id, 'supervise', { note: '久拖不决' });
    await did('clerk-power', order.id, 'sign');
    await did('clerk-power', order.id, 'ask_time', { note: '缺料' });
    await did('dispatcher-street', order.id, 'dispatch', { note: '先查', unitId: 'centre-990101001' });
    await did('dispatcher-street', order.id, 'ask_time', { note: '缺料' });
    const answered = await did('dispatcher-street', order.id, 'answer', { reply: '已告知' });
    expect(answered.deadlines.filter(({ metAt }) => metAt === null)).toEqual([]);
    const back = await did('dispatcher-west', order.id, 'reopen', { note: '又响' });
    expect(dueOf(back, 'supervise')).toBe('2026-11-26T16:00:00.000Z');
    expect(await armed(order.id)).toEqual(['recheck', 'supervise']);
    expect(back.actions).not.toContain('grant_time');
    await noBreach();
  });

  it('is not the order that a report was taken out of while its caller’s word waited', async () => {
    const [{ order, story }, other] = [await aMatter(), await aMatter()];
    await resolved(order.id);
    const mover = await test.database.pool.connect();
    await mover.query('begin');
    await mover.query('select from orders where id = $1 for update', [order.id]);
    const judging = judge(story.number, { solved: false, note: '还响' });
    for (let waits = 0; waits === 0; )
      waits = (await test.database.pool.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rowCount ?? 0;
    await mover.query('update reports set incident_id = (select incident_id from orders where id = $1) where number = $2', [other.order.id, story.number]);
    await mover.query('commit');
    mover.release();
    expect((await judging).json()).toMatchObject({ code: 'version-stale' });
    expect((await readOrder(test.app, order.id)).state).toBe('resolved');
  });

  it('stands in the queue by its own clocks once what was asked for is no question any more', async () => {
    const { order } = await aMatter({ contact: undefined as never });
    await did('clerk-power', order.id, 'sign');
    await did('clerk-power', order.id, 'ask_time', { note: '缺料' });
    await did('dispatcher-street', order.id, 'dispatch', { note: '由中心办', unitId: 'centre-990101001' });
    const { rows } = await test.database.pool.query<{ is: boolean }>(
      `select o.due_at = (select min(d.due_at) from deadlines d where d.order_id = o.id and d.met_at is null and d.ended_at is null) as is from orders o where o.id = $1`,
      [order.id],
    );
    expect(rows).toEqual([{ is: true }]);
  });

  it('stands there by its closing clock once its work is done, and by a caller who was never contacted again where it is to do anew', async () => {
    const { order } = await aMatter({ contact: { phone: '13800000008' } });
    for (const action of ['sign', 'start'] as const) await did('clerk-power', order.id, action);
    const place = async () => {
      const { dueAt, deadlines } = await readOrder(test.app, order.id);
      return deadlines.find((one) => one.metAt === null && one.dueAt === dueAt)?.clock;
    };
    expect(await place()).toBe('contact');
    await did('clerk-power', order.id, 'resolve', { reply: '已调平', photoIds: [await aPhoto(test.app)] });
    expect(await place()).toBe('close');
    await did('dispatcher-street', order.id, 'check');
    expect(await place()).toBe('close');
    await did('dispatcher-street', order.id, 'rework', { note: '还响' });
    expect(await place()).toBe('contact');
  });

  it('has its days anew for a caller whom its unit had not contacted, and reminds of them', async () => {
    const { order, story } = await aMatter({ contact: { phone: '13800000007' } });
    for (const action of ['sign', 'start'] as const) await did('clerk-power', order.id, action);
    await did('clerk-power', order.id, 'resolve', { reply: '已调平', photoIds: [await aPhoto(test.app)] });
    test.setNow('2026-11-25T02:00:00.000Z');
    expect((await judge(story.number, { solved: false, note: '还响' })).statusCode).toBe(200);
    test.setNow(now);
    const back = await readOrder(test.app, order.id);
    expect(dueOf(back, 'contact')).toBe('2026-11-26T16:00:00.000Z');
    expect(await armed(order.id)).toContain('contact');
  });

  it('has its days for a caller too who told of it when it was done, whom nobody had to contact then', async () => {
    const { order } = await aMatter();
    await resolved(order.id);
    const story = await report(
      test.app,
      aReport({ position: order.position, plate: order.assetId ?? '', kind: 'cover_noise', text: '', contact: { phone: '13800000008' } }),
    );
    expect(await orderOf(test.app, story)).toMatchObject({ id: order.id, state: 'resolved', reportCount: 2 });
    const back = await did('dispatcher-street', order.id, 'rework', { note: '还响' });
    expect(back.reports.map(({ contact }) => [contact?.metAt === null, contact?.dueAt])).toEqual([
      [false, '2026-11-24T16:00:00.000Z'],
      [true, '2026-11-24T16:00:00.000Z'],
    ]);
    expect(await armed(order.id)).toContain('contact');
  });
});

describe('centres', () => {
  it('hand down to what stands below and across to another place, whose people then act', async () => {
    const { order } = await aMatter({ kind: 'noise', text: '噪声' });
    await did('dispatcher-street', order.id, 'hand_up', { note: '需区级协调' });
    expect((await act(test.app, 'dispatcher-west', order.id, 'hand_down', { note: '街道办', unitId: 'power' })).json()).toMatchObject({
      code: 'unit-not-below',
    });
    expect(await did('dispatcher-west', order.id, 'hand_down', { note: '街道办', unitId: 'centre-990101001' })).toMatchObject({
      unit: { id: 'centre-990101001' },
    });
    expect((await act(test.app, 'dispatcher-street', order.id, 'dispatch', { note: '东区', unitId: 'centre-990102' })).json()).toMatchObject({
      code: 'centre-elsewhere',
    });
    expect((await act(test.app, 'dispatcher-street', order.id, 'hand_across', { note: '东区', unitId: 'centre-990101' })).json()).toMatchObject({
      code: 'unit-not-beside',
    });
    expect(await did('dispatcher-street', order.id, 'hand_across', { note: '在东区界内', unitId: 'centre-990102' })).toMatchObject({
      unit: { id: 'centre-990102' },
      district: { zh: '东区' },
    });
    expect((await readOrder(test.app, order.id, 'dispatcher-east')).actions).toEqual(expect.arrayContaining(['sign', 'hand_up', 'hand_across']));
    await noBreach();
    const asked = { url: `/api/v1/orders/${order.id}`, headers: { ...(await as(test.app, 'dispatcher-street')), 'accept-language': 'en' } };
    const went = { code: 'order-handed-on', detail: expect.stringMatching(/^This order went to .+ on Nov\s23,\s2026, \d\d:\d\d; it is no longer yours\.$/) };
    expect((await test.app.inject(asked)).json()).toMatchObject(went);
    expect((await act(test.app, 'dispatcher-street', order.id, 'sign')).json()).toMatchObject({ code: 'order-handed-on' });
  });

  it('are passed over by a leader who dispatches in person, with the reason', async () => {
    const { order } = await aMatter({ kind: 'noise', text: '噪声' });
    expect((await act(test.app, 'leader-west', order.id, 'dispatch', { unitId: 'power' })).json()).toMatchObject({ code: 'note-missing' });
    expect(await did('leader-west', order.id, 'dispatch', { unitId: 'power', note: '区长现场交办' })).toMatchObject({
      dispatchReason: { code: 'assignment-in-person' },
    });
  });
});

describe('supervision', () => {
  it('is taken up by three bodies jointly, goes on the docket, and the meeting decides who acts', async () => {
    const { order } = await aMatter();
    expect((await act(test.app, 'supervisor', order.id, 'docket', { note: '无人认领' })).json()).toMatchObject({ code: 'not-supervised' });
    const bodies = ['hotline_office', 'supervision_bureau', 'inspection_office'];
    expect(await did('supervisor', order.id, 'supervise', { note: '联合督办', bodies })).toMatchObject({ supervisedBy: bodies });
    expect(await did('supervisor', order.id, 'docket', { note: '无人认领' })).toMatchObject({ docketedAt: now });
    const decided = await did('supervisor', order.id, 'decide_docket', { note: '由水务牵头', unitId: 'water' });
    expect(decided).toMatchObject({ unit: { id: 'water' }, docketedAt: null, dispatchReason: { code: 'assignment-docket' } });
    await noBreach();
  });

  it('decided of what was answered already, has it done again: the answer is none any more, and callers who were not reached have their days', async () => {
    const { story, order } = await aMatter();
    for (const action of ['sign', 'start'] as const) await did('clerk-power', order.id, action);
    for (const action of ['supervise', 'docket'] as const) await did('supervisor', order.id, action, { note: '久拖不决' });
    await did('clerk-power', order.id, 'resolve', { reply: '已调平', photoIds: [await aPhoto(test.app)] });
    const again = await did('supervisor', order.id, 'decide_docket', { note: '会定', unitId: 'power' });
    expect(again).toMatchObject({ state: 'dispatched', unit: { id: 'power' }, reply: null });
    expect((await test.app.inject(`/api/v1/reports/${story.number}`)).json()).toMatchObject({ reply: null, replyPhotos: [] });
    const { rows } = await test.database.pool.query(
      `select o.repaired_at, (select count(*)::integer from timers t where t.order_id = o.id and t.clock = 'contact' and t.ended_at is null) as reminders from orders o where o.id = $1`,
      [order.id],
    );
    expect(rows).toEqual([{ repaired_at: null, reminders: 2 }]);
    await noBreach();
  });
});
