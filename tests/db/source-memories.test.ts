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

const migrationOf = (name: string) => readFile(join(import.meta.dirname, `../../db/migrations/${name}.sql`), 'utf8');

test('what a source meant to everybody in an earlier version is the city’s', async () => {
  const migration = await migrationOf('0241-source-memories-of-scopes');
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    await client.query(`alter table census_sources drop column reach, drop constraint census_sources_coordinates_check, add constraint census_sources_pkey primary key (name); alter table imports drop column memory;
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

test('of what districts copied in an earlier version theirs is what nobody wider said alike; what waits for its check is all said', async () => {
  const migration = await migrationOf('0320-source-memories-said');
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    await client.query(`alter table census_sources drop constraint census_sources_coordinates_check, alter column system set not null, alter column axes set not null;
      alter table imports drop column said;
      insert into census_sources (name, reach, mapping, system, axes, rules, words, updated_at) values
        ('s', '{"city": true, "unitIds": [], "placeCodes": []}', '{"a": "x", "b": null}', 'GCJ-02', 'east-north', '{"withinM": 0.5, "systemIsSure": true}', '{"unit": {"e": "power"}}', now()),
        ('s', '{"city": false, "unitIds": [], "placeCodes": ["990101"]}', '{"a": "x", "b": "y", "c": null}', 'GCJ-02', 'east-north', '{"withinM": 1, "systemIsSure": true}', '{}', now()),
        ('s', '{"city": false, "unitIds": [], "placeCodes": ["990101001"]}', '{"a": "note", "b": "y"}', 'BD-09', 'east-north', '{"withinM": 1, "systemIsSure": false}', '{"unit": {"e": "gas"}}', now()),
        ('s', '{"city": false, "unitIds": [], "placeCodes": ["990102"]}', '{"a": "x"}', 'GCJ-02', 'east-north', '{"withinM": 0.5}', '{"unit": {"e": "power"}}', now());
      insert into imports (source, file_name, file_is_ours, file_bytes, file_sha256, format, columns, mapping, rules, reach, created_at) values
        ('s', 'f.csv', false, 1, repeat('0', 64), 'csv', '{a}', '{"a": "x"}', '{"withinM": 1, "systemIsSure": false}', '{"city": true, "unitIds": [], "placeCodes": []}', now())`);
    await client.query(migration);
    expect(await rows(client, sql`select reach -> 'placeCodes' as of, mapping, system, rules, words from census_sources order by 1`)).toEqual([
      { of: [], mapping: { a: 'x', b: null }, system: 'GCJ-02', rules: { withinM: 0.5 }, words: { unit: { e: 'power' } } },
      { of: ['990101'], mapping: { b: 'y', c: null }, system: null, rules: { withinM: 1 }, words: { unit: {}, class: {} } },
      { of: ['990101001'], mapping: { a: 'note' }, system: 'BD-09', rules: {}, words: { unit: { e: 'gas' }, class: {} } },
    ]);
    expect(await rows(client, sql`select said from imports`)).toEqual([{ said: { coordinates: true, headings: ['a'], rules: ['withinM'] } }]);
  } finally {
    await client.query('rollback');
    client.release();
  }
});
