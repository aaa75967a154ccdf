import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const binary = async (): Promise<string> => {
  const versions = await readdir('/usr/lib/postgresql').catch(() => []);
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  return newest ? `/usr/lib/postgresql/${newest}/bin/pgbench` : 'pgbench';
};

/**
 * Transactions a second of one script, prepared, by PostgreSQL's own load tool.
 * @param script SQL with pgbench's \set lines and :variables
 */
export const pgbench = async (url: string, script: string, settings: { clients: number; seconds: number; schema: string }): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), 'pgbench-'));
  try {
    const file = join(folder, 'script.sql');
    await writeFile(file, script);
    const { clients, seconds, schema } = settings;
    const args = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '1', '-T', String(seconds), '-f', file, url];
    const { stdout } = await run(await binary(), args, { env: { ...process.env, PGOPTIONS: `-c search_path=${schema},public` } });
    const rate = /tps = ([\d.]+)/.exec(stdout)?.[1];
    if (!rate) throw new Error(`pgbench said no rate: ${stdout}`);
    return Number(rate);
  } finally {
    await rm(folder, { recursive: true });
  }
};
