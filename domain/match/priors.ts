import type { HourSort } from './hour-sorts.ts';

/** What is believed before any order was settled. A city's settings may replace each; calibration will. */
export interface MatchPriors {
  /** Accuracy taken for a pin that says none, metres. */
  readonly defaultAccuracyM: number;
  /** The pin's error as a mixture of normals: share, and how many times the stated accuracy each is wide. */
  readonly errorMixture: ErrorMixture;
  /** Share of pins that have nothing to do with the place (the reporter's own door, a typed-in number), over that many square metres. */
  readonly astray: { readonly share: number; readonly areaM2: number };
  /** One thing in so many in the street is not in the registry. */
  readonly unregisteredShare: number;
  /** One report in so many means nothing that could be registered: a pit in the road taken for a well. */
  readonly nothingShare: number;
  /** How often what is registered is said to be new, or to stand in no plan, for once that this is said of what is not. */
  readonly saidNew: number;
  /** Things per square metre taken where nothing is registered near. */
  readonly leastDensityPerM2: number;
  /** Chance that a named kind, class, unit, road… is the true one. */
  readonly trust: {
    readonly kind: number;
    readonly classWord: number;
    readonly unitWord: number;
    readonly shape: number;
    readonly material: number;
    readonly lettering: number;
    readonly road: number;
    readonly location: number;
    /** The side or corner of a crossing. */
    readonly side: number;
  };
  /** A plate read whole, against the chance that a slip still gives this very asset; how often one character of a plate is read wrong, lost or doubled. */
  readonly plate: { readonly right: number; readonly byChance: number; readonly slip: number };
  /**
   * A photo's own position: its error when it says none, how far ahead of the camera the thing lies, how often one that names no datum is in GCJ-02, and
   * how much it counts: phone and pin mostly err together.
   */
  readonly photo: { readonly errorM: number; readonly aheadM: number; readonly gcj02Share: number; readonly sharpness: number };
  /** How many times likelier than an intact one an asset in this state is the one that is meant. */
  readonly statusOdds: { readonly damaged: number; readonly missing: number; readonly abandoned: number; readonly removed: number };
  /**
   * What the last so many hours tell of which class is meant: so many holes' worth of belief that the city tells of each class as often as usual, and so many that
   * it does as the sorts of hours tell where these are learned; unless so many earlier holes tell what is usual nothing is heard. Where a hole was told of within so
   * many metres, it is so likely that one class bursts there (a flooded street, a row of dark lamps), and of the holes of a burst such a share is of that class.
   */
  readonly lately: {
    readonly hours: number;
    readonly alike: number;
    readonly alikeSorted: number;
    readonly nearM: number;
    readonly burstChance: number;
    readonly burstShare: number;
    readonly fewestUsual: number;
  };
  /** Share of reports that tell of something broken or missing, taken while no kind was said. */
  readonly damageShare: number;
  /** Costs in one unit, minutes of people's time: of these the threshold follows. */
  readonly costs: {
    readonly ordinary: ActionCosts;
    readonly hazard: ActionCosts;
    /** By problem kind, over the two: a smell of gas costs more to send wrong than a loose cover. */
    readonly byKind: Readonly<Record<string, Partial<ActionCosts>>>;
  };
  /** Chance that a question is answered rightly; people read what stands on a cover as surely as they find themselves on a map. */
  readonly answerRight: { readonly tap: number; readonly lettering: number; readonly shape: number; readonly photo: number };
  readonly learned: LearnedTables;
}

type Shares = Readonly<Record<string, number>>;

/** What settled orders taught, term by term; empty before the first calibration, when the stated trusts stand in. */
export interface LearnedTables {
  /** How many times as often as the average thing one of a class, and one in such a place, is meant. */
  readonly classRates: Shares;
  readonly locationRates: Shares;
  /** By problem kind: how often it is told of a class, out of all that is told of that class. */
  readonly kindShares: Readonly<Record<string, Shares>>;
  /** By status and kind ('damaged cover_loose', 'damaged ' without a kind): how many times likelier than an intact one it is meant. */
  readonly statusKinds: Shares;
  /** By what the words tell of and the kind ('pit cover_broken'): how much likelier nothing is meant than some thing that is not registered, natural log. */
  readonly nothingTold: Shares;
  /** By what says where ('match-address'): how much nearer and farther count beside what their own errors say; such words depend on each other. */
  readonly sharpness: Shares;
  /** How often shape, material and lettering are said of things of which the registry does not know them, beside those of which it does. */
  readonly unknownSaid: Shares;
  /** By word: how often it is said of a class ('0107'), and of one owner's things whatever their class ('|telecom-a'). */
  readonly words: Readonly<Record<string, Shares>>;
  /** Words that no list of the city holds. */
  readonly newWords: readonly string[];
  /** Who owns a class, where the record is wrong or there is none. */
  readonly classOwners: Readonly<Record<string, Shares>>;
  /** How often the recorded owner is right, by what the record rests on. */
  readonly ownerRight: Shares;
  /** The error of pins of about one accuracy, and of addresses of one sort, in place of `errorMixture`: by `bandOf`. */
  readonly errors: Readonly<Record<string, ErrorMixture>>;
  /** Which sorts of hours the city has, by what was told of in its past ones. */
  readonly hours: readonly HourSort[];
  /** How often each class was told of in the past that these were learned from, shares that sum to one: beside these their `times` are meant. */
  readonly hoursUsual: Readonly<Record<string, number>>;
  /** By 'street 310104001' and 'import 12': how far what stands there is found from its record, where that is sure. */
  readonly shifts: Readonly<Record<string, LearnedShift>>;
}

/** Metres from a record to where its thing is found, of what was last written by then: seconds since 1970. */
export interface LearnedShift {
  readonly eastM: number;
  readonly northM: number;
  readonly asOfS: number;
}

type ErrorMixture = readonly { readonly share: number; readonly scale: number }[];

export interface ActionCosts {
  readonly wrongDispatch: number;
  readonly question: number;
  readonly patrol: number;
}

export const defaultPriors: MatchPriors = {
  defaultAccuracyM: 15,
  errorMixture: [
    { share: 0.8, scale: 1 },
    { share: 0.17, scale: 3 },
  ],
  astray: { share: 0.03, areaM2: 1e7 },
  unregisteredShare: 0.03,
  nothingShare: 0.01,
  saidNew: 0.03,
  leastDensityPerM2: 0.0005,
  trust: { kind: 0.97, classWord: 0.85, unitWord: 0.8, shape: 0.85, material: 0.75, lettering: 0.93, road: 0.85, location: 0.75, side: 0.85 },
  plate: { right: 0.97, byChance: 1e-7, slip: 0.03 },
  photo: { errorM: 12, aheadM: 3, gcj02Share: 0.15, sharpness: 0.5 },
  statusOdds: { damaged: 6, missing: 8, abandoned: 1.5, removed: 0.02 },
  lately: { hours: 3, alike: 4, alikeSorted: 12, nearM: 200, burstChance: 0.5, burstShare: 0.8, fewestUsual: 300 },
  damageShare: 0.3, // of what is said of wells: loose, sunken, noisy, blocked and smelling ones are as often told of
  costs: {
    // A wrong dispatch costs a crew's trip, a return and a second dispatch; a patrol one person's walk; a question some seconds.
    ordinary: { wrongDispatch: 60, question: 2, patrol: 20 },
    // Over an open hole the time lost by a wrong dispatch weighs more than the trip.
    hazard: { wrongDispatch: 150, question: 3, patrol: 40 },
    byKind: { gas_smell: { wrongDispatch: 400 }, cover_missing: { wrongDispatch: 200 }, cover_noisy: { wrongDispatch: 40 } },
  },
  answerRight: { tap: 0.92, lettering: 0.95, shape: 0.93, photo: 0.9 },
  learned: {
    classRates: {},
    locationRates: {},
    kindShares: {},
    statusKinds: {},
    nothingTold: {},
    sharpness: {},
    unknownSaid: {},
    words: {},
    newWords: [],
    classOwners: {},
    ownerRight: {},
    errors: {},
    hours: [],
    hoursUsual: {},
    shifts: {},
  },
};

type Table = Readonly<Record<string, unknown>>;
const isTable = (value: unknown): value is Table => typeof value === 'object' && value !== null && !Array.isArray(value);

const share = [1e-9, 0.999] as const;
const some = [1e-9, 1e9] as const;
const noneOrMore = [0, 1e9] as const;

/** By path, or by the first name of it. What lies beyond would make a probability no number, or an hour that no calendar has. */
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  defaultAccuracyM: some,
  'errorMixture.share': [0, 1],
  'errorMixture.scale': some,
  'astray.share': share,
  'astray.areaM2': some,
  unregisteredShare: [1e-6, 0.9],
  nothingShare: [1e-6, 0.9],
  saidNew: [1e-6, 0.999],
  leastDensityPerM2: some,
  trust: [0.01, 0.999],
  plate: [1e-12, 0.999999],
  photo: noneOrMore,
  'photo.gcj02Share': [0, 0.999],
  statusOdds: [1e-6, 1e6],
  lately: noneOrMore,
  'lately.hours': [0, 168],
  'lately.alike': some,
  'lately.alikeSorted': some,
  'lately.burstChance': [0, 0.999],
  'lately.burstShare': [0, 0.999],
  damageShare: [1e-6, 0.999],
  costs: noneOrMore,
  answerRight: [0.01, 0.999],
};

const isWithin = (path: string, wanted: unknown): boolean => {
  const [least, most] = ranges[path] ?? ranges[path.split('.')[0] ?? ''] ?? [-Infinity, Infinity];
  return typeof wanted === 'number' && Number.isFinite(wanted) && wanted >= least && wanted <= most;
};

const isPart = (one: unknown): boolean => isTable(one) && isWithin('errorMixture.share', one['share']) && isWithin('errorMixture.scale', one['scale']);

const fits = (path: string, wanted: unknown, standard: unknown): boolean => {
  if (path === 'errorMixture') return Array.isArray(wanted) && wanted.length > 0 && wanted.every(isPart);
  if (typeof standard === 'number') return isWithin(path, wanted);
  return typeof wanted === typeof standard && wanted !== null && Array.isArray(wanted) === Array.isArray(standard);
};

/** What no default names: a cost of a kind of the city's own, or what was learned. */
const besides = (wanted: unknown, path: string): unknown => {
  if (!path.startsWith('costs.')) return wanted;
  if (isTable(wanted)) return laidOver(wanted, {}, path);
  return isWithin(path, wanted) ? wanted : undefined;
};

const laidOver = (given: Table, standing: Table, path: string): Table =>
  Object.fromEntries(
    [...new Set([...Object.keys(standing), ...(path === '' ? [] : Object.keys(given))])].flatMap((name): [string, unknown][] => {
      const [wanted, standard, at] = [given[name], standing[name], path === '' ? name : `${path}.${name}`];
      if (wanted === undefined) return [[name, standard]];
      if (standard === undefined) {
        const own = besides(wanted, at);
        return own === undefined ? [] : [[name, own]];
      }
      if (isTable(wanted) && isTable(standard)) return [[name, laidOver(wanted, standard, at)]];
      return [[name, fits(at, wanted, standard) ? wanted : standard]];
    }),
  );

/**
 * What stands with given values over it, at every depth: who gives one cost of one kind leaves all others. A value of another type, a number that is none or beyond
 * its range, and what is no known prior, are left aside.
 */
export const withPriors = <T extends object>(given: unknown, standing: T): T => (isTable(given) ? (laidOver(given, standing as Table, '') as T) : standing);
