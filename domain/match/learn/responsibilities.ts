import type { MatchContext, NearbyAsset } from '../observation.ts';
import { ownerSureness } from '../owners-of.ts';
import { type Weighed, weigh } from '../weigh.ts';
import type { Found, Settled } from './settled.ts';

/** One candidate of a settled order: how likely it was by place and rates alone, by all that was said, and now that the site was seen. */
export interface Responsible {
  readonly asset: NearbyAsset | null;
  readonly isNothing: boolean;
  readonly before: number;
  readonly said: number;
  readonly after: number;
}

/** Of what is written down as found, so much is right. */
const foundRight = 0.95;
const wrongUnits = 12;
const wrongAssets = 20;

const besideOf = ({ asset, isNothing }: Weighed<NearbyAsset>): Found['beside'] => (asset ? null : isNothing === true ? 'nothing' : 'unregistered');

const ofUnit = (asset: NearbyAsset, unitId: string, context: MatchContext): number => {
  const sure = asset.ownerId === null ? 0 : ownerSureness(asset, context.priors.learned);
  const right = asset.ownerId === unitId ? sure : (1 - sure) / wrongUnits;
  return right * foundRight + (1 - foundRight) / wrongUnits;
};

const ofAsset = (asset: NearbyAsset, assetId: string): number => (asset.id === assetId ? foundRight : (1 - foundRight) / wrongAssets);

/** How likely it is that this is found when the candidate is what was meant. */
const ofFound = (candidate: Weighed<NearbyAsset>, found: Found, context: MatchContext): number => {
  const { asset } = candidate;
  const ofSort = besideOf(candidate) === found.beside ? foundRight : 1 - foundRight;
  if (found.beside !== null) return ofSort;
  const ofIt = found.assetId === null ? 1 : asset ? ofAsset(asset, found.assetId) : 1 / wrongAssets;
  const ofTheirs = found.unitId === null ? 1 : asset ? ofUnit(asset, found.unitId, context) : 1 / wrongUnits;
  return ofSort * ofIt * ofTheirs;
};

const beforeWords = new Set([
  'match-distance',
  'match-address',
  'match-rate',
  'match-status',
  'match-status-removed',
  'match-status-abandoned',
  'match-no-place',
]);

const normalised = (weights: readonly number[]): number[] => {
  const highest = Math.max(...weights);
  const odds = weights.map((weight) => Math.exp(weight - highest));
  const total = odds.reduce((a, b) => a + b, 0);
  return odds.map((one) => one / total);
};

/** The expectation step: who is answerable for a settled order, as the priors stand. */
export const responsibilities = ({ observation, nearby, found }: Settled, context: MatchContext): Responsible[] => {
  const { weighed } = weigh(observation, nearby, context);
  const sum = (of: Weighed<NearbyAsset>, only?: ReadonlySet<string>) =>
    of.reasons.reduce((total, { code, weight }) => (only && of.asset && !only.has(code) ? total : total + (weight ?? 0)), 0);
  const before = normalised(weighed.map((one) => sum(one, beforeWords)));
  const said = normalised(weighed.map((one) => sum(one)));
  const after = normalised(weighed.map((one) => sum(one) + Math.log(ofFound(one, found, context))));
  return weighed.map(({ asset, isNothing }, i) => ({ asset, isNothing: isNothing === true, before: before[i] ?? 0, said: said[i] ?? 0, after: after[i] ?? 0 }));
};
