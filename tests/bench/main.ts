import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { migrate } from '#db/migrate.ts';
import { createPool, type Pool } from '#db/pool.ts';
import { oneRow, sql } from '#db/sql.ts';
import { withBenchDatabase } from './bench-city.ts';
import type { BenchDatabase } from './bench-database.ts';
import { describeRun, type Figure, type Run, tableOf } from './figures.ts';
import { measureCalibration } from './matching/measure-calibration.ts';
import { measureMatching } from './matching/measure-matching.ts';
import { measureMoved } from './matching/measure-moved.ts';
import { measureAnswers } from './measure-answers.ts';
import { measureGrowth } from './measure-growth.ts';
import { measureImport } from './measure-import.ts';
import { measureIntake } from './measure-intake.ts';
import { measureLive } from './measure-live.ts';
import { measureMatch } from './measure-match.ts';
import { measureQueues } from './measure-queues.ts';
import { measureScores } from './measure-scores.ts';
import { measureSearch } from './measure-search.ts';
import { measureSeeding } from './measure-seeding.ts';
import { measureStanding } from './measure-standing.ts';
import { measureTiles } from './measure-tiles.ts';
import { middleOf } from './places.ts';
import { startProcess } from './server-process.ts';

const usage =
  'npm run bench -- [--json FILE] [--assets 200000] [--seconds 10] [--connections 8] [--senders 24] [--city cities/shanghai] [--only matching,moved,import,…] [--reports 2000] [--piece 1 --keep FILE --settled 1000] [--rows 200000] [--orders 1200000] [--in DATABASE]';
const parts = ['seeding', 'tiles', 'search', 'match', 'matching', 'moved', 'calibration', 'intake', 'live', 'queues', 'growth', 'standing', 'import'] as const;
type Part = (typeof parts)[number];
const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    assets: { type: 'string', default: '200000' },
    seconds: { type: 'string', default: '10' },
    connections: { type: 'string', default: '8' },
    /** Phones that report at once. */
    senders: { type: 'string', default: '24' },
    city: { type: 'string', default: 'cities/shanghai' },
    only: { type: 'string', default: parts.join(',') },
    in: { type: 'string' },
    /** A smaller city's database on the same server: what growth is measured against. */
    beside: { type: 'string' },
    reports: { type: 'string', default: '2000' },
    /** Which piece of many reports is answered, and the file to which it is added. */
    piece: { type: 'string', default: '1' },
    keep: { type: 'string' },
    /** Settled orders of each channel that the first piece learns from. */
    settled: { type: 'string', default: '1000' },
    /** Of a file taken into the registry that stands. */
    rows: { type: 'string', default: '200000' },
    /** How many orders stand in the table of which the queues are read. */
    orders: { type: 'string', default: '1200000' },
  },
});
const wanted = values.only.split(',');
for (const name of wanted) if (!parts.some((part) => part === name)) throw new Error(`--only ${name}: one of ${parts.join(', ')}. ${usage}`);
const isWanted = (part: Part): boolean => wanted.includes(part);

const wholeNumber = (name: 'assets' | 'seconds' | 'connections' | 'senders' | 'reports' | 'rows' | 'orders' | 'piece' | 'settled'): number => {
  const value = Number(values[name]);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1. ${usage}`);
  return value;
};

const tell = (step: string) => console.log(`… ${step}`);

/** What needs the service: nothing is started when none of it is wanted. */
const measureService = async (pool: Pool, url: string): Promise<Figure[]> => {
  if (!(['tiles', 'search', 'match', 'intake', 'live', 'queues'] as const).some(isWanted)) return [];
  const [seconds, connections] = [wholeNumber('seconds'), wholeNumber('connections')];
  const ending: (() => Promise<void>)[] = [];
  const figures: Figure[] = [];
  const add = async (part: Part, work: () => Promise<Figure[]>) => {
    if (!isWanted(part)) return;
    tell(part);
    figures.push(...(await work()));
  };
  try {
    const box = await middleOf(pool);
    const api = await startProcess('api/server.ts', url, '/health');
    ending.push(api.stop);
    await add('tiles', () => measureTiles(pool, url, api, box));
    await add('search', () => measureSearch({ pool, api, box, each: 40 }));
    await add('match', async () => {
      const bare = await startProcess('tests/bench/bare-route.ts', url, '/health');
      ending.push(bare.stop);
      return measureMatch({ url, api, bare, box, seconds, connections });
    });
    await add('intake', () => measureIntake({ pool, url, api, box, seconds, connections: wholeNumber('senders') }));
    await add('live', () => measureLive({ pool, api, box, desks: 200, reports: 100 }));
    await add('queues', () => measureQueues({ pool, api, each: 40, orders: wholeNumber('orders') })); // last of these: they fill the table
    await add('queues', () => measureAnswers({ pool, api, each: 12 }));
    await add('queues', () => measureScores({ pool, api, each: 12 }));
    return figures;
  } finally {
    for (const end of ending.reverse()) await end();
  }
};

const countAssets = async (pool: Pool): Promise<number> => {
  const { n } = await oneRow<{ n: number }>(pool, sql`select count(*)::integer as n from assets`);
  if (n === 0) throw new Error(`no assets stand in ${values.in}: an import empties the registry that it is measured in`);
  return n;
};

const seeded = (pool: Pool, url: string, assets: number): Promise<Figure[]> => {
  tell(`seeding ${assets.toLocaleString('en')} assets`);
  return measureSeeding(pool, url, values.city, assets, isWanted('seeding'));
};

/** Only where a file is named: it goes on for many sittings. */
const measureSureness = async (pool: Pool): Promise<Figure[]> => {
  if (!isWanted('calibration') || values.keep === undefined) return [];
  return measureCalibration(pool, {
    file: values.keep,
    piece: wholeNumber('piece'),
    reports: wholeNumber('reports'),
    settledOfEach: wholeNumber('settled'),
    tell,
  });
};

const measure = async ({ url, server }: BenchDatabase): Promise<Run> => {
  const run = describeRun(server, os.loadavg()[0] ?? 0);
  await migrate(url);
  const pool = createPool(url, { max: 2 });
  pool.options.connectionTimeoutMillis = 0; // a bench that runs behind all else waits for its database
  try {
    const seeding = values.in === undefined ? await seeded(pool, url, wholeNumber('assets')) : [];
    const assets = await countAssets(pool);
    const service = await measureService(pool, url);
    const grown =
      isWanted('growth') && values.beside ? await measureGrowth(Object.assign(new URL(url), { pathname: `/${values.beside}` }).toString(), url) : [];
    const matching = isWanted('matching') ? await measureMatching(pool, wholeNumber('reports'), tell) : [];
    const moved = isWanted('moved') ? await measureMoved(pool, Math.min(wholeNumber('reports'), 400), tell) : [];
    const calibrated = await measureSureness(pool);
    const standing = isWanted('standing') ? await measureStanding(url, assets, wholeNumber('rows'), tell) : [];
    if (isWanted('import')) tell('import');
    const taken = isWanted('import') ? await measureImport(url, assets, tell) : []; // last: it empties the registry
    return { ...run, assets, figures: [...seeding, ...service, ...grown, ...matching, ...moved, ...calibrated, ...standing, ...taken] };
  } finally {
    await pool.end();
  }
};

await withBenchDatabase(values.in ?? null, async (database) => {
  const run = await measure(database);
  console.log(tableOf(run.figures));
  if (values.json) await writeFile(values.json, `${JSON.stringify(run, null, 2)}\n`);
});
