import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listBreaches } from '#db/queries/orders/timers.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aPerson, aReport } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { dueOf, mattersOf } from '../../support/matter.ts';
import { act, aPhoto, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
  await aPerson(test.database.pool, 'dispatcher-street-2', [{ role: 'dispatcher', placeCode: '990101001' }]);
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

const { aMatter, did, noBreach } = mattersOf(() => test);

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
