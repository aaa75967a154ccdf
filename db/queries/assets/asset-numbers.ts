import type { AssetStatus } from '#domain/contract/terms.ts';
import type { NumberPrefix } from '#domain/number-fragment.ts';
import { type Connection, oneRow, rows, type Sql, sql } from '../../sql.ts';
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

/** What is called by a number that is no identity: owners number each kind of well from one, each for itself. */
export interface Called {
  /** Folded (own_number): no spaces, dashes and dots, full-width and small letters plain. */
  readonly number: string;
  /** What it is found by (own_number_key): its letters in front left out; equal to `number` where it has none, and then any letters may stand before. */
  readonly key: string;
  /** Assets whose owner calls them so; beyond what is counted it is one more. */
  readonly rows: number;
  /** What was called so in a census, or as a record that was merged since: as the assets that they stand for today. */
  readonly formerly: readonly string[];
}

const mostCounted = 10_000;

/** That an asset `a` is called so by its owner. That it is called anything is said for the index, which holds no others. */
export const isCalledSo = ({ number, key }: Pick<Called, 'number' | 'key'>): Sql =>
  sql`(a.source_number is not null and own_number_key(a.source_number) = ${key} and ${number === key ? sql`true` : sql`own_number(a.source_number) = ${number}`})`;

export const findCalled = async (connection: Connection, given: string): Promise<Called> => {
  const folded = await oneRow<{ number: string; key: string }>(connection, sql`select own_number(${given}) as number, own_number_key(${given}) as key`);
  const { rows: called } = await oneRow<{ rows: number }>(
    connection,
    sql`select count(*)::integer as rows from (select from assets a where ${isCalledSo(folded)} limit ${mostCounted + 1}) bounded`,
  );
  const former = await rows<{ id: string }>(
    connection,
    sql`(select asset_id as id from asset_aliases where number = any(${[given, folded.number]}) limit ${mostCounted})
        union (select id from assets a where ${isCalledSo(folded)} and merged_into is not null limit ${mostCounted})`,
  );
  const ids = former.map(({ id }) => id);
  const standing = ids.length === 0 ? [] : await listStanding(connection, ids);
  return { ...folded, rows: called, formerly: standing.map(({ id }) => id) };
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
