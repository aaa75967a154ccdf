import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkTiles } from '#db/check-tiles.ts';
import { migrate } from '#db/migrate.ts';
import { createPool, type Pool } from '#db/pool.ts';
import { affected, oneRow, sql } from '#db/sql.ts';
import { countTiles } from '../../api/count-tiles.ts';
import { type Cluster, startCluster } from '../../ops/cluster.ts';
import { aWell } from '../support/builders.ts';
import { layCity } from '../support/city.ts';

let within: string;
let cluster: Cluster;

const start = () => startCluster({ name: 'crash', within });

beforeAll(async () => {
  within = await mkdtemp(join(tmpdir(), 'jingzheng-crash-'));
  await promisify(execFile)('chmod', ['755', within]);
  cluster = await start();
  await migrate(cluster.url, 'city');
});
afterAll(async () => {
  await cluster.stop();
  await rm(within, { recursive: true, force: true });
});

/** Goes on until the database is gone. */
const untilItDies = async (work: (i: number) => Promise<unknown>): Promise<void> => {
  for (let i = 0; ; i += 1)
    try {
      await work(i);
    } catch {
      return;
    }
};

const withPool = async <T>(work: (pool: Pool) => Promise<T>): Promise<T> => {
  const pool = createPool(cluster.url, { schema: 'city', max: 8 });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
};

test('the counts of the tiles lose nothing and double nothing when the database is killed while assets are written and counted', async () => {
  await withPool(layCity);
  for (let kills = 0; kills < 2; kills += 1) {
    await withPool(async (pool) => {
      const busy = [
        untilItDies((i) => aWell(pool, { lon: 120.0005 + (i % 70) * 0.001, lat: 30.001 + (i % 37) * 0.001 })),
        untilItDies((i) =>
          affected(pool, sql`update assets set status = ${i % 2 === 0 ? 'damaged' : 'intact'}, version = version + 1 where right(id, 2) like ${`${i % 10}%`}`),
        ),
        untilItDies(() => countTiles(pool)),
      ];
      await sleep(1_500);
      process.kill(Number((await readFile(join(cluster.folder, 'pg/postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGKILL');
      await Promise.all(busy);
    });
    cluster = await start();
    await withPool(async (pool) => {
      await countTiles(pool);
      expect(await checkTiles(pool)).toMatchObject({ total: 0 });
      expect((await oneRow<{ count: number }>(pool, sql`select count(*)::integer as count from assets`)).count).toBeGreaterThan(20);
    });
  }
});
