import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { freePort } from '../support/free-port.ts';

const root = join(import.meta.dirname, '..', '..');

/** Where a Martin lies: MARTIN_BIN, the PATH, this checkout's .data/bin, or beside the checkout. Undefined: none here. */
export const findMartin = (): string | undefined => {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'martin'));
  const asked = process.env['MARTIN_BIN'];
  return [...(asked ? [asked] : []), ...onPath, join(root, '.data', 'bin', 'martin'), join(root, '..', 'shared', 'bin', 'martin')].find((path) =>
    existsSync(path),
  );
};

export interface RunningMartin {
  readonly url: string;
  stop(): Promise<void>;
}

const ended = (child: ChildProcess): Promise<void> => new Promise((resolve) => (child.exitCode === null ? child.once('exit', () => resolve()) : resolve()));

/** Starts Martin on tiles/martin.yaml with a database as it stands there: the role `martin`, and nobody else. */
export const startMartin = (binary: string, databaseUrl: string): Promise<RunningMartin> => {
  const asMartin = Object.assign(new URL(databaseUrl), { username: 'martin', password: process.env['MARTIN_PASSWORD'] ?? '' }).toString();
  return startMartinOn(binary, join(root, 'tiles', 'martin.yaml'), asMartin);
};

/** Starts Martin on a configuration of its own. */
export const startMartinOn = async (binary: string, config: string, databaseUrl: string): Promise<RunningMartin> => {
  const listen = `127.0.0.1:${await freePort()}`;
  const child = spawn(binary, ['--config', config], {
    env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: databaseUrl, MARTIN_LISTEN: listen },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
    });
  const url = `http://${listen}`;
  for (let tries = 0; tries < 150; tries += 1) {
    if (child.exitCode !== null) throw new Error(`Martin ended: ${said}`);
    const alive = await fetch(`${url}/health`).then(
      (reply) => reply.ok,
      () => false,
    );
    if (alive)
      return {
        url,
        stop: async () => {
          child.kill('SIGTERM');
          await ended(child);
        },
      };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill('SIGKILL');
  throw new Error(`Martin did not answer within 15 s: ${said}`);
};
