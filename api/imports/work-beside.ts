import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { urlOf } from '#db/pool.ts';
import { claimImport, findImport, type ImportRow } from '#db/queries/imports.ts';
import type { App } from '../app-type.ts';
import { refuse } from '../errors.ts';

const program = join(import.meta.dirname, '../../census/main.ts');

/** The programs at work for one server; they end with it, and whoever asks again goes on where they were. */
export type Workers = Set<ChildProcess>;

export const endWorkers = async (workers: Workers): Promise<void> => {
  await Promise.all(
    [...workers].map(async (worker) => {
      worker.kill();
      await once(worker, 'exit');
    }),
  );
};

/**
 * Checks or applies an import in a program of its own: millions of rows never stand in the way of whoever asks for a page, and its end,
 * whatever ends it, leaves what the database says.
 */
export const workBeside = async (app: App, workers: Workers, row: ImportRow, what: 'check' | 'apply'): Promise<void> => {
  if (!(await claimImport(app.pool, row, what === 'check' ? 'checking' : 'applying'))) throw refuse('import-busy');
  const child = spawn(process.execPath, [program, 'work', what, row.id], {
    env: { ...process.env, DATABASE_URL: urlOf(app.pool) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const words: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => words.push(chunk));
  workers.add(child);
  child.on('exit', (code) => {
    workers.delete(child);
    if (code !== 0) app.log.error({ importId: row.id, code, why: Buffer.concat(words).toString().slice(-2000) }, 'an import ended before its time');
  });
};

export const again = async (app: App, id: string): Promise<ImportRow> => {
  const row = await findImport(app.pool, id);
  if (row === undefined) throw new Error(`import ${id} is gone`);
  return row;
};
