import type { Reach } from '#domain/access.ts';
import type { AssetSort, FoundAsset } from '#domain/contract/asset-search.ts';
import { type Connection, join, rows, type Sql, sql } from '../../sql.ts';
import type { AssetFilter } from '../asset-filters.ts';
import { assetColumns, assetJoins } from '../assets.ts';
import type { Merged, Source, Wanted } from './driver.ts';
import { lowestOfFacets } from './facet-pages.ts';
import { inOrder } from './in-order.ts';
import type { SearchOrder, SearchPlace } from './order.ts';

export interface AssetSearch {
  readonly reach: Reach;
  readonly filter: AssetFilter;
  /** As a person wrote them. */
  readonly words: string | undefined;
  readonly sort: AssetSort;
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

const shown = ({ filter: { near }, limit }: AssetSearch, order: SearchOrder): Sql => {
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
    sql`with every as materialized (${together(sources, { value: order.value, met: all, after: '' })}),
          page as (select found.id, found.value from every found where ${beyond(search.after, order.beyondOnFound)} order by ${order.onFound} limit ${search.limit}),
          listed as (${shown(search, order)})
        select listed.*, (select count(*)::integer from every) as count from listed`,
  );
  const [first] = found;
  return { assets: found.map(({ count: _, ...asset }) => asset), count: first?.count ?? 0, isExact: true };
};

/** A page by number, from the lowest numbers of each of a driver's sources and of its combinations. */
export const merge = async (connection: Connection, search: AssetSearch, { sources, facets }: Merged, { all, order }: Met): Promise<ListedAsset[]> => {
  const after = search.after?.id ?? '';
  const found: string[] = facets === null ? [] : await lowestOfFacets(connection, facets, all, after, search.limit);
  await inOrder(connection);
  for (const { lowest } of sources)
    found.push(...(await rows<{ id: string }>(connection, lowest({ value: order.value, met: all, after }, search.limit))).map(({ id }) => id));
  const ids = [...new Set(found)].toSorted().slice(0, search.limit);
  return rows(connection, sql`with page as (select id, null::text as value from unnest(${ids}::text[]) id) ${shown(search, order)}`);
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
