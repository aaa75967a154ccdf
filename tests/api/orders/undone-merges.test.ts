import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listBreaches } from '#db/queries/orders/timers.ts';
import type { Call } from '#domain/contract/calls.ts';
import type { Notice } from '#domain/contract/notices.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import { loadCalendarYear } from '../../../api/calendar/load-year.ts';
import { giveEvents } from '../../../api/give-events.ts';
import { forgetVocabulary } from '../../../api/vocabulary.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { listOddities } from '../../support/order-oddities.ts';
import { aPhoto, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
let at: string = now;
/** From here on it is so late; a session ends after hours, so that each act signs in. */
const be = (hour: string) => {
  at = hour.length > 8 ? hour : `2026-11-23T${hour}:00.000Z`;
  test.setNow(at);
};
const pass = async (hour: string) => {
  be(hour);
  await workTimers(test.app);
};
beforeEach(() => be(now));

const did = async (who: Username, id: string, action: OrderAction, body: Record<string, unknown> = {}): Promise<Order> => {
  const { rows } = await test.database.pool.query<{ version: number }>('select version from orders where id = $1', [id]);
  const payload = { version: rows[0]?.version, note: '理由', ...body };
  const reply = await test.app.inject({ method: 'POST', url: `/api/v1/orders/${id}/${action}`, headers: await signIn(test.app, who), payload });
  expect(reply.statusCode, `${action}: ${reply.body}`).toBe(200);
  return reply.json<Order>();
};
const merge = (order: Order, into: Order) => did('dispatcher-city', order.id, 'merge', { orderId: into.id });
const unmerge = (order: Order) => did('dispatcher-city', order.id, 'unmerge');
const read = async (order: Pick<Order, 'id'>): Promise<Order> => {
  const reply = await test.app.inject({ url: `/api/v1/orders/${order.id}`, headers: await signIn(test.app, 'dispatcher-city') });
  return reply.json<Order>();
};
const storyOf = async (order: Order) => (await read(order)).events.map(({ action }) => action);
const allIsWell = async () => expect([await listBreaches(test.database.pool), await listOddities(test.database.pool)]).toEqual([[], []]);
const noticesOf = async (who: Username): Promise<Notice[]> => {
  while ((await giveEvents(test.app)) > 0);
  return (await test.app.inject({ url: '/api/v1/notices', headers: await signIn(test.app, who) })).json<{ notices: Notice[] }>().notices;
};

/** The order of a report that is just made. */
const toldOf = async (given: Parameters<typeof aReport>[0]): Promise<Order> => {
  const { number } = await report(test.app, aReport({ text: '', ...given }));
  const { rows } = await test.database.pool.query<{ id: string }>(
    'select o.id::text from orders o join reports r on r.incident_id = o.incident_id where r.number = $1',
    [number],
  );
  return read({ id: rows[0]?.id ?? '' });
};

let step = 0;
/** An order of each owner's well, ten metres apart, all in one street: of a danger where its kind says so. */
const ordersOf = async (...wanted: readonly (readonly [ownerId: string, kind: string])[]) => {
  step += 1;
  const place = (n: number) => ({ lon: 120.0012 + (step % 9) * 0.002 + n / 9_600, lat: 30.013 + Math.floor(step / 9) * 0.003 });
  const orders: Order[] = [];
  for (const [n, [ownerId, kind]] of wanted.entries()) {
    const plate = await aWell(test.database.pool, { ...place(n), ownerId });
    orders.push(await toldOf({ position: place(n), plate, kind, contact: { phone: String(13_800_000_000 + step * 100 + n) } }));
  }
  expect(new Set(orders.map(({ id }) => id)).size).toBe(wanted.length);
  return orders as [Order, Order, Order];
};
const tellAgain = async (order: Order, more: Parameters<typeof aReport>[0]) =>
  report(
    test.app,
    aReport({ position: order.position, plate: order.assetId ?? '', kind: 'cover_noise', text: '', contact: { phone: '13911112222' }, ...more }),
  );

describe('a case of bill and blame of a danger that a merge brought', () => {
  const bill = async (who: Username, { liability }: Order) => {
    const url = `/api/v1/liability-cases/${liability[0]?.id}/bill`;
    const reply = await test.app.inject({ method: 'PUT', url, headers: await signIn(test.app, who), payload: { amountFen: 900, note: '围护' } });
    expect(reply.statusCode, reply.body).toBe(200);
  };
  /** The water company's harmless order, late to the danger that the power company's brought. */
  const lateByMerge = async () => {
    const [danger, harmless] = await ordersOf(['power', 'cover_missing'], ['water', 'cover_noise']);
    await merge(danger, harmless);
    await pass('04:01');
    expect((await read(harmless)).liability).toMatchObject([{ unit: { en: 'City Water' } }]);
    return { danger, harmless };
  };

  it('is no more where the merge is undone, with a line in the story; who is late to a danger of its own is blamed for that', async () => {
    const { danger, harmless } = await lateByMerge();
    be('04:10');
    await unmerge(danger);
    const left = await read(harmless);
    expect([left.liability, left.isHazard]).toEqual([[], false]);
    expect(left.events.find(({ action }) => action === 'withdraw_case')).toMatchObject({ unit: { en: 'City Water' }, person: expect.anything() });
    await tellAgain(harmless, { someoneHurt: true });
    await pass('06:11');
    expect((await read(harmless)).liability).toMatchObject([{ unit: { en: 'City Water' }, openedAt: at }]);
    await allIsWell();
  });

  it('stays where somebody entered its bill, and who pays, who asks and who settles are told', async () => {
    const { danger, harmless } = await lateByMerge();
    await bill('dispatcher-street', await read(harmless));
    await unmerge(danger);
    expect((await read(harmless)).liability).toMatchObject([{ billFen: 900, maySettle: true }]);
    expect(await storyOf(harmless)).toContain('keep_case');
    for (const who of ['clerk-water', 'dispatcher-street', 'dispatcher-west'] as const)
      expect(await noticesOf(who), who).toContainEqual(expect.objectContaining({ kind: 'case-left', orderId: harmless.id }));
    await allIsWell();
  });

  it('that stays is read by a unit that is no centre and acted as the fallback, whose part ends with the undoing', async () => {
    const { danger, harmless } = await lateByMerge();
    const { pool } = test.database;
    await pool.query(`update liability_cases set fallback_unit_id = 'telecom' where order_id = $1`, [harmless.id]);
    await pool.query(
      `insert into assignments (order_id, unit_id, part, assigned_at, reason) values ($1, 'telecom', 'fallback', $2, '{"code": "assignment-fallback"}')`,
      [harmless.id, at],
    );
    await bill('clerk-telecom', await read(harmless));
    await unmerge(danger);
    const parts = (await read(harmless)).assignments.filter(({ unit, endedAt }) => unit.id === 'telecom' && endedAt === null);
    expect(parts).toMatchObject([{ part: 'informed', reason: { code: 'informed-bills' } }]);
  });

  it('is no more where it came by the other’s sooner hour, and comes again at its own', async () => {
    const [danger] = await ordersOf(['power', 'cover_missing']);
    be('02:30');
    const plate = await aWell(test.database.pool, { lon: danger.position.lon + 0.0001, lat: danger.position.lat, ownerId: 'water' });
    const position = { lon: danger.position.lon + 0.0001, lat: danger.position.lat };
    const later = await toldOf({ position, plate, kind: 'cover_missing', contact: { phone: '13822220000' } });
    await merge(danger, later);
    await pass('04:01');
    expect((await read(later)).liability).toHaveLength(1);
    await unmerge(danger);
    expect((await read(later)).liability).toEqual([]);
    await pass('04:30');
    expect((await read(later)).liability).toMatchObject([{ unit: { en: 'City Water' }, openedAt: at }]);
    await allIsWell();
  });
});

describe('an order that slept while a year’s list was corrected', () => {
  // 2026-11-27 is a Friday, a working day until it turns out to rest; so with Tuesday the 24th.
  const list = (...rest: string[]) => ({ year: '2026', rest: ['2026-01-01', ...rest], makeUp: [] });
  const correct = async (...rest: string[]) => {
    await loadCalendarYear(test.database.pool, list(...rest), { replace: true, now: () => at });
    forgetVocabulary(test.database.pool);
  };
  beforeEach(() => correct());
  const ends = async (order: Order) => Object.fromEntries((await read(order)).deadlines.map(({ clock, dueAt }) => [clock, dueAt]));
  const armed = async ({ id }: Order) =>
    (
      await test.database.pool.query<{ dueAt: string }>(
        `select due_at::text as "dueAt" from timers where order_id = $1 and kind = 'due' and clock = 'close' and ended_at is null`,
        [id],
      )
    ).rows.map(({ dueAt }) => dueAt);

  it.each(['merge', 'void'] as const)('goes on by the list of today: %s', async (how) => {
    const [order, other] = await ordersOf(['power', 'cover_noise'], ['water', 'cover_noise']);
    await did('dispatcher-city', order.id, how, how === 'merge' ? { orderId: other.id } : {});
    await correct('2026-11-27');
    const woken = await did('dispatcher-city', order.id, how === 'merge' ? 'unmerge' : 'take_back');
    expect(await ends(order)).toEqual({ contact: '2026-11-24T16:00:00.000Z', close: '2026-12-01T16:00:00.000Z' });
    expect(await armed(order)).toEqual(['2026-12-01 16:00:00+00']);
    expect(woken.events.at(-1)).toMatchObject({ action: 'calendar_corrected' });
    expect(await ends(other)).toMatchObject({ close: '2026-12-01T16:00:00.000Z' });
    await allIsWell();
  });

  it('is not late by an end that ran out meanwhile and lies ahead now', async () => {
    const [order, other] = await ordersOf(['power', 'cover_noise'], ['water', 'cover_noise']);
    await merge(order, other);
    await correct('2026-11-24');
    be('2026-11-25T02:00:00.000Z');
    await unmerge(order);
    await workTimers(test.app);
    expect(await ends(order)).toMatchObject({ contact: '2026-11-25T16:00:00.000Z' });
    expect(await storyOf(order)).not.toContain('overdue');
    await allIsWell();
  });

  it('has an end once its year is there, and does not wait for the day’s look', async () => {
    be('2026-12-31T02:00:00.000Z');
    const [order, other] = await ordersOf(['power', 'cover_noise'], ['water', 'cover_noise']);
    await merge(order, other);
    await loadCalendarYear(test.database.pool, { year: '2027', rest: ['2027-01-01'], makeUp: [] }, { replace: true, now: () => at });
    forgetVocabulary(test.database.pool);
    await unmerge(order);
    expect(await ends(order)).toEqual({ contact: '2027-01-04T16:00:00.000Z', close: '2027-01-08T16:00:00.000Z' });
    await allIsWell();
  });
});

describe('who is on the way to a danger that becomes part of another order', () => {
  const openCalls = async ({ id }: Order) =>
    (
      await test.database.pool.query<{ id: string; who: Username; isGoing: boolean }>(
        `select c.id::text, p.username as who, c.acknowledged_at is not null as "isGoing" from calls c join people p on p.id = c.person_id where c.order_id = $1 and c.ended_at is null`,
        [id],
      )
    ).rows;
  const answer = async (order: Order): Promise<Username> => {
    const [call] = await openCalls(order);
    if (!call) throw new Error('nobody is called');
    const reply = await test.app.inject({ method: 'POST', url: `/api/v1/calls/${call.id}/acknowledge`, headers: await signIn(test.app, call.who) });
    expect(reply.statusCode, reply.body).toBe(200);
    return call.who;
  };
  const callsOn = async (who: Username) =>
    (await test.app.inject({ url: '/api/v1/calls', headers: await signIn(test.app, who) }))
      .json<{ calls: Call[] }>()
      .calls.filter(({ acknowledgedAt }) => acknowledgedAt !== null)
      .map(({ orderId }) => orderId);
  const told = async (who: Username, kind: Notice['kind'], order: Order) =>
    (await noticesOf(who)).filter((one) => one.kind === kind && one.orderId === order.id).length;
  const finish = async (...orders: readonly Order[]) => {
    for (const order of orders) await did('dispatcher-city', order.id, 'void');
  };
  const fallbacksOf = async (order: Order) => (await read(order)).assignments.filter(({ part, endedAt }) => part === 'fallback' && endedAt === null);
  /** Two people say that they go, each to one of the dangers. */
  const bothGo = async (a: Order, b: Order) => {
    const going = await answer(b);
    await pass('04:10');
    for (let n = 1; n < 4 && (await openCalls(a))[0]?.who === going; n += 1) await pass(`04:${n + 1}1`);
    const who = await answer(a);
    expect(who).not.toBe(going);
    return { going, who };
  };
  /** Whoever went on there acts there to the end. */
  const makesSafe = async (who: Username, order: Order) => {
    await did(who, order.id, 'arrive');
    expect(await did(who, order.id, 'secure', { photoIds: [await aPhoto(test.app)], position: order.position })).toMatchObject({ isHazard: false });
    await finish(order);
    await allIsWell();
  };

  it('goes on to that, is told so and may act there; undone, they go to the first one again and the other calls its own', async () => {
    const [a, b] = await ordersOf(['power', 'cover_missing'], ['water', 'cover_noise']);
    await pass('04:00');
    const who = await answer(a);
    await merge(a, b);
    expect(await openCalls(b)).toMatchObject([{ who, isGoing: true }]);
    expect(await callsOn(who)).toEqual([b.id]);
    expect(await told(who, 'call-moved', b)).toBe(1);
    expect((await read(b)).events.find(({ action }) => action === 'call_on')).toMatchObject({ unit: { en: 'Qiaotou Handling Centre' } });
    await allIsWell();
    await unmerge(a);
    expect([await openCalls(b), await callsOn(who), await told(who, 'call-moved', a)]).toEqual([[], [a.id], 1]);
    expect(await fallbacksOf(b)).toEqual([]);
    await allIsWell();
    await merge(a, b);
    await makesSafe(who, b);
  });

  it('is waited for there as at the first one: who does not come in time is followed by the next', async () => {
    const [a, b] = await ordersOf(['power', 'cover_missing'], ['water', 'cover_noise']);
    await pass('04:00');
    const who = await answer(a);
    be('04:30');
    await merge(a, b);
    await pass('04:59');
    expect(await openCalls(b)).toMatchObject([{ who, isGoing: true }]);
    await pass('05:01');
    expect(await storyOf(b)).toContain('absent');
    const [next] = await openCalls(b);
    expect([next?.isGoing, next?.who === who]).toEqual([false, false]);
    await finish(b);
  });

  it('takes the place of who was called there and did not answer, who is called again where the merge is undone', async () => {
    const [a, b] = await ordersOf(['power', 'cover_missing'], ['water', 'cover_missing']);
    await pass('04:00');
    const who = await answer(a);
    const [before] = await openCalls(b);
    await merge(a, b);
    expect(await openCalls(b)).toMatchObject([{ who, isGoing: true }]);
    await unmerge(a);
    expect(await openCalls(b)).toMatchObject([{ who: before?.who, isGoing: false }]);
    expect(await openCalls(a)).toMatchObject([{ who, isGoing: true }]);
    await allIsWell();
    await finish(a, b);
  });

  it('need not where somebody else is on the way to that, is told so, and reads why; undone, they are told to go again', async () => {
    const [a, b] = await ordersOf(['power', 'cover_missing'], ['water', 'cover_missing']);
    await pass('04:00');
    const { going, who } = await bothGo(a, b);
    await merge(a, b);
    expect(await openCalls(b)).toMatchObject([{ who: going, isGoing: true }]);
    expect([await callsOn(who), await told(who, 'call-off', b)]).toEqual([[], 1]);
    await unmerge(a);
    expect([await callsOn(who), await told(who, 'call-moved', a)]).toEqual([[a.id], 1]);
    await allIsWell();
    await finish(a, b);
  });

  it('goes on to that when they are on site already, as the first one’s fallback: they act there at once; undone, they are told that the danger is the first one’s again', async () => {
    const [a, b] = await ordersOf(['power', 'cover_missing'], ['water', 'cover_noise']);
    await pass('04:00');
    const who = await answer(a);
    await did(who, a.id, 'arrive');
    await merge(a, b);
    expect(await openCalls(b)).toMatchObject([{ who, isGoing: true }]);
    expect([await callsOn(who), await told(who, 'call-moved', b)]).toEqual([[b.id], 1]);
    await allIsWell();
    await unmerge(a);
    expect([await openCalls(b), await callsOn(who), await told(who, 'call-moved', a)]).toEqual([[], [], 1]);
    expect(await fallbacksOf(b)).toEqual([]);
    await allIsWell();
    await merge(a, b);
    await makesSafe(who, b);
  });

  it('need not where somebody is on site already as the fallback of what becomes part of that: they are told so, and read why', async () => {
    const [a, b] = await ordersOf(['power', 'cover_missing'], ['water', 'cover_missing']);
    await pass('04:00');
    const { going, who } = await bothGo(a, b);
    await did(who, a.id, 'arrive');
    await merge(a, b);
    expect(await openCalls(b)).toMatchObject([{ who, isGoing: true }]);
    expect([await callsOn(going), await told(going, 'call-off', b), await told(who, 'call-moved', b)]).toEqual([[], 1, 1]);
    expect((await test.app.inject({ url: `/api/v1/orders/${b.id}`, headers: await signIn(test.app, going) })).statusCode).toBe(200);
    await unmerge(a);
    expect(await openCalls(b)).toMatchObject([{ isGoing: false }]);
    await allIsWell();
    await finish(a, b);
  });

  it('need not, nor does their unit act in that one’s place, where who is on site already is of the unit that has it', async () => {
    const [a, b] = await ordersOf(['power', 'cover_missing'], ['water', 'cover_missing']);
    be('03:35');
    await did('dispatcher-city', b.id, 'dispatch', { unitId: 'centre-990101001' });
    for (const hour of ['03:45', '03:55']) await pass(hour);
    expect(await answer(b)).toBe('dispatcher-west');
    await pass('04:00');
    const who = await answer(a);
    expect(who).toBe('crew-street');
    await did(who, a.id, 'arrive');
    await merge(a, b);
    expect(await openCalls(b)).toMatchObject([{ who, isGoing: true }]);
    expect(await told('dispatcher-west', 'call-off', b)).toBe(1);
    expect(await fallbacksOf(b)).toEqual([]);
    await finish(b);
    await allIsWell();
  });

  it('is told that they need not when they are on site and somebody is at the other danger too', async () => {
    const [a, b] = await ordersOf(['power', 'cover_missing'], ['water', 'cover_missing']);
    await pass('04:00');
    const who = await answer(a);
    await did(who, a.id, 'arrive');
    await did('clerk-water', b.id, 'arrive');
    await merge(a, b);
    expect([await openCalls(b), await callsOn(who), await told(who, 'call-off', b)]).toEqual([[], [], 1]);
    expect((await test.app.inject({ url: `/api/v1/orders/${b.id}`, headers: await signIn(test.app, who) })).statusCode).toBe(200);
    await unmerge(a);
    expect(await told(who, 'call-moved', a)).toBe(1);
    await allIsWell();
    await finish(a, b);
  });
});

describe('a merge that could be undone', () => {
  it('can be undone still after the order that it made was merged itself, and that was undone', async () => {
    const [a, b, c] = await ordersOf(['power', 'cover_missing'], ['water', 'cover_noise'], ['telecom', 'cover_noise']);
    await merge(a, b);
    await merge(b, c);
    expect((await read(a)).actions, 'while the other is part of a third').toEqual([]);
    await unmerge(b);
    expect(await read(b)).toMatchObject({ isHazard: true, reportCount: 2 });
    await unmerge(a);
    expect([await read(a), await read(b), await read(c)]).toMatchObject([
      { state: 'dispatched', isHazard: true, reportCount: 1 },
      { state: 'dispatched', isHazard: false, reportCount: 1 },
      { state: 'dispatched', isHazard: false, reportCount: 1 },
    ]);
    await allIsWell();
  });

  it('can be undone still after another order was merged there, and that was undone', async () => {
    const [a, b, c] = await ordersOf(['power', 'cover_noise'], ['water', 'cover_noise'], ['telecom', 'cover_missing']);
    await merge(a, b);
    await merge(c, b);
    expect((await read(a)).actions).toEqual([]);
    await unmerge(c);
    expect(await unmerge(a)).toMatchObject({ state: 'dispatched', reportCount: 1 });
    expect(await read(b)).toMatchObject({ isHazard: false, reportCount: 1, absorbed: [] });
    await allIsWell();
  });

  it('cannot once somebody went on with the order that it made, whatever was undone since', async () => {
    const [a, b, c] = await ordersOf(['power', 'cover_noise'], ['water', 'cover_noise'], ['telecom', 'cover_noise']);
    await merge(a, b);
    await did('clerk-water', b.id, 'sign');
    await merge(b, c);
    await unmerge(b);
    expect((await read(a)).actions).toEqual([]);
  });
});
