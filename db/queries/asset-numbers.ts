import type { AssetStatus } from '#domain/contract/terms.ts';
import type { NumberPrefix } from '#domain/number-fragment.ts';
import { type Connection, rows, sql } from '../sql.ts';
import { findSurvivor } from './assets.ts';

/** Those of some numbers that are registered, each as the asset that it stands for today. */
export const listStanding = async (connection: Connection, numbers: readonly string[]): Promise<{ id: string; status: AssetStatus }[]> => {
  const found = await rows<{ id: string; status: AssetStatus; isMerged: boolean }>(
    connection,
    sql`select id, status, merged_into is not null as is_merged from assets where id = any(${numbers})`,
  );
  const living = found.filter(({ isMerged }) => !isMerged);
  const survivors: string[] = [];
  for (const { id } of found.filter(({ isMerged }) => isMerged)) survivors.push(await findSurvivor(connection, id));
  return survivors.length === 0 ? living : [...living, ...(await listStanding(connection, survivors))];
};

/** The assets that an owner calls by this number, or that were called so in a census or before they were merged; at most a hundred of each. */
export const listAliased = async (connection: Connection, number: string): Promise<string[]> => {
  const found = await rows<{ id: string }>(
    connection,
    sql`(select id from assets where source_number = ${number} limit 100) union (select asset_id from asset_aliases where number = ${number} limit 100)`,
  );
  return found.length === 0
    ? []
    : (
        await listStanding(
          connection,
          found.map(({ id }) => id),
        )
      ).map(({ id }) => id);
};

/** The county and class that numbers begin with, each with its highest serial: one look at the index for each. */
export const listPrefixes = (connection: Connection): Promise<NumberPrefix[]> =>
  rows(
    connection,
    sql`with recursive prefixes as (
          (select left(id, 10) as prefix from assets order by id limit 1)
          union all
          select (select left(id, 10) from assets where id > p.prefix || 'Z' order by id limit 1) from prefixes p where p.prefix is not null
        )
        select p.prefix, (select substr(id, 11, 6)::integer from assets where id < p.prefix || 'Z' order by id desc limit 1) as last_serial
        from prefixes p where p.prefix is not null`,
  );
