import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isPortFree } from '../../ops/cluster.ts';
import { checkout } from '../../ops/cluster-folder.ts';
import { freshDatabase } from '../support/fresh-database.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let port: number;

beforeAll(async () => {
  database = await freshDatabase('start');
  for (port = 3950; !(await isPortFree(port)); port++) if (port > 3999) throw new Error('no port from 3950 to 3999 is free');
});
afterAll(() => database.drop());

/** `node ops/start.ts` on the small city, without the machine's own settings. */
const begin = (env: Record<string, string>, args: readonly string[] = []): ChildProcess =>
  spawn(process.execPath, [join(checkout, 'ops/start.ts'), ...args], {
    cwd: checkout,
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      CITY_FOLDER: 'tests/fixtures/small-city',
      SEED_ASSETS: '300',
      PORT: String(port),
      CITY_SCHEMA: 'city',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const listen = (child: ChildProcess): { said: () => string; ended: Promise<number> } => {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return { said: () => said, ended: once(child, 'close').then(([code]: (number | null)[]) => code ?? -1) };
};

const fails = async (env: Record<string, string>): Promise<string> => {
  const { said, ended } = listen(begin(env));
  expect(await ended).toBe(1);
  const lines = said()
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('▸'));
  expect(lines, said()).toHaveLength(1);
  expect(said()).not.toMatch(/^\s+at /m);
  return lines[0] ?? '';
};

const untilSaid = async (child: ChildProcess, said: () => string, wanted: string): Promise<void> => {
  while (!said().includes(wanted)) {
    if (child.exitCode !== null) throw new Error(said());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

test('a taken port is one line that says what to do', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const taken = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await fails({ PORT: String(taken) })).toMatch(new RegExp(`Port ${taken} is taken.*PORT=`));
  other.close();
});

test('a database that does not answer is one line without its password', async () => {
  const line = await fails({ DATABASE_URL: 'postgres://me:very-secret@127.0.0.1:9/nowhere' });
  expect(line).toMatch(/127\.0\.0\.1:9\/nowhere.*cannot be reached/);
  expect(line).not.toContain('very-secret');
});

test('a database whose user may install nothing is one line that says what an administrator types', async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const name = `no_right_${process.pid}`;
  await client.query(`create role ${name} login password 'plain'`);
  const url = Object.assign(new URL(database.url), { username: name, password: 'plain' });
  expect(await fails({ DATABASE_URL: url.href })).toMatch(/may not create.*create extension postgis/);
  await client.query(`drop role ${name}`);
  await client.end();
});

test('nonsense in a setting is one line that names it', async () => {
  expect(await fails({ PORT: 'three' })).toContain('PORT=three');
  expect(await fails({ DATABASE_URL: 'nonsense' })).toContain('DATABASE_URL');
});

test('a given empty database gets the city without demo accounts; a second start says who runs; Ctrl-C ends with 0', async () => {
  const child = begin({});
  const { said, ended } = listen(child);
  try {
    await untilSaid(child, said, 'Ctrl-C');
    expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/`)).headers.get('content-type')).toContain('text/html');
    expect(said()).not.toContain('demo accounts:');
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query('select (select count(*) from city.people)::int as people, (select count(*) from city.assets)::int as assets');
    await client.end();
    expect(rows).toEqual([{ people: 0, assets: 300 }]);
    expect(await fails({})).toMatch(/already running.*127\.0\.0\.1/);
  } finally {
    child.kill('SIGINT');
  }
  expect(await ended, said()).toBe(0);
  expect(await isPortFree(port)).toBe(true);
});
