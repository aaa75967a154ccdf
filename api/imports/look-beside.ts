import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { CensusError } from '#census/census-error.ts';
import type { Looked } from '#census/look.ts';
import type { LookAt } from '#census/take-in/look-at.ts';
import type { App } from '../app-type.ts';
import { inTurns } from '../in-turn.ts';

type Log = Pick<App['log'], 'error'>;

const program = join(import.meta.dirname, '../../census/look.ts');

export interface LookLimits {
  readonly seconds: number;
  readonly megabytes: number;
}

/** A workbook of a million rows opens in a quarter of the time, and its heap holds a tenth. */
const usual: LookLimits = { seconds: 120, megabytes: 512 };
/** A thousand columns, each with a heading of its own, take a hundredth. */
const mostOutput = 16 << 20;
const mostAtOnce = 2;

interface Ended {
  readonly killed?: boolean;
  readonly signal?: string | null;
  readonly code?: number | string | null;
}

interface Asked {
  readonly path: string;
  readonly said: Parameters<LookAt>[1];
  readonly rows: number;
}

const run = (log: Log, { path, said, rows }: Asked, { seconds, megabytes }: LookLimits, signal: AbortSignal): Promise<Looked> =>
  new Promise((resolve, reject) => {
    const args = [`--max-old-space-size=${megabytes}`, program, path, JSON.stringify(said), String(rows)];
    const options = { timeout: seconds * 1000, killSignal: 'SIGKILL', maxBuffer: mostOutput, signal } as const;
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      if (error === null) return resolve(JSON.parse(stdout) as Looked);
      const ended = error as Ended;
      const file = said.name ?? '';
      log.error({ file, ended: { code: ended.code, signal: ended.signal }, why: stderr.slice(-2000) }, 'a file could not be looked at');
      const limit = `${seconds} s, ${megabytes} MB`;
      // A full heap ends it by a signal, and so does the system when it has no memory left; a full thread of it throws instead.
      if (ended.killed || typeof ended.signal === 'string' || /out of memory/i.test(stderr))
        return reject(new CensusError('census-file-too-heavy', { file, limit }));
      reject(new CensusError('census-file-unreadable', { file, why: String(ended.code) }));
    });
  });

/**
 * Looks at files in programs of their own, two at once: whatever a file does to its reader, whoever asks for a page does not wait for it.
 * The program that takes too long or too much is ended, and the file refused.
 * @param closing ends those at work
 */
export const lookBeside = (log: Log, closing: AbortSignal, limits = usual): LookAt => {
  const inTurn = inTurns(mostAtOnce);
  return (path, said, rows) =>
    inTurn(async () => {
      const looked = await run(log, { path, said, rows }, limits, closing);
      if ('rejection' in looked) throw new CensusError(looked.rejection.code, looked.rejection.params ?? {});
      return looked.look;
    });
};
