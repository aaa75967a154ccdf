import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '#db/migrate.ts';
import { createPool } from '#db/pool.ts';
import { findSeededCity } from '#db/queries/seeding/places.ts';
import { readConfig } from '../api/config.ts';
import { startServer } from '../api/server.ts';
import { seedCity } from '../seed/seed-city.ts';
import { buildWeb, webIsStale } from './build-web.ts';
import { type CityDatabase, openCityDatabase } from './city-database.ts';
import { clearLine, lineOf } from './clear-line.ts';
import { isPortFree } from './cluster.ts';
import { checkout } from './cluster-folder.ts';
import { describeDemoAccounts } from './demo-accounts.ts';
import { takeLock } from './lock.ts';
import { step } from './steps.ts';

interface Asked {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string | undefined;
  readonly cityFolder: string;
  readonly assets: number;
  readonly demo: boolean;
}

const wholeNumber = (name: string, otherwise: number, most: number): number => {
  const text = process.env[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw clearLine(`${name}=${text} 不是有效的数。`, `${name}=${text} is no whole number up to ${most}.`);
};

const readAsked = (): Asked => {
  const { values } = parseArgs({ options: { demo: { type: 'boolean', default: false } } });
  return {
    port: wholeNumber('PORT', 3000, 65_535),
    host: process.env['HOST'] ?? '127.0.0.1',
    databaseUrl: process.env['DATABASE_URL'] || undefined,
    cityFolder: resolve(checkout, process.env['CITY_FOLDER'] ?? 'cities/shanghai'),
    assets: wholeNumber('SEED_ASSETS', 200_000, 100_000_000),
    demo: values.demo,
  };
};

/** Whatever has to end, in the order of its beginning; ended backwards. */
const toEnd: (() => Promise<void>)[] = [];
let ending = false;

const endAll = async (code: number): Promise<never> => {
  ending = true;
  for (const end of toEnd.reverse()) await end().catch((error: unknown) => console.error(lineOf(error)));
  process.exit(code);
};

/** Where a made-up past ends: what falls due in between is all that the first start has to work. */
const tenMinutesAgo = (): string => new Date(Date.now() - 600_000).toISOString();

const seedWhenEmpty = async (asked: Asked, database: CityDatabase): Promise<void> => {
  const pool = createPool(database.url, { max: 1 });
  const seeded = await findSeededCity(pool).finally(() => pool.end());
  if (seeded !== null) return;
  const demo = database.isOwn || asked.demo;
  const count = asked.assets.toLocaleString('en');
  await step(`布置演示城市（${count} 个部件）`, `Laying the demo city (${count} assets)`, (say) =>
    seedCity({
      url: database.url,
      folder: asked.cityFolder,
      assets: asked.assets,
      seed: 1,
      demo,
      past: { until: tenMinutesAgo() },
      onProgress: ({ step: now, laid, secondsGone }) =>
        say(
          `${now}${laid > 0 ? ` ${laid.toLocaleString('en')} / ${count}, ${Math.round(laid / secondsGone).toLocaleString('en')}/s` : ''}  ${secondsGone.toFixed(1)} s`,
        ),
    }),
  );
};

const tellWhatNow = async (asked: Asked, database: CityDatabase, address: string): Promise<void> => {
  const pool = createPool(database.url, { max: 1 });
  const [city, accounts] = await Promise.all([findSeededCity(pool), describeDemoAccounts(pool, asked.cityFolder)]).finally(() => pool.end());
  console.log(`\n井证 Jingzheng · ${city?.name ?? ''}\n  ${address}\n`);
  for (const line of accounts) console.log(line);
  console.log(`
先试 / try first:
  1. ${address}/  在地图上点一处，报"井盖缺失"，记下编号 / tap a place, report a missing cover, keep the number
  2. ${address}/sign-in  以上面的账号登录，在工作台看它派给了谁、为什么 / sign in, see who got it and why
  3. 权属单位签收、处置、附照片回复；市民的页面随之更新 / the owner signs, repairs, replies with a photo; the citizen sees it

Ctrl-C 结束一切（连同数据库）/ Ctrl-C ends everything, the database too.`);
};

const start = async (): Promise<void> => {
  if (!process.version.startsWith('v24.'))
    throw clearLine('请用 npm start 启动。', `Start it by npm start: this is Node ${process.version}, not the pinned 24.`);
  const asked = readAsked();
  const lock = await takeLock(asked.databaseUrl ?? '');
  if ('heldBy' in lock) throw clearLine('此目录下已有 npm start 在运行。', `npm start is already running in this checkout: ${lock.heldBy}`);
  if (asked.port !== 0 && !(await isPortFree(asked.port, asked.host)))
    throw clearLine(`端口 ${asked.port} 已被占用：请用 PORT=3001 npm start 换一个。`, `Port ${asked.port} is taken: choose another, e.g. PORT=3001 npm start.`);
  const opening = step('数据库', 'Database', () => openCityDatabase(asked.databaseUrl));
  toEnd.push(async () => (await opening.catch(() => null))?.close());
  const database = await opening;
  await step('数据库结构', 'Schema', async (say) => {
    for (const name of await migrate(database.url, undefined, say)) say(name);
  });
  await seedWhenEmpty(asked, database);
  if (await webIsStale()) await step('构建网页', 'Building the web', buildWeb);
  const server = await startServer({
    ...readConfig({ ...process.env, DATABASE_URL: database.url }), // PUBLIC_URL, TRUST_PROXY, METRICS_TOKEN…
    host: asked.host,
    port: asked.port,
    webRoot: join(checkout, 'dist/web'),
    logLevel: process.env['LOG_LEVEL'] ?? 'warn',
  });
  toEnd.push(() => Promise.race([server.close(), new Promise<void>((resolve) => setTimeout(resolve, 3_000).unref())]));
  lock.address = server.address;
  await tellWhatNow(asked, database, server.address);
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (ending) return; // npm and the terminal may each send one
    console.log('\n正在结束… / ending …');
    endAll(0);
  });
await start().catch(async (error: unknown) => {
  if (ending) return;
  console.error(`✖ ${lineOf(error)}`);
  await endAll(1);
});
