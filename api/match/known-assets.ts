import type { Pool } from '#db/pool.ts';
import { listIdsInReach, type NearbyAssetRow } from '#db/queries/reports/matching.ts';
import { covers, reachOf } from '#domain/access.ts';
import type { Person } from '../app-type.ts';
import type { MatchedReport } from '../match-report.ts';

/** Of which assets somebody may know the owner; of null: of what is not registered at the place. 'all': of the whole city's. */
export type Known = 'all' | ((asset: NearbyAssetRow | null) => boolean);

/**
 * Whoever may open an asset's own page with its owner on it (`mayReadAsset`) is told of it here too, and of no other: a match must not be a way round
 * that page, place by place over the city. A unit's people so know of what is theirs, a street's of what stands in it.
 */
export const knownBy = async (pool: Pool, person: Person | null, { nearby, place }: MatchedReport): Promise<Known> => {
  const reach = person && reachOf(person.grants, 'assets.read', person.cityCode);
  if (!reach) return () => false;
  if (reach.city) return 'all';
  const readable = new Set(
    await listIdsInReach(
      pool,
      nearby.map(({ id }) => id),
      reach,
    ),
  );
  const isPlaceCovered = covers(reach, { ...place, unitIds: [] });
  return (asset) => (asset ? readable.has(asset.id) : isPlaceCovered);
};
