import type { Acts, DispatchCase } from './contract/dispatch-rules.ts';
import { ownerlessShare } from './match/decide-action.ts';
import type { MatchResult, NearbyAsset } from './match/observation.ts';

/** What of an asset decides who acts on it. */
type KeptBy = Pick<NearbyAsset, 'id' | 'classCode' | 'ownerId' | 'maintainerId' | 'locationKind'>;

/** Who followed a unit that ended, itself while it lives; null when nobody did. */
export type Living = (unitId: string | null) => string | null;

export interface CaseInput {
  readonly kind: { readonly code: string; readonly about: 'well' | 'asset' | 'none'; readonly acts: Acts };
  readonly isHazard: boolean;
  /** null: the person looked and what they mean is not registered, or there was nothing to match. */
  readonly match: MatchResult | null;
  readonly picked: KeptBy | null;
  readonly plateAsset: KeptBy | null;
  readonly place: { readonly districtCode: string; readonly streetCode: string };
  /** The city's time, HH:MM. */
  readonly time: string;
}

/** A case, and what was found besides: the asset that is recorded as meant, and how sure the match was. */
export interface CaseReading {
  readonly of: DispatchCase;
  readonly assetId: string | null;
  readonly matchScore: number | null;
}

type Known = Pick<DispatchCase, 'belief' | 'by' | 'percent' | 'classCode' | 'location' | 'ownerId' | 'maintainerId' | 'likeliestId' | 'hasEnded'>;

const nothing: Known = {
  ...{ belief: 'none', by: null, percent: null, classCode: null, location: null },
  ...{ ownerId: null, maintainerId: null, likeliestId: null, hasEnded: false },
};
const percentOf = (share: number) => Math.round(share * 100);

/** The asset is known: plate, pick or a sure match say so. Without a living keeper it is nobody's. */
const ofAsset = (asset: KeptBy, by: DispatchCase['by'], percent: number | null, living: Living): Known => {
  const [ownerId, maintainerId] = [living(asset.ownerId), living(asset.maintainerId)];
  const isKept = (maintainerId ?? ownerId) !== null;
  return {
    ...{ belief: isKept ? 'known' : 'ownerless', by, percent, classCode: asset.classCode, location: asset.locationKind },
    ...{ ownerId, maintainerId, likeliestId: ownerId, hasEnded: !isKept && (asset.ownerId ?? asset.maintainerId) !== null },
  };
};

const topOwner = (match: MatchResult) => match.owners.find((owner) => owner.unitId !== null) ?? null;

type Read = { readonly known: Known; readonly assetId: string | null; readonly matchScore: number | null };

/** Nothing sure: whose it likeliest is, and where the likeliest thing lies. */
const ofDoubt = (match: MatchResult | null, living: Living): Read => {
  const owner = match ? topOwner(match) : null;
  const top = match?.candidates[0]?.asset ?? null;
  const where = { classCode: top?.classCode ?? null, location: top?.locationKind ?? null };
  if (!owner) return { known: { ...nothing, ...where }, assetId: null, matchScore: null };
  const known: Known = { ...nothing, ...where, belief: 'unsure', percent: percentOf(owner.probability), likeliestId: living(owner.unitId) };
  return { known, assetId: null, matchScore: owner.probability };
};

/** The owner may be sure while the asset is not: its likeliest asset tells who maintains it, and is recorded only when likelier than not. */
const ofMatch = (match: MatchResult, living: Living): Read => {
  const owner = topOwner(match);
  const ownerless = ownerlessShare(match.candidates);
  const ownerId = owner && owner.probability >= ownerless ? owner.unitId : null;
  const likeliest = match.candidates.find((c) => c.asset !== null && c.asset.ownerId === ownerId);
  if (!likeliest?.asset) return ofDoubt(match, living);
  const matchScore = ownerId === null ? ownerless : (owner?.probability ?? 0);
  const known = ofAsset(likeliest.asset, 'matched', percentOf(matchScore), living);
  return { known, assetId: likeliest.probability >= 0.5 ? likeliest.asset.id : null, matchScore };
};

const read = (input: CaseInput, living: Living): Read => {
  const asset = input.plateAsset ?? input.picked;
  const isOwners = input.kind.acts === 'owner' && input.kind.about !== 'none';
  if (asset) {
    const known = ofAsset(asset, input.plateAsset ? 'plate' : 'picked', null, living);
    const score = input.match?.candidates.find((c) => c.asset?.id === asset.id)?.probability ?? null;
    return { known, assetId: asset.id, matchScore: isOwners ? score : null };
  }
  // Whose the matter is by its kind alone is not asked of what happens to lie near.
  if (!isOwners) return { known: nothing, assetId: null, matchScore: null };
  return input.match?.action === 'dispatch' ? ofMatch(input.match, living) : ofDoubt(input.match, living);
};

/** What a report comes to for the rules: its facts, and nothing of how they were found out. */
export const readCase = (input: CaseInput, living: Living): CaseReading => {
  const { kind, isHazard, place, time } = input;
  const { known, assetId, matchScore } = read(input, living);
  // A kind that says the owner acts and is about no thing has no owner to ask: the centre's.
  const acts = kind.acts === 'owner' && kind.about === 'none' ? 'centre' : kind.acts;
  return { of: { kind: kind.code, acts, isHazard, ...known, ...place, time }, assetId, matchScore };
};
