import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { citySchema, connectionConfig } from './pool.ts';

const here = import.meta.dirname;

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(join(here, folder), { recursive: true })).filter((name) => name.endsWith('.sql')).sort();

/** Roles belong to the cluster, which may be another one since: who may call what is said at each start, and holds no table. */
const roles = 'tiles/90-martin-role.sql';
const functionsIn = async () =>
  Promise.all((await filesIn('functions')).map(async (name) => ({ name, text: await readFile(join(here, 'functions', name), 'utf8') })));

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Lays the functions and triggers where they, or the tables beneath them, are others than at the start before: a trigger that is laid holds its
 * table against all who write.
 */
const layFunctions = async (client: pg.Client, hasMigrated: boolean): Promise<void> => {
  const all = await functionsIn();
  const sha256 = sha256Of(JSON.stringify(all));
  const stands = !hasMigrated && (await client.query('select from laid_functions where sha256 = $1', [sha256])).rowCount === 1;
  for (const { name, text } of all) if (!stands || name === roles) await client.query(text);
  if (stands) return;
  await client.query('delete from laid_functions');
  await client.query('insert into laid_functions (sha256) values ($1)', [sha256]);
};

/**
 * Brings a database to the newest schema: forward only, one transaction for all, then the functions, where they are others than before.
 * The migration row is written before its statements run, so that of twenty at once one does the work and the
 * others wait on that row and then find nothing to do.
 * @param warn hears what the one who migrates should know, such as a role they may not create
 * @returns the names of the migrations that this call ran
 * @throws when a migration that already ran was changed since
 */
export const migrate = async (url: string, schema = citySchema(), warn: (message: string) => void = () => undefined): Promise<string[]> => {
  for (let tries = 1; ; tries += 1)
    try {
      return await migrateOnce(url, schema, warn);
    } catch (error) {
      if (tries === mostTries || (error as { code?: string }).code !== '40P01') throw error;
      await setTimeout(500);
    }
};

/** A new version that comes beside a server at work may wait in a circle with whoever writes there. */
const mostTries = 20;

const migrateOnce = async (url: string, schema: string, warn: (message: string) => void): Promise<string[]> => {
  const client = new pg.Client(connectionConfig(url, schema));
  client.on('notice', ({ severity, message }) => severity === 'WARNING' && message && warn(message));
  await client.connect();
  try {
    await client.query('begin');
    await client.query("select pg_advisory_xact_lock(hashtext('jingzheng migrate'))");
    await client.query('create extension if not exists postgis schema public');
    await client.query('create extension if not exists pg_trgm schema public');
    await client.query(`create schema if not exists ${schema}`);
    await client.query('create schema if not exists tiles');
    await client.query('create schema if not exists tiles_staff');
    await client.query('create table if not exists migrations (name text primary key, sha256 text not null, ran_at timestamptz not null default now())');
    const ran: string[] = [];
    for (const name of await filesIn('migrations')) if (await runOnce(client, name)) ran.push(name);
    await layFunctions(client, ran.length > 0);
    await client.query('select keep_numbers()');
    await client.query('commit');
    return ran;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    await client.end();
  }
};

const runOnce = async (client: pg.Client, name: string): Promise<boolean> => {
  const text = await readFile(join(here, 'migrations', name), 'utf8');
  const sha256 = sha256Of(text);
  const inserted = await client.query('insert into migrations (name, sha256) values ($1, $2) on conflict do nothing', [name, sha256]);
  if (inserted.rowCount === 0) {
    const { rows } = await client.query<{ sha256: string }>('select sha256 from migrations where name = $1', [name]);
    if (rows[0]?.sha256 !== sha256) throw new Error(`migration ${name} was changed after it ran; write a new one instead`);
    return false;
  }
  await client.query(text);
  return true;
};
