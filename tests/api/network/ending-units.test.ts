import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findAsset } from '#db/queries/assets/assets.ts';
import { affected, sql } from '#db/sql.ts';
import { settleUnits } from '../../../api/units/end-unit.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { act, orderOf, readOrder, report } from '../../support/thread.ts';
import { unitsOf } from '../../support/units.ts';
import { untilWaiting } from '../../support/waits.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

const { add, close, read } = unitsOf(() => test.app);

describe('a unit that ends', () => {
  const spot = { lon: 120.005, lat: 30.012 };

  it('is followed in what another server dispatched to it in its last seconds, and is settled after that', async () => {
    const { app, database } = test;
    const { pool } = database;
    const well = await aWell(pool, { ...spot, lon: 120.009, classCode: '0107', ownerId: 'telecom', lettering: '电信' });
    const order = await orderOf(app, await report(app, aReport({ plate: well, channel: 'plate', kind: 'cover_noise' })));
    await add('telecom-2');
    await close('telecom', 'telecom-2');
    await affected(
      pool,
      sql`with held as (update orders set unit_id = 'telecom' where id = ${order.id})
          update assignments set unit_id = 'telecom' where order_id = ${order.id} and part = 'accountable' and ended_at is null`,
    );
    await settleUnits(app);
    expect((await readOrder(app, order.id)).unit.id).toBe('telecom-2');
    expect(await read('telecom')).toMatchObject({ isMoving: true });
    test.setNow('2026-11-23T02:02:00.000Z');
    await settleUnits(app);
    expect(await read('telecom')).toMatchObject({ isMoving: false, openOrders: 0 });
    // A new report of its well goes to who follows it.
    const again = await aWell(pool, { ...spot, lon: 120.0095, lat: 30.02, classCode: '0107', ownerId: 'telecom', lettering: '电信' });
    const next = await orderOf(app, await report(app, aReport({ plate: again, channel: 'plate', kind: 'cover_noise' })));
    expect(next.unit.id).toBe('telecom-2');
  });

  it('holds up no other whose wells cannot be moved yet, and keeps no server from stopping', async () => {
    const { app, database } = test;
    const { pool } = database;
    for (const id of ['bus-1', 'bus-2', 'bus-heir']) await add(id);
    const [stuck, free] = [await aWell(pool, { ...spot, lon: 120.0182, ownerId: 'bus-1' }), await aWell(pool, { ...spot, lon: 120.0186, ownerId: 'bus-2' })];
    await pool.query(`create function refuse_one() returns trigger language plpgsql as $$ begin raise 'not now'; end $$`);
    await pool.query(`create trigger refuse_one before update on assets for each row when (old.owner_id = 'bus-1') execute function refuse_one()`);
    for (const id of ['bus-1', 'bus-2']) expect((await close(id, 'bus-heir')).statusCode).toBe(200);
    await settleUnits(app, () => true);
    expect(await findAsset(pool, free), 'a server that stops begins no batch').toMatchObject({ ownerId: 'bus-2' });
    await settleUnits(app);
    expect([(await findAsset(pool, stuck))?.ownerId, (await findAsset(pool, free))?.ownerId]).toEqual(['bus-1', 'bus-heir']);
    await pool.query('drop trigger refuse_one on assets');
    await settleUnits(app);
    expect(await findAsset(pool, stuck)).toMatchObject({ ownerId: 'bus-heir' });
  });

  it('is not settled while one of its wells is held by somebody', async () => {
    const { app, database } = test;
    const { pool } = database;
    for (const id of ['tram', 'tram-heir']) await add(id);
    const held = await aWell(pool, { ...spot, lon: 120.019, ownerId: 'tram' });
    const editor = await pool.connect();
    await editor.query('begin');
    await editor.query('select from assets where id = $1 for update', [held]);
    expect((await close('tram', 'tram-heir')).statusCode).toBe(200);
    test.setNow(new Date(Date.parse(now) + 120_000).toISOString());
    await settleUnits(app);
    await editor.query('commit');
    editor.release();
    await settleUnits(app);
    expect(await findAsset(pool, held)).toMatchObject({ ownerId: 'tram-heir' });
  });

  it('holds what it leaves all at once: an order that comes to it meanwhile is left to the next look, so that nobody waits in a circle', async () => {
    const { app, database } = test;
    const { pool } = database;
    for (const id of ['port', 'port-heir']) await add(id);
    const anOrder = async (lon: number, ownerId: string) => {
      const plate = await aWell(pool, { ...spot, lon, ownerId });
      return orderOf(app, await report(app, aReport({ plate, channel: 'plate', kind: 'cover_noise' })));
    };
    const [comes, own] = [await anOrder(120.0196, 'water'), await anOrder(120.0198, 'port')];
    expect(own.unit.id).toBe('port');
    const [holder, other] = [await pool.connect(), await pool.connect()];
    const hold = (client: typeof holder, { id }: { id: string }) => client.query('select from orders where id = $1 for update', [id]);
    for (const client of [holder, other]) await client.query('begin');
    await hold(holder, own);
    const closing = close('port', 'port-heir');
    await untilWaiting(pool);
    await act(app, 'dispatcher-city', comes.id, 'dispatch', { unitId: 'port', note: '改派' });
    await hold(other, comes);
    const both = hold(other, own).then(
      () => 'held',
      ({ code }: { code: string }) => code,
    );
    await holder.query('commit');
    const got = await both;
    await other.query('commit');
    expect([got, (await closing).statusCode]).toEqual(['held', 200]);
    for (const client of [holder, other]) client.release();
    await settleUnits(app);
    for (const { id } of [comes, own]) expect((await readOrder(app, id)).unit.id).toBe('port-heir');
  });
});
