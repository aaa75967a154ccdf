import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { connectionConfig } from '#db/pool.ts';

export const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};

export const onClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client(connectionConfig(url));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

export const copyOut = (url: string, query: string, path: string, options: string): Promise<void> =>
  onClient(url, (client) => pipeline(client.query(copyTo(`copy (${query}) to stdout with (${options})`)), createWriteStream(path)));

/** Empties the registry; place, roads and units stay. Needs a user who may set triggers aside. */
export const emptyRegistry = (url: string): Promise<void> =>
  onClient(url, async (client) => {
    await client.query('set session_replication_role = replica');
    await client.query(
      'truncate assets, covers, asset_serials, asset_facets, asset_wordings, cover_letterings, tile_counts, tile_changes, tile_recounts, tile_versions cascade',
    );
    await client.query('checkpoint'); // what is measured next begins with nothing left to write
  });

export interface ResolvedRows {
  readonly files: readonly { readonly table: 'assets' | 'covers'; readonly path: string }[];
  remove(): Promise<void>;
}

/** The registry's rows as they stand, in files: what a floor copies. @param of which assets `a` */
export const keepRows = async (url: string, of = 'true'): Promise<ResolvedRows> => {
  const files = (['assets', 'covers'] as const).map((table) => ({ table, path: join(tmpdir(), `bench-${table}-${randomUUID()}.bin`) }));
  const chosen = { assets: `select a.* from assets a where ${of}`, covers: `select c.* from covers c join assets a on a.id = c.asset_id where ${of}` };
  for (const { table, path } of files) await copyOut(url, chosen[table], path, 'format binary');
  return {
    files,
    remove: async () => {
      for (const { path } of files) await rm(path, { force: true });
    },
  };
};

/**
 * The least that can be done: the rows, resolved and numbered already, by COPY into the final tables. Every index and every key, check
 * and uniqueness of those tables is held while COPY runs; only the registry's own triggers (search dictionaries, tile counts) are not.
 * Rolled back. @param later the indexes and keys are taken off before and put back after it, in the same time: what a load of its own would do
 */
export const copyRowsIn = (url: string, { files }: ResolvedRows, later: boolean): Promise<number> =>
  onClient(url, async (client) => {
    await client.query('begin');
    for (const { table } of files) await client.query(`alter table ${table} disable trigger user`);
    const took = await seconds(async () => {
      if (later) await client.query(`select begin_bulk_load(array['assets', 'covers'])`);
      for (const { table, path } of files)
        await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), client.query(copyFrom(`copy ${table} from stdin with (format binary)`)));
      if (later) await client.query(`set local maintenance_work_mem = '512MB'`);
      if (later) await client.query('select end_bulk_load()');
    });
    await client.query('rollback');
    return took;
  });
