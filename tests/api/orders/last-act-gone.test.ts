import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Connection } from '#db/sql.ts';
import { tellOrder } from '../../../api/orders/tell-order.ts';
import { vocabularyOf } from '../../../api/vocabulary.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { doing, orderOf, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

it('an order is told whole where somebody takes its last act back while it is read', async () => {
  const plate = await aWell(test.database.pool);
  const { id } = await orderOf(test.app, await report(test.app, aReport({ plate })));
  await doing(() => test.app)('clerk-power', id, 'sign');
  const { pool } = test.database;
  let isGone = false;
  const reading = {
    query: async (statement: { text: string }) => {
      if (statement.text.startsWith('select event_id') && !isGone) {
        isGone = true;
        await pool.query('delete from last_acts where order_id = $1', [id]);
      }
      return pool.query(statement);
    },
  } as unknown as Connection;
  const { rows } = await pool.query(`select id::text from people where username = 'clerk-power'`);
  const person = { id: rows[0].id, cityCode: '990000', unitIds: ['power'], grants: [{ role: 'clerk', placeCode: null, unitId: 'power' }] };
  const told = await tellOrder(reading, await vocabularyOf(pool), id, person as never, '2026-11-23T02:00:00.000Z');
  expect(isGone).toBe(true);
  expect(told).toMatchObject({ state: 'signed', lastAct: null });
});
