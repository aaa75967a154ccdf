import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { createPool } from '#db/pool.ts';
import { oneRow, sql } from '#db/sql.ts';
import { describeRun, type Run, tableOf } from './figures.ts';
import { measureTiles } from './measure-tiles.ts';
import { middleOf } from './places.ts';
import { startProcess } from './server-process.ts';

/** `DATABASE_URL=… node tests/bench/tiles.ts [--json FILE]`: the tiles' figures alone, of a city that stands there already. */
const { values } = parseArgs({ options: { json: { type: 'string' } } });
const url = process.env['DATABASE_URL'];
if (!url) throw new Error('DATABASE_URL is not set');
const loadBefore = os.loadavg()[0] ?? 0;
const pool = createPool(url, { max: 2 });
const api = await startProcess('api/server.ts', url, '/health');
try {
  const figures = await measureTiles(pool, url, api, await middleOf(pool));
  const { assets, version } = await oneRow<{ assets: number; version: string }>(
    pool,
    sql`select count(*)::integer as assets, current_setting('server_version') as version from assets`,
  );
  const run: Run = { ...describeRun(`PostgreSQL ${version}`, loadBefore), command: `node tests/bench/tiles.ts`, assets, figures };
  console.log(tableOf(figures));
  if (values.json) await writeFile(values.json, `${JSON.stringify(run, null, 2)}\n`);
} finally {
  await api.stop();
  await pool.end();
}
