import type { AssetStatus, Reason } from '../contract/terms.ts';
import { answerTerms } from './answer-terms.ts';
import { fold } from './find-words.ts';
import { hearWords } from './heard-words.ts';
import type { MatchContext, NearbyAsset, Observation } from './observation.ts';
import { placeTerms } from './place-terms.ts';
import { fragmentWeights } from './plate-fragment.ts';
import type { MatchPriors } from './priors.ts';
import { type ReadWords, readWords, statedNothing } from './read-words.ts';
import { ThingOwners } from './thing-owners.ts';
import { type Thing, type ThingTerm, thingTerms } from './thing-terms.ts';

const leastWeight = 0.005;

export interface Weighed<A> {
  readonly asset: A | null;
  readonly isNothing?: boolean;
  readonly reasons: Reason[];
}

/** Every candidate with its reasons, and which classes a thing that is not registered would be of. */
export interface Weighing<A> {
  readonly weighed: readonly Weighed<A>[];
  readonly unregisteredClasses: ReadonlyMap<string, number>;
  /** Whose things are, by record and words. */
  readonly whose: ThingOwners;
}

export const weigh = <A extends NearbyAsset>(observation: Observation, assets: readonly A[], context: MatchContext): Weighing<A> => {
  const { priors } = context;
  const read = readWords(observation, context);
  const { text, mentions, looks } = read;
  const roads = [...new Set(assets.flatMap((asset) => asset.roadName ?? []))].filter((road) => text.includes(fold(road)));
  const words = hearWords(mentions, context);
  const whose = new ThingOwners(words, priors.learned);
  const terms = [
    ...thingTerms({ kind: observation.kind, words, whose, looks, roads, lately: observation.lately, isLocated: Boolean(observation.addressPoint) }, context),
    ...answerTerms(observation.answers ?? [], priors),
  ];
  const ofPlace = placeTerms(observation, assets, priors);
  const ofNumber = plateTerms(observation, assets, priors);
  const { reasons: ofThing, classes } = againstUnregistered(terms, assets, context);
  const weighed: Weighed<A>[] = assets.map((asset, i) => ({
    asset,
    reasons: [
      ...ofPlace(asset),
      ...rateTerm(asset, priors),
      ...newTerm(read, priors),
      ...(ofThing[i] ?? []),
      ...ofNumber(asset),
      ...statusTerm(asset, observation, priors),
    ],
  }));
  const nothing = { asset: null, isNothing: true, reasons: [nothingTerm(read, observation, priors)] };
  return { weighed: [...weighed, { asset: null, reasons: [{ code: 'match-unregistered', weight: 0 }] }, nothing], unregisteredClasses: classes, whose };
};

/** Nothing that could be registered, against a thing that is not: likelier where the road itself is told of, hardly where a thing is described. */
const nothingTerm = (read: ReadWords, { kind }: Observation, { nothingShare, unregisteredShare, learned }: MatchPriors): Reason => {
  const weight = learned.nothingTold[`${read.tellsOf} ${kind?.code ?? ''}`] ?? statedNothing[read.tellsOf];
  return { code: 'match-nothing-meant', weight: Math.log(nothingShare / unregisteredShare) + weight };
};

/** What fails more often, and where more people pass, is likelier meant: learned from settled orders alone. */
const rateTerm = ({ classCode, locationKind }: NearbyAsset, { learned: { classRates, locationRates } }: MatchPriors): Reason[] => {
  const weight = Math.log((classRates[classCode] ?? 1) * (locationRates[locationKind] ?? 1));
  return Math.abs(weight) < leastWeight ? [] : [{ code: 'match-rate', weight }];
};

/** What is new, or in no plan, is seldom registered. */
const newTerm = ({ isNew }: ReadWords, { saidNew }: MatchPriors): Reason[] => (isNew ? [{ code: 'match-said-new', weight: Math.log(saidNew) }] : []);

/**
 * The weights of what was said of the thing. What is not registered is one of the sorts found near, or of any class; the sorts that
 * earlier words fitted count for more with later ones, as words about one thing belong together.
 */
const againstUnregistered = (terms: readonly ThingTerm[], assets: readonly NearbyAsset[], context: MatchContext) => {
  const reasons: Reason[][] = assets.map(() => []);
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
  const classes = new Map<string, number>();
  const total = shares.reduce((sum, share) => sum + share, 0);
  for (const [i, { classCode }] of sorts.entries()) classes.set(classCode, (classes.get(classCode) ?? 0) + (shares[i] ?? 0) / total);
  return { reasons, classes };
};

const sortsKept = new WeakMap<MatchContext['classWords'], readonly Thing[]>();

const sortsOfThing = ({ classWords }: MatchContext): readonly Thing[] => {
  const sorts =
    sortsKept.get(classWords) ??
    classWords.map(({ code }) => ({
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
  sortsKept.set(classWords, sorts);
  return sorts;
};

const plateTerms = (observation: Observation, assets: readonly NearbyAsset[], priors: MatchPriors): ((asset: NearbyAsset) => Reason[]) => {
  const { plate, plateRead: read, bearing } = observation;
  if (plate !== null || !read) return (asset) => (asset.id === plate ? [wholePlate(asset, observation, priors)] : []);
  const weightOf = fragmentWeights({ read, bearing }, assets, priors);
  return (asset) => {
    const weight = weightOf(asset);
    return Math.abs(weight) < leastWeight ? [] : [{ code: weight > 0 ? 'match-plate-part' : 'match-plate-part-other', weight, params: { read } }];
  };
};

const wholePlate = (asset: NearbyAsset, { plate, saidPlate = plate }: Observation, { plate: { right, byChance } }: MatchPriors): Reason => {
  const weight = Math.log(right / byChance);
  if (saidPlate !== plate) return { code: 'match-plate-merged', weight, params: { number: saidPlate } };
  const isRetired = asset.status === 'abandoned' || asset.status === 'removed';
  return { code: isRetired ? 'match-plate-retired' : 'match-plate', weight };
};

const statusTerm = (asset: NearbyAsset, { kind }: Observation, priors: MatchPriors): Reason[] => {
  if (asset.status === 'intact') return [];
  const odds = statusOdds(asset.status, kind, priors);
  if (odds === 1) return [];
  const isGone = asset.status === 'removed' || asset.status === 'abandoned';
  return [{ code: isGone ? `match-status-${asset.status}` : 'match-status', weight: Math.log(odds) }];
};

const statusOdds = (status: Exclude<AssetStatus, 'intact'>, kind: Observation['kind'], { statusOdds: stated, damageShare, learned }: MatchPriors): number => {
  const taught = learned.statusKinds[`${status} ${kind?.code ?? ''}`];
  if (taught !== undefined || status === 'removed' || status === 'abandoned') return taught ?? stated[status];
  // A cover known to be broken or gone is likelier meant by whoever reports one broken or gone, and no likelier for anything else; of
  // a report without a kind only a share is of the first sort.
  const sameMatter = kind === null ? damageShare : Number(kind.assetStatus === 'damaged' || kind.assetStatus === 'missing');
  return 1 + sameMatter * (stated[status] - 1);
};
