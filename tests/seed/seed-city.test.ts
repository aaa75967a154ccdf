import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '#db/migrate.ts';
import { verifyPassword } from '#db/passwords.ts';
import { createPool, type Pool } from '#db/pool.ts';
import { findSeededCity } from '#db/queries/seeding/places.ts';
import { oneRow, rows, sql } from '#db/sql.ts';
import { type SeedCity, seedCity } from '../../seed/seed-city.ts';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.ts';

const smallCity = join(import.meta.dirname, '../fixtures/small-city');

let database: FreshDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await freshDatabase('b');
  await migrate(database.url);
  pool = createPool(database.url, { max: 2 });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

const seeded = (more: Partial<SeedCity> = {}) => seedCity({ url: database.url, folder: smallCity, assets: 2_000, seed: 7, demo: true, replace: true, ...more });

const fingerprint = () =>
  oneRow<Record<string, string>>(
    pool,
    sql`select
      (select md5(string_agg(to_jsonb(a)::text, '' order by id)) from assets a) as assets,
      (select md5(string_agg(to_jsonb(c)::text, '' order by asset_id)) from covers c) as covers,
      (select md5(string_agg(to_jsonb(r)::text, '' order by id)) from roads r) as roads,
      (select md5(string_agg(to_jsonb(p)::text, '' order by code)) from places p) as places,
      (select md5(string_agg(to_jsonb(h)::text, '' order by road_id, number)) from house_numbers h) as houses`,
  );

const guards = async () =>
  (
    await rows<{ name: string }>(
      pool,
      sql`select conname as name from pg_constraint where connamespace = 'city'::regnamespace
          union all select indexname from pg_indexes where schemaname = 'city'
          union all select tgname || tgenabled::text from pg_trigger where not tgisinternal order by 1`,
    )
  ).map((row) => row.name);

describe('seeding a city', () => {
  test('starts a small city from a folder of files, with nothing of another city in it', async () => {
    const before = await guards();
    await seeded();
    expect(await findSeededCity(pool)).toMatchObject({ code: '970100', name: '青石市' });
    const counted = await oneRow(
      pool,
      sql`select (select count(*)::integer from assets) as assets, (select count(*)::integer from places where kind = 'street') as streets,
        (select count(*)::integer from units where kind = 'centre') as centres, (select count(*)::integer from assets where id !~ '^97010[12]') as strange`,
    );
    expect(counted).toEqual({ assets: 2_000, streets: 5, centres: 8, strange: 0 });
    expect(await guards()).toEqual(before);
    // Numbers that PostgreSQL believes to have logged: of a sequence that begins in the transaction it has not (db/functions/keep-numbers.sql).
    const believed = sql`select (select log_cnt::integer from asset_events_id_seq) as events, (select log_cnt::integer from covers_id_seq) as covers`;
    expect(await oneRow(pool, believed)).toEqual({ events: 0, covers: 0 });
  });

  test('records no asset as changed after the moment from which it stands so, nor earlier than it was first recorded', async () => {
    const counted = await oneRow(
      pool,
      sql`select count(*)::integer as assets, count(*) filter (where changed_on <> (recorded_at at time zone 'Asia/Shanghai')::date)::integer as others,
            count(*) filter (where changed_on < first_recorded_on)::integer as before, (select count(*)::integer from asset_versions
              where (row ->> 'changed_on')::date <> (valid_from at time zone 'Asia/Shanghai')::date) as versions
          from assets`,
    );
    expect(counted).toEqual({ assets: 2_000, others: 0, before: 0, versions: 0 });
  });

  test('gives the same city for the same seed and another for another', async () => {
    const first = await fingerprint();
    await seeded();
    expect(await fingerprint()).toEqual(first);
    await seeded({ seed: 8 });
    expect((await fingerprint())['assets']).not.toBe(first['assets']);
  }, 90_000);

  test('refuses a database in which a city stands, and leaves that city as it was', async () => {
    const before = await fingerprint();
    await expect(seeded({ replace: false })).rejects.toThrow('青石市 (970100) stands in this database already; --replace empties it first');
    expect(await fingerprint()).toEqual(before);
  });

  test('ended in the middle leaves what was there before', async () => {
    const before = await fingerprint();
    const ended = seeded({
      seed: 9,
      onProgress: ({ step }) => {
        if (step === 'indexes') throw new Error('ended in the middle');
      },
    });
    await expect(ended).rejects.toThrow('ended in the middle');
    expect(await fingerprint()).toEqual(before);
  });

  test('lets demo people in only where they were asked for', async () => {
    const { hash } = await oneRow<{ hash: string }>(pool, sql`select password_hash as hash from people where username = 'power-clerk'`);
    expect(await verifyPassword('jingzheng-demo', hash)).toBe(true);
    await seeded({ demo: false });
    expect(await oneRow(pool, sql`select (select count(*)::integer from people) as people, demo from city`)).toEqual({ people: 0, demo: false });
  });

  test('holds many more assets than its roads carry at first, and says so when they are too many', async () => {
    await seeded({ assets: 50_000 });
    expect(await oneRow(pool, sql`select count(*)::integer as n from assets`)).toEqual({ n: 50_000 });
    await expect(seeded({ assets: 3_000_000 })).rejects.toThrow('the roads of this city have room for about');
  }, 90_000);

  test('with people of a place that is not there is refused by row and column', async () => {
    const faulty = await mkdtemp(join(tmpdir(), 'city-'));
    await cp(smallCity, faulty, { recursive: true });
    const people = await readFile(join(smallCity, 'people.csv'), 'utf8');
    await writeFile(join(faulty, 'people.csv'), people.replace(',970101,', ',970109,'));
    await expect(seeded({ folder: faulty })).rejects.toThrow('people.csv, row 4, column place_code: there is no place 970109');
    await rm(faulty, { recursive: true });
  });
});
