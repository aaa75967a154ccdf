import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate } from '#db/migrate.ts';
import { seedCity } from '../../seed/seed-city.ts';
import startTestCluster from '../support/cluster.setup.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { saidAddress } from '../support/said-address.ts';
import { startOtherSite } from './other-site.ts';

const root = join(import.meta.dirname, '../..');
const assets = 20_000; // about ninety in each street: enough for neighbours, and laid in seconds

/** What the compose file's application runs: the stories are told against the very same. */
const composeCommand = async (): Promise<readonly string[]> => {
  const written = /^ {4}command: \['node', (.*ops\/start\.ts.*)\]$/m.exec(await readFile(join(root, 'docker-compose.yml'), 'utf8'))?.[1];
  if (written === undefined) throw new Error('docker-compose.yml names no command of the application');
  return written.split(', ').map((word) => word.replaceAll("'", ''));
};

const serve = async (url: string): Promise<{ server: ChildProcess; address: string }> => {
  // Stories come from one address and faster than people are: the limits have their own tests. The system chooses the port: between a look for a free
  // one and its use another run, begun at the same time, would take it.
  const env = {
    ...process.env,
    DATABASE_URL: url,
    HOST: '127.0.0.1',
    PORT: '0',
    RATE_LIMIT_FACTOR: '1000',
    LOG_LEVEL: 'error',
    EMBED_ORIGINS: process.env['E2E_EMBEDDER'],
  };
  const server = spawn(process.execPath, await composeCommand(), { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  // It builds the web before it says where it listens.
  return { server, address: await saidAddress(server.stdout, 180_000) };
};

/**
 * Lays a demo city of its own, and builds and serves the web by the compose file's command for the whole run. With E2E_ADDRESS and E2E_DATABASE_URL
 * set, the stories are told against a server that runs already, which lets the site E2E_EMBEDDER show its map; the
 * story of that site is told only where that is set.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['E2E_ADDRESS'] && process.env['E2E_DATABASE_URL']) {
    process.env['E2E_LAID_AT'] = new Date().toISOString();
    return undefined;
  }
  const stopCluster = await startTestCluster();
  const database = await freshDatabase('e2e');
  await migrate(database.url, 'city');
  // Pictures are of a city that has been at work: queues, walls, scores and analyses with nothing in them show nothing.
  const past = process.env['FACES'] === 'all' ? { past: { until: new Date(Date.now() - 600_000).toISOString() } } : {};
  await seedCity({ url: database.url, folder: join(root, 'cities/shanghai'), assets, seed: 1, demo: true, ...past });
  const site = await startOtherSite();
  process.env['E2E_EMBEDDER'] = `http://localhost:${site.port}`; // to a browser another site than the server’s 127.0.0.1
  const { server, address } = await serve(database.url);
  process.env['E2E_ADDRESS'] = address;
  process.env['E2E_DATABASE_URL'] = database.url;
  process.env['E2E_LAID_AT'] = new Date().toISOString();
  return async () => {
    const ended = once(server, 'exit');
    site.stop();
    server.kill('SIGTERM');
    await ended;
    await database.drop();
    await stopCluster?.();
  };
}
