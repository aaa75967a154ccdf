import type { Point, Reason } from '../contract/terms.ts';
import type { KindOfIncident } from '../merge-incident.ts';

/** An asset that may be meant, as it is stored with a report; null: something that is not registered, or nothing. */
export interface LikelyAsset {
  readonly assetId: string | null;
  readonly isNothing?: boolean;
  readonly probability: number;
  readonly reasons: readonly Reason[];
}

/** One report of a hole, as matching saw it. */
export interface Telling {
  readonly candidates: readonly LikelyAsset[];
  /** Picked on the map, or read off its plate. */
  readonly namedAssetId: string | null;
  readonly point: Point;
  readonly accuracyM: number;
  readonly kind: KindOfIncident;
  readonly text: string;
  readonly at: string;
  /** 64 characters 0 or 1 each. */
  readonly photoHashes: readonly string[];
}

/** A hole that is open, by all that was told of it. */
export interface OpenHole {
  readonly incidentId: string;
  readonly tellings: readonly Telling[];
}
