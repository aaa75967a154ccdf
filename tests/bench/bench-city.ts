import { migrate } from '#db/migrate.ts';
import { startCluster } from '../../ops/cluster.ts';
import { seedCity } from '../../seed/seed-city.ts';
import { type BenchDatabase, benchDatabase } from './bench-database.ts';

/**
 * A database for the bench on the server that DATABASE_URL names (its user may create databases), else on a cluster as durable as the one in
 * service.
 * @param given one that was seeded for the bench before and stays; null: a new one, dropped again
 */
export const withBenchDatabase = async (given: string | null, work: (database: BenchDatabase) => Promise<void>): Promise<void> => {
  const named = process.env['DATABASE_URL'];
  const cluster = named ? null : await startCluster({ name: 'bench' });
  try {
    const database = await benchDatabase(named || (cluster?.url ?? ''), given);
    try {
      await work(database);
    } finally {
      await database.drop();
    }
  } finally {
    await cluster?.stop();
  }
};

/** A demo city of its own, seeded and dropped again. */
export const withBenchCity = (assets: number, work: (url: string) => Promise<void>): Promise<void> =>
  withBenchDatabase(null, async ({ url }) => {
    await migrate(url);
    await seedCity({ url, folder: 'cities/shanghai', assets, seed: 1, demo: true });
    await work(url);
  });
