import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listBreaches } from '#db/queries/orders/timers.ts';
import type { Notice } from '#domain/contract/notices.ts';
import type { Order } from '#domain/contract/orders.ts';
import { loadCalendarYear } from '../../../api/calendar/load-year.ts';
import { findMoves } from '../../../api/calendar/recount.ts';
import { giveEvents } from '../../../api/give-events.ts';
import { forgetVocabulary } from '../../../api/vocabulary.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { act, aPhoto, orderOf, readOrder, report } from '../../support/thread.ts';

// 2026-12-31 is a Thursday; of 2027 nothing is published.
const eve = '2026-12-31T02:00:00.000Z';
const list = { year: '2027', rest: ['2027-01-01'], makeUp: ['2027-01-03'] };

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(eve));

let step = 0;
const anOrder = async (kind = 'cover_noise') => {
  step += 1;
  const position = { lon: 120.001 + step * 0.001, lat: 30.02 };
  await aWell(test.database.pool, position);
  const story = await report(test.app, aReport({ position, kind, text: '电力井盖响' }));
  return { story, order: await orderOf(test.app, story) };
};
const load = async (days = list, replace = false) => {
  const loaded = await loadCalendarYear(test.database.pool, days, { replace, now: () => eve });
  forgetVocabulary(test.database.pool);
  return loaded;
};
const forget = async () => {
  await test.database.pool.query("update city set settings = settings - 'calendarYears'");
  forgetVocabulary(test.database.pool);
};
const armed = async (id: string) =>
  (
    await test.database.pool.query<{ what: string }>(
      `select kind || coalesce(' ' || clock, '') as what from timers where order_id = $1 and ended_at is null order by 1`,
      [id],
    )
  ).rows.map(({ what }) => what);

describe('an order whose days reach a year that is not published', () => {
  it('goes out all the same, says that its calendar is pending, and is never without a timer', async () => {
    const { story, order } = await anOrder();
    expect(order).toMatchObject({ state: 'dispatched', dueAt: null, unit: { id: 'power' } });
    expect(order.deadlines.map(({ clock, dueAt, reason }) => [clock, dueAt, reason.code])).toEqual([
      ['close', null, 'deadline-calendar-pending'],
      ['contact', null, 'deadline-calendar-pending'],
    ]);
    expect(story.closeDueAt).toBeNull();
    expect(await armed(order.id)).toEqual(['calendar']);
    expect(await listBreaches(test.database.pool)).toEqual([]);
    expect(order.events.some(({ action }) => action.startsWith('calendar_'))).toBe(true);
  });

  it('of a danger keeps its hours: only what counts days waits', async () => {
    const { order } = await anOrder('cover_missing');
    expect(order.dueAt).toBe('2026-12-31T04:00:00.000Z');
    expect(order.deadlines.find(({ clock }) => clock === 'close')?.dueAt).toBeNull();
  });

  it('tells the administrators, once a day however many orders wait', async () => {
    for (let n = 0; n < 3; n += 1) await anOrder();
    while ((await giveEvents(test.app)) > 0);
    const told = (await test.app.inject({ url: '/api/v1/notices', headers: await signIn(test.app, 'administrator') })).json<{ notices: Notice[] }>();
    expect(told.notices.filter(({ kind }) => kind === 'calendar-missing')).toHaveLength(1);
    const others = (await test.app.inject({ url: '/api/v1/notices', headers: await signIn(test.app, 'clerk-power') })).json<{ notices: Notice[] }>();
    expect(others.notices.filter(({ kind }) => kind === 'calendar-missing')).toEqual([]);
  });

  it('looks for the calendar each day, and alarms again while it is missing', async () => {
    const { order } = await anOrder();
    test.setNow('2027-01-01T03:00:00.000Z');
    await workTimers(test.app);
    expect(await armed(order.id)).toEqual(['calendar']);
    const { rows } = await test.database.pool.query("select 1 from order_events where action = 'calendar_alarm' and at > '2027-01-01'");
    expect(rows).toHaveLength(1);
  });

  it('is never without a timer, also when a step is taken back after the day’s look for the calendar', async () => {
    const { order: alarms } = await anOrder();
    const { order } = await anOrder();
    test.setNow('2027-01-01T01:00:00.000Z');
    const headers = await signIn(test.app, 'clerk-power');
    const does = (action: string, version: number) =>
      test.app.inject({ method: 'POST', url: `/api/v1/orders/${order.id}/${action}`, headers, payload: { version } });
    const signed = (await does('sign', order.version)).json<Order>();
    test.setNow('2027-01-01T03:00:00.000Z');
    await workTimers(test.app);
    const back = await does('take_back', signed.version);
    expect(back.statusCode, back.body).toBe(200);
    expect([await armed(alarms.id), await armed(order.id)]).toEqual([['calendar'], ['calendar']]);
    expect(await listBreaches(test.database.pool)).toEqual([]);
  });
});

describe('loading the year', () => {
  it('computes what is open, with an event each, and arms its clocks', async () => {
    const { order } = await anOrder();
    const { order: met } = await anOrder();
    expect((await act(test.app, 'clerk-power', met.id, 'sign')).statusCode).toBe(200);
    expect((await act(test.app, 'clerk-power', met.id, 'contact')).statusCode).toBe(200);
    const { order: done } = await anOrder();
    for (const action of ['sign', 'start'] as const) expect((await act(test.app, 'clerk-power', done.id, action)).statusCode).toBe(200);
    expect((await act(test.app, 'clerk-power', done.id, 'resolve', { reply: '已调平', photoIds: [await aPhoto(test.app)] })).statusCode).toBe(200);
    expect(await load()).toMatchObject({ waiting: 0 });
    // Of whom nobody contacted in time nobody is reminded where the work is done, and the order stands by its closing clock.
    expect([await armed(done.id), (await readOrder(test.app, done.id)).dueAt]).toEqual([['due close', 'warn close'], '2027-01-07T16:00:00.000Z']);
    const now = await readOrder(test.app, order.id);
    // 1 January rests, Sunday the 3rd works: contact is due with it, closing with Thursday the 7th.
    expect(Object.fromEntries(now.deadlines.map((d) => [d.clock, d.dueAt]))).toEqual({
      contact: '2027-01-03T16:00:00.000Z',
      close: '2027-01-07T16:00:00.000Z',
    });
    expect([now.dueAt, now.events.filter(({ action }) => action === 'calendar_set')]).toMatchObject(['2027-01-03T16:00:00.000Z', [{ toState: 'dispatched' }]]);
    expect(await armed(order.id)).toEqual(['due close', 'due contact', 'warn close', 'warn contact']);
    expect((await readOrder(test.app, met.id)).deadlines.find(({ clock }) => clock === 'contact')).toMatchObject({ dueAt: null, metAt: eve });
    expect(await listBreaches(test.database.pool)).toEqual([]);
    await forget();
  });

  it('refuses another list for a year that stands, unless told to replace it', async () => {
    expect(await load()).toMatchObject({ settled: expect.any(Number) });
    expect(await load()).toMatchObject({ settled: 0 });
    expect(await load({ ...list, makeUp: [] })).toBeNull();
    expect(await load({ ...list, makeUp: [] }, true)).toMatchObject({ settled: 0 });
    await forget();
  });

  it('anew moves what is open and no more, tells beforehand how many, with an event each; nobody is made late by it', async () => {
    const { order } = await anOrder();
    const { order: over } = await anOrder();
    await load();
    expect((await act(test.app, 'dispatcher-street', over.id, 'void', { note: '重复登记' })).statusCode).toBe(200);
    const ends = async (id: string) => Object.fromEntries((await readOrder(test.app, id)).deadlines.map(({ clock, dueAt }) => [clock, dueAt]));
    const before = [await ends(order.id), await ends(over.id)];
    const corrected = { ...list, makeUp: [] }; // Sunday the 3rd rests after all

    const told = await findMoves(test.database.pool, corrected, eve);
    expect(told).toMatchObject({ earlier: 0, pending: 0 });
    expect(told.later).toBeGreaterThanOrEqual(2);
    expect([await ends(order.id), await ends(over.id)]).toEqual(before);
    expect((await load(corrected, true))?.moved).toBe(told.orders);
    expect([await ends(order.id), await ends(over.id)]).toEqual([{ contact: '2027-01-04T16:00:00.000Z', close: '2027-01-08T16:00:00.000Z' }, before[1]]);
    const { rows } = await test.database.pool.query(
      "select order_id, details -> 'close' as close from order_events where action = 'calendar_corrected' and order_id = any($1)",
      [[order.id, over.id]],
    );
    expect(rows).toEqual([{ order_id: order.id, close: { from: '2027-01-07T16:00:00.000Z', to: '2027-01-08T16:00:00.000Z' } }]);
    expect((await readOrder(test.app, order.id)).deadlines.find(({ clock }) => clock === 'contact')?.reason.params?.['counted']).toBe('2027-01-04');
    expect(await armed(order.id)).toEqual(['due close', 'due contact', 'warn close', 'warn contact']);
    expect((await load(corrected, true))?.moved).toBe(0);

    // On Monday the 4th it turns out that Sunday was a working day: the contact would have been due with it.
    await loadCalendarYear(test.database.pool, list, { replace: true, now: () => '2027-01-04T02:00:00.000Z' });
    expect(await ends(order.id)).toEqual({ contact: '2027-01-04T16:00:00.000Z', close: '2027-01-07T16:00:00.000Z' });
    expect(await listBreaches(test.database.pool)).toEqual([]);
    await forget();
  });

  it('by the command says how many it moves, and moves none until it is told to', async () => {
    test.setNow('2098-12-31T02:00:00.000Z'); // the command goes by the day it is: these lie ahead of it for long
    const far = { year: '2099', rest: ['2099-01-01'], makeUp: ['2099-01-04'] };
    await aWell(test.database.pool, { lon: 120.0185, lat: 30.02 });
    const { number } = await report(test.app, aReport({ position: { lon: 120.0185, lat: 30.02 }, kind: 'cover_noise', text: '电力井盖响' }));
    await load(far);
    const folder = await mkdtemp(join(tmpdir(), 'calendar-'));
    const path = join(folder, '2099.json');
    await writeFile(path, JSON.stringify({ ...far, year: 2099, makeUp: [] }));
    const env = { ...process.env, DATABASE_URL: test.database.url };
    const run = (...words: string[]) =>
      promisify(execFile)(process.execPath, [join(import.meta.dirname, '../../../api/calendar/main.ts'), path, ...words], { env }).then(
        ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
        (failed: { code: number; stdout: string; stderr: string }) => failed,
      );
    expect(await run(), 'one day of rest is no whole year').toMatchObject({ code: 1, stderr: expect.stringContaining('--sure') });
    expect(await run('--sure')).toMatchObject({ code: 1, stderr: expect.stringContaining('--replace') });
    const asked = await run('--sure', '--replace');
    expect(asked).toMatchObject({ code: 1, stderr: expect.stringContaining('--yes') });
    expect(asked.stdout).toContain('moves the deadlines of 1 open orders: 1 later, 0 earlier');
    const { rows } = await test.database.pool.query(
      `select settings #> '{calendarYears,2099,makeUp}' as make_up, (select d.due_at::text from deadlines d join orders o on o.id = d.order_id join reports r using (incident_id) where d.clock = 'close' and r.number = $1) as due from city`,
      [number],
    );
    expect(rows).toEqual([{ make_up: ['2099-01-04'], due: '2099-01-07 16:00:00+00' }]);
    await writeFile(path, '2099-01-01, 2099-01-02');
    expect(await run()).toMatchObject({ code: 1, stderr: expect.stringMatching(/2099\.json：不是 JSON[\s\S]*"makeUp"/) });
    await rm(folder, { recursive: true });
    expect(await run()).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no such file') });
    await forget();
  });

  it('is found by itself too: the daily look computes what the command was not run for', async () => {
    const { order } = await anOrder();
    await test.database.pool.query('update city set settings = settings || $1', [{ calendarYears: { 2027: { rest: ['2027-01-01'], makeUp: [] } } }]);
    forgetVocabulary(test.database.pool);
    test.setNow('2027-01-01T03:00:00.000Z');
    await workTimers(test.app);
    const { rows } = await test.database.pool.query<{ pending: boolean }>('select calendar_pending as pending from orders where id = $1', [order.id]);
    expect(rows).toEqual([{ pending: false }]);
    expect(await armed(order.id)).toEqual(['due close', 'due contact', 'warn close', 'warn contact']);
    await forget();
  });
});
