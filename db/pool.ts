import pg from 'pg';

/** A city is a schema: the one that holds the application's tables, found by search_path alone. */
export const citySchema = (): string => {
  const schema = process.env['CITY_SCHEMA'] ?? 'city';
  if (!/^[a-z_][a-z0-9_]{0,40}$/.test(schema)) throw new Error(`CITY_SCHEMA must be a plain lower-case name, not ${JSON.stringify(schema)}`);
  return schema;
};

const { builtins } = pg.types;
const iso = (value: string) => new Date(value).toISOString();
const parsers: Record<number, (value: string) => unknown> = {
  [builtins.DATE]: (value) => value, // a date stays an ISO string
  [builtins.TIMESTAMPTZ]: iso, // an instant becomes an ISO string with Z
  [builtins.INT8]: (value) => value, // ids are strings; counts are cast to integer in the query
};
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => parsers[oid] ?? pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

export type Pool = pg.Pool;
export type Client = pg.PoolClient;

/** Connection settings of one city's schema; PostGIS lies in public. */
export const connectionConfig = (url: string, schema = citySchema()): pg.ClientConfig => ({
  connectionString: url,
  types,
  options: `-c search_path=${schema},public -c timezone=UTC -c application_name=jingzheng`,
});

/** @param settings `statementTimeoutMs` ends a statement that a person would not wait for any more; none for bulk work */
export const createPool = (url: string, settings: { schema?: string; max?: number; statementTimeoutMs?: number } = {}): Pool => {
  const pool = new pg.Pool({
    ...connectionConfig(url, settings.schema),
    max: settings.max ?? 12,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
    ...(settings.statementTimeoutMs === undefined ? {} : { statement_timeout: settings.statementTimeoutMs }),
  });
  pool.on('error', () => undefined); // a broken idle connection is replaced at the next query
  return pool;
};

/** Runs work in one transaction; anything thrown rolls it back whole. */
export const inTransaction = async <T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    );
    throw error;
  }
};
