import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '#db/migrate.ts';
import { createPool, type Pool } from '#db/pool.ts';
import { oneRow, sql } from '#db/sql.ts';
import { AssetAction, AssetSource } from '#domain/contract/assets.ts';
import type { OrderState } from '#domain/contract/terms.ts';
import { isDone, orderTransitions } from '#domain/order-transitions.ts';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.ts';

let database: FreshDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await freshDatabase('ordering');
  await migrate(database.url);
  pool = createPool(database.url);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

test('the states that the table allows are the keys of the transition table', async () => {
  const { definition } = await oneRow<{ definition: string }>(
    pool,
    sql`select pg_get_constraintdef(oid) as definition from pg_constraint where conname = 'orders_state_check'`,
  );
  const allowed = [...definition.matchAll(/'(\w+)'::text/g)].map((match) => match[1]);
  expect(allowed.sort()).toEqual(Object.keys(orderTransitions).sort());
});

test.each([
  ['action', AssetAction],
  ['source', AssetSource],
])('an asset’s history takes each %s that the contract lists, and no other', async (column, listed) => {
  const { definition } = await oneRow<{ definition: string }>(
    pool,
    sql`select pg_get_constraintdef(oid) as definition from pg_constraint where conname = ${`asset_events_${column}_known`}`,
  );
  const allowed = [...definition.matchAll(/'(\w+)'::text/g)].map((match) => match[1]);
  expect(allowed.sort()).toEqual([...(listed as unknown as { enum: string[] }).enum].sort());
});

test('no order whose work is done holds an open danger', async () => {
  const { definition } = await oneRow<{ definition: string }>(
    pool,
    sql`select pg_get_constraintdef(oid) as definition from pg_constraint where conname = 'orders_danger_over'`,
  );
  const states = Object.keys(orderTransitions) as OrderState[];
  const done = states.filter((state) => isDone(state) || state === 'closed');
  expect(definition).toMatch(/NOT is_hazard\) OR \(state <> ALL/);
  expect([...definition.matchAll(/'(\w+)'::text/g)].map((match) => match[1]).sort()).toEqual(done.sort());
});

test.each(['asset_events', 'order_events', 'personal_data_looks'])('%s refuses to be changed, and a truncation too', async (table) => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query(
      "select tgname, pg_get_triggerdef(oid) as definition from pg_trigger where tgrelid = $1::regclass and tgname like 'append_only%' order by 1",
      [table],
    );
    expect(rows.map((row) => row.definition).join('\n')).toMatch(/BEFORE DELETE OR UPDATE[\s\S]*BEFORE TRUNCATE/);
    await expect(client.query(`truncate ${table} cascade`)).rejects.toThrow(`${table} is append-only`);
  } finally {
    await client.query('rollback');
    client.release();
  }
});
