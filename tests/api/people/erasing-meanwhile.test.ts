import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, inTransaction } from '#db/pool.ts';
import { moveReports } from '#db/queries/orders/joins.ts';
import { insertOrderEvent } from '#db/queries/orders/order-changes.ts';
import type { Order } from '#domain/contract/orders.ts';
import { eraseOnRequest, eraseOnTime } from '../../../api/erasure/erase.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { words, wordsOf } from '../../support/caller-words.ts';
import { now } from '../../support/city.ts';
import { orderOf, readOrder, report } from '../../support/thread.ts';
import { untilWaiting } from '../../support/waits.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const { aClosedStory, tablesWith } = wordsOf(() => test);

describe('an erasing at request and who writes of the caller in that moment', () => {
  const aMatter = async (lon: number) => {
    const told = await report(test.app, { plate: await aWell(test.database.pool, { lon, lat: 30.037 }), channel: 'plate', kind: 'cover_noise', text: '' });
    return { number: told.number, order: await orderOf(test.app, told) };
  };
  const move = (client: Client, from: Order, to: Order, why: 'merge' | 'split') =>
    moveReports(client, { reportIds: [from.reports[0]?.id ?? ''], fromOrderId: from.id, toOrderId: to.id, why, at: now, personId: null });
  const write = (client: Client, { id, state }: Order, action: 'absorb' | 'take_back') =>
    insertOrderEvent(client, { orderId: id, at: now, personId: null, unitId: null, action, fromState: state, toState: state, note: '据林老伯说是同一处' });
  const isHeld = (client: Client, id: string) =>
    client.query('select from orders where id = $1 for no key update', [id]).then(
      () => 'held',
      ({ code }: { code: string }) => code,
    );

  it('cleans the order that their report became part of meanwhile', async () => {
    const { pool } = test.database;
    const [{ number, order: from }, { order: to }] = [await aMatter(120.012), await aMatter(120.016)];
    const mover = await pool.connect();
    await mover.query('begin');
    await mover.query('select from orders where id = any ($1) order by id for update', [[from.id, to.id]]);
    const erasing = eraseOnRequest(pool, { number }, true, now);
    await untilWaiting(pool);
    await move(mover, from, to, 'merge');
    await write(mover, to, 'absorb');
    await mover.query('commit');
    mover.release();
    expect(await erasing).toEqual({ erased: 1, left: 0 });
    expect(await tablesWith(['林老伯'])).toEqual([]);
  });

  it('cleans the order that their report was of before, and waits in no circle with who takes the split back', async () => {
    const { pool } = test.database;
    const [{ number, order: before }, { order: opened }] = [await aMatter(120.0125), await aMatter(120.0165)];
    await inTransaction(pool, (client) => move(client, before, opened, 'split'));
    const writer = await pool.connect();
    await writer.query('begin');
    expect(await isHeld(writer, before.id)).toBe('held');
    const erasing = eraseOnRequest(pool, { number }, true, now).catch(({ code }: { code: string }) => code);
    await untilWaiting(pool);
    await write(writer, before, 'take_back');
    const got = await isHeld(writer, opened.id);
    await writer.query('commit');
    writer.release();
    expect([got, await erasing]).toEqual(['held', { erased: 1, left: 0 }]);
    expect(await tablesWith(['林老伯'])).toEqual([]);
  });

  it('takes a case of bill and blame before its order, as who takes a step in one does', async () => {
    const { pool } = test.database;
    const { order, number } = await aClosedStory();
    const acting = await pool.connect();
    await acting.query('begin');
    await acting.query('select from liability_cases where order_id = $1 for no key update', [order.id]);
    const erasing = eraseOnRequest(pool, { number }, true, now).catch(({ code }: { code: string }) => code);
    await untilWaiting(pool);
    const got = await isHeld(acting, order.id);
    await acting.query('commit');
    acting.release();
    expect([got, await erasing]).toEqual(['held', { erased: 1, left: 0 }]);
    expect(await tablesWith(words)).not.toContain('liability_cases');
  });
});

it('an order whose case somebody has in hand is erased by the next run, and holds up no other', async () => {
  const { pool } = test.database;
  const late = '2029-06-01T00:00:00.000Z';
  await eraseOnTime(pool, late);
  const { order } = await aClosedStory();
  await aClosedStory();
  const acting = await pool.connect();
  await acting.query('begin');
  await acting.query('select from liability_cases where order_id = $1 for no key update', [order.id]);
  const erasing = eraseOnTime(pool, late).catch(({ code }: { code: string }) => code);
  const first = await Promise.race([erasing, pause(3_000, 'waits')]);
  await acting.query('select from orders where id = $1 for no key update', [order.id]);
  await acting.query('commit');
  acting.release();
  await erasing;
  expect(first).toBe(1);
  expect((await readOrder(test.app, order.id)).reports[0]?.hasContact).toBe(true);
  expect(await eraseOnTime(pool, late)).toBe(1);
  expect(await tablesWith(words)).toEqual([]);
});
