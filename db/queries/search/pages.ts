import type { Reach } from '#domain/access.ts';
import type { AssetSort, FoundAsset } from '#domain/contract/asset-search.ts';
import type { Point } from '#domain/contract/terms.ts';
import { type Connection, join, rows, type Sql, sql } from '../../sql.ts';
import type { AssetFilter } from '../assets/asset-filters.ts';
import { assetColumns, assetJoins } from '../assets/assets.ts';
import type { Merged, Source, Wanted } from './driver.ts';
import { inOrder } from './in-order.ts';
import { endOf, lowestOf, lowestOfKeys } from './key-pages.ts';
import type { SearchOrder, SearchPlace } from './order.ts';

export interface AssetSearch {
  readonly reach: Reach;
  readonly filter: AssetFilter;
  /** As a person wrote them. */
  readonly words: string | undefined;
  readonly sort: AssetSort;
  /** What distances are from; undefined: none are told. */
  readonly from: Point | undefined;
  readonly after: SearchPlace | undefined;
  /** The day before which a look is too long ago. */
  readonly verifiedSince: string;
  readonly limit: number;
}

export type ListedAsset = FoundAsset & { readonly place: SearchPlace };
export interface AssetPage {
  readonly assets: readonly ListedAsset[];
  readonly count: number;
  readonly isExact: boolean;
}

/** What must be met, and in what order it is listed. */
export interface Met {
  readonly all: Sql;
  readonly order: SearchOrder;
}

const beyond = (place: SearchPlace | undefined, condition: (place: SearchPlace) => Sql): Sql => (place === undefined ? sql`true` : condition(place));

const shown = ({ from: near, limit }: AssetSearch, order: SearchOrder): Sql => {
  const far = near === undefined ? sql`null::float8` : sql`st_distancesphere(a.geom, st_setsrid(st_point(${near.lon}::float8, ${near.lat}::float8), 4326))`;
  return sql`select ${assetColumns}, ${far} as distance_m, a.year_built, a.last_verified_on, a.changed_on, a.hazards,
      jsonb_build_object('value', found.value, 'id', a.id) as place
    from page found cross join lateral (select * from assets one where one.id = found.id offset 0) a ${assetJoins} order by ${order.onFound} limit ${limit}`;
};

const together = (sources: readonly Source[], wanted: Wanted): Sql => {
  const each = join(
    sources.map(({ all }) => sql`(${all(wanted)})`),
    sql` union all `,
  );
  return sources.length > 1 ? sql`select distinct id, value from (${each}) every` : each;
};

/** Everything that is met, counted and sorted: for what a driver narrows far enough. */
export const gather = async (connection: Connection, search: AssetSearch, sources: readonly Source[], { all, order }: Met): Promise<AssetPage> => {
  if (sources.length === 0) return { assets: [], count: 0, isExact: true };
  const found = await rows<ListedAsset & { count: number }>(
    connection,
    sql`with every as materialized (${together(sources, { value: order.value, met: all, after: '', before: 'Z' })}),
          page as (select found.id, found.value from every found where ${beyond(search.after, order.beyondOnFound)} order by ${order.onFound} limit ${search.limit}),
          listed as (${shown(search, order)})
        select listed.*, (select count(*)::integer from every) as count from listed`,
  );
  const [first] = found;
  return { assets: found.map(({ count: _, ...asset }) => asset), count: first?.count ?? 0, isExact: true };
};

/** A page by number, from the lowest numbers of each of a driver's keys and sources. */
export const merge = async (connection: Connection, search: AssetSearch, { pages, sources }: Merged, { all, order }: Met): Promise<ListedAsset[]> => {
  const lowest = { met: all, after: search.after?.id ?? '', most: search.limit };
  let found: string[] = [];
  for (const some of pages) found = await lowestOfKeys(connection, some, lowest, found);
  await inOrder(connection);
  for (const source of sources) {
    const wanted = { value: order.value, met: all, after: lowest.after, before: endOf(found, search.limit) };
    const more = await rows<{ id: string }>(connection, source.lowest(wanted, search.limit));
    found = lowestOf([...found, ...more.map(({ id }) => id)], search.limit);
  }
  return rows(connection, sql`with page as (select id, null::text as value from unnest(${found}::text[]) id) ${shown(search, order)}`);
};

/** A page from the index that has its order, for what is dense: each row that is passed over costs a look. */
export const walk = (connection: Connection, search: AssetSearch, { all, order }: Met): Promise<ListedAsset[]> => {
  // By distance alone, so that the index gives the order; whatever is equally far comes along, and the page is cut after that.
  const cut = search.sort === 'distance' ? sql`fetch first ${search.limit} rows with ties` : sql`limit ${search.limit}`;
  return rows(
    connection,
    sql`with page as materialized (
          select a.id, ${order.value} as value from assets a where ${all} and ${beyond(search.after, order.beyondOnAssets)} order by ${order.onAssets} ${cut})
        ${shown(search, order)}`,
  );
};
