import { execFile, spawn } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '#db/migrate.ts';
import { prepareDatabase } from '#db/prepare-database.ts';
import { type Cluster, startCluster } from '../../ops/cluster.ts';
import { joinCluster } from '../../ops/join-cluster.ts';

let within: string;
let cluster: Cluster;

const start = () => startCluster({ name: 'one', within });

const ask = async <Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client.query<Row>(text).then(
    async ({ rows }) => {
      await client.end();
      return rows;
    },
    async (error) => {
      await client.end();
      throw error;
    },
  );
};

const postmasterPid = async () => Number((await readFile(join(cluster.folder, 'pg/postmaster.pid'), 'utf8')).split('\n')[0]);

beforeAll(async () => {
  within = await mkdtemp(join(tmpdir(), 'jingzheng-cluster-'));
  await promisify(execFile)('chmod', ['755', within]);
  cluster = await start();
});
afterAll(async () => {
  await cluster.stop();
  await rm(within, { recursive: true, force: true });
});

test('it speaks UTF-8, is reached over a socket in its own folder, listens on loopback alone besides, and PostGIS is there to be had', async () => {
  const [row] = await ask<Record<string, string>>(
    cluster.url,
    `select current_setting('server_encoding') as encoding, current_setting('listen_addresses') as listens, current_setting('unix_socket_directories') as socket,
            (select datcollate from pg_database where datname = current_database()) as collation,
            exists (select from pg_available_extensions where name = 'postgis')::text as postgis`,
  );
  expect(row).toMatchObject({ encoding: 'UTF8', listens: '127.0.0.1', collation: 'C.UTF-8', postgis: 'true' });
  expect(row?.['socket']).toBe(join(cluster.folder, 'socket'));
  expect(decodeURIComponent(new URL(cluster.url).hostname)).toBe(row?.['socket']);
});

test('its folder is closed to others, and without the password nobody gets in', async () => {
  expect((await stat(cluster.folder)).mode & 0o777).toBe(0o700);
  expect((await stat(join(cluster.folder, 'password'))).mode & 0o777).toBe(0o600);
  const without = new URL(cluster.url);
  without.password = 'wrong';
  await expect(ask(without.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  without.hostname = '127.0.0.1';
  await expect(ask(without.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
});

test('it never runs as root', async () => {
  const status = await readFile(`/proc/${await postmasterPid()}/status`, 'utf8');
  expect(/^Uid:\s+(\d+)/m.exec(status)?.[1]).not.toBe('0');
});

test('a second call finds the running one', async () => {
  const again = await start();
  expect(again).toMatchObject({ adopted: true, port: cluster.port, url: cluster.url });
});

test('who leaves last stops it, whoever started it; who comes while it stops starts it anew', async () => {
  const choice = { name: 'shared', within };
  const [first, second] = [await joinCluster(choice), await joinCluster(choice)];
  await first.leave(); // started it
  expect(await ask(second.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  const [, third] = await Promise.all([second.leave(), joinCluster(choice)]);
  expect(await ask(third.url, 'select 2 as n')).toEqual([{ n: 2 }]);
  await third.leave();
  await expect(ask(third.url, 'select 3')).rejects.toMatchObject({ code: 'ENOENT' });
});

test('after kill -9 of its postmaster the next call recovers it, with what was committed', async () => {
  await ask(cluster.url, 'create table kept as select 1 as n');
  const { port } = cluster;
  process.kill(await postmasterPid(), 'SIGKILL');
  await sleep(100);
  cluster = await start();
  expect(cluster).toMatchObject({ adopted: false, port });
  expect(await ask(cluster.url, 'select n from kept')).toEqual([{ n: 1 }]);
});

test("a dead postmaster's file whose number another program has now does not stop it", async () => {
  await cluster.stop();
  const other = spawn('sleep', ['60']);
  await writeFile(join(cluster.folder, 'pg/postmaster.pid'), `${other.pid}\n${cluster.folder}/pg\n0\n${cluster.port}\n`);
  cluster = await start();
  expect(other.exitCode).toBeNull();
  expect(await ask(cluster.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  other.kill();
});

test('a port that another program took meanwhile is left to it', async () => {
  await cluster.stop();
  const before = cluster.port;
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(before, '127.0.0.1', resolve));
  cluster = await start();
  expect(cluster.port).not.toBe(before);
  await new Promise((resolve) => other.close(resolve));
});

test('a city migrates under a user who may not create roles, who is told what is left to do for Martin', async () => {
  const url = await prepareDatabase(cluster.url, 'plain_user', 'secret');
  await ask(cluster.url, 'alter role plain_user nocreaterole');
  const warnings: string[] = [];
  expect((await migrate(url, 'city', (message) => warnings.push(message))).length).toBeGreaterThan(0);
  expect(warnings).toEqual([expect.stringMatching(/^Role martin is missing and plain_user may not create roles.*create role martin login password/)]);
  expect(await ask(cluster.url, "select from pg_roles where rolname = 'martin'")).toEqual([]);
  await ask(cluster.url, "create role martin login password 'tiles'");
  expect(await migrate(url, 'city', (message) => warnings.push(message))).toEqual([]);
  expect(warnings).toHaveLength(1);
  const [row] = await ask(
    url,
    "select has_function_privilege('martin', p.oid, 'execute') as may from pg_proc p where p.pronamespace = 'tiles'::regnamespace limit 1",
  );
  expect(row).toEqual({ may: true });
});

test('stopping twice is stopping once', async () => {
  await cluster.stop();
  await cluster.stop();
  await expect(access(join(cluster.folder, 'pg/postmaster.pid'))).rejects.toThrow();
  cluster = await start();
});

test('an initdb that was killed half-way leaves nothing that looks finished', async () => {
  const half = join(within, 'two');
  await mkdir(join(half, 'pg.unfinished/base'), { recursive: true });
  const other = await startCluster({ name: 'two', forTests: true, within });
  expect(await ask(other.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  await other.stop();
});

test('where the path is too long for a socket it is reached over TCP', async () => {
  const deep = join(within, 'a'.repeat(90));
  const other = await startCluster({ name: 'deep', forTests: true, within: deep });
  expect(await ask(other.url, "select current_setting('unix_socket_directories') as socket")).toEqual([{ socket: '' }]);
  expect(new URL(other.url).hostname).toBe('127.0.0.1');
  await other.stop();
});
