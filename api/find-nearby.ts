import { listNearbyAssets, listNearbyAssetsAt, type NearbyAssetRow, type NearbyReach } from '#db/queries/reports/matching.ts';
import type { Connection } from '#db/sql.ts';
import type { Point } from '#domain/contract/terms.ts';
import { metresBetween } from '#domain/datum.ts';
import type { AddressPoint } from '#domain/match/observation.ts';

/**
 * In a crowded street sixty-four lie within 15 m: a worse pin is weighed against more. Most pins lie within their accuracy, one in six within three
 * times as much: farther than five times nothing is looked for, but where few assets stand the nearest two dozen are, as a lost phone has lost itself
 * there too and an owner named in words is heard only of what is looked at.
 */
export const reachOf = (accuracyM: number): NearbyReach => ({
  radiusM: Math.min(400, Math.max(75, accuracyM * 5)),
  most: accuracyM <= 15 ? 64 : accuracyM <= 30 ? 160 : 256,
  least: 24,
  farthestM: 500,
});

/** Where a report may mean: its pin, the places of its address, and those of its photo. */
interface SaidPlaces {
  readonly pin: Point | null;
  readonly accuracyM: number;
  readonly addressPoint: AddressPoint | null;
  readonly photoPoint?: AddressPoint | null | undefined;
}

/**
 * What is registered around the places said, the assets that were named among it: nearest first.
 * @param at as the registry stood then; null: as it stands
 */
export const findNearby = async (
  connection: Connection,
  { pin, accuracyM, addressPoint, photoPoint = null }: SaidPlaces,
  named: readonly NearbyAssetRow[] = [],
  at: string | null = null,
) => {
  const listAround = ({ point, errorM }: { readonly point: Point; readonly errorM: number }) =>
    at === null ? listNearbyAssets(connection, { point, reach: reachOf(errorM) }) : listNearbyAssetsAt(connection, point, reachOf(errorM), at);
  const placesOf = (found: AddressPoint | null) => found?.places ?? (found ? [found] : []);
  const around = [...(pin ? [{ point: pin, errorM: accuracyM }] : []), ...placesOf(addressPoint), ...placesOf(photoPoint)].map(listAround);
  const nearby = new Map<string, NearbyAssetRow>();
  for (const asset of [...named, ...(await Promise.all(around)).flat()]) if (!nearby.has(asset.id)) nearby.set(asset.id, asset);
  const from = pin ?? addressPoint?.point ?? photoPoint?.point;
  const distance = (asset: NearbyAssetRow) => (from ? metresBetween(from, asset) : 0);
  return [...nearby.values()].map((asset) => ({ ...asset, distanceM: asset.distanceM ?? distance(asset) })).sort((a, b) => distance(a) - distance(b));
};
