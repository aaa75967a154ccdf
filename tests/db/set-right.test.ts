import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { affected, oneRow, rows, sql } from '#db/sql.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { aReport, aWell } from '../support/builders.ts';
import { listOddities } from '../support/order-oddities.ts';
import { act, orderOf, report } from '../support/thread.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

/** As a migration runs: whole, in one transaction. */
const migrate = async (name: string) => app.database.pool.query(await readFile(join(import.meta.dirname, `../../db/migrations/${name}.sql`), 'utf8'));
const noisy = async (n: number) => {
  const position = { lon: 120.003 + n * 0.001, lat: 30.025 };
  const plate = await aWell(app.database.pool, position);
  const story = await report(app.app, aReport({ position, plate, kind: 'cover_noise', text: '' }));
  return { story, order: await orderOf(app.app, story) };
};

test('nobody waits any more for callers who were erased by an earlier version after their order was over; that they were contacted stays', async () => {
  const { pool } = app.database;
  const [over, called] = [await noisy(0), await noisy(1)];
  expect((await act(app.app, 'clerk-power', called.order.id, 'sign')).statusCode).toBe(200);
  expect((await act(app.app, 'clerk-power', called.order.id, 'contact')).statusCode).toBe(200);
  await affected(pool, sql`update report_contacts set name = null, phone = null, erased_at = '2026-11-23T03:00:00Z'`);
  await affected(
    pool,
    sql`update timers set ended_at = now(), outcome = 'disarmed' where order_id = ${over.order.id} and clock = 'contact' and ended_at is null`,
  );
  expect(await listOddities(pool)).not.toEqual([]);
  await migrate('0327-erased-callers');
  expect(await listOddities(pool)).toEqual([]);
  const met = await oneRow(
    pool,
    sql`select count(*)::integer as n from deadlines where order_id = ${called.order.id} and clock = 'contact' and ended_at is null and met_at is not null`,
  );
  expect(met).toEqual({ n: 1 });
});

test('open orders of merged assets are about the one that stands, with a line in their story, and what that one is told of is asked about', async () => {
  const { pool } = app.database;
  const [one, other, third] = [await noisy(2), await noisy(3), await noisy(4)];
  const [a, b, c] = [one.order.assetId, other.order.assetId, third.order.assetId];
  await affected(pool, sql`update assets set merged_into = ${b} where id = ${a}`);
  await affected(pool, sql`update assets set merged_into = ${c} where id = ${b}`);
  await migrate('0328-orders-of-merged-assets');
  const told = await rows(
    pool,
    sql`select o.asset_id, i.asset_id as of_incident, e.details from orders o join incidents i on i.id = o.incident_id join order_events e on e.order_id = o.id and e.action = 'asset_merged'
        where o.id in (${one.order.id}, ${other.order.id}) order by o.id`,
  );
  expect(told).toEqual([
    { assetId: c, ofIncident: c, details: { assetId: c, insteadOf: a } },
    { assetId: c, ofIncident: c, details: { assetId: c, insteadOf: b } },
  ]);
  expect(await listOddities(pool)).toEqual([]);
});
