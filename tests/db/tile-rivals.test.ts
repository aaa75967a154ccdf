import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTiles } from '#db/check-tiles.ts';
import { createPool, inTransaction, type Pool } from '#db/pool.ts';
import { affected, oneRow, rows, sql } from '#db/sql.ts';
import { countTiles } from '../../api/count-tiles.ts';
import { aWell } from '../support/builders.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
const ids: string[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
  for (let i = 0; i < 64; i += 1) ids.push(await aWell(database.pool, { lon: 120.0005 + (i % 8) * 0.00004, lat: 30.0005 + Math.floor(i / 8) * 0.00004 }));
});
afterAll(() => database.drop());

const statuses = ['intact', 'damaged', 'missing', 'abandoned', 'removed'] as const;

/** One writer: moves, breaks, mends, gives away and registers wells of a few cells, takes every fifth transaction back. */
const write = async (pool: Pool, writer: number, times: number): Promise<void> => {
  for (let i = 0; i < times; i += 1) {
    const id = ids[(writer * 7 + i * 13) % ids.length];
    await inTransaction(pool, async (client) => {
      await affected(client, sql`update assets set status = ${statuses[(writer + i) % 5]}, version = version + 1 where id = ${id}`);
      if (i % 3 === 0) await affected(client, sql`update assets set owner_id = ${i % 2 === 0 ? 'water' : null}, version = version + 1 where id = ${id}`);
      if (i % 4 === 1)
        await affected(
          client,
          sql`update assets set geom = st_translate(geom, 0.0003 * ${(writer % 5) - 2}::integer, 0), version = version + 1 where id = ${id}`,
        );
      if (i % 5 === 4) throw new Error('taken back');
    }).catch((error: Error) => {
      if (error.message !== 'taken back') throw error;
    });
    if (i % 6 === 0) await aWell(pool, { lon: 120.001 + writer * 0.0005, lat: 30.002 });
  }
};

/** Two servers that count, as fast as they can, until told to end. */
const countMeanwhile = (pool: Pool): (() => Promise<void>) => {
  let ended = false;
  const server = async () => {
    while (!ended) await countTiles(pool);
  };
  const running = Promise.all([server(), server()]);
  return async () => {
    ended = true;
    await running;
  };
};

const expectTrueCounts = async (pool: Pool) => {
  await countTiles(pool);
  expect(await rows(pool, sql`select id from tile_changes`)).toEqual([]);
  expect(await checkTiles(pool)).toMatchObject({ total: 0, differences: [] });
};

describe('the counts of the tiles', () => {
  it('are right after 64 writers at once, while two servers count', async () => {
    const pool = createPool(database.url, { max: 64 });
    const end = countMeanwhile(database.pool);
    await Promise.all(Array.from({ length: 64 }, (_, writer) => write(pool, writer, 12)));
    await end();
    await pool.end();
    await expectTrueCounts(database.pool);
    const { count } = await oneRow<{ count: number }>(
      database.pool,
      sql`select sum(count)::integer as count from tile_counts where holding = 0 and tile between tile_key(6, 0, 0) and tile_key(7, 0, 0) - 1`,
    );
    const { living } = await oneRow<{ living: number }>(database.pool, sql`select count(*)::integer as living from assets where status <> 'removed'`);
    expect(count).toBe(living);
  }, 60_000);

  it('lose nothing and double nothing when the counting program is killed in the middle, again and again', async () => {
    const writing = write(database.pool, 3, 60);
    for (let kills = 0; kills < 4; kills += 1) {
      const server: ChildProcess = fork(join(import.meta.dirname, 'count-tiles-for-ever.ts'), [database.url]);
      await once(server, 'message'); // it counts
      await sleep(120);
      server.kill('SIGKILL');
      await once(server, 'exit');
    }
    await writing;
    await expectTrueCounts(database.pool);
  }, 60_000);

  it('are right when a connection dies with its count unfinished', async () => {
    await write(database.pool, 5, 6);
    const dying = await database.pool.connect();
    dying.on('error', () => undefined);
    await dying.query('begin');
    await dying.query('select count_tile_changes(3)');
    const { pid } = (await dying.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0] ?? { pid: 0 };
    await rows(database.pool, sql`select pg_terminate_backend(${pid})`);
    dying.release(true);
    await expectTrueCounts(database.pool);
  });
});
