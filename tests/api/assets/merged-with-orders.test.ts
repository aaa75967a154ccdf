import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockIncidentsOf } from '#db/queries/orders/incidents.ts';
import { affected, oneRow, rows as query, sql } from '#db/sql.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { registryOf } from '../../support/registry.ts';
import { act, orderOf, readOrder, report, sendReport } from '../../support/thread.ts';
import { untilWaiting } from '../../support/waits.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const { openOrderOf, post } = registryOf(() => test.app);
const well = (given = {}) => aWell(test.database.pool, given);

describe('two records of one well', () => {
  it('wait for whoever acts on an order of theirs, never the other way round, and their orders say that they changed', async () => {
    const { pool } = test.database;
    const [a, b] = [await well({ lon: 120.02, lat: 30.02 }), await well({ lon: 120.0201, lat: 30.02 })];
    await report(test.app, { plate: a });
    const order = await openOrderOf(a);
    const acting = await pool.connect();
    await acting.query('begin');
    await acting.query('select from orders where id = $1 for update', [order.id]);
    const merging = post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '重复' });
    await untilWaiting(pool);
    await acting.query('set lock_timeout = 1000');
    await acting.query('select from assets where id = $1 for update', [a]);
    await acting.query('commit');
    acting.release();
    expect((await merging).status).toBe(200);
    expect(await openOrderOf(b)).toEqual({ id: order.id, version: order.version + 1 });
    expect((await readOrder(test.app, order.id)).events.at(-1)).toMatchObject({
      action: 'asset_merged',
      person: { zh: '人员 registrar' },
      note: '重复',
      assetId: b,
      toState: 'dispatched',
    });
  });

  it('that become one while somebody reports the merged number have its order on the survivor, whoever comes first', async () => {
    const { pool } = test.database;
    const [a, b] = [await well({ lon: 120.0224, lat: 30.0224 }), await well({ lon: 120.0225, lat: 30.0224 })];
    const acting = await pool.connect();
    await acting.query('begin');
    await acting.query('select from assets where id = $1 for update', [a]);
    const merging = post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '重复' });
    await untilWaiting(pool);
    const reporting = report(test.app, { plate: a });
    await untilWaiting(pool, 2);
    await acting.query('commit');
    acting.release();
    expect((await merging).status).toBe(200);
    await reporting;
    const order = await openOrderOf(b);
    // A second report of the merged number joins it.
    await report(test.app, { plate: a });
    expect(await openOrderOf(b)).toMatchObject({ id: order.id });
    expect(await oneRow(pool, sql`select count(*)::integer as n from incidents where asset_id = ${a}`)).toEqual({ n: 0 });
  });

  it('and were both told of leave it to a dispatcher whether their orders are one; of what is done nobody is asked', async () => {
    const places = [
      { lon: 120.0201, lat: 30.0261 },
      { lon: 120.0209, lat: 30.0261 }, // too far for a report of the one to be taken for the other's hole
    ] as const;
    const [a, b] = [await well(places[0]), await well(places[1])];
    const told = async (plate: string, kind: string, position: { lon: number; lat: number }) =>
      orderOf(test.app, (await sendReport(test.app, aReport({ plate, kind, position, text: '' }))).json());
    const [noisyA, noisyB] = [await told(a, 'cover_noise', places[0]), await told(b, 'cover_noise', places[1])];
    const done = await told(a, 'cover_missing', places[0]);
    await affected(test.database.pool, sql`update orders set state = 'checked', is_hazard = false where id = ${done.id}`);
    const missing = await told(b, 'cover_missing', places[1]);
    const offersOf = async ({ id }: { id: string }) => (await readOrder(test.app, id)).joinOffers;
    expect((await offersOf(noisyA)).map(({ orderId }) => orderId)).not.toContain(noisyB.id);
    expect((await post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '重复' })).status).toBe(200);
    const asked = { probability: 1, reasons: [expect.objectContaining({ code: 'repeat-asset' }), expect.objectContaining({ code: 'repeat-kind' })] };
    expect((await readOrder(test.app, noisyA.id)).assetId).toBe(b);
    expect(await offersOf(noisyA)).toContainEqual(expect.objectContaining({ ...asked, orderId: noisyB.id }));
    expect(await offersOf(noisyB)).toContainEqual(expect.objectContaining({ ...asked, orderId: noisyA.id }));
    const ofDone = sql`select from join_offers where ${done.id}::bigint in (order_id, other_order_id) and ${missing.id}::bigint in (order_id, other_order_id)`;
    expect(await query(test.database.pool, ofDone)).toEqual([]);
  });

  it('wait for whoever just reports the other number, whose order is seen', async () => {
    const { pool } = test.database;
    const [a, b] = [await well({ lon: 120.0204, lat: 30.0263 }), await well({ lon: 120.0205, lat: 30.0263 })];
    const reporting = await pool.connect();
    await reporting.query('begin');
    await lockIncidentsOf(reporting, b);
    const merging = post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '重复' });
    await untilWaiting(pool);
    await reporting.query('commit');
    reporting.release();
    expect((await merging).status).toBe(200);
  });

  it('and are reported and acted on all at once leave nobody waiting in a circle, and every open order on the survivor', { timeout: 60_000 }, async () => {
    const { pool } = test.database;
    const pairs = await Promise.all(
      Array.from({ length: 4 }, async (_, i) => {
        const lon = 120.0301 + i * 0.002;
        return { a: await well({ lon, lat: 30.0301 }), b: await well({ lon: lon + 0.0001, lat: 30.0301 }) };
      }),
    );
    for (const { a } of pairs) await report(test.app, { plate: a });
    const held = await Promise.all(pairs.map(async (pair) => ({ ...pair, order: await openOrderOf(pair.a) })));
    await Promise.all(
      held.flatMap(({ a, b, order }) => [
        post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '重复' }).then(({ status }) => expect(status).toBe(200)),
        report(test.app, { plate: a }),
        report(test.app, { plate: b }),
        act(test.app, 'crew-power', order.id, 'sign').then(({ statusCode }) => expect([200, 409]).toContain(statusCode)),
      ]),
    );
    const onMerged = sql`select o.id from orders o where o.asset_id = any(${pairs.map(({ a }) => a)}) and o.state not in ('closed', 'void', 'merged')`;
    expect(await query(pool, onMerged)).toEqual([]);
  });
});
