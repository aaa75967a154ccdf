import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '../support/free-port.ts';

const root = join(import.meta.dirname, '..', '..');

export interface ServerProcess {
  /** http://127.0.0.1:port */
  readonly url: string;
  stop(): Promise<void>;
}

/** Runs a program that listens on PORT as a process of its own, as in service, its rate limits lifted, and waits until `path` answers. */
export const startProcess = async (program: string, databaseUrl: string, path: string): Promise<ServerProcess> => {
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, program)], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      HOST: '127.0.0.1',
      PORT: String(port),
      RATE_LIMIT_FACTOR: '1000000',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200 && child.exitCode === null; tries += 1) {
    const answers = await fetch(url + path).then(
      (reply) => reply.ok,
      () => false,
    );
    if (answers)
      return {
        url,
        stop: async () => {
          child.kill('SIGTERM');
          await exited;
        },
      };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill('SIGKILL');
  throw new Error(`${program} does not answer at ${path}`);
};
