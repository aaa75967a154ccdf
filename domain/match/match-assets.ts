import type { Reason } from '../contract/terms.ts';
import { decideAction } from './decide-action.ts';
import { findMentions, fold } from './find-words.ts';
import type { MatchCandidate, MatchContext, MatchResult, NearbyAsset, Observation } from './observation.ts';
import { ownersOf } from './owners-of.ts';
import { placeTerms } from './place-terms.ts';
import type { MatchPriors } from './priors.ts';
import { saidLooks } from './said-looks.ts';
import { type Thing, type ThingTerm, thingTerms } from './thing-terms.ts';

const mostNearby = 64;
const mostShown = 24;
const leastShown = 0.0005;
const leastWeight = 0.005;

/**
 * Whose is it: a probability for each asset near, and one for "nothing registered here". Weights are natural log-odds against that
 * null candidate and add up term by term: where it lies, what kind of thing it is, what was said of it, its plate, its status.
 * Bounded: of the text 2,000 characters count, of the assets 64. `nearby` come nearest first.
 */
export const matchAssets = <A extends NearbyAsset>(observation: Observation, nearby: readonly A[], context: MatchContext): MatchResult<A> => {
  if (observation.kind?.about === 'none') return nothingMeant('match-kind-about-none');
  const assets = nearest(nearby, observation.plate);
  if (assets.length === 0) return nothingMeant('match-nothing-near');
  const weighed = weigh(observation, assets, context);
  const candidates = toProbabilities(weighed);
  return { candidates: shown(candidates), owners: ownersOf(candidates), action: decideAction(candidates, observation.kind?.isHazard === true, context.priors) };
};

// The asset on the plate may come last, from far away.
const nearest = <A extends NearbyAsset>(nearby: readonly A[], plate: string | null): A[] => {
  const near = nearby.slice(0, mostNearby);
  const onPlate = nearby.slice(mostNearby).find((asset) => asset.id === plate);
  return onPlate ? [...near.slice(0, -1), onPlate] : near;
};

const nothingMeant = <A extends NearbyAsset>(code: 'match-kind-about-none' | 'match-nothing-near'): MatchResult<A> => ({
  candidates: [{ asset: null, probability: 1, reasons: [{ code }] }],
  owners: [{ unitId: null, probability: 1 }],
  action: 'patrol',
});

interface Weighed<A> {
  readonly asset: A | null;
  readonly reasons: Reason[];
}

const weigh = <A extends NearbyAsset>(observation: Observation, assets: readonly A[], context: MatchContext): Weighed<A>[] => {
  const { priors } = context;
  const text = fold(`${observation.text.slice(0, 2000)} ${observation.address ?? ''}`);
  const roads = [...new Set(assets.flatMap((asset) => asset.roadName ?? []))].filter((road) => text.includes(fold(road)));
  const terms = thingTerms({ kind: observation.kind, mentions: findMentions(text, context), looks: saidLooks(text), roads }, context);
  const ofPlace = placeTerms(observation, assets, priors);
  const ofThing = againstUnregistered(terms, assets, context);
  const weighed: Weighed<A>[] = assets.map((asset, i) => ({
    asset,
    reasons: [...ofPlace(asset), ...(ofThing[i] ?? []), ...plateTerm(asset, observation, priors), ...statusTerm(asset, observation, priors)],
  }));
  return [...weighed, { asset: null, reasons: [{ code: 'match-unregistered', weight: 0 }] }];
};

/**
 * The weights of what was said of the thing. What is not registered is one of the sorts found near, or of any class; the sorts that
 * earlier words fitted count for more with later ones, as words about one thing belong together.
 */
const againstUnregistered = (terms: readonly ThingTerm[], assets: readonly NearbyAsset[], context: MatchContext): Reason[][] => {
  const reasons: Reason[][] = assets.map(() => []);
  if (terms.length === 0) return reasons;
  const registered: Thing[] = assets.map((asset) => ({ ...asset, known: true }));
  const sorts = [...registered, ...sortsOfThing(context)];
  const anyClass = 2 / Math.max(1, context.classWords.length); // all classes together weigh as two neighbours
  const shares = sorts.map((thing) => (thing.known ? 1 : anyClass));
  for (const term of terms) {
    const likelihoods = sorts.map(term.likelihood);
    const total = shares.reduce((sum, share) => sum + share, 0);
    const expected = likelihoods.reduce((sum, likelihood, i) => sum + likelihood * (shares[i] ?? 0), 0) / total;
    registered.forEach((thing, i) => {
      const weight = Math.log((likelihoods[i] ?? expected) / expected);
      if (Math.abs(weight) >= leastWeight) reasons[i]?.push({ code: weight > 0 ? term.fits : term.differs, weight, params: term.params(thing) ?? {} });
    });
    likelihoods.forEach((likelihood, i) => {
      shares[i] = ((shares[i] ?? 0) * likelihood) / expected;
    });
  }
  return reasons;
};

const sortsOfThing = (context: MatchContext): Thing[] =>
  context.classWords.map(({ code }) => ({
    classCode: code,
    className: null,
    ownerId: null,
    ownerConfidence: 0,
    shape: null,
    material: null,
    lettering: null,
    locationKind: '',
    known: false,
  }));

const plateTerm = (asset: NearbyAsset, { plate, saidPlate = plate }: Observation, { plate: { right, byChance } }: MatchPriors): Reason[] => {
  if (plate === null || asset.id !== plate) return [];
  const weight = Math.log(right / byChance);
  if (saidPlate !== plate) return [{ code: 'match-plate-merged', weight, params: { number: saidPlate } }];
  const isRetired = asset.status === 'abandoned' || asset.status === 'removed';
  return [{ code: isRetired ? 'match-plate-retired' : 'match-plate', weight }];
};

const statusTerm = (asset: NearbyAsset, { kind }: Observation, { statusOdds, damageShare }: MatchPriors): Reason[] => {
  if (asset.status === 'intact') return [];
  if (asset.status === 'removed' || asset.status === 'abandoned') return [{ code: `match-status-${asset.status}`, weight: Math.log(statusOdds[asset.status]) }];
  // A cover known to be broken or gone is likelier meant by whoever reports one broken or gone, and no likelier for anything else; of
  // a report without a kind only a share is of the first sort.
  const sameMatter = kind === null ? damageShare : Number(kind.assetStatus === 'damaged' || kind.assetStatus === 'missing');
  return sameMatter > 0 ? [{ code: 'match-status', weight: Math.log(1 + sameMatter * (statusOdds[asset.status] - 1)) }] : [];
};

const toProbabilities = <A extends NearbyAsset>(weighed: readonly Weighed<A>[]): MatchCandidate<A>[] => {
  const scores = weighed.map(({ reasons }) => reasons.reduce((sum, reason) => sum + (reason.weight ?? 0), 0));
  const highest = Math.max(...scores);
  const odds = scores.map((score) => Math.exp(score - highest));
  const total = odds.reduce((sum, one) => sum + one, 0);
  return weighed.map(({ asset, reasons }, i) => ({ asset, reasons, probability: (odds[i] ?? 0) / total })).sort((a, b) => b.probability - a.probability);
};

// What is too unlikely to be shown gives its share to the others, so that the answer still sums to one.
const shown = <A extends NearbyAsset>(candidates: readonly MatchCandidate<A>[]): MatchCandidate<A>[] => {
  const kept = candidates.filter(({ asset, probability }, rank) => asset === null || rank === 0 || (rank < mostShown && probability >= leastShown));
  const total = kept.reduce((sum, { probability }) => sum + probability, 0);
  return kept.map(({ asset, probability, reasons }) => ({ asset, probability: probability / total, reasons: reasons.map(rounded) }));
};

const rounded = (reason: Reason): Reason => (reason.weight === undefined ? reason : { ...reason, weight: Math.round(reason.weight * 1000) / 1000 });
