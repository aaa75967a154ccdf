import type { Point, Reason } from '../contract/terms.ts';
import type { KindOfIncident } from '../merge-incident.ts';

/** An asset that may be meant, by a report's match; null: something that is not registered, or nothing. */
interface Candidate {
  readonly assetId: string | null;
  readonly isNothing?: boolean;
  readonly probability: number;
  readonly reasons: readonly Reason[];
}

/** What of a candidate tells which hole is meant. */
export interface LikelyAsset {
  readonly assetId: string | null;
  readonly isNothing: boolean;
  readonly probability: number;
  /** What its place alone speaks for it: natural log-odds. */
  readonly placeWeight: number;
}

const placeCodes: ReadonlySet<string> = new Set(['match-distance', 'match-address', 'match-photo', 'match-no-place']);

export const likelyOf = (candidates: readonly Candidate[]): LikelyAsset[] =>
  candidates.map(({ assetId, isNothing = false, probability, reasons }) => ({
    assetId,
    isNothing,
    probability,
    placeWeight: reasons.reduce((sum, { code, weight }) => sum + (placeCodes.has(code) ? (weight ?? 0) : 0), 0),
  }));

/** The same as it is kept with a report: a tenth of what its candidates take with their reasons. */
export type PackedLikely = readonly [assetId: string | null, probability: number, placeWeight: number, isNothing?: 1];

export const packLikely = (all: readonly LikelyAsset[]): PackedLikely[] =>
  all.map(({ assetId, probability, placeWeight, isNothing }) => {
    const [p, w] = [Number(probability.toPrecision(6)), Number(placeWeight.toPrecision(6))];
    return isNothing ? [assetId, p, w, 1] : [assetId, p, w];
  });

export const unpackLikely = (packed: readonly PackedLikely[]): LikelyAsset[] =>
  packed.map(([assetId, probability, placeWeight, nothing]) => ({ assetId, probability, placeWeight, isNothing: nothing === 1 }));

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
