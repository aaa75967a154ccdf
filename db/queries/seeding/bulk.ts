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
  ])
    await rows(connection, table);
};
