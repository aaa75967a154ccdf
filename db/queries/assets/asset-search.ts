import type { AssetSort, Understood } from '#domain/contract/asset-search.ts';
import type { Client } from '../../pool.ts';
import { affected, type Connection, join, oneRow, type Sql, sql } from '../../sql.ts';
import { type Asked, askedConditions, askedDrivers, findNarrowing } from '../search/asked.ts';
import { chooseWay } from '../search/choose-way.ts';
import { byConditions, type Driver, type Merged } from '../search/driver.ts';
import { inOrder } from '../search/in-order.ts';
import { firstAsked } from '../search/key-pages.ts';
import { orderOf } from '../search/order.ts';
import { type AssetPage, type AssetSearch, gather, type Met, merge, walk } from '../search/pages.ts';
import { readWords } from '../search/read-words.ts';
import { type AssetFilter, areaOf, facetConditions, ownConditions } from './asset-filters.ts';

/** A search as it is asked: by number, or at a crossing by distance, unless a sort is said. */
export type AskedSearch = Omit<AssetSearch, 'sort' | 'from'> & { readonly sort: AssetSort | undefined };

type Selection = Pick<AssetSearch, 'reach' | 'filter' | 'words' | 'verifiedSince'>;

const exactUpTo = 10_000;

interface Plan {
  readonly 'QUERY PLAN': readonly { readonly Plan: { readonly 'Plan Rows': number } }[];
}

/** How many rows the planner expects: its histograms know years, days and places on the map well. */
const expectedRows = async (connection: Connection, conditions: Sql): Promise<number> => {
  const { 'QUERY PLAN': plan } = await oneRow<Plan>(connection, sql`explain (format json) select from assets a where ${conditions}`);
  return plan[0]?.Plan['Plan Rows'] ?? 0;
};

const sizeOf = async (connection: Connection): Promise<number> =>
  (await oneRow<{ size: number }>(connection, sql`select greatest(reltuples, 0)::float8 as size from pg_class where oid = 'assets'::regclass`)).size;

/** Of a page too broad to be counted: what each driver leaves of the whole, as if they had nothing to do with each other. */
const estimate = (size: number, drivers: readonly Driver[]): number =>
  Math.round(
    drivers.filter(({ isPart }) => !isPart).reduce((left, { rows: some }) => left * Math.min(1, Number.isFinite(some) ? some / Math.max(1, size) : 1), size),
  );

const countUpTo = async (connection: Connection, all: Sql, most: number): Promise<number> =>
  (
    await oneRow<{ count: number }>(
      connection,
      sql`select count(*)::integer as count from (select a.id from assets a where ${all} order by a.id limit ${most}) bounded`,
    )
  ).count;

const and = (conditions: readonly Sql[]): Sql => join(conditions, sql` and `);

/** Where a place on the map is asked for: the combinations of the streets that it touches. Few of a touched street may lie in it: it is dear. */
const findAreaMerged = async (connection: Connection, filter: AssetFilter, narrowed: readonly Sql[]): Promise<Merged | null> => {
  const area = areaOf(filter);
  if (area === null) return null;
  const { codes } = await oneRow<{ codes: string[] }>(
    connection,
    sql`select array(select code from places where kind = 'street' and st_intersects(geom, ${area})) as codes`,
  );
  return { pages: [{ of: 'facets', where: and([sql`f.street_code = any(${codes})`, ...narrowed]), low: '' }], sources: [], asks: 30 * firstAsked };
};

const driversOf = async (connection: Connection, { reach, filter }: AssetSearch, asked: Asked, own: readonly Sql[]): Promise<Driver[]> => {
  const narrowed = facetConditions(reach, filter, sql`f`);
  const drivers = [...askedDrivers(asked), ...(await findNarrowing(connection, asked.words ?? [], narrowed))];
  if (own.length > 0)
    drivers.push({ rows: await expectedRows(connection, and(own)), gathered: [byConditions], merged: await findAreaMerged(connection, filter, narrowed) });
  return drivers;
};

const countOf = async (client: Client, drivers: readonly Driver[], size: number, all: Sql): Promise<{ count: number; isExact: boolean }> => {
  const counted = drivers.length === 0 && size < 2 * exactUpTo ? await countUpTo(client, all, 2 * exactUpTo) : Number.POSITIVE_INFINITY;
  return counted < 2 * exactUpTo ? { count: counted, isExact: true } : { count: estimate(size, drivers), isExact: false };
};

/** A page of what is too much to be gathered; its count is exact where the page holds all, or where nothing narrows a small registry. */
const pageOf = async (client: Client, search: AssetSearch, drivers: readonly Driver[], merged: Merged | null, met: Met): Promise<AssetPage> => {
  if (merged === null) await inOrder(client);
  const assets = await (merged ? merge(client, search, merged, met) : walk(client, search, met));
  if (search.after !== undefined || assets.length < search.limit) return { assets, count: assets.length, isExact: true };
  const { count, isExact } = await countOf(client, drivers, await sizeOf(client), met.all);
  return { assets, count: Math.max(count, assets.length), isExact };
};

/** A search whose words are read: a place that they name narrows it as if it had been picked or drawn. */
const read = async <S extends Selection>(connection: Connection, search: S): Promise<{ search: S; asked: Asked; understood: Understood | null }> => {
  const { words, filter } = search;
  if (words === undefined) return { search, asked: {}, understood: null };
  const { asked, places, understood } = await readWords(connection, words, filter.near ?? null);
  return { search: places.length === 0 ? search : { ...search, filter: { ...filter, named: places } }, asked, understood };
};

const conditionsOf = ({ reach, filter }: Selection, own: readonly Sql[], asked: Asked): Sql =>
  and([...facetConditions(reach, filter, sql`a`), ...own, ...askedConditions(asked), sql`a.merged_into is null`]);

/** What an asset must meet to be found, whatever is done with it then. */
export const searchConditions = async (connection: Connection, selection: Selection): Promise<Sql> => {
  const { search, asked } = await read(connection, selection);
  return conditionsOf(search, ownConditions(search.filter, search.verifiedSince), asked);
};

/** At a crossing distances are from where its roads meet. */
const sorted = (search: AskedSearch, understood: Understood | null): AssetSearch => {
  const crossing = understood?.as === 'crossing' ? (understood.point ?? undefined) : undefined;
  return { ...search, sort: search.sort ?? (crossing ? 'distance' : 'number'), from: search.filter.near ?? crossing };
};

type FoundPage = AssetPage & { readonly understood: Understood | null; readonly sort: AssetSort };

/**
 * A page of assets within a reach, one row more than `limit` when there is a next one, how many there are, and how the words were read.
 * The dictionaries and the planner's histograms say what narrows the search and by how much, and so which way looks at the fewest rows
 * (chooseWay). No way looks through the whole table: what is rare is asked by its key.
 * @param client in a transaction, whose planner is told not to scan
 */
export const findAssets = async (client: Client, given: AskedSearch): Promise<FoundPage> => {
  await affected(client, sql`set local enable_seqscan = off`);
  await affected(client, sql`set local jit = off`);
  const { search: narrowed, asked, understood } = await read(client, given);
  const search = sorted(narrowed, understood);
  const { sort } = search;
  const own = ownConditions(search.filter, search.verifiedSince);
  const met: Met = { all: conditionsOf(search, own, asked), order: orderOf(sort, search.from) };
  const drivers = await driversOf(client, search, asked, own);
  const way = chooseWay(drivers, { size: await sizeOf(client), limit: search.limit, byNumber: sort === 'number' });
  if (way.by !== 'gather') return { ...(await pageOf(client, search, drivers, way.merged, met)), understood, sort };
  if (!way.sources.includes(byConditions)) await inOrder(client);
  return { ...(await gather(client, search, way.sources, met)), understood, sort };
};
