import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { urlOf } from '#db/pool.ts';
import { claimImport, findImport, type ImportRow, updateImport, vouchForImport } from '#db/queries/imports/imports.ts';
import type { App } from '../app-type.ts';
import { refuse } from '../errors.ts';

const program = join(import.meta.dirname, '../../census/main.ts');

/** The programs at work for one server; they end with it, and whoever asks again goes on where they were. */
export type Workers = Set<ChildProcess>;

/** Each is a process of some 100 MB with four connections to the database; one that waits for its turn to write is one too. */
export const mostAtWork = 8;

/** Several times within the silence after which a program is taken for gone. */
const vouchMs = 5000;

export const endWorkers = async (workers: Workers): Promise<void> => {
  await Promise.all(
    [...workers].map(async (worker) => {
      worker.kill();
      await once(worker, 'exit');
    }),
  );
};

/** What ends a program whose memory is full; whoever ends one on purpose takes another. */
const crashes = new Set(['SIGABRT', 'SIGTRAP', 'SIGSEGV', 'SIGILL', 'SIGBUS']);

/** A check whose program fell down ends in a sentence; what it was writing into the registry can be gone on with. */
const tellCrash = async (app: App, id: string): Promise<void> => {
  const row = await findImport(app.pool, id);
  if (row?.state !== 'checking') return;
  await updateImport(app.pool, id, { state: 'failed', rejection: { code: 'import-failed', params: { file: row.fileName, why: 'out of memory' } } });
};

/**
 * Checks or applies an import in a program of its own: millions of rows never stand in the way of whoever asks for a page, and its end,
 * whatever ends it, leaves what the database says.
 * @throws HttpError import-busy, too-many-requests while as many as one server carries are at work
 */
export const workBeside = async (app: App, workers: Workers, row: ImportRow, what: 'check' | 'apply'): Promise<void> => {
  if (workers.size >= mostAtWork) throw refuse('too-many-requests', { params: { seconds: 30 } });
  if (!(await claimImport(app.pool, row, what === 'check' ? 'checking' : 'applying'))) throw refuse('import-busy');
  const child = spawn(process.execPath, [program, 'work', what, row.id], {
    env: { ...process.env, DATABASE_URL: urlOf(app.pool) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const words: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => words.push(chunk));
  workers.add(child);
  const vouching = setInterval(() => void vouchForImport(app.pool, row.id).catch((error: unknown) => app.log.error(error)), vouchMs);
  child.on('exit', (code, signal) => {
    clearInterval(vouching);
    workers.delete(child);
    if (crashes.has(signal ?? '')) void tellCrash(app, row.id).catch((error: unknown) => app.log.error(error));
    if (code !== 0) app.log.error({ importId: row.id, code, why: Buffer.concat(words).toString().slice(-2000) }, 'an import ended before its time');
  });
};

export const again = async (app: App, id: string): Promise<ImportRow> => {
  const row = await findImport(app.pool, id);
  if (row === undefined) throw new Error(`import ${id} is gone`);
  return row;
};
