import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listBreaches } from '#db/queries/orders/timers.ts';
import { buildApp } from '../../../api/app.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { act, aPhoto, orderOf, report } from '../../support/thread.ts';
import { untilWaiting } from '../../support/waits.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

let at = now;
beforeEach(() => {
  at = now;
  test.setNow(at);
});
const pass = async (hours: number): Promise<number> => {
  at = new Date(Date.parse(at) + hours * 3_600_000).toISOString();
  test.setNow(at);
  return workTimers(test.app);
};

let step = 0;
/** An ordinary order of the power company in 990101001: contact due at the end of Tuesday, closing at the end of Monday. */
const anOrder = async (): Promise<string> => {
  step += 1;
  const position = { lon: 120.001 + (step % 18) * 0.001, lat: 30.012 + Math.floor(step / 18) * 0.001 };
  await aWell(test.database.pool, position);
  return (await orderOf(test.app, await report(test.app, aReport({ position, kind: 'cover_noise', text: '电力井盖响' })))).id;
};

interface Told {
  readonly action: string;
  readonly unitId: string | null;
  readonly clock: string | null;
}
/** What the clockwork did to an order, first to last. Read from the tables: sessions of the tests' people end before the days do. */
const done = async (id: string): Promise<Told[]> =>
  (
    await test.database.pool.query<Told>(
      `select action, unit_id as "unitId", details ->> 'clock' as clock from order_events where order_id = $1 and action in ('warn', 'overdue', 'escalate') order by id`,
      [id],
    )
  ).rows;
const armed = async (id: string) =>
  (
    await test.database.pool.query<{ what: string }>(
      `select kind || ' ' || coalesce(clock, '') as what from timers where order_id = $1 and ended_at is null order by due_at, id`,
      [id],
    )
  ).rows.map(({ what }) => what);

describe('an order’s clocks', () => {
  it('are armed with it, and what is met is disarmed', async () => {
    const id = await anOrder();
    expect(await armed(id)).toEqual(['warn contact', 'due contact', 'warn close', 'due close']);
    await act(test.app, 'clerk-power', id, 'sign');
    await act(test.app, 'clerk-power', id, 'contact');
    expect(await armed(id)).toEqual(['warn close', 'due close']);
    await act(test.app, 'clerk-power', id, 'start');
    await act(test.app, 'clerk-power', id, 'resolve', { reply: '已调平', photoIds: [await aPhoto(test.app)] });
    expect(await armed(id)).toEqual(['warn close', 'due close']); // whoever should check it is reminded too
    await act(test.app, 'dispatcher-street', id, 'close');
    expect(await armed(id)).toEqual([]);
    expect(await pass(24 * 30)).toBe(0);
    expect(await done(id)).toEqual([]);
  });

  it('warn the unit, tell the street when they are missed, and go up a level each day for as long as nothing is done', async () => {
    const id = await anOrder();
    await pass(36); // 22:00 on Tuesday
    expect(await done(id)).toEqual([{ action: 'warn', unitId: 'power', clock: 'contact' }]);
    await pass(3);
    for (let day = 0; day < 4; day += 1) await pass(24);
    const contact = (await done(id)).filter((one) => one.clock === 'contact').map(({ action, unitId }) => [action, unitId]);
    expect(contact).toEqual([
      ['warn', 'power'],
      ['overdue', 'centre-990101001'],
      ['escalate', 'centre-990101'],
      ['escalate', 'centre-990000'],
      ['escalate', 'centre-990000'],
      ['escalate', 'centre-990000'],
    ]);
    const { rows } = await test.database.pool.query(
      `select unit_id, reason ->> 'code' as code from assignments where order_id = $1 and part = 'informed' and ended_at is null and unit_id like 'centre%' order by id`,
      [id],
    );
    expect(rows.map((row) => row.unit_id)).toEqual(['centre-990101001', 'centre-990101', 'centre-990000']); // each told once
    expect(await armed(id)).toContain('remind contact');
    expect(await listBreaches(test.database.pool)).toEqual([]);
  });
});

describe('the contact clock', () => {
  it('starts anew for each unit, and the one before stays readable', async () => {
    const id = await anOrder();
    await act(test.app, 'clerk-power', id, 'sign');
    await act(test.app, 'clerk-power', id, 'contact');
    test.setNow('2026-11-24T02:00:00.000Z');
    const headers = await signIn(test.app, 'dispatcher-street'); // a day later: yesterday's session has ended
    const payload = { version: 3, unitId: 'water', note: '盖面有上水字样' };
    expect((await test.app.inject({ method: 'POST', url: `/api/v1/orders/${id}/dispatch`, headers, payload })).statusCode).toBe(200);
    const { rows } = await test.database.pool.query(
      `select clock, met_at is not null as met, ended_at is not null as ended, (due_at at time zone 'Asia/Shanghai')::date::text as due from deadlines where order_id = $1 order by started_at, clock desc`,
      [id],
    );
    expect(rows).toEqual([
      { clock: 'contact', met: true, ended: true, due: '2026-11-25' },
      { clock: 'close', met: false, ended: false, due: '2026-12-01' },
      { clock: 'contact', met: false, ended: false, due: '2026-11-26' },
    ]);
    expect(await armed(id)).toContain('due contact');
  });
});

describe('the clockwork', () => {
  it('works what fell due while no server ran, once, in order', async () => {
    const ids = [await anOrder(), await anOrder(), await anOrder()];
    await pass(24 * 9);
    expect(await workTimers(test.app)).toBe(0);
    for (const id of ids)
      expect((await done(id)).map(({ action, clock }) => `${action} ${clock}`)).toEqual(['warn contact', 'overdue contact', 'warn close', 'overdue close']);
    const { rows } = await test.database.pool.query<{ dueAt: string }>(
      `select details ->> 'dueAt' as "dueAt" from order_events where action in ('warn', 'overdue') and order_id = any($1) order by id`,
      [ids],
    );
    const dueAts = rows.map((row) => Date.parse(row.dueAt));
    expect(dueAts).toEqual([...dueAts].sort((a, b) => a - b));
  });

  it('works each timer once, with several servers at it', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => anOrder()));
    at = new Date(Date.parse(at) + 24 * 9 * 3_600_000).toISOString();
    test.setNow(at);
    const others = await Promise.all(Array.from({ length: 3 }, () => buildApp({ pool: test.database.pool, clock: { now: () => at } })));
    const worked = await Promise.all([test.app, ...others].map((app) => workTimers(app)));
    await Promise.all(others.map((app) => app.close()));
    expect(worked.filter((count) => count > 0).length).toBeGreaterThan(1);
    for (const id of ids) expect(await done(id)).toHaveLength(4);
  });

  it('puts off a timer whose work fails, and holds nobody else up', async () => {
    const { pool } = test.database;
    const position = { lon: 120.0055, lat: 30.0101 };
    const danger = (await orderOf(test.app, await report(test.app, aReport({ position, notListed: true, text: '有个洞' })))).id;
    const other = await anOrder();
    await pool.query(`create function refuse_call() returns trigger language plpgsql as $$ begin raise 'no call can be written'; end $$`);
    await pool.query('create trigger refuse_call before insert on calls for each row execute function refuse_call()');
    await pass(39);
    expect((await done(other)).map(({ action }) => action)).toContain('overdue');
    const { rows } = await pool.query(`select attempts from timers where order_id = $1 and kind = 'call' and ended_at is null`, [danger]);
    expect(rows).toEqual([{ attempts: 1 }]);
    await pool.query('drop trigger refuse_call on calls');
    expect(await pass(0.1)).toBe(1);
    expect(await listBreaches(pool)).toEqual([]);
  });

  it('begins no further timer once its server is stopped; what is left is worked by the next run', async () => {
    const ids = [await anOrder(), await anOrder()];
    test.setNow(new Date(Date.parse(at) + 24 * 9 * 3_600_000).toISOString());
    const asked: true[] = [];
    expect(await workTimers(test.app, () => asked.push(true) > 3)).toBe(3);
    expect(await workTimers(test.app, () => true)).toBe(0);
    expect(await workTimers(test.app)).toBeGreaterThan(0);
    for (const id of ids) expect(await done(id)).toHaveLength(4);
  });

  it('works each of a long run by the units that there are then, not by those of its beginning', async () => {
    const { pool } = test.database;
    const aDanger = async (lon: number, ownerId: string) => {
      const plate = await aWell(pool, { lon, lat: 30.031, ownerId });
      return (await orderOf(test.app, await report(test.app, aReport({ position: { lon, lat: 30.031 }, plate, text: '' })))).id;
    };
    const [first, second] = [await aDanger(120.002, 'water'), await aDanger(120.004, 'power')];
    await pool.query(`create function wait_here() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(4711); return new; end $$`);
    await pool.query(
      `create trigger wait_here before update on timers for each row when (new.order_id = ${first} and new.kind = 'due' and new.clock = 'hazard') execute function wait_here()`,
    );
    const holder = await pool.connect();
    await holder.query('select pg_advisory_lock(4711)');
    const run = pass(2.1);
    await untilWaiting(pool);
    const { rows } = await pool.query<{ version: number }>(`select version from units where id = 'power'`);
    const payload = { version: rows[0]?.version, successorId: 'telecom', why: '改制' };
    const headers = await signIn(test.app, 'administrator');
    const closed = await test.app.inject({ method: 'POST', url: '/api/v1/network-units/power/close', headers, payload });
    expect(closed.statusCode, closed.body).toBe(200);
    await holder.query('select pg_advisory_unlock(4711)');
    holder.release();
    await run;
    await pool.query('drop trigger wait_here on timers');
    const cases = await pool.query(`select order_id::text as id, unit_id, first_unit_id from liability_cases where order_id = any($1) order by order_id`, [
      [first, second],
    ]);
    expect(cases.rows).toEqual([
      { id: first, unit_id: 'water', first_unit_id: null },
      { id: second, unit_id: 'telecom', first_unit_id: 'power' },
    ]);
  });
});
