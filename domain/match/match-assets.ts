import type { Reason } from '../contract/terms.ts';
import { decideAction } from './decide-action.ts';
import { whereFound } from './found-shifts.ts';
import type { MatchCandidate, MatchContext, MatchResult, NearbyAsset, Observation } from './observation.ts';
import { ownersOf } from './owners-of.ts';
import { type Weighed, type Weighing, weigh } from './weigh.ts';

const mostNearby = 512;
const mostShown = 24;
const leastShown = 0.0005;

/**
 * Whose is it: a probability for each asset near, and one for "nothing registered here". Weights are natural log-odds against that
 * null candidate and add up term by term: where it lies, what kind of thing it is, what was said of it, its plate, its status.
 * Bounded: of the text 2,000 characters count, of the assets 512. `nearby` come nearest first.
 * @param mayAskOf of which assets whoever answers may be asked what stands on them
 */
export const matchAssets = <A extends NearbyAsset>(
  observation: Observation,
  nearby: readonly A[],
  context: MatchContext,
  mayAskOf?: (asset: A) => boolean,
): MatchResult<A> => {
  if (observation.kind?.about === 'none') return nothingMeant('match-kind-about-none');
  const assets = nearest(nearby, observation.plate);
  if (assets.length === 0) return nothingNear(observation, context);
  const { weighed, unregisteredClasses, whose } = weighFound(observation, assets, context);
  const candidates = toProbabilities(weighed);
  const owners = ownersOf(candidates, whose, unregisteredClasses);
  return { candidates: shown(candidates), owners, ...decideAction(candidates, owners, observation, { priors: context.priors, mayAskOf }) };
};

/**
 * Whose it is as far as somebody may know whose things are.
 * @param knows whether they may know it of an asset; of null: of what is not registered there
 * @returns the owners behind the candidates that they may know of, and how likely it is any of the others
 */
export const ownersKnown = <A extends NearbyAsset>(
  observation: Observation,
  nearby: readonly A[],
  context: MatchContext,
  knows: (asset: A | null) => boolean,
): { readonly owners: MatchResult['owners']; readonly beyond: number } => {
  const assets = observation.kind?.about === 'none' ? [] : nearest(nearby, observation.plate);
  const { weighed, unregisteredClasses, whose } = weighFound(observation, assets, context);
  const candidates = assets.length === 0 ? nothingMeant<A>('match-nothing-near').candidates : toProbabilities(weighed);
  const known = candidates.filter(({ asset }) => knows(asset));
  const beyond = candidates.reduce((sum, { asset, probability }) => (knows(asset) ? sum : sum + probability), 0);
  return { owners: ownersOf(known, whose, observation.kind?.about === 'none' ? undefined : unregisteredClasses), beyond };
};

/** Weighed where they are found, answered with where their record has them. */
const weighFound = <A extends NearbyAsset>(observation: Observation, assets: readonly A[], context: MatchContext): Weighing<A> => {
  const found = whereFound(assets, context.priors.learned.shifts);
  const weighing = weigh(observation, found, context);
  if (found === assets) return weighing;
  return { ...weighing, weighed: weighing.weighed.map((one, i) => (one.asset === null ? one : { ...one, asset: assets[i] ?? one.asset })) };
};

// The asset on the plate may come last, from far away.
const nearest = <A extends NearbyAsset>(nearby: readonly A[], plate: string | null): A[] => {
  const near = nearby.slice(0, mostNearby);
  const onPlate = nearby.slice(mostNearby).find((asset) => asset.id === plate);
  return onPlate ? [...near.slice(0, -1), onPlate] : near;
};

/** Nothing is registered near: what was said still tells whose such a thing would be, where that was learned. */
const nothingNear = <A extends NearbyAsset>(observation: Observation, context: MatchContext): MatchResult<A> => {
  const { whose, unregisteredClasses } = weigh<A>(observation, [], context);
  const nothing = nothingMeant<A>('match-nothing-near');
  return { ...nothing, owners: ownersOf(nothing.candidates, whose, unregisteredClasses) };
};

const nothingMeant = <A extends NearbyAsset>(code: 'match-kind-about-none' | 'match-nothing-near'): MatchResult<A> => ({
  candidates: [{ asset: null, probability: 1, reasons: [{ code }] }],
  owners: [{ unitId: null, probability: 1 }],
  action: 'patrol',
  question: null,
});

/** Softmax of the summed weights. */
export const toProbabilities = <A extends NearbyAsset>(weighed: readonly Weighed<A>[]): MatchCandidate<A>[] => {
  const scores = weighed.map(({ reasons }) => reasons.reduce((sum, reason) => sum + (reason.weight ?? 0), 0));
  const highest = Math.max(...scores);
  const odds = scores.map((score) => Math.exp(score - highest));
  const total = odds.reduce((sum, one) => sum + one, 0);
  return weighed.map((candidate, i) => ({ ...candidate, probability: (odds[i] ?? 0) / total })).sort((a, b) => b.probability - a.probability);
};

// What is too unlikely to be shown gives its share to the others, so that the answer still sums to one.
const shown = <A extends NearbyAsset>(candidates: readonly MatchCandidate<A>[]): MatchCandidate<A>[] => {
  const kept = candidates.filter(({ asset, probability }, rank) => asset === null || rank === 0 || (rank < mostShown && probability >= leastShown));
  const total = kept.reduce((sum, { probability }) => sum + probability, 0);
  return kept.map((one) => ({ ...one, probability: one.probability / total, reasons: one.reasons.map(rounded) }));
};

const rounded = (reason: Reason): Reason => (reason.weight === undefined ? reason : { ...reason, weight: Math.round(reason.weight * 1000) / 1000 });
