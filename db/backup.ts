import { execFile } from 'node:child_process';
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { migrate } from './migrate.ts';
import { citySchema, connectionConfig } from './pool.ts';

const run = promisify(execFile);
const here = import.meta.dirname;

/** Why a backup cannot be made or put back, in both languages. */
export class BackupError extends Error {
  constructor(zh: string, en: string) {
    super(`${zh} ${en}`);
    this.name = 'BackupError';
  }
}

/** An address without its password, which stands in the environment instead: other programs can read a command line. */
const access = (url: string) => {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  return { address: address.href, env: { ...process.env, PGPASSWORD: password } };
};

const lastLine = (error: unknown): string => {
  const said: unknown = typeof error === 'object' && error !== null && 'stderr' in error ? error.stderr : '';
  const lines = String(said).trim().split('\n');
  return lines.find((line) => line.includes('error:')) ?? lines.at(-1) ?? String(error);
};

const program = async (programs: string, name: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> => {
  const done = await run(join(programs, name), [...args], { env, maxBuffer: 256 * 1024 * 1024 }).catch((error: unknown) => {
    throw new BackupError(`${name} 没有成功：`, lastLine(error));
  });
  return done.stdout;
};

/**
 * Writes a city whole into one file: registry, orders, history, people, photos. Not who is signed in at the moment: a session that was
 * ended since must not come back with the file. Nor which functions stood there: where it is put back they are laid anew. Its owner alone may
 * read it: callers, secrets of second factors and of webhooks are in it.
 * @param programs PostgreSQL's own, of the server's version or newer
 */
export const backUp = async (url: string, file: string, programs: string): Promise<void> => {
  const { address, env } = access(url);
  const schema = citySchema();
  const left = ['sessions', 'watched_clients', 'laid_functions'].map((table) => `--exclude-table-data=${schema}.${table}`);
  const part = `${file}.part`;
  try {
    await rm(part, { force: true });
    await writeFile(part, '', { mode: 0o600, flag: 'wx' }); // pg_dump writes into it, and would make one that others may read
    await program(
      programs,
      'pg_dump',
      ['--format=custom', '--no-owner', '--no-privileges', `--schema=${schema}`, ...left, `--file=${part}`, `--dbname=${address}`],
      env,
    );
    await rename(part, file); // whole or not at all
  } finally {
    await rm(part, { force: true });
  }
};

/** Migrations that the file's city had run. */
const migrationsIn = async (file: string, programs: string): Promise<string[]> => {
  const text = await program(programs, 'pg_restore', ['--data-only', '--table=migrations', `--schema=${citySchema()}`, '--file=-', file], process.env);
  const rows = /^COPY [^\n]*migrations[^\n]*;\n([\s\S]*?)^\\\.$/m.exec(text)?.[1];
  if (rows === undefined) throw new BackupError('这个文件不是井证的备份。', 'This file is no backup of Jingzheng.');
  return rows.split('\n').flatMap((line) => line.split('\t')[0] || []);
};

const requireKnown = async (file: string, programs: string): Promise<void> => {
  const known = new Set(await readdir(join(here, 'migrations')));
  const unknown = (await migrationsIn(file, programs)).filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new BackupError(
      `备份来自更新的版本（${unknown[0]}），请先升级程序。`,
      `The backup is of a newer version (${unknown[0]}); bring the program up to it first.`,
    );
};

const schemaExists = async (client: pg.Client, name: string): Promise<boolean> =>
  (await client.query('select from pg_namespace where nspname = $1', [name])).rowCount === 1;

const requireAlone = async (client: pg.Client): Promise<void> => {
  const { rowCount } = await client.query(
    "select from pg_stat_activity where datname = current_database() and application_name = 'jingzheng' and pid <> pg_backend_pid()",
  );
  if ((rowCount ?? 0) > 0) throw new BackupError('程序还在使用这个数据库，请先停止。', 'The program is still at work on this database; stop it first.');
};

/** Puts what stood there aside; whatever fails, it is put back. */
const aside = async (client: pg.Client, schema: string, work: () => Promise<void>): Promise<void> => {
  const kept = `${schema}_before_restore`;
  const had = await schemaExists(client, schema);
  await client.query(`drop schema if exists ${kept} cascade`);
  if (had) await client.query(`alter schema ${schema} rename to ${kept}`);
  try {
    await work();
    await client.query(`drop schema if exists ${kept} cascade`);
  } catch (error) {
    await client.query(`drop schema if exists ${schema} cascade`);
    if (had) await client.query(`alter schema ${kept} rename to ${schema}`);
    throw error;
  }
};

/**
 * Puts a backup back and brings it to this version's schema.
 * @throws BackupError when a city stands there and `replace` is not said, the program is at work on it, or the file is none or too new
 */
export const restore = async (url: string, file: string, programs: string, replace: boolean): Promise<void> => {
  const schema = citySchema();
  await requireKnown(file, programs);
  const client = new pg.Client({ ...connectionConfig(url), application_name: 'jingzheng restore' });
  await client.connect();
  try {
    if (!replace && (await schemaExists(client, schema)))
      throw new BackupError(
        '这个数据库里已有一座城市，加 --replace 才会覆盖。',
        'A city stands in this database; add --replace to put the backup in its place.',
      );
    await requireAlone(client);
    for (const extension of ['postgis', 'pg_trgm']) await client.query(`create extension if not exists ${extension} schema public`);
    const { address, env } = access(url);
    await aside(client, schema, async () => {
      await program(programs, 'pg_restore', ['--single-transaction', '--exit-on-error', '--no-owner', '--no-privileges', `--dbname=${address}`, file], env);
      await migrate(url);
    });
  } finally {
    await client.end();
  }
};
