import { randomUUID } from 'node:crypto';
import pg from 'pg';

export interface BenchDatabase {
  readonly url: string;
  /** 'PostgreSQL 15.18, PostGIS 3.3.2, fsync on, …' */
  readonly server: string;
  drop(): Promise<void>;
}

const once = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const setting = async (client: pg.Client, name: string): Promise<string> => {
  const { rows } = await client.query<{ value: string }>('select current_setting($1) as value', [name]);
  return rows[0]?.value ?? '';
};

/**
 * A database of the bench's own on the server of `url`, so that no city that stands there is touched.
 * @param given one that was seeded for the bench before; it is not dropped
 */
export const benchDatabase = async (url: string, given: string | null): Promise<BenchDatabase> => {
  const name = given ?? `bench_${randomUUID().slice(0, 8)}`;
  if (!/^[a-z0-9_]+$/.test(name)) throw new Error(`${name} is no plain name of a database`);
  const server = await once(url, async (client) => {
    if (given === null) await client.query(`create database ${name}`);
    const [version, fsync, commit, buffers] = [
      await setting(client, 'server_version'),
      await setting(client, 'fsync'),
      await setting(client, 'synchronous_commit'),
      await setting(client, 'shared_buffers'),
    ];
    return `PostgreSQL ${version.split(' ')[0]}, fsync ${fsync}, synchronous_commit ${commit}, shared_buffers ${buffers}`;
  });
  return {
    url: Object.assign(new URL(url), { pathname: `/${name}` }).toString(),
    server,
    drop: async () => {
      if (given === null) await once(url, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
};
