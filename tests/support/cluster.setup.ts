import { startCluster } from '../../ops/cluster.ts';

/** Gives every test file TEST_DATABASE_URL: the one that is set, or the checkout's own cluster for tests. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['TEST_DATABASE_URL']) return undefined;
  const cluster = await startCluster({ name: 'test', forTests: true });
  process.env['TEST_DATABASE_URL'] = cluster.url;
  return cluster.adopted ? undefined : () => cluster.stop();
}
