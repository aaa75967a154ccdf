import type { Understood } from '#domain/contract/asset-search.ts';
import type { Client } from '../pool.ts';
import { affected, type Connection, join, oneRow, rows, type Sql, sql } from '../sql.ts';
import { facetConditions, ownConditions } from './asset-filters.ts';
import { type Asked, askedConditions, askedDrivers } from './search/asked.ts';
import { findFacets } from './search/dictionaries.ts';
import { byConditions, type Driver, eachFacet, eachStreet } from './search/driver.ts';
import { orderOf } from './search/order.ts';
import { type AssetPage, type AssetSearch, gather, type Met, merge, walk } from './search/pages.ts';
import { readWords } from './search/read-words.ts';

export type { AssetSearch } from './search/pages.ts';

type Selection = Pick<AssetSearch, 'reach' | 'filter' | 'words' | 'verifiedSince'>;

/** So many rows are gathered, counted and sorted within some 50 ms; above it a page is taken from an index in its order. */
const mostGathered = 30_000;
const exactUpTo = 10_000;

interface Plan {
  readonly 'QUERY PLAN': readonly { readonly Plan: { readonly 'Plan Rows': number } }[];
}

/** How many rows the planner expects: its histograms know years, days and places on the map well. */
const expectedRows = async (connection: Connection, conditions: Sql): Promise<number> => {
  const { 'QUERY PLAN': plan } = await oneRow<Plan>(connection, sql`explain (format json) select from assets a where ${conditions}`);
  return plan[0]?.Plan['Plan Rows'] ?? 0;
};

const codesOf = ({ reach, filter: { placeCode } }: AssetSearch): readonly string[] => {
  if (placeCode !== undefined) return [placeCode.length > 6 ? placeCode.slice(0, 9) : placeCode];
  return reach.unitIds.length === 0 && !reach.city ? reach.placeCodes : [];
};

const listStreets = (connection: Connection, codes: readonly string[]): Promise<{ code: string }[]> =>
  rows(connection, sql`select distinct f.street_code as code from asset_facets f where f.district_code = any(${codes}) or f.street_code = any(${codes})`);

/** What gives rows by number: the combinations, or the streets where a place narrows the search. */
const mergeable = async (connection: Connection, search: AssetSearch, drivers: readonly Driver[]): Promise<Driver | null> => {
  if (search.sort !== 'number') return null;
  const [known] = drivers.filter((driver) => driver.byNumber).toSorted((a, b) => a.rows - b.rows);
  const codes = known ? [] : codesOf(search);
  if (known || codes.length === 0) return known ?? null;
  const streets = await listStreets(connection, codes);
  return streets.length === 0 ? null : { rows: 0, sources: [eachStreet(streets.map(({ code }) => code))], byNumber: true };
};

const sizeOf = async (connection: Connection): Promise<number> =>
  (await oneRow<{ size: number }>(connection, sql`select greatest(reltuples, 0)::float8 as size from pg_class where oid = 'assets'::regclass`)).size;

/** Of a page too broad to be counted: what each driver leaves of the whole, as if they had nothing to do with each other. */
const estimate = (size: number, drivers: readonly Driver[]): number =>
  Math.round(drivers.reduce((left, { rows: some }) => left * Math.min(1, Number.isFinite(some) ? some / Math.max(1, size) : 1), size));

const countUpTo = async (connection: Connection, all: Sql, most: number): Promise<number> =>
  (
    await oneRow<{ count: number }>(
      connection,
      sql`select count(*)::integer as count from (select a.id from assets a where ${all} order by a.id limit ${most}) bounded`,
    )
  ).count;

const driversOf = async (connection: Connection, search: AssetSearch, asked: Asked, own: readonly Sql[]): Promise<Driver[]> => {
  const facets = await findFacets(connection, search.reach, search.filter);
  return [
    ...askedDrivers(asked),
    ...(facets === null
      ? []
      : [{ rows: facets.rows, sources: facets.keys === null ? [byConditions] : [eachFacet(facets.keys)], byNumber: facets.keys !== null }]),
    ...(own.length === 0 ? [] : [{ rows: await expectedRows(connection, join(own, sql` and `)), sources: [byConditions], byNumber: false }]),
  ];
};

/** For what an index gives in its order: a bitmap or a sort would have to see all of it first. */
const inOrder = async (client: Client): Promise<void> => {
  await affected(client, sql`set local enable_bitmapscan = off`);
  await affected(client, sql`set local enable_sort = off`);
};

/** A page of what is too much to be gathered; its count is exact where the page holds all, or where nothing narrows a small registry. */
const pageOf = async (client: Client, search: AssetSearch, drivers: readonly Driver[], met: Met): Promise<AssetPage> => {
  const merged = await mergeable(client, search, drivers);
  await inOrder(client);
  const assets = await (merged ? merge(client, search, merged, met) : walk(client, search, met));
  if (search.after !== undefined || assets.length < search.limit) return { assets, count: assets.length, isExact: true };
  const counted = drivers.length === 0 ? await countUpTo(client, met.all, exactUpTo + 1) : Number.POSITIVE_INFINITY;
  if (counted <= exactUpTo) return { assets, count: counted, isExact: true };
  return { assets, count: Math.max(estimate(await sizeOf(client), drivers), assets.length), isExact: false };
};

/** A search whose words are read: a place that they name narrows it as if it had been picked or drawn. */
const read = async <S extends Selection>(connection: Connection, search: S): Promise<{ search: S; asked: Asked; understood: Understood | null }> => {
  const { words, filter } = search;
  if (words === undefined) return { search, asked: {}, understood: null };
  const { asked, place, understood } = await readWords(connection, words, filter.near ?? null);
  return { search: place ? { ...search, filter: { ...filter, named: place } } : search, asked, understood };
};

const conditionsOf = ({ reach, filter }: Selection, own: readonly Sql[], asked: Asked): Sql =>
  join([...facetConditions(reach, filter, sql`a`), ...own, ...askedConditions(asked), sql`a.merged_into is null`], sql` and `);

/** What an asset must meet to be found, whatever is done with it then. */
export const searchConditions = async (connection: Connection, selection: Selection): Promise<Sql> => {
  const { search, asked } = await read(connection, selection);
  return conditionsOf(search, ownConditions(search.filter, search.verifiedSince), asked);
};

/**
 * A page of assets within a reach, one row more than `limit` when there is a next one, how many there are, and how the words were read.
 * The dictionaries and the planner's histograms say what narrows the search most. That is gathered whole when it is not too much;
 * else the page is merged or walked in its order. No way looks through the whole table: what is rare is asked by its key.
 * @param client in a transaction, whose planner is told not to scan
 */
export const findAssets = async (client: Client, given: AssetSearch): Promise<AssetPage & { readonly understood: Understood | null }> => {
  await affected(client, sql`set local enable_seqscan = off`);
  await affected(client, sql`set local jit = off`);
  const { search, asked, understood } = await read(client, given);
  const own = ownConditions(search.filter, search.verifiedSince);
  const met: Met = { all: conditionsOf(search, own, asked), order: orderOf(search.sort, search.filter.near) };
  const drivers = await driversOf(client, search, asked, own);
  const [best] = drivers.toSorted((a, b) => a.rows - b.rows);
  if (!best || best.rows > mostGathered) return { ...(await pageOf(client, search, drivers, met)), understood };
  if (best.byNumber) await inOrder(client);
  return { ...(await gather(client, search, best, met)), understood };
};
