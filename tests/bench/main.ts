import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { migrate } from '#db/migrate.ts';
import { createPool } from '#db/pool.ts';
import { startCluster } from '../../ops/cluster.ts';
import { type BenchDatabase, benchDatabase } from './bench-database.ts';
import { describeRun, type Figure, type Run, tableOf } from './figures.ts';
import { measureImport } from './measure-import.ts';
import { measureIntake } from './measure-intake.ts';
import { measureMatch } from './measure-match.ts';
import { measureSearch } from './measure-search.ts';
import { measureSeeding } from './measure-seeding.ts';
import { measureTiles } from './measure-tiles.ts';
import { middleOf } from './places.ts';
import { startProcess } from './server-process.ts';

const usage = 'npm run bench -- [--json FILE] [--assets 200000] [--seconds 10] [--connections 8] [--city cities/shanghai]';
const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    assets: { type: 'string', default: '200000' },
    seconds: { type: 'string', default: '10' },
    connections: { type: 'string', default: '8' },
    city: { type: 'string', default: 'cities/shanghai' },
  },
});

const wholeNumber = (name: 'assets' | 'seconds' | 'connections'): number => {
  const value = Number(values[name]);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1. ${usage}`);
  return value;
};

const measure = async (database: BenchDatabase): Promise<Run> => {
  const [assets, seconds, connections] = [wholeNumber('assets'), wholeNumber('seconds'), wholeNumber('connections')];
  const { url } = database;
  const loadBefore = os.loadavg()[0] ?? 0;
  await migrate(url);
  const pool = createPool(url, { max: 2 });
  const ending: (() => Promise<void>)[] = [() => pool.end()];
  const tell = (step: string) => console.log(`… ${step}`);
  try {
    const figures: Figure[] = [];
    tell(`seeding ${assets.toLocaleString('en')} assets`);
    figures.push(...(await measureSeeding(pool, url, values.city, assets)));
    const box = await middleOf(pool);
    const api = await startProcess('api/server.ts', url, '/health');
    ending.push(api.stop);
    tell('tiles');
    figures.push(...(await measureTiles(pool, url, api, box)));
    tell('search');
    figures.push(...(await measureSearch({ pool, api, box, each: 40 })));
    tell('match');
    const bare = await startProcess('tests/bench/bare-route.ts', url, '/health');
    ending.push(bare.stop);
    figures.push(...(await measureMatch({ url, api, bare, box, seconds, connections })));
    tell('intake');
    figures.push(...(await measureIntake({ pool, url, api, box, seconds, connections })));
    return { ...describeRun(database.server, loadBefore), assets, figures };
  } finally {
    for (const end of ending.reverse()) await end();
  }
};

/** The server that DATABASE_URL names, whose user may create databases; else a cluster of the bench's own, as durable as the one in service. */
const openServer = async (): Promise<{ url: string; close: () => Promise<void> }> => {
  const given = process.env['DATABASE_URL'];
  if (given) return { url: given, close: async () => undefined };
  const cluster = await startCluster({ name: 'bench' });
  return { url: cluster.url, close: () => cluster.stop() };
};

const server = await openServer();
try {
  const database = await benchDatabase(server.url);
  try {
    const measured = await measure(database);
    console.log('… import');
    const run = { ...measured, figures: [...measured.figures, ...(await measureImport(server.url, database.url, measured.assets))] };
    console.log(tableOf(run.figures));
    if (values.json) await writeFile(values.json, `${JSON.stringify(run, null, 2)}\n`);
  } finally {
    await database.drop();
  }
} finally {
  await server.close();
}
