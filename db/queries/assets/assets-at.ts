import type { Reach } from '#domain/access.ts';
import type { FoundAsset } from '#domain/contract/asset-search.ts';
import { type Connection, join, rows, sql } from '../../sql.ts';
import { type AssetFilter, facetConditions, ownConditions } from './asset-filters.ts';
import { assetsAt } from './asset-history.ts';
import { assetColumns, assetJoinsAt } from './assets.ts';

export interface AreaAt {
  readonly reach: Reach;
  readonly filter: Omit<AssetFilter, 'bbox'>;
  /** west, south, east, north */
  readonly bbox: readonly [number, number, number, number];
  readonly at: string;
  /** The day before which a look was too long ago then. */
  readonly verifiedSince: string;
  /** The last number of the page before. */
  readonly after: string | undefined;
  readonly limit: number;
}

/**
 * Assets of an area as they stood at a moment, by number, and how many there were. The box bounds both tables by their indexes; what it
 * holds is gathered, counted and cut, and only the page's rows are told whole.
 */
export const listAssetsAt = async (
  connection: Connection,
  { reach, filter, bbox: [west, south, east, north], at, verifiedSince, after, limit }: AreaAt,
): Promise<{ assets: FoundAsset[]; count: number }> => {
  const box = sql`st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)`;
  const stood = [...facetConditions(reach, filter, sql`a`), ...ownConditions(filter, verifiedSince), sql`a.merged_into is null`];
  const { near } = filter;
  const far = near === undefined ? sql`null::float8` : sql`st_distancesphere(a.geom, st_setsrid(st_point(${near.lon}::float8, ${near.lat}::float8), 4326))`;
  const found = await rows<FoundAsset & { count: number }>(
    connection,
    sql`with every as materialized (select a.* from ${assetsAt(at, (_, point) => sql`${point} && ${box}`)} a where ${join(stood, sql` and `)}),
          page as (select * from every ${after === undefined ? sql`` : sql`where id > ${after}`} order by id limit ${limit})
        select ${assetColumns}, ${far} as distance_m, a.year_built, a.last_verified_on, a.changed_on, a.hazards, (select count(*)::integer from every) as count
        from page a ${assetJoinsAt(at)} order by a.id`,
  );
  return { assets: found.map(({ count: _, ...asset }) => asset), count: found[0]?.count ?? 0 };
};
