import pg from 'pg';
import { migrate } from '#db/migrate.ts';
import { createPool, type Pool } from '#db/pool.ts';
import { layCity } from './city.ts';
import { freshDatabase } from './fresh-database.ts';

/** The run's own template; template.setup.ts names it before the workers start and drops it after them. */
const templateName = (): string => process.env['TEST_TEMPLATE'] ?? `d_template_${process.ppid}`;

/** Runs work while no other worker makes or copies the template: a template being read refuses a second reader. */
const aloneWithTemplate = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [templateName()]);
    return await work(client);
  } finally {
    await client.end();
  }
};

const makeTemplate = async (client: pg.Client): Promise<void> => {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [templateName()]);
  if (rowCount !== 0) return;
  const making = await freshDatabase('d_making');
  await migrate(making.url, 'city');
  const pool = createPool(making.url, { schema: 'city', max: 1 });
  await layCity(pool);
  await pool.end();
  // Renamed only when whole: a run that was killed half-way leaves no half template.
  await client.query(`alter database ${new URL(making.url).pathname.slice(1)} rename to ${templateName()}`);
};

export interface TestDatabase {
  readonly url: string;
  readonly pool: Pool;
  /** Ends the pool and drops the database. */
  drop(): Promise<void>;
}

/**
 * A database of one's own with the small city of city.ts in it, copied from the run's template. One per test file.
 * @param settings `prepared`: its pool as the service has it; false for programs that COPY
 */
export const cloneDatabase = async ({ prepared = true }: { prepared?: boolean } = {}): Promise<TestDatabase> => {
  const database = await aloneWithTemplate(async (client) => {
    await makeTemplate(client);
    return freshDatabase('d', templateName());
  });
  const pool = createPool(database.url, { schema: 'city', max: 8, prepared });
  return {
    url: database.url,
    pool,
    drop: async () => {
      await pool.end();
      await database.drop();
    },
  };
};

/**
 * Vacuums a table until each of its pages is known to be visible to all: a look that was still open when it was written, of whoever else
 * is on the database, keeps the first one from it, and the planner then takes an index that needs the table.
 */
export const vacuumWhole = async (pool: Pool, table: string): Promise<void> => {
  for (let tries = 0; tries < 100; tries++) {
    await pool.query(`vacuum analyze ${table}`);
    const { rows } = await pool.query<{ whole: boolean }>('select relallvisible = relpages as whole from pg_class where oid = $1::regclass', [table]);
    if (rows[0]?.whole) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`some pages of ${table} are not visible to all after ten seconds: who holds an old look at the database?`);
};
