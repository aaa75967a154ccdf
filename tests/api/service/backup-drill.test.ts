import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUp, restore } from '#db/backup.ts';
import { createPool, type Pool } from '#db/pool.ts';
import { affected, oneRow, rows, sql } from '#db/sql.ts';
import { buildApp } from '../../../api/app.ts';
import { findPostgres } from '../../../ops/cluster-folder.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { act, aPhoto, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
let target: FreshDatabase;
let folder: string;
let programs: string;
beforeAll(async () => {
  [test, target, folder, programs] = await Promise.all([startApp(), freshDatabase('restored'), mkdtemp(join(tmpdir(), 'jz-backup-')), findPostgres(null)]);
});
afterAll(async () => {
  await test.close();
  await target.drop();
  await rm(folder, { recursive: true });
});

/** How many rows each table has, and what they hold in sum; who is signed in is not part of a backup. */
const contents = async (pool: Pool): Promise<Record<string, string>> => {
  const tables = await rows<{ name: string }>(
    pool,
    sql`select tablename as name from pg_tables where schemaname = 'city' and tablename not in ('sessions', 'watched_clients') order by 1`,
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows: sums } = await pool.query<{ sum: string }>(
      `select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as sum from ${name} t`,
    );
    found[name] = sums[0]?.sum ?? '';
  }
  return found;
};

const file = () => join(folder, 'city.backup');

describe('a backup that was put back', () => {
  it('holds every row of every table: reports, photos, history, people', async () => {
    const { app, database } = test;
    const photoId = await aPhoto(app);
    const story = await report(app, { plate: await aWell(database.pool), channel: 'plate', photoIds: [photoId] });
    const order = await orderOf(app, story);
    await act(app, 'clerk-power', order.id, 'sign');
    await backUp(database.url, file(), programs);
    expect((await stat(file())).mode & 0o077, 'nobody else may read it').toBe(0);
    await restore(target.url, file(), programs, false);
    const pool = createPool(target.url, { schema: 'city', max: 4, prepared: true });
    expect(await contents(pool)).toEqual(await contents(database.pool));

    const restored = await buildApp({ pool, clock: { now: () => now }, rateLimitFactor: 10_000, checkReplies: true });
    expect((await restored.inject(`/api/v1/reports/${story.number}`)).json()).toEqual((await app.inject(`/api/v1/reports/${story.number}`)).json());
    expect((await restored.inject(`/api/v1/reports/${story.number}/photos/${photoId}`)).rawPayload).toEqual(
      (await app.inject(`/api/v1/reports/${story.number}/photos/${photoId}`)).rawPayload,
    );
    expect(await readOrder(restored, order.id)).toEqual(await readOrder(app, order.id));

    const numbers = async () => (await rows<{ id: string }>(pool, sql`select id from assets`)).map(({ id }) => id);
    const before = await numbers();
    const minted = [await aWell(pool), await aWell(pool)];
    expect(before).toHaveLength(1);
    for (const id of minted) expect(before).not.toContain(id);
    await report(restored, { plate: minted[0] ?? '', channel: 'plate' });
    expect((await restored.inject('/tiles/wells/14/13653/6759')).statusCode).toBeLessThan(300);
    await restored.close();
    await pool.end();
  });

  it('never takes the place of a city unless that is said, nor while the program is at work on it', async () => {
    await expect(restore(target.url, file(), programs, false)).rejects.toThrow('--replace');
    const busy = new pg.Client({ connectionString: target.url, application_name: 'jingzheng' });
    await busy.connect();
    await expect(restore(target.url, file(), programs, true)).rejects.toThrow('stop it first');
    await busy.end();
    const atWork = async () =>
      (
        await oneRow<{ n: number }>(
          test.database.pool,
          sql`select count(*)::integer as n from pg_stat_activity where datname = ${new URL(target.url).pathname.slice(1)}`,
        )
      ).n;
    await expect.poll(atWork, { timeout: 20_000 }).toBe(0); // it takes the server a moment to see that somebody has gone
    await restore(target.url, file(), programs, true);
    const pool = createPool(target.url, { schema: 'city', max: 1 });
    expect(await oneRow(pool, sql`select count(*)::integer as assets from assets`)).toEqual({ assets: 1 });
    await pool.end();
  });

  it('is refused when it is none, broken off or of a newer version, and what stood there stays', async () => {
    const none = join(folder, 'none');
    await writeFile(none, 'not a backup');
    await expect(restore(target.url, none, programs, true)).rejects.toThrow('pg_restore');
    await affected(test.database.pool, sql`insert into migrations (name, sha256) values ('9999-of-tomorrow.sql', 'x')`);
    const newer = join(folder, 'newer');
    await backUp(test.database.url, newer, programs);
    await expect(restore(target.url, newer, programs, true)).rejects.toThrow('9999-of-tomorrow.sql');
    const pool = createPool(target.url, { schema: 'city', max: 1 });
    expect(await oneRow(pool, sql`select count(*)::integer as assets from assets`)).toEqual({ assets: 1 });
    await pool.end();
  });
});
