import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rows, sql } from '#db/sql.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase({ prepared: false });
});
afterAll(() => database.drop());

test('what a source meant to everybody in an earlier version is the city’s', async () => {
  const migration = await readFile(join(import.meta.dirname, '../../db/migrations/0241-source-memories-of-scopes.sql'), 'utf8');
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    await client.query(`alter table census_sources drop column reach, add constraint census_sources_pkey primary key (name); alter table imports drop column memory;
      insert into census_sources (name, mapping, system, axes, rules, updated_at) values ('s', '{"a": "x"}', 'GCJ-02', 'east-north', '{}', now())`);
    await client.query(migration);
    expect(await rows(client, sql`select name, mapping, reach from census_sources`)).toEqual([
      { name: 's', mapping: { a: 'x' }, reach: { city: true, placeCodes: [], unitIds: [] } },
    ]);
  } finally {
    await client.query('rollback');
    client.release();
  }
});
