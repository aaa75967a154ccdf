import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { dueOf, mattersOf } from '../../support/matter.ts';
import { aPhoto, orderOf, readOrder, report } from '../../support/thread.ts';
import { untilWaiting } from '../../support/waits.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

const { aMatter, did, judge, noBreach, resolved } = mattersOf(() => test);

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
    await untilWaiting(test.database.pool);
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
