import type { AssetStatus } from './contract/terms.ts';
import { accept, type Decision, reject } from './rejection.ts';

export interface KeptAsset {
  readonly ownerId: string | null;
  readonly maintainerId: string | null;
  readonly status: AssetStatus;
  readonly version: number;
}

/** Whether one of these units keeps the asset: its recorded owner or maintainer. */
export const isKeeper = (unitIds: readonly string[], asset: Pick<KeptAsset, 'ownerId' | 'maintainerId'>): boolean =>
  unitIds.some((id) => id === asset.ownerId || id === asset.maintainerId);

/**
 * A keeper sets its asset's status: `not-its-keeper` for anyone else, `version-stale` when someone changed it since it was looked at.
 * @param version the version the person was looking at
 */
export const decideStatusChange = (
  unitIds: readonly string[],
  asset: KeptAsset,
  wanted: AssetStatus,
  version: number,
): Decision<{ status: AssetStatus; before: AssetStatus; version: number }> => {
  if (!isKeeper(unitIds, asset)) return reject('not-its-keeper');
  if (version !== asset.version) return reject('version-stale', { field: 'version' });
  return accept({ status: wanted, before: asset.status, version: asset.version + 1 });
};
