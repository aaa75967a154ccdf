import { resolve } from 'node:path';
import { createPool } from '#db/pool.ts';
import { buildApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { startCountingTiles } from './count-tiles.ts';
import { startJobs } from './jobs.ts';
import { openSenders } from './notices/senders.ts';

export interface RunningServer {
  /** http://host:port */
  readonly address: string;
  /** Takes no new request, lets the running ones end for a few seconds, closes streams and the pool. */
  close(): Promise<void>;
}

type ServerSettings = Pick<Config, 'url' | 'host' | 'port' | 'webRoot' | 'publicUrl'> & Partial<Config>;

/** Connects, builds and listens. @throws EADDRINUSE when the port is taken */
export const startServer = async ({ url, host, port, logLevel = 'info', webRoot, smtp, sms, ...rest }: ServerSettings): Promise<RunningServer> => {
  const pool = createPool(url, { statementTimeoutMs: 30_000, idleInTransactionMs: 60_000, prepared: true });
  try {
    const senders = openSenders({ smtp, sms, publicUrl: rest.publicUrl ?? null });
    const sends = senders.map(({ channel }) => channel);
    const app = await buildApp({ ...rest, ...(webRoot === undefined ? {} : { webRoot: resolve(webRoot) }), pool, sends, logger: { level: logLevel } });
    startJobs(app, senders);
    startCountingTiles(app);
    const address = await app.listen({ host, port });
    return {
      address,
      close: async () => {
        await app.close();
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
};

const runFromShell = async (): Promise<void> => {
  const config = readConfig(process.env);
  const server = await startServer(config);
  let closing = false;
  const stop = () => {
    if (closing) return;
    closing = true;
    setTimeout(() => process.exit(1), 1000 * config.stopSeconds).unref(); // whatever holds us still: a job half-way is rolled back, and done by who comes next
    server.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
};

if (import.meta.main) await runFromShell();
