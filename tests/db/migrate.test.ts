import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '#db/migrate.ts';
import { connectionConfig } from '#db/pool.ts';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase('migrating');
});
afterAll(() => database.drop());

const ask = async <Row extends pg.QueryResultRow>(text: string): Promise<Row[]> => {
  const client = new pg.Client(connectionConfig(database.url));
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
};

test('of twenty migrations at once one does the work and leaves the schema whole', async () => {
  const ran = await Promise.all(Array.from({ length: 20 }, () => migrate(database.url)));
  const winners = ran.filter((names) => names.length > 0);
  expect(winners).toHaveLength(1);
  expect((await ask('select name from migrations order by name')).map((row) => row['name'])).toEqual(winners[0]);
});

test('a second run finds nothing to do', async () => {
  expect(await migrate(database.url)).toEqual([]);
});

test('a start of the same version waits for nobody who is writing orders at another server', async () => {
  const writer = new pg.Client(connectionConfig(database.url));
  await writer.connect();
  try {
    await writer.query('begin; lock table orders, assignments, incidents, assets in row exclusive mode');
    const started = migrate(database.url);
    expect(await Promise.race([started, sleep(10_000, 'waits')])).toEqual([]);
  } finally {
    await writer.end();
  }
}, 30_000);

test('functions and triggers that are others than at the start before are laid anew', async () => {
  const stands = "select tgname from pg_trigger where tgname = 'keep_danger'";
  await ask("drop trigger keep_danger on orders; update laid_functions set sha256 = 'other'");
  expect(await migrate(database.url)).toEqual([]);
  expect(await ask(stands)).toHaveLength(1);
});

test('a migration that was changed after it ran is refused by its name', async () => {
  await ask("update migrations set sha256 = 'other' where name = '0003-assets.sql'");
  await expect(migrate(database.url)).rejects.toThrow(/0003-assets\.sql was changed after it ran/);
});
