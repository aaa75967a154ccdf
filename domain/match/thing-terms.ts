import type { ReasonCode } from '../contract/reasons.ts';
import type { Reason } from '../contract/terms.ts';
import type { HeardWords } from './heard-words.ts';
import type { HeardLately, MatchContext, NearbyAsset, ObservedKind } from './observation.ts';
import type { MatchPriors } from './priors.ts';
import type { SaidLooks } from './said-looks.ts';
import type { ThingOwners } from './thing-owners.ts';

/** A registered asset, or a sort of thing that might stand here unregistered: then what is not known of it is null. */
export type Thing = Pick<NearbyAsset, 'classCode' | 'ownerId' | 'ownerConfidence' | 'ownerEvidence' | 'shape' | 'material' | 'lettering' | 'locationKind'> & {
  readonly className: NearbyAsset['className'] | null;
  readonly roadName?: string | null;
  /** False for a sort of thing: its owner, looks and road are open. */
  readonly known: boolean;
};

/** What was said of the thing, apart from where it is. */
export interface Said {
  readonly kind: ObservedKind | null;
  readonly words: HeardWords | null;
  readonly whose: ThingOwners;
  readonly looks: SaidLooks;
  readonly roads: readonly string[];
  readonly lately: HeardLately | undefined;
  /** The address was found: its road is in its place already. */
  readonly isLocated: boolean;
}

/** One thing that was said: how likely it is said of each thing, and the reason's code when it fits and when not. */
export interface ThingTerm {
  readonly fits: ReasonCode;
  readonly differs: ReasonCode;
  readonly likelihood: (thing: Thing) => number;
  readonly params: (thing: Thing) => Reason['params'];
}

/** Wrong answers spread over the others: so many materials, letterings, places that one could have named instead. */
const others = { materials: 2, letterings: 10, locations: 3, roads: 3 };

const named = (fits: boolean, trust: number, spread: number) => (fits ? trust : (1 - trust) / spread);

/** A kind that was never told of a class. */
const leastTold = 0.002;

const classParams = (thing: Thing) => ({ classZh: thing.className?.zh ?? '', classEn: thing.className?.en ?? '' });

type TermMaker = (said: Said, context: MatchContext, wells: ReadonlySet<string>) => ThingTerm | null;

const kindTerm: TermMaker = ({ kind }, { priors }, wells) => {
  const told = kind?.code === undefined ? undefined : priors.learned.kindShares[kind.code];
  if (told)
    return {
      fits: 'match-kind',
      differs: 'match-kind-other',
      likelihood: (thing) => told[thing.classCode] ?? leastTold,
      params: classParams,
    };
  if (!kind || (kind.about === 'asset' && kind.assetClasses.length === 0)) return null;
  const fits = (thing: Thing) => (kind.assetClasses.length > 0 ? kind.assetClasses.includes(thing.classCode) : wells.has(thing.classCode));
  return { fits: 'match-kind', differs: 'match-kind-other', likelihood: (thing) => named(fits(thing), priors.trust.kind, 1), params: classParams };
};

const wellTerm: TermMaker = ({ kind, looks }, { priors }, wells) => {
  if (!looks.well || kind?.about === 'well') return null;
  return {
    fits: 'match-well',
    differs: 'match-well-other',
    likelihood: (thing) => named(wells.has(thing.classCode), priors.trust.kind, 1),
    params: classParams,
  };
};

/** What was said of class and owner: the owner is who the record says, or another as far as such records are wrong. */
const wordsTerm: TermMaker = ({ words, whose }) => {
  if (words === null) return null;
  const ofSort = (thing: Thing) => whose.ofClass(thing.classCode).allHeard;
  return {
    fits: 'match-words',
    differs: 'match-words-other',
    likelihood: (thing) => (thing.known ? whose.parts(thing).heard : ofSort(thing)),
    params: () => ({ words: words.words }),
  };
};

/** What the registry does not know of a thing is often nothing that one could say of it: a cover that is gone, one without letters. */
const ofUnknown = (looks: string, { known }: Thing, { learned }: MatchPriors): number => (known ? (learned.unknownSaid[looks] ?? 1) : 1);

const shapeTerm: TermMaker = ({ looks }, { priors }) =>
  looks.shape === null
    ? null
    : {
        fits: 'match-shape',
        differs: 'match-shape-other',
        likelihood: (thing) => (thing.shape === null ? 0.5 * ofUnknown('shape', thing, priors) : named(thing.shape === looks.shape, priors.trust.shape, 1)),
        params: () => ({}),
      };

const materialTerm: TermMaker = ({ looks }, { priors }) =>
  looks.materials.length === 0
    ? null
    : {
        fits: 'match-material',
        differs: 'match-material-other',
        likelihood: (thing) =>
          thing.material === null
            ? ofUnknown('material', thing, priors) / (others.materials + 1)
            : named(looks.materials.includes(thing.material), priors.trust.material, others.materials),
        params: () => ({}),
      };

const letteringTerm: TermMaker = ({ looks }, { priors }) => {
  const { lettering } = looks;
  if (lettering === null) return null;
  const fits = (thing: Thing) =>
    thing.lettering !== null && (lettering.includes(thing.lettering.toLowerCase()) || thing.lettering.toLowerCase().includes(lettering));
  return {
    fits: 'match-lettering',
    differs: 'match-lettering-other',
    likelihood: (thing) =>
      thing.lettering === null ? ofUnknown('lettering', thing, priors) / others.letterings : named(fits(thing), priors.trust.lettering, others.letterings),
    params: (thing) => ({ lettering: thing.lettering ?? '' }),
  };
};

const roadTerm: TermMaker = ({ roads, isLocated }, { priors }) => {
  if (roads.length === 0 || isLocated) return null;
  const likelihood = (thing: Thing) =>
    thing.known ? named(typeof thing.roadName === 'string' && roads.includes(thing.roadName), priors.trust.road, others.roads) : 1 / (others.roads + 1);
  return { fits: 'match-road', differs: 'match-road-other', likelihood, params: (thing) => ({ road: thing.roadName ?? '' }) };
};

const locationTerm: TermMaker = ({ looks }, { priors }) => {
  const { locationKinds } = looks;
  if (locationKinds.length === 0) return null;
  const likelihood = (thing: Thing) =>
    thing.known ? named(locationKinds.includes(thing.locationKind), priors.trust.location, others.locations) : 1 / (others.locations + 1);
  return { fits: 'match-location', differs: 'match-location-other', likelihood, params: () => ({}) };
};

/** What is told of more often just now is likelier meant: how much that counts is learned, as it counts beside all else. */
const latelyTerm =
  (code: 'match-lately' | 'match-lately-near', ratesOf: (heard: HeardLately) => Readonly<Record<string, number>>): TermMaker =>
  ({ lately }, { priors }) => {
    if (lately === undefined || Object.keys(ratesOf(lately)).length === 0) return null;
    const rates = ratesOf(lately);
    const sharpness = priors.learned.sharpness[code] ?? 1;
    return {
      fits: code,
      differs: code,
      likelihood: ({ classCode }) => (rates[classCode] ?? 1) ** sharpness,
      params: (thing) => ({ ...classParams(thing), times: rates[thing.classCode] ?? 1 }),
    };
  };

const makers: readonly TermMaker[] = [
  latelyTerm('match-lately', ({ city }) => city),
  latelyTerm('match-lately-near', ({ near }) => near),
  kindTerm,
  wellTerm,
  wordsTerm,
  letteringTerm,
  shapeTerm,
  materialTerm,
  roadTerm,
  locationTerm,
];

const wellsKept = new WeakMap<MatchContext['classWords'], ReadonlySet<string>>();

/** The classes of wells, told apart once: a city's list of classes is the same object from call to call. */
const wellsOf = (classWords: MatchContext['classWords']): ReadonlySet<string> => {
  const wells = wellsKept.get(classWords) ?? new Set(classWords.filter((c) => c.isWell).map((c) => c.code));
  wellsKept.set(classWords, wells);
  return wells;
};

/** The terms that have something to say about this report. */
export const thingTerms = (said: Said, context: MatchContext): ThingTerm[] => {
  const wells = wellsOf(context.classWords);
  return makers.flatMap((make) => make(said, context, wells) ?? []);
};
