import { migrate } from '#db/migrate.ts';
import { startCluster } from '../../ops/cluster.ts';
import { seedCity } from '../../seed/seed-city.ts';
import { benchDatabase } from './bench-database.ts';

/**
 * A demo city of its own, seeded and dropped again, on the server that DATABASE_URL names (its user may create databases), else on a cluster
 * as durable as the one in service.
 */
export const withBenchCity = async (assets: number, work: (url: string) => Promise<void>): Promise<void> => {
  const given = process.env['DATABASE_URL'];
  const cluster = given ? null : await startCluster({ name: 'bench' });
  try {
    const database = await benchDatabase(given ?? cluster?.url ?? '', null);
    try {
      await migrate(database.url);
      await seedCity({ url: database.url, folder: 'cities/shanghai', assets, seed: 1, demo: true });
      await work(database.url);
    } finally {
      await database.drop();
    }
  } finally {
    await cluster?.stop();
  }
};
