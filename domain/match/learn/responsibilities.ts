import type { MatchContext, NearbyAsset } from '../observation.ts';
import type { ThingOwners } from '../thing-owners.ts';
import { type Weighed, weigh } from '../weigh.ts';
import type { Found, Settled } from './settled.ts';

/** One candidate of a settled order: how likely it was by place and rates alone, by all that was said, and now that the site was seen. */
export interface Responsible {
  readonly asset: NearbyAsset | null;
  readonly isNothing: boolean;
  readonly before: number;
  readonly said: number;
  readonly after: number;
  /** What each said place, and what was told lately, told of it, by the reason's code. */
  readonly places: Readonly<Record<string, number>>;
}

/** Of what is written down as found, so much is right; what is written wrongly is spread as all that is written is. */
const foundRight = 0.95;
const wrongAssets = 20;
/** How often orders end at a thing that is not registered, and at nothing. */
export interface FoundBeside {
  readonly unregistered: number;
  readonly nothing: number;
}

/** Taken while nobody counted them. */
const statedBeside: FoundBeside = { unregistered: 0.04, nothing: 0.03 };
/** Orders' worth of belief in that. */
const steadying = 50;
const wrongUnits = 12;

/** How findings are written down, counted over all orders. */
export interface HowWritten {
  /** Of what is somebody's the share of which nobody wrote down whose it was. */
  readonly leftOut: number;
  readonly beside: FoundBeside;
}

const besideOf = ({ asset, isNothing }: Weighed<NearbyAsset>): Found['beside'] => (asset ? null : isNothing === true ? 'nothing' : 'unregistered');

/** Right as often as what is found is, and else by chance. */
const written = (chance: number, byChance: number) => foundRight * chance + (1 - foundRight) * byChance;

const ofUnit = (asset: NearbyAsset, unitId: string, whose: ThingOwners): number => {
  const { recorded, others, perOther, heard } = whose.parts(asset);
  if (heard <= 0) return written(0, 1 / wrongUnits);
  if (asset.ownerId === unitId) return written(recorded / heard, 1 / wrongUnits);
  const other = perOther > 0 ? perOther * (whose.ofClass(asset.classCode).heard.get(unitId) ?? 0) : others / wrongUnits;
  return written(other / heard, 1 / wrongUnits);
};

/** How likely no unit is written down: of what is nobody's none can be, of what is somebody's it was left out so often. */
const ofNobody = (asset: NearbyAsset, leftOut: number, whose: ThingOwners): number => {
  const { recorded, perOther, heard } = whose.parts(asset);
  const nobodys = asset.ownerId === null ? recorded : perOther * (whose.ofClass(asset.classCode).heard.get('') ?? 0);
  const share = heard > 0 ? nobodys / heard : 0;
  return written(share + (1 - share) * leftOut, 1 / wrongUnits);
};

/** How likely it is that this is found when the candidate is what was meant. */
const ofFound = (candidate: Weighed<NearbyAsset>, found: Found, whose: ThingOwners, { leftOut, beside }: HowWritten): number => {
  const { asset } = candidate;
  const byChance = found.beside === null ? 1 - beside.unregistered - beside.nothing : beside[found.beside];
  const ofSort = written(Number(besideOf(candidate) === found.beside), byChance);
  if (found.beside !== null) return ofSort;
  const ofIt = found.assetId === null ? 1 : written(Number(asset?.id === found.assetId), 1 / wrongAssets);
  if (!asset) return ofSort * ofIt * (found.unitId === null ? 1 : 1 / wrongUnits);
  const ofTheirs = found.unitId === null ? ofNobody(asset, leftOut, whose) : ofUnit(asset, found.unitId, whose);
  return ofSort * ofIt * ofTheirs;
};

const beforeWords = new Set([
  'match-distance',
  'match-address',
  'match-photo',
  'match-rate',
  'match-status',
  'match-status-removed',
  'match-status-abandoned',
  'match-no-place',
]);

/** What may depend on what else is heard, and so counts as much as it proves to: places said, and what was told lately. */
export const sharpenedCodes = ['match-distance', 'match-address', 'match-lately', 'match-lately-near'] as const;
const sharpened: ReadonlySet<string> = new Set(sharpenedCodes);

const normalised = (weights: readonly number[]): number[] => {
  const highest = Math.max(...weights);
  const odds = weights.map((weight) => Math.exp(weight - highest));
  const total = odds.reduce((a, b) => a + b, 0);
  return odds.map((one) => one / total);
};

/** Of orders about an asset that somebody owns, the share of which nobody wrote down whose it was: then none tells little of whose it is. */
const unitsLeftOut = (orders: readonly Settled[]): number => {
  const owned = orders.filter(({ found, nearby }) => found.assetId !== null && nearby.some(({ id, ownerId }) => id === found.assetId && ownerId !== null));
  const without = owned.filter(({ found }) => found.unitId === null).length;
  return (without + 1) / (owned.length + 1);
};

const countBeside = (orders: readonly Settled[], sort: 'unregistered' | 'nothing'): number =>
  (orders.filter(({ found }) => found.beside === sort).length + steadying * statedBeside[sort]) / (orders.length + steadying);

/** How findings are written down, by the orders themselves: a city that seldom looks is not one where all is registered. */
export const howWritten = (orders: readonly Settled[]): HowWritten => ({
  leftOut: unitsLeftOut(orders),
  beside: { unregistered: countBeside(orders, 'unregistered'), nothing: countBeside(orders, 'nothing') },
});

const asStated: HowWritten = { leftOut: 1, beside: statedBeside };

/**
 * The expectation step: who is answerable for a settled order, as the priors stand.
 * @param written how findings are written down
 */
export const responsibilities = ({ observation, nearby, found }: Settled, context: MatchContext, written = asStated): Responsible[] => {
  const { weighed, whose } = weigh(observation, nearby, context);
  const sum = (of: Weighed<NearbyAsset>, only?: ReadonlySet<string>) =>
    of.reasons.reduce((total, { code, weight }) => (only && of.asset && !only.has(code) ? total : total + (weight ?? 0)), 0);
  const before = normalised(weighed.map((one) => sum(one, beforeWords)));
  const said = normalised(weighed.map((one) => sum(one)));
  const after = normalised(weighed.map((one) => sum(one) + Math.log(ofFound(one, found, whose, written))));
  const toldBy = ({ reasons }: Weighed<NearbyAsset>) =>
    Object.fromEntries(reasons.flatMap(({ code, weight }) => (sharpened.has(code) ? [[code, weight ?? 0]] : [])));
  return weighed.map((one, i) => ({
    asset: one.asset,
    isNothing: one.isNothing === true,
    before: before[i] ?? 0,
    said: said[i] ?? 0,
    after: after[i] ?? 0,
    places: toldBy(one),
  }));
};
