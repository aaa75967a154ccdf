import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '#domain/contract/orders.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { act, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

describe('who is blamed', () => {
  let dangers = 0;
  const aDanger = async (): Promise<Order> => {
    dangers += 1;
    const position = { lon: 120.001 + dangers * 0.001, lat: 30.028 };
    await aWell(test.database.pool, position);
    return orderOf(test.app, await report(test.app, { position }));
  };
  const send = (id: string, unitId: string) => act(test.app, 'dispatcher-street', id, 'dispatch', { unitId, note: '改派' });
  const blamed = async (id: string) => {
    test.setNow(now); // a session ends after hours
    return (await readOrder(test.app, id)).liability.map(({ unit }) => unit.en);
  };
  const pass = async (at: string) => {
    test.setNow(at);
    await workTimers(test.app);
  };

  it('is who was accountable when the clock ended, also where nobody worked it until another had the order', async () => {
    const { id } = await aDanger();
    test.setNow('2026-11-23T04:10:00.000Z');
    await send(id, 'water');
    await pass('2026-11-23T04:20:00.000Z');
    expect(await blamed(id)).toEqual(['City Power']);
  });

  it('is who had it by then, not who had it before', async () => {
    const { id } = await aDanger();
    test.setNow('2026-11-23T03:00:00.000Z');
    await send(id, 'water');
    await pass('2026-11-23T04:00:00.000Z');
    expect(await blamed(id)).toEqual(['City Water']);
  });

  it('is nobody else, to whom it went afterwards, and no handling centre', async () => {
    const [late, centres] = [await aDanger(), await aDanger()];
    await send(centres.id, 'centre-990101001');
    await pass('2026-11-23T04:00:00.000Z');
    await send(late.id, 'water');
    for (const hour of [5, 6, 7]) await pass(`2026-11-23T0${hour}:00:01.000Z`);
    expect(await blamed(late.id)).toEqual(['City Power']);
    expect(await blamed(centres.id)).toEqual([]);
  });

  it('is who had the order that it was merged into at the clock’s end', async () => {
    const [one, other] = [await aDanger(), await aDanger()];
    await send(other.id, 'water');
    test.setNow('2026-11-23T03:00:00.000Z');
    const merged = await act(test.app, 'dispatcher-street', one.id, 'merge', { orderId: other.id, note: '同一处' });
    expect(merged.statusCode, merged.body).toBe(200);
    await pass('2026-11-23T04:00:00.000Z');
    expect(await blamed(other.id)).toEqual(['City Water']);
    expect(await blamed(one.id)).toEqual([]);
    test.setNow('2026-11-23T04:05:00.000Z');
    expect((await act(test.app, 'dispatcher-street', one.id, 'unmerge', { note: '是两处' })).statusCode).toBe(200);
    await pass('2026-11-23T04:06:00.000Z');
    const late = await readOrder(test.app, one.id);
    expect(late.events.map(({ action }) => action)).toEqual(expect.arrayContaining(['overdue', 'call']));
    expect(await blamed(one.id), 'nor afterwards who could not come to what was part of another').toEqual([]);
  });
});
