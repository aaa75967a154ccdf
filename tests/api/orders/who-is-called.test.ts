import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '#domain/contract/orders.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aPerson, aReport, aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { doing, orderOf, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));
const did = doing(() => test.app);

let holes = 0;
/** A danger in 990101001 of which nothing is registered: the street's. */
const nobodysDanger = async (): Promise<Order> => {
  holes += 1;
  return orderOf(
    test.app,
    await report(test.app, aReport({ position: { lon: 120.0015 + holes * 0.001, lat: 30.0101 }, kind: 'cover_missing', text: '路边有个洞', notListed: true })),
  );
};
/** Whoever was called to an order, the first one first. */
const calledTo = async (orderId: string): Promise<string[]> => {
  const { rows } = await test.database.pool.query<{ username: string }>(
    'select p.username from calls c join people p on p.id = c.person_id where c.order_id = $1 order by c.id',
    [orderId],
  );
  return rows.map(({ username }) => username);
};

describe('who is called to a danger', () => {
  it('is of the place to which it was handed across, its street’s first, and nobody of the place that it left', async () => {
    await aPerson(test.database.pool, 'crew-dongshan', [{ role: 'crew', unitId: 'centre-990102001' }]);
    const order = await nobodysDanger();
    expect(await calledTo(order.id)).toEqual(['crew-street']);
    await did('dispatcher-street', order.id, 'hand_across', { unitId: 'centre-990102001', note: '在东山镇界内' });
    expect(await calledTo(order.id)).toEqual(['crew-street', 'crew-dongshan']);
    for (const minutes of [10, 20, 30]) {
      test.setNow(new Date(Date.parse(now) + minutes * 60_000).toISOString());
      await workTimers(test.app);
    }
    expect(await calledTo(order.id)).toEqual(['crew-street', 'crew-dongshan', 'dispatcher-east', 'dispatcher-city', 'crew-dongshan']);
  });

  it('is of the place where the order lies, its street’s first, also where another asset is meant that lies over the border', async () => {
    await aPerson(test.database.pool, 'crew-hekou', [{ role: 'crew', unitId: 'centre-990101002' }]);
    const over = await aWell(test.database.pool, { lon: 120.0201, lat: 30.0105, ownerId: 'power' });
    const order = await orderOf(
      test.app,
      await report(test.app, aReport({ position: { lon: 120.0199, lat: 30.0105 }, kind: 'cover_missing', text: '路边有个洞', notListed: true })),
    );
    expect(order.street.zh).toBe('桥头街道');
    await did('dispatcher-street', order.id, 'choose_asset', { assetId: over, note: '是路对面那个' });
    test.setNow(new Date(Date.parse(now) + 10 * 60_000).toISOString());
    await workTimers(test.app);
    expect(await calledTo(order.id)).toEqual(['crew-street', 'dispatcher-street']);
  });

  it('is all that comes of a hand-over in the minute before its late clock is worked: no centre is blamed, of no place', async () => {
    const order = await nobodysDanger();
    test.setNow('2026-11-23T04:01:00.000Z');
    await did('dispatcher-street', order.id, 'hand_across', { unitId: 'centre-990102001', note: '在东山镇界内' });
    await workTimers(test.app);
    const { rows } = await test.database.pool.query('select from liability_cases where order_id = $1', [order.id]);
    expect(rows).toEqual([]);
  });

  it('is whoever else the unit has, where the one on its roster has no account any more', async () => {
    const crew = (await test.database.pool.query<{ id: string }>(`select id::text from people where username = 'crew-street'`)).rows[0]?.id;
    await test.database.pool.query(
      `insert into duty_shifts (unit_id, person_id, weekdays, from_time, to_time, rank) values ('centre-990101001', $1, '{1,2,3,4,5,6,7}', '00:00', '24:00', 1)`,
      [crew],
    );
    await test.database.pool.query('update people set active = false where id = $1', [crew]);
    const order = await nobodysDanger();
    await did('dispatcher-street', order.id, 'dispatch', { unitId: 'centre-990101001', note: '理由' });
    expect(await calledTo(order.id)).toEqual(['dispatcher-street']);
  });
});
