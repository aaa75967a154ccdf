import type { ReasonCode } from './contract/reasons.ts';
import type { Reason } from './contract/terms.ts';
import type { MatchResult, NearbyAsset } from './match/observation.ts';

/** What of an asset decides who acts on it. */
export type KeptBy = Pick<NearbyAsset, 'id' | 'ownerId' | 'maintainerId' | 'locationKind'> & { readonly roadName?: string | null };

export interface DispatchInput {
  readonly kind: { readonly about: 'well' | 'asset' | 'none'; readonly acts: 'owner' | 'road' | 'greening' | 'centre' };
  readonly isHazard: boolean;
  /** null: the person looked and what they mean is not registered, or there was nothing to match. */
  readonly match: MatchResult | null;
  readonly picked: KeptBy | null;
  readonly plateAsset: KeptBy | null;
  readonly place: { readonly districtCode: string; readonly streetCode: string };
  readonly units: {
    readonly streetCentre: string;
    readonly districtCentre: string;
    readonly cityCentre: string;
    /** The district's road authority and greening unit, where it has them. */
    readonly road: string | null;
    readonly greening: string | null;
  };
  /** Units that ended, by id, and who followed them (null: nobody). */
  readonly assetUnits?: Readonly<Record<string, { readonly active: boolean; readonly successorId: string | null }>>;
}

export interface DispatchDecision {
  readonly unitId: string;
  readonly reason: Reason;
  /** Unit ids from the city's centre down to the unit. */
  readonly path: string[];
  readonly informed: { readonly unitId: string; readonly reason: Reason }[];
  readonly matchScore: number | null;
  readonly assetId: string | null;
}
export const decideDispatch = (input: DispatchInput): DispatchDecision => {
  const code: ReasonCode = 'dispatch-none';
  return {
    unitId: input.units.streetCentre,
    reason: { code },
    path: [input.units.cityCentre, input.units.districtCentre, input.units.streetCentre],
    informed: [],
    matchScore: null,
    assetId: null,
  };
};
