import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listBreaches } from '#db/queries/orders/timers.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import { eraseOnRequest } from '../../../api/erasure/erase.ts';
import { giveEvents } from '../../../api/give-events.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { act, aPhoto, as, doing, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

let wells = 0;
const anOrder = async (given: Parameters<typeof aReport>[0] = {}, ownerId = 'power') => {
  wells += 1;
  const position = { lon: 120.001 + (wells % 18) * 0.001, lat: 30.016 + Math.floor(wells / 18) * 0.001 };
  const plate = await aWell(test.database.pool, { ...position, ownerId });
  const told = aReport({ position, plate, kind: 'cover_noise', text: '', contact: { phone: '13800000001' }, ...given });
  const story = await report(test.app, told);
  return { story, order: await orderOf(test.app, story), told };
};
const did = doing(() => test.app);
/** Somebody else holds an order until they commit. */
const holding = async (orderId: string) => {
  const holder = await test.app.pool.connect();
  await holder.query('begin');
  await holder.query('select from orders where id = $1 for update', [orderId]);
  return holder;
};
const waits = (n: number) =>
  expect
    .poll(async () => (await test.app.pool.query(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rowCount)
    .toBe(n);
const refusal = async (who: Username, id: string, action: OrderAction) => (await act(test.app, who, id, action)).json();

/** Everything that stands of an order: its row but for the version, who has it, its clocks, what is armed, who is called, what is offered. */
const standing = async (id: string) => {
  const of = async (text: string) => (await test.database.pool.query(text, [id])).rows;
  return {
    row: await of(
      'select o.*, null as version, i.district_code as d, i.street_code as s, i.asset_id as a, i.geom as g from orders o join incidents i on i.id = o.incident_id where o.id = $1',
    ),
    has: await of('select unit_id, part, assigned_at, reason, crew_id, crew_sent_at from assignments where order_id = $1 and ended_at is null order by id'),
    clocks: await of('select clock, report_id, started_at, due_at, met_at, reason from deadlines where order_id = $1 and ended_at is null order by id'),
    armed: await of(`select kind, clock, step, due_at from timers where order_id = $1 and ended_at is null order by due_at, kind, clock`),
    called: await of('select id, person_id, acknowledged_at from calls where order_id = $1 and ended_at is null'),
    offers: await of('select id from join_offers where $1::bigint in (order_id, other_order_id) and answered_at is null order by id'),
    reports: await of('select r.id from reports r join orders o on o.incident_id = r.incident_id where o.id = $1 order by r.id'),
  };
};

type Step = readonly [Username, OrderAction, Record<string, unknown>?];
const signed: Step[] = [['clerk-power', 'sign']];
const working: Step[] = [...signed, ['clerk-power', 'start']];
const note = '理由';
const centre: Step = ['dispatcher-street', 'dispatch', { unitId: 'centre-990101001', note }];
const day = new Date(Date.parse(now) + 5 * 86_400_000).toISOString().slice(0, 10);
const resolved = async (): Promise<Step[]> => [...working, ['clerk-power', 'resolve', { reply: '好了', photoIds: [await aPhoto(test.app)] }]];

const cases: readonly [string, () => Step[] | Promise<Step[]>, Step, Parameters<typeof aReport>[0]?][] = [
  ['a signature', () => [], ['clerk-power', 'sign']],
  ['a contact', () => signed, ['clerk-power', 'contact']],
  ['an arrival, whose calls go on', () => [centre], ['crew-street', 'arrive'], { kind: 'cover_missing' }],
  ['an arrival at a unit’s danger', () => signed, ['crew-power', 'arrive'], { kind: 'cover_missing' }],
  ['a start', () => signed, ['clerk-power', 'start']],
  ['another unit chosen', () => signed, ['dispatcher-street', 'dispatch', { unitId: 'water', note }]],
  ['another unit for a danger', () => signed, ['dispatcher-street', 'dispatch', { unitId: 'water', note }], { kind: 'cover_missing' }],
  ['a danger sent to the centre, whose people are called', () => [], centre, { kind: 'cover_missing' }],
  ['a danger sent away from who is called', () => [centre], ['dispatcher-street', 'dispatch', { unitId: 'water', note }], { kind: 'cover_missing' }],
  ['a hand-over up', () => [centre], ['dispatcher-street', 'hand_up', { note }]],
  [
    'a hand-over down',
    () => [['dispatcher-city', 'dispatch', { unitId: 'centre-990101', note }]],
    ['dispatcher-city', 'hand_down', { unitId: 'centre-990101001', note }],
  ],
  ['a hand-over across', () => [centre], ['dispatcher-street', 'hand_across', { unitId: 'centre-990102001', note }]],
  ['more time asked for', () => working, ['clerk-power', 'ask_time', { note }]],
  ['more time given', () => [...working, ['clerk-power', 'ask_time', { note }]], ['dispatcher-street', 'grant_time']],
  ['more time refused', () => [...working, ['clerk-power', 'ask_time', { note }]], ['dispatcher-street', 'refuse_time', { note }]],
  ['a pause given', () => [...working, ['clerk-power', 'ask_pause', { note, day }]], ['dispatcher-street', 'grant_pause']],
  ['a pause ended', () => [...working, ['clerk-power', 'ask_pause', { note, day }], ['dispatcher-street', 'grant_pause']], ['clerk-power', 'resume', { note }]],
  ['supervision', () => signed, ['supervisor', 'supervise', { note, bodies: ['hotline_office'] }]],
  ['a place on the docket', () => [['supervisor', 'supervise', { note }]], ['supervisor', 'docket', { note }]],
  ['a check', resolved, ['dispatcher-street', 'check']],
  ['a call that nobody answered', async () => [...(await resolved()), ['dispatcher-street', 'check']], ['dispatcher-street', 'no_answer']],
  ['a withdrawal', () => working, ['dispatcher-street', 'void', { note }]],
];

describe('a step taken back', () => {
  it.each(cases)('%s: the order stands as before, at the same instants', async (_, first, [who, action, body], given) => {
    const { order } = await anOrder(given);
    for (const [by, step, with_] of await first()) await did(by, order.id, step, with_);
    const before = await standing(order.id);
    test.setNow(new Date(Date.parse(now) + 60_000).toISOString());
    const done = await did(who, order.id, action, body);
    expect(done.actions.includes('take_back') || action.startsWith('hand_'), 'who did it may take it back').toBe(true);
    test.setNow(new Date(Date.parse(now) + 90_000).toISOString());
    const after = await did(['hand_across'].includes(action) ? 'dispatcher-city' : who, order.id, 'take_back');
    expect(await standing(order.id)).toEqual(before);
    expect(after.events.at(-1)).toMatchObject({ action: 'take_back', toState: after.state });
    if ((await first()).length === 0) expect(after.actions).not.toContain('take_back');
    expect(await listBreaches(test.app.pool)).toEqual([]);
  });

  it('steps are taken back one after the other, the last one first, each by who did it, to where the order stood before the first', async () => {
    const { order } = await anOrder();
    const stood = [];
    const steps: Step[] = [...signed, ['clerk-power', 'contact'], ['clerk-power', 'start'], ['dispatcher-street', 'dispatch', { unitId: 'water', note }]];
    for (const [i, [who, action, body]] of steps.entries()) {
      test.setNow(new Date(Date.parse(now) + i * 60_000).toISOString());
      stood.push(await standing(order.id));
      await did(who, order.id, action, body);
    }
    test.setNow(new Date(Date.parse(now) + 600_000).toISOString());
    for (const [who] of steps.toReversed()) {
      expect((await readOrder(test.app, order.id, who)).actions).toContain('take_back');
      const back = await did(who, order.id, 'take_back');
      expect(await standing(order.id), back.events.at(-1)?.action).toEqual(stood.pop());
    }
    expect((await readOrder(test.app, order.id, 'clerk-power')).actions).not.toContain('take_back');
    expect(await listBreaches(test.app.pool)).toEqual([]);
  });

  it('a step is taken back no more once something that cannot be taken back stood between it and the later one', async () => {
    const { order, told } = await anOrder();
    await did('clerk-power', order.id, 'sign');
    await report(test.app, { ...told, contact: { phone: '13800000002' } });
    await did('clerk-power', order.id, 'start');
    await did('clerk-power', order.id, 'take_back');
    expect(await refusal('clerk-power', order.id, 'take_back')).toMatchObject({ code: 'act-followed' });
  });

  it('the closing clock never starts again, and the one who lost it meanwhile reads in their notices that it was taken back', async () => {
    const { order } = await anOrder();
    const close = (await readOrder(test.app, order.id)).deadlines.find(({ clock }) => clock === 'close');
    test.setNow(new Date(Date.parse(now) + 3_600_000).toISOString());
    await did('dispatcher-street', order.id, 'dispatch', { unitId: 'water', note });
    const back = await did('dispatcher-street', order.id, 'take_back');
    expect(back.deadlines.find(({ clock }) => clock === 'close')).toEqual(close);
    expect(back.unit.id).toBe('power');
    await giveEvents(test.app);
    const { rows } = await test.database.pool.query(
      `select p.username from notices n join people p on p.id = n.person_id where n.kind = 'taken-back' and n.order_id = $1 order by 1`,
      [order.id],
    );
    expect(rows.map(({ username }) => username)).toEqual(expect.arrayContaining(['clerk-power', 'clerk-water']));
  });

  it('nobody came: the danger’s clock runs on from where it was, what fell due meanwhile is worked at once, and nobody is near who never was there', async () => {
    const { order } = await anOrder({ kind: 'cover_missing' });
    const hazard = () => readOrder(test.app, order.id).then(({ deadlines }) => deadlines.find(({ clock }) => clock === 'hazard'));
    const running = await hazard();
    expect(running?.metAt).toBeNull();
    const arrived = await did('crew-power', order.id, 'arrive');
    expect(arrived).toMatchObject({ arrivedAt: now, lastAct: 'arrive' });
    const places = async () => (await test.database.pool.query('select 1 from last_positions where order_id = $1', [order.id])).rowCount;
    expect(await places()).toBe(1);
    test.setNow(new Date(Date.parse(now) + 125 * 60_000).toISOString()); // two hours in town are over
    await workTimers(test.app);
    expect((await readOrder(test.app, order.id)).events.map(({ action }) => action)).not.toContain('overdue');
    const back = await did('crew-power', order.id, 'take_back');
    expect(back).toMatchObject({ arrivedAt: null, isHazard: true, lastAct: null });
    expect(back.actions).toContain('arrive');
    expect(await hazard()).toEqual(running);
    expect(await places()).toBe(0);
    expect(await listBreaches(test.app.pool)).toEqual([]);
    await workTimers(test.app);
    const late = await readOrder(test.app, order.id);
    expect(late.events.map(({ action }) => action)).toEqual(expect.arrayContaining(['overdue', 'call']));
    expect(await listBreaches(test.app.pool)).toEqual([]);
  });

  it('an arrival stays once the place was made safe', async () => {
    const { order } = await anOrder({ kind: 'cover_missing' });
    await did('crew-power', order.id, 'arrive');
    await did('crew-power', order.id, 'secure', { photoIds: [await aPhoto(test.app)], position: order.position });
    expect(await refusal('crew-power', order.id, 'take_back')).toMatchObject({ code: 'act-followed' });
  });

  it('is refused once something followed, of whoever did it', async () => {
    const { order } = await anOrder();
    await did('dispatcher-street', order.id, 'dispatch', { unitId: 'water', note });
    await did('clerk-water', order.id, 'sign');
    expect(await refusal('dispatcher-street', order.id, 'take_back')).not.toHaveProperty('code', 'act-followed');
    expect((await readOrder(test.app, order.id)).unit.id, 'a dispatcher takes back the last step, the signature').toBe('water');
    await did('dispatcher-street', order.id, 'take_back');
    expect((await readOrder(test.app, order.id)).unit.id, 'and then the one before it').toBe('power');
    expect(await refusal('dispatcher-street', order.id, 'take_back')).toMatchObject({ code: 'act-followed', status: 409 });
  });

  it('is refused after a clock was worked, or another caller joined', async () => {
    const { order, told } = await anOrder();
    await did('clerk-power', order.id, 'sign');
    await report(test.app, { ...told, contact: { phone: '13800000002' } });
    expect(await refusal('clerk-power', order.id, 'take_back')).toMatchObject({ code: 'act-followed' });
    const danger = (await anOrder({ kind: 'cover_missing' })).order;
    await did('clerk-power', danger.id, 'sign');
    test.setNow(new Date(Date.parse(now) + 3 * 3_600_000).toISOString());
    await workTimers(test.app);
    expect(await refusal('clerk-power', danger.id, 'take_back')).toMatchObject({ code: 'act-followed' });
  });

  it('is refused where what followed was written while it waited for the order', async () => {
    const { order } = await anOrder();
    await did('clerk-power', order.id, 'sign');
    const holder = await holding(order.id);
    const waiting = act(test.app, 'clerk-power', order.id, 'take_back');
    await waits(1);
    // What the clockwork writes of an order counts no version up.
    await holder.query(`insert into order_events (order_id, at, action, from_state, to_state) select id, $2, 'warn', state, state from orders where id = $1`, [
      order.id,
      now,
    ]);
    await holder.query('commit');
    holder.release();
    expect((await waiting).json()).toMatchObject({ code: 'act-followed' });
  });

  it('does not wait again for a caller who was erased meanwhile, as nobody can contact them; it does for the other', async () => {
    for (const [who, action, body] of [
      ['clerk-power', 'sign', {}],
      ['dispatcher-street', 'dispatch', { unitId: 'water', note }],
    ] as const) {
      const { order, told, story } = await anOrder();
      test.setNow(new Date(Date.parse(now) + 60_000).toISOString());
      const other = await report(test.app, { ...told, contact: { phone: '13800000002' } });
      await did(who, order.id, action, body);
      expect(await eraseOnRequest(test.database.pool, { number: story.number }, true, now)).toEqual({ erased: 1, left: 0 });
      await did(who, order.id, 'take_back');
      const { clocks, armed } = await standing(order.id);
      const { rows } = await test.database.pool.query('select id from reports where number = $1', [other.number]);
      expect(clocks.filter(({ clock }) => clock === 'contact').map(({ report_id }) => report_id)).toEqual([rows[0].id]);
      expect(armed.filter(({ kind, clock }) => clock === 'contact' && kind === 'due')).toHaveLength(1);
      expect(await listBreaches(test.app.pool)).toEqual([]);
    }
  });

  it('is nobody’s who may only look now: not by a token that reads, nor of who lost the role', async () => {
    const { order } = await anOrder();
    await did('clerk-power', order.id, 'sign');
    const headers = await as(test.app, 'clerk-power');
    const made = await test.app.inject({ method: 'POST', url: '/api/v1/tokens', headers, payload: { name: 'reads', days: 1, permissions: ['orders.read'] } });
    const { version } = await readOrder(test.app, order.id);
    const reply = await test.app.inject({
      method: 'POST',
      url: `/api/v1/orders/${order.id}/take_back`,
      headers: { authorization: `Bearer ${made.json<{ secret: string }>().secret}` },
      payload: { version },
    });
    expect([reply.statusCode, reply.json().code]).toEqual([403, 'outside-scope']);
    await test.app.pool.query(
      `update person_roles set role = 'analyst', unit_id = null, place_code = '990000' where person_id = (select id from people where username = 'clerk-power')`,
    );
    expect(await refusal('clerk-power', order.id, 'take_back')).toMatchObject({ code: 'outside-scope' });
    await test.app.pool.query(
      `update person_roles set role = 'clerk', unit_id = 'power', place_code = null where person_id = (select id from people where username = 'clerk-power')`,
    );
    expect((await did('clerk-power', order.id, 'take_back')).state).toBe('dispatched');
  });

  it('is for who did it or dispatches it: another clerk of the unit has no hand for it', async () => {
    const { order } = await anOrder();
    await did('dispatcher-street', order.id, 'dispatch', { unitId: 'power', note });
    expect(await refusal('clerk-power', order.id, 'take_back')).toMatchObject({ code: 'forbidden' });
    await did('clerk-power', order.id, 'sign');
    expect((await did('dispatcher-city', order.id, 'take_back')).state).toBe('dispatched');
  });

  it('is not there for what the registry learned: two denials and a decision', async () => {
    const { order } = await anOrder();
    await did('clerk-power', order.id, 'return', { note, photoIds: [await aPhoto(test.app)] });
    const second = (await readOrder(test.app, order.id)).unit.id;
    if (!second.startsWith('centre-')) await did(`clerk-${second}` as Username, order.id, 'return', { note, photoIds: [await aPhoto(test.app)] });
    const { rows } = await test.database.pool.query<{ n: number }>('select count(*)::integer as n from denials where order_id = $1', [order.id]);
    if (rows[0]?.n === 1)
      await test.database.pool.query(
        `insert into denials (order_id, unit_id, asset_id, person_id, at, note) select order_id, 'water', asset_id, person_id, at, note from denials where order_id = $1`,
        [order.id],
      );
    const decided = await did('dispatcher-city', order.id, 'dispatch', { unitId: 'telecom', note });
    expect(decided.actions).not.toContain('take_back');
  });

  it('a report that was split out goes back, and the order that it opened is void', async () => {
    const { order, told, story } = await anOrder();
    const second = await report(test.app, { ...told, contact: { phone: '13800000002' } });
    expect((await orderOf(test.app, second)).id).toBe(order.id);
    const before = await standing(order.id);
    const reportId = (await readOrder(test.app, order.id)).reports[1]?.id;
    await did('dispatcher-street', order.id, 'split', { reportId, note });
    const opened = await orderOf(test.app, second);
    expect(opened.id).not.toBe(order.id);
    await did('dispatcher-street', order.id, 'take_back');
    expect(await standing(order.id)).toEqual(before);
    expect(await readOrder(test.app, opened.id)).toMatchObject({ state: 'void', reports: [] });
    expect((await orderOf(test.app, second)).id).toBe(order.id);
    const read = (await test.app.inject(`/api/v1/reports/${second.number}`)).json<ReportStory>();
    expect(read).toMatchObject({ state: 'dispatched' });
    expect(read.contactDueAt).not.toBeNull();
    expect(
      read.events.map(({ action }) => action),
      'its caller reads nothing of what never was',
    ).toEqual(['receive', 'dispatch', 'join']);
    expect(story.number).not.toBe(second.number);
  });

  it('what a split opened and somebody signed stays', async () => {
    const { order, told } = await anOrder();
    const second = await report(test.app, { ...told, contact: { phone: '13800000002' } });
    const reportId = (await readOrder(test.app, order.id)).reports[1]?.id;
    await did('dispatcher-street', order.id, 'split', { reportId, note });
    const opened = await orderOf(test.app, second);
    await did('clerk-power', opened.id, 'sign');
    expect(await refusal('dispatcher-street', order.id, 'take_back')).toMatchObject({ code: 'act-followed' });
  });

  it('of a split is refused where somebody acts on the order that it opened while it waits: what was answered as done stays', async () => {
    const { order, told } = await anOrder();
    const second = await report(test.app, { ...told, contact: { phone: '13800000002' } });
    const reportId = (await readOrder(test.app, order.id)).reports[1]?.id;
    await did('dispatcher-street', order.id, 'split', { reportId, note });
    const opened = await orderOf(test.app, second);
    // Orders of one asset are held together anyway; these two are about none.
    await test.app.pool.query('update orders set asset_id = null where id in ($1, $2)', [order.id, opened.id]);
    const holder = await holding(opened.id);
    const signing = act(test.app, 'clerk-power', opened.id, 'sign');
    await waits(1);
    const taking = act(test.app, 'dispatcher-street', order.id, 'take_back');
    await waits(2);
    await holder.query('commit');
    holder.release();
    expect((await signing).json()).toMatchObject({ state: 'signed' });
    expect((await taking).json()).toMatchObject({ code: 'act-followed' });
    expect(await readOrder(test.app, opened.id)).toMatchObject({ state: 'signed' });
    expect(await listBreaches(test.app.pool)).toEqual([]);
  });

  it('counts nowhere: the caller reads no step that was taken back, and no unit is scored for it', async () => {
    const { order, story } = await anOrder();
    await did('clerk-power', order.id, 'sign');
    await did('clerk-power', order.id, 'take_back');
    await did('dispatcher-street', order.id, 'dispatch', { unitId: 'water', note });
    await did('dispatcher-street', order.id, 'take_back');
    const { events, state } = (await test.app.inject(`/api/v1/reports/${story.number}`)).json<ReportStory>();
    expect({ state, events: events.map(({ action }) => action) }).toEqual({ state: 'dispatched', events: ['receive', 'dispatch'] });
    expect((await readOrder(test.app, order.id)).assignments.map(({ unit }) => unit.id)).not.toContain('water');
    const year = now.slice(0, 4);
    const scores = await test.app.inject({ url: `/api/v1/scores?period=${year}`, headers: await as(test.app, 'analyst') });
    expect(scores.statusCode, scores.body).toBeLessThan(500);
  });
});
