import type { NearbyAssetRow } from '#db/queries/reports/matching.ts';
import type { Candidate } from '#domain/contract/match.ts';
import type { MatchCandidate, MatchResult } from '#domain/match/observation.ts';

const round = (value: number, step: number) => Math.round(value / step) * step;

/** A candidate as a person standing there may know it: what it is and looks like, never whose. */
export const seenCandidate = ({ asset, isNothing, probability, reasons }: MatchCandidate<NearbyAssetRow>): Candidate => ({
  assetId: asset?.id ?? null,
  ...(isNothing === true ? { isNothing } : {}),
  classCode: asset?.classCode ?? null,
  className: asset?.className ?? null,
  position: asset ? { lon: asset.lon, lat: asset.lat } : null,
  distanceM: asset?.distanceM == null ? null : Number(round(asset.distanceM, 0.1).toFixed(1)),
  looks: asset ? { shape: asset.shape, material: asset.material, sizeMm: asset.sizeMm, lettering: asset.lettering } : null,
  probability,
  reasons,
});

/** A candidate as it is stored with the report, for staff to read why: with the owner recorded at that time. */
export type StoredCandidate = Pick<Candidate, 'assetId' | 'isNothing' | 'className' | 'distanceM' | 'probability' | 'position' | 'reasons'> & {
  readonly ownerId: string | null;
};

export const storedCandidate = (candidate: MatchCandidate<NearbyAssetRow>): StoredCandidate => {
  const { assetId, isNothing, className, distanceM, probability, position, reasons } = seenCandidate(candidate);
  return {
    assetId,
    ...(isNothing === true ? { isNothing } : {}),
    className,
    distanceM,
    probability,
    position,
    reasons,
    ownerId: candidate.asset?.ownerId ?? null,
  };
};

/** More of them were never suggested to anybody. */
const mostOwners = 5;

/** The likeliest owners of a match, as they are stored with the report. */
export const storedOwners = (owners: MatchResult['owners']): { readonly unitId: string; readonly probability: number }[] =>
  owners.flatMap(({ unitId, probability }) => (unitId === null ? [] : [{ unitId, probability }])).slice(0, mostOwners);
