import type { ReasonCode } from './contract/reasons.ts';
import type { Reason } from './contract/terms.ts';
import { livingUnit, type UnitLife } from './living-unit.ts';
import { ownerlessShare } from './match/decide-action.ts';
import type { MatchResult, NearbyAsset } from './match/observation.ts';

/** What of an asset decides who acts on it. */
type KeptBy = Pick<NearbyAsset, 'id' | 'ownerId' | 'maintainerId' | 'locationKind'>;

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
  /** Of the units that assets name: which ended, and who followed them (null: nobody). One not listed is active. */
  readonly assetUnits?: Readonly<Record<string, UnitLife>>;
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

type Informed = DispatchDecision['informed'];

/**
 * Who is accountable, who is told, and why. Place and kind decide where no asset is meant; a plate, the person's own pick or a sure
 * match lead to the asset's agreed maintainer or its owner; an ownerless one on a road is the road authority's. All else is the street's
 * centre's, and an unsure danger is told to the likeliest owner at once. Never nobody.
 */
export const decideDispatch = (input: DispatchInput): DispatchDecision => {
  const asset = input.plateAsset ?? input.picked;
  if (input.kind.acts !== 'owner' || input.kind.about === 'none') return byKind(input, asset);
  if (asset) return toKeeper(input, asset, { code: input.plateAsset ? 'dispatch-plate' : 'dispatch-picked' }, scoreOf(input.match, asset.id));
  return input.match?.action === 'dispatch' ? byMatch(input, input.match) : unsure(input, input.match);
};

const decided = (
  input: DispatchInput,
  unitId: string,
  reason: Reason,
  rest: { informed?: Informed; matchScore?: number | null; assetId?: string | null } = {},
): DispatchDecision => ({
  unitId,
  reason,
  path: [...new Set([input.units.cityCentre, input.units.districtCentre, input.units.streetCentre, unitId])],
  informed: (rest.informed ?? []).filter((told, i, all) => told.unitId !== unitId && all.findIndex((other) => other.unitId === told.unitId) === i),
  matchScore: rest.matchScore ?? null,
  assetId: rest.assetId ?? null,
});

const byKind = (input: DispatchInput, asset: KeptBy | null): DispatchDecision => {
  const { kind, units } = input;
  const [unitId, code]: [string | null, ReasonCode] =
    kind.acts === 'road'
      ? [units.road, 'dispatch-kind-road']
      : kind.acts === 'greening'
        ? [units.greening, 'dispatch-kind-greening']
        : [units.streetCentre, 'dispatch-kind-centre'];
  return decided(input, unitId ?? units.streetCentre, { code: unitId === null ? 'dispatch-kind-centre' : code }, { assetId: asset?.id ?? null });
};

const onRoad = (asset: KeptBy) => asset.locationKind === 'carriageway' || asset.locationKind === 'footway';
const percent = (share: number) => Math.round(share * 100);

const living = (unitId: string | null, { assetUnits = {} }: DispatchInput): string | null => livingUnit(unitId, (id) => assetUnits[id]);

const toKeeper = (input: DispatchInput, asset: KeptBy, reason: Reason, matchScore: number | null): DispatchDecision => {
  const { road, streetCentre } = input.units;
  const owner = living(asset.ownerId, input);
  const maintainer = living(asset.maintainerId, input);
  const told: Informed = [];
  if (owner && maintainer && owner !== maintainer) told.push({ unitId: owner, reason: { code: 'informed-owner' satisfies ReasonCode } });
  if (road && onRoad(asset)) told.push({ unitId: road, reason: { code: 'informed-road' satisfies ReasonCode } });
  const rest = { informed: told, matchScore, assetId: asset.id };
  const keeper = maintainer ?? owner;
  const as = maintainer !== null && maintainer !== owner ? 'maintainer' : 'owner';
  if (keeper) return decided(input, keeper, { ...reason, params: { ...reason.params, as } }, rest);
  if (onRoad(asset) && road) return decided(input, road, { code: 'dispatch-ownerless-road' satisfies ReasonCode }, rest);
  const code: ReasonCode = (asset.ownerId ?? asset.maintainerId) ? 'dispatch-unit-ended' : 'dispatch-ownerless';
  return decided(input, streetCentre, { code }, rest);
};

const scoreOf = (match: MatchResult | null, assetId: string) => match?.candidates.find((c) => c.asset?.id === assetId)?.probability ?? null;

const topOwner = (match: MatchResult) => match.owners.find((owner) => owner.unitId !== null) ?? null;

/** The owner may be sure while the asset is not: its likeliest asset tells who maintains it, and is recorded only when likelier than not. */
const byMatch = (input: DispatchInput, match: MatchResult): DispatchDecision => {
  const owner = topOwner(match);
  const ownerless = ownerlessShare(match.candidates);
  const ownerId = owner && owner.probability >= ownerless ? owner.unitId : null;
  const likeliest = match.candidates.find((c) => c.asset !== null && c.asset.ownerId === ownerId);
  if (!likeliest?.asset) return unsure(input, match);
  const score = ownerId === null ? ownerless : (owner?.probability ?? 0);
  const decision = toKeeper(input, likeliest.asset, { code: 'dispatch-matched' satisfies ReasonCode, params: { percent: percent(score) } }, score);
  return likeliest.probability >= 0.5 ? decision : { ...decision, assetId: null };
};

/** A unit likelier than one in ten to own the danger is told of it: a needless look costs less than a hole that waits. */
const leastTold = 0.1;

const roadTold: Reason = { code: 'informed-road-hazard' satisfies ReasonCode };

const unsure = (input: DispatchInput, match: MatchResult | null): DispatchDecision => {
  const { streetCentre } = input.units;
  const owner = match ? topOwner(match) : null;
  const top = match?.candidates[0]?.asset ?? null;
  const told: Informed = [];
  if (input.isHazard && input.units.road && (top === null || onRoad(top))) told.push({ unitId: input.units.road, reason: roadTold });
  if (!match || !owner) return decided(input, streetCentre, { code: 'dispatch-none' satisfies ReasonCode }, { informed: told });
  const ownerId = living(owner.unitId, input);
  if (input.isHazard && ownerId && owner.probability >= leastTold) {
    told.push({ unitId: ownerId, reason: { code: 'informed-likeliest-owner' satisfies ReasonCode, params: { percent: percent(owner.probability) } } });
  }
  const code: ReasonCode = told.some(({ reason }) => reason !== roadTold) ? 'dispatch-unsure-hazard' : top ? 'dispatch-unsure' : 'dispatch-none';
  return decided(input, streetCentre, { code, params: { percent: percent(owner.probability) } }, { informed: told, matchScore: owner.probability });
};
