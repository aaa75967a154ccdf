import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { citySchema, connectionConfig } from './pool.ts';

const here = import.meta.dirname;

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(join(here, folder), { recursive: true })).filter((name) => name.endsWith('.sql')).sort();

/**
 * Brings a database to the newest schema: forward only, one transaction for all, then the functions anew.
 * The migration row is written before its statements run, so that of twenty at once one does the work and the
 * others wait on that row and then find nothing to do.
 * @param warn hears what the one who migrates should know, such as a role they may not create
 * @returns the names of the migrations that this call ran
 * @throws when a migration that already ran was changed since
 */
export const migrate = async (url: string, schema = citySchema(), warn: (message: string) => void = () => undefined): Promise<string[]> => {
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
    for (const name of await filesIn('functions')) await client.query(await readFile(join(here, 'functions', name), 'utf8'));
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
  const sha256 = createHash('sha256').update(text).digest('hex');
  const inserted = await client.query('insert into migrations (name, sha256) values ($1, $2) on conflict do nothing', [name, sha256]);
  if (inserted.rowCount === 0) {
    const { rows } = await client.query<{ sha256: string }>('select sha256 from migrations where name = $1', [name]);
    if (rows[0]?.sha256 !== sha256) throw new Error(`migration ${name} was changed after it ran; write a new one instead`);
    return false;
  }
  await client.query(text);
  return true;
};
