import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listBreaches } from '#db/queries/orders/timers.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { act, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

const dayLater = '2026-11-24T01:00:00.000Z';
let step = 0;
const aPlace = async () => {
  step += 1;
  const position = { lon: 120.001 + step * 0.001, lat: 30.014 };
  await aWell(test.database.pool, position);
  return position;
};
const told = (position: { lon: number; lat: number }, given: Parameters<typeof aReport>[0] = {}) =>
  report(test.app, aReport({ position, kind: 'cover_noise', text: '电力井盖响', ...given }));
const read = async ({ number }: ReportStory) => (await test.app.inject(`/api/v1/reports/${number}`)).json<ReportStory>();
const nobody = { contact: undefined as never };
const armed = async (id: string) =>
  (
    await test.database.pool.query<{ what: string }>(
      `select kind || ' ' || to_char(due_at at time zone 'Asia/Shanghai', 'MM-DD HH24') as what from timers where order_id = $1 and clock = 'contact' and ended_at is null order by due_at`,
      [id],
    )
  ).rows.map(({ what }) => what);
const reportOf = (order: Order, story: ReportStory) => order.reports.find(({ number }) => number === story.number) ?? order.reports[0];

/** Two callers of one cover, a day apart, and one who left no contact. */
const threeCallers = async () => {
  const position = await aPlace();
  const first = await told(position);
  test.setNow(dayLater);
  const second = await told(position, { contact: { phone: '13900000002' } });
  const third = await told(position, nobody);
  return { first, second, third, id: (await orderOf(test.app, first)).id };
};

describe('each caller of one incident', () => {
  it('has a clock of their own, counted from their report; who left no contact has none', async () => {
    test.setNow(now);
    const { first, second, third, id } = await threeCallers();
    expect(await read(first)).toMatchObject({ contactDueAt: '2026-11-24T16:00:00.000Z', contactedAt: null, hasContact: true });
    expect(await read(second)).toMatchObject({ contactDueAt: '2026-11-25T16:00:00.000Z', contactedAt: null });
    expect(await read(third)).toMatchObject({ contactDueAt: null, contactedAt: null, hasContact: false });
    expect(await armed(id)).toEqual(['warn 11-24 20', 'due 11-25 00', 'warn 11-25 20', 'due 11-26 00']);
    const order = await readOrder(test.app, id);
    expect(order.reports.map(({ contact }) => contact?.dueAt ?? null)).toEqual(['2026-11-24T16:00:00.000Z', '2026-11-25T16:00:00.000Z', null]);
    expect(order.deadlines.filter(({ clock }) => clock === 'contact')).toMatchObject([{ dueAt: '2026-11-24T16:00:00.000Z', metAt: null }]);
  });

  it('is marked as contacted by themselves, and told so; the others wait on', async () => {
    const { first, second, third, id } = await threeCallers();
    await act(test.app, 'clerk-power', id, 'sign');
    const order = await readOrder(test.app, id, 'clerk-power');
    const contact = (story: ReportStory | null) => act(test.app, 'clerk-power', id, 'contact', story ? { reportId: reportOf(order, story)?.id } : {});
    expect((await contact(null)).json()).toMatchObject({ code: 'report-unknown', field: 'reportId', status: 422 });
    expect((await contact(third)).json()).toMatchObject({ code: 'contact-none', field: 'reportId', status: 409 });
    expect((await act(test.app, 'clerk-power', id, 'contact', { reportId: '999999' })).json()).toMatchObject({ code: 'report-unknown' });
    expect((await contact(second)).json()).toMatchObject({ state: 'contacted', actions: expect.arrayContaining(['contact']) });
    expect(await read(second)).toMatchObject({
      state: 'contacted',
      contactedAt: dayLater,
      events: expect.arrayContaining([expect.objectContaining({ action: 'contact' })]),
    });
    const waits = await read(first);
    expect(waits).toMatchObject({ state: 'signed', contactedAt: null });
    expect(waits.events.map(({ action }) => action)).not.toContain('contact');
    expect(await armed(id)).toEqual(['warn 11-24 20', 'due 11-25 00']);
    const last = (await contact(null)).json<Order>(); // only one waits: need not be named
    expect(last.actions).not.toContain('contact');
    expect(await armed(id)).toEqual([]);
    expect(await listBreaches(test.database.pool)).toEqual([]);
  });

  it('is told upwards once each late day, however many are late, until the last of them was contacted', async () => {
    const { id } = await threeCallers();
    test.setNow('2026-11-26T02:00:00.000Z');
    await workTimers(test.app);
    const done = async () =>
      (
        await test.database.pool.query<{ action: string }>(
          `select action from order_events where order_id = $1 and details ->> 'clock' = 'contact' order by id`,
          [id],
        )
      ).rows.map(({ action }) => action);
    expect(await done()).toEqual(['warn', 'overdue', 'warn', 'overdue']);
    expect(await armed(id)).toEqual([expect.stringMatching(/^remind /)]);
  });

  it('is contacted anew by another unit, each from that hour, also who was contacted before', async () => {
    const { first, second, third, id } = await threeCallers();
    await act(test.app, 'clerk-power', id, 'sign');
    const order = await readOrder(test.app, id, 'clerk-power');
    await act(test.app, 'clerk-power', id, 'contact', { reportId: reportOf(order, first)?.id });
    await act(test.app, 'dispatcher-street', id, 'dispatch', { unitId: 'water', note: '盖面有上水字样' });
    const dueAt = '2026-11-25T16:00:00.000Z';
    for (const story of [first, second]) expect(await read(story)).toMatchObject({ contactDueAt: dueAt, contactedAt: null });
    expect(await read(third)).toMatchObject({ contactDueAt: null });
    expect(await armed(id)).toEqual(['warn 11-25 20', 'due 11-26 00']);
  });

  it('who joins where nobody left a contact brings the first contact clock, and the order’s place in the queue', async () => {
    const position = await aPlace();
    const order = await orderOf(test.app, await told(position, nobody));
    expect(order.dueAt).toBe('2026-11-30T16:00:00.000Z');
    await told(position);
    expect(await readOrder(test.app, order.id)).toMatchObject({ dueAt: '2026-11-24T16:00:00.000Z' });
    expect(await armed(order.id)).toEqual(['warn 11-24 20', 'due 11-25 00']);
  });
});
