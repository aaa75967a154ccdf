import { type Connection, rows, sql } from '#db/sql.ts';

/** Takes indexes and foreign keys off tables until `endBulkLoad`, in one transaction. */
export const beginBulkLoad = async (connection: Connection, tables: readonly string[]): Promise<void> => {
  await rows(connection, sql`select begin_bulk_load(${[...tables]}::text[])`);
};

export const endBulkLoad = async (connection: Connection): Promise<void> => {
  await rows(connection, sql`select set_config('maintenance_work_mem', '512MB', true)`);
  await rows(connection, sql`select end_bulk_load()`);
};

export interface WantedIds {
  county: string;
  classCode: string;
  wanted: number;
}

/** Mints identities, so many per county and class; each list is in the order of its serials. */
export const mintIds = (connection: Connection, wanted: readonly WantedIds[]): Promise<(WantedIds & { ids: string[] })[]> =>
  rows(
    connection,
    sql`
      select county, "classCode", wanted, array(select mint_asset_ids(county, "classCode", wanted)) as ids
      from json_to_recordset(${JSON.stringify(wanted)}::json) as w (county text, "classCode" text, wanted integer)`,
  );

/** What is no longer intact was so when it was first recorded: that state, kept as its first version. */
export const keepFirstVersions = async (connection: Connection): Promise<void> => {
  await rows(
    connection,
    sql`
      insert into asset_versions (asset_id, version, valid_from, valid_to, geom, row)
      select id, 1, first_recorded_on + time '02:00' at time zone 'UTC', recorded_at, geom, (to_jsonb(a) - 'geom')
        || jsonb_build_object('version', 1, 'status', 'intact', 'changed_on', first_recorded_on, 'recorded_at', first_recorded_on + time '02:00' at time zone 'UTC')
      from assets a where status <> 'intact' and recorded_at > first_recorded_on + time '02:00' at time zone 'UTC'`,
  );
};

/** Numbers given since the city was emptied are not given twice after a crash: the transaction's last statement. */
export const keepNumbers = async (connection: Connection): Promise<void> => {
  await rows(connection, sql`select keep_numbers()`);
};

/** Statistics for the planner, in the same transaction as the load. */
export const analyzeCity = async (connection: Connection): Promise<void> => {
  for (const table of [
    sql`analyze places`,
    sql`analyze units`,
    sql`analyze roads`,
    sql`analyze house_numbers`,
    sql`analyze waters`,
    sql`analyze assets`,
    sql`analyze covers`,
    sql`analyze asset_facets`,
    sql`analyze asset_wordings`,
    sql`analyze cover_letterings`,
    sql`analyze tile_counts`,
  ])
    await rows(connection, table);
};

/**
 * Memory for the sorts and joins of a whole file, and a second core for what reads it, to the end of the transaction; its few long
 * statements need no compiling. Hash tables are each worker's own: a shared one lies in /dev/shm, 64 MB in containers.
 */
export const giveMemory = async (connection: Connection): Promise<void> => {
  await rows(
    connection,
    sql`select set_config('work_mem', '256MB', true), set_config('maintenance_work_mem', '512MB', true), set_config('jit', 'off', true),
          set_config('max_parallel_workers_per_gather', '1', true), set_config('enable_parallel_hash', 'off', true)`,
  );
};

/** The city's tiles are counted anew by whoever counts them next. @param assets how many came */
export const countTilesLater = async (connection: Connection, assets: number): Promise<void> => {
  await rows(connection, sql`insert into tile_recounts (assets) values (${assets})`);
};

/** Statistics of the registry after many rows came. */
export const analyzeAssets = async (connection: Connection): Promise<void> => {
  await rows(connection, sql`analyze assets`);
  await rows(connection, sql`analyze covers`);
};
