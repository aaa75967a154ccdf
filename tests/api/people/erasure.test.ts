import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listBreaches } from '#db/queries/orders/timers.ts';
import { affected, oneRow, rows, sql } from '#db/sql.ts';
import { eraseOnRequest, eraseOnTime } from '../../../api/erasure/erase.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { caller, words, wordsOf } from '../../support/caller-words.ts';
import { now } from '../../support/city.ts';
import { listOddities } from '../../support/order-oddities.ts';
import { act, aPhoto, as, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const { aClosedStory, handOver, tablesWith } = wordsOf(() => test);
const { name, phone } = caller;

const counts = () =>
  oneRow(
    test.database.pool,
    sql`select (select count(*) from reports) as reports, (select count(*) from orders where state = 'closed') as closed, (select count(*) from order_events) as events,
          (select count(*) from deadlines where met_at is not null) as met`,
  );

describe('what callers left', () => {
  it('lies in few places, and none of it is left anywhere once the order is closed for so long; history and counts stay', async () => {
    const { order, number } = await aClosedStory();
    await handOver([], `回电 ${phone}`); // names its caller and no order
    expect(await tablesWith(words)).toEqual(
      expect.arrayContaining([
        'asset_events',
        'assignments',
        'denials',
        'handovers',
        'liability_cases',
        'order_events',
        'orders',
        'report_contacts',
        'reports',
      ]),
    );
    const before = { counts: await counts(), events: (await readOrder(test.app, order.id)).events.map(({ action, at }) => ({ action, at })) };
    await affected(test.database.pool, sql`update city set settings = settings || '{"callerRetentionDays": 30}'`);
    expect(await eraseOnTime(test.database.pool, '2026-12-22T02:00:00.000Z')).toBe(0);
    expect(await eraseOnTime(test.database.pool, '2026-12-24T02:00:00.000Z', () => true), 'a server that stops begins nothing').toBe(0);
    expect(await eraseOnTime(test.database.pool, '2026-12-24T02:00:00.000Z')).toBe(1);
    expect(await tablesWith(words)).toEqual([]);
    expect(await eraseOnTime(test.database.pool, '2026-12-24T02:00:00.000Z')).toBe(0);
    expect(await counts()).toEqual(before.counts);
    const after = await readOrder(test.app, order.id);
    expect(after.events.map(({ action, at }) => ({ action, at }))).toEqual(before.events);
    expect(after.reports[0]).toMatchObject({ hasContact: false, contactMasked: null, text: '' });
    expect((await test.app.inject({ url: `/api/v1/reports/${number}` })).statusCode).toBe(200);
  });

  it('is erased at their request by number or by telephone however it was typed; of an open order only when that is said', async () => {
    await aClosedStory();
    const open = await report(test.app, { position: { lon: 120.015, lat: 30.03 }, text: '我家小孩差点掉下去', contact: { name, phone } });
    expect(await eraseOnRequest(test.database.pool, { phone: '+86 139 1234 5678' }, false, now)).toEqual({ erased: 1, left: 1 });
    expect(await tablesWith(words)).toEqual(['report_contacts', 'reports']);
    expect(await eraseOnRequest(test.database.pool, { number: open.number }, true, now)).toEqual({ erased: 1, left: 0 });
    expect(await tablesWith(words)).toEqual([]);
    expect(await eraseOnRequest(test.database.pool, { number: 'OF-NOBODY' }, true, now)).toEqual({ erased: 0, left: 0 });
  });

  it('ends their contact clock where the order is open: nobody is reminded of a call that cannot be made', async () => {
    const told = await report(test.app, {
      plate: await aWell(test.database.pool, { lon: 120.017 }),
      position: { lon: 120.017, lat: 30.01 },
      contact: { name, phone },
    });
    const { id } = await orderOf(test.app, told);
    const armed = () => rows(test.database.pool, sql`select kind from timers where order_id = ${id} and clock = 'contact' and ended_at is null`);
    expect(await armed()).not.toEqual([]);
    expect(await eraseOnRequest(test.database.pool, { number: told.number }, true, now)).toEqual({ erased: 1, left: 0 });
    expect(await armed()).toEqual([]);
    expect((await readOrder(test.app, id)).deadlines.map(({ clock }) => clock)).not.toContain('contact');
    expect(await listBreaches(test.database.pool)).toEqual([]);
  });

  it.each([
    ['reopened', 'answer', 'reopen'],
    ['its end taken back', 'void', 'take_back'],
  ] as const)('ends it also where the order is over, so that nobody waits for them where it goes on: %s', async (_, end, woke) => {
    const at = { lon: 120.0185, lat: 30.01 };
    const told = await report(test.app, { plate: await aWell(test.database.pool, at), position: at, kind: 'cover_noise', contact: { name, phone } });
    const { id } = await orderOf(test.app, told);
    const did = async (action: Parameters<typeof act>[3]) => {
      const reply = await act(test.app, 'dispatcher-city', id, action, { note: '误报', reply: '已告知' });
      expect(reply.statusCode, reply.body).toBe(200);
    };
    await did(end);
    await affected(test.database.pool, sql`update deadlines set met_at = null where order_id = ${id} and clock = 'contact'`); // as where it was closed without a call
    expect(await eraseOnRequest(test.database.pool, { number: told.number }, false, now)).toEqual({ erased: 1, left: 0 });
    await did(woke);
    expect((await readOrder(test.app, id)).deadlines.map(({ clock }) => clock)).not.toContain('contact');
    expect(await listOddities(test.database.pool)).toEqual([]);
  });

  it('keeps that they were contacted, but not where that is taken back', async () => {
    const at = { lon: 120.0195, lat: 30.01 };
    const told = await report(test.app, { plate: await aWell(test.database.pool, at), position: at, kind: 'cover_noise', contact: { name, phone } });
    const { id } = await orderOf(test.app, told);
    const did = async (action: Parameters<typeof act>[3]) => {
      const reply = await act(test.app, 'clerk-power', id, action);
      expect(reply.statusCode, reply.body).toBe(200);
    };
    for (const action of ['sign', 'contact'] as const) await did(action);
    expect(await eraseOnRequest(test.database.pool, { number: told.number }, true, now)).toEqual({ erased: 1, left: 0 });
    expect((await readOrder(test.app, id)).deadlines.find(({ clock }) => clock === 'contact')).toMatchObject({ metAt: now });
    await did('take_back');
    expect((await readOrder(test.app, id)).deadlines.map(({ clock }) => clock)).not.toContain('contact');
    expect(await listOddities(test.database.pool)).toEqual([]);
  });

  it('reminds nobody of another caller either where the work is done: no one can be marked as contacted there', async () => {
    const plate = await aWell(test.database.pool, { lon: 120.0165 });
    const tell = (own: string) => report(test.app, { plate, position: { lon: 120.0165, lat: 30.01 }, kind: 'cover_noise', text: '', contact: { phone: own } });
    const [told] = [await tell(phone), await tell('13700000001')];
    const { id, reportCount, position } = await orderOf(test.app, told);
    expect(reportCount).toBe(2);
    const photoIds = [await aPhoto(test.app, await as(test.app, 'clerk-power'))];
    for (const [action, body] of [['sign'], ['start'], ['resolve', { reply: '已修好', photoIds, position }]] as const)
      expect((await act(test.app, 'clerk-power', id, action, body)).statusCode).toBe(200);
    const armed = () => rows(test.database.pool, sql`select kind from timers where order_id = ${id} and clock = 'contact' and ended_at is null`);
    expect(await armed()).toEqual([]);
    expect(await eraseOnRequest(test.database.pool, { number: told.number }, true, now)).toEqual({ erased: 1, left: 0 });
    expect(await armed()).toEqual([]);
    expect(await listBreaches(test.database.pool)).toEqual([]);
  });

  it('is all that can be taken out of history: nothing else of an event can be changed, and no note put in', async () => {
    const { order } = await aClosedStory();
    const change = (what: string) => test.database.pool.query(`update order_events set ${what} where order_id = $1`, [order.id]);
    for (const what of ["note = 'other words'", "note = null, action = 'void'", 'at = now()', 'person_id = null'])
      await expect(change(what), what).rejects.toThrow('append-only');
    await expect(test.database.pool.query('delete from order_events where order_id = $1', [order.id])).rejects.toThrow('append-only');
  });
});
