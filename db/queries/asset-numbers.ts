import type { NumberPrefix } from '#domain/number-fragment.ts';
import { type Connection, oneRow, rows, sql } from '../sql.ts';

/** The assets that an owner calls by this number, or that were called so in a census or before they were merged; at most a hundred. */
export const listAliased = async (connection: Connection, number: string): Promise<string[]> => {
  const found = await rows<{ id: string }>(
    connection,
    sql`(select id from assets where source_number = ${number} limit 100) union (select asset_id from asset_aliases where number = ${number} limit 100)`,
  );
  return found.map(({ id }) => id);
};

/** Whether any of these numbers is registered. */
export const hasNumber = async (connection: Connection, ids: readonly string[]): Promise<boolean> =>
  (await oneRow<{ is: boolean }>(connection, sql`select exists (select from assets where id = any(${ids})) as is`)).is;

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
