import type { NearbyAsset, Observation } from '../observation.ts';

/** What was found on site: which asset, whose; each may be missing, and some of it is wrong. */
export interface Found {
  readonly assetId: string | null;
  readonly unitId: string | null;
  /** No asset that is registered was meant: something that is not, or nothing at all. */
  readonly beside: 'unregistered' | 'nothing' | null;
}

/** A report whose order was settled, with what stands around it in the registry. */
export interface Settled {
  readonly observation: Observation;
  readonly nearby: readonly NearbyAsset[];
  readonly found: Found;
  /** Which hole it tells of, where others may too. */
  readonly incidentId?: string;
  /** Of which classes its hole was told of, in shares: as it is known since, found or believed then, and, where it named its asset, what that told. */
  readonly told?: { readonly known: Readonly<Record<string, number>>; readonly named?: Readonly<Record<string, number>> };
}
