type Shares = Readonly<Record<string, number>>;

/** Hours of one sort, as a city's own past tells of them: a storm, a night, or what nobody has a name for. */
export interface HourSort {
  /** Of all holes so many are told of in such hours. */
  readonly share: number;
  /** How many times as often as usual each class is told of in them. */
  readonly times: Shares;
  /** At each hour of the city's day, from midnight: how many times as often as on average it is of this sort. */
  readonly byHour: readonly number[];
}

/** Of which classes a hole was believed, each by its place in a list of classes: thousands of holes are weighed time and again. */
export interface ToldHole {
  readonly places: readonly number[];
  readonly shares: readonly number[];
  /** The share that no class of the list was believed. */
  readonly unknown: number;
}

export const placesIn = (codes: readonly string[]): ReadonlyMap<string, number> => new Map(codes.map((code, place) => [code, place]));

export const holeOf = (told: Shares, placeOf: ReadonlyMap<string, number>): ToldHole => {
  const known = Object.entries(told).flatMap(([code, share]) => {
    const place = placeOf.get(code);
    return place === undefined ? [] : [{ place, share }];
  });
  const shares = known.map(({ share }) => share);
  return { places: known.map(({ place }) => place), shares, unknown: Math.max(0, 1 - shares.reduce((a, b) => a + b, 0)) };
};

/**
 * How many times as likely as usual a hole is told of as it was believed, when each class is told of so many times as often. What no class is believed of it
 * tells nothing; of a hole of which all classes are believed as they are usual that is one, so that no number of these makes any sort of hours likelier.
 */
export const likelihoodOf = ({ places, shares, unknown }: ToldHole, times: readonly number[]): number => {
  let likely = unknown;
  for (let i = 0; i < places.length; i++) likely += (shares[i] ?? 0) * (times[places[i] ?? 0] ?? 1);
  return likely;
};

/** Multiplied as far as a number holds it: a logarithm for each of a hundred thousand holes is most of what learning would take. */
const logOfAll = (holes: readonly ToldHole[], times: readonly number[]): number => {
  let [sum, product] = [0, 1];
  for (const hole of holes) {
    product *= likelihoodOf(hole, times);
    if (product > 1e-150 && product < 1e150) continue;
    sum += Math.log(product);
    product = 1;
  }
  return sum + Math.log(product);
};

/**
 * How likely hours are of each sort, by what was told of in them.
 * @param sorts how likely each is before, how many times as often as usual it tells of each class, and by what else it is likelier, natural log
 * @returns also the natural log of how likely it is that all this is told of, beside usual hours
 */
export const sortHours = (
  sorts: readonly { readonly chance: number; readonly times: readonly number[]; readonly log?: number }[],
  holes: readonly ToldHole[],
): { readonly chances: readonly number[]; readonly log: number } => {
  const logs = sorts.map(({ chance, times, log = 0 }) => Math.log(chance) + log + logOfAll(holes, times));
  const highest = Math.max(...logs);
  const odds = logs.map((log) => Math.exp(log - highest));
  const total = odds.reduce((a, b) => a + b, 0);
  return { chances: odds.map((one) => one / total), log: highest + Math.log(total) };
};

/** So scaled that all classes together are told of as often as usual. */
export const scaledBy = (times: readonly number[], usual: readonly number[]): readonly number[] => {
  const all = usual.reduce((sum, share, i) => sum + share * (times[i] ?? 1), 0);
  return all > 0 ? times.map((one) => one / all) : times;
};

/** How likely each sort is at an hour of the day, 0 to 23, before anything is told; they sum to one. */
export const chancesAt = (sorts: readonly Pick<HourSort, 'share' | 'byHour'>[], hour: number): readonly number[] => {
  const often = sorts.map(({ share, byHour }) => share * (byHour[hour] ?? 1));
  const all = often.reduce((a, b) => a + b, 0);
  return often.map((one) => one / all);
};

/**
 * How many times as often as usual each class is told of beside these holes: each sort's own, as likely as it is.
 * @param codes the classes, in the order of each sort's times
 */
export const timesBeside = (codes: readonly string[], sorts: Parameters<typeof sortHours>[0], told: readonly Shares[]): Shares => {
  const placeOf = placesIn(codes);
  const { chances } = sortHours(
    sorts,
    told.map((one) => holeOf(one, placeOf)),
  );
  return Object.fromEntries(codes.map((code, place) => [code, chances.reduce((sum, chance, i) => sum + chance * (sorts[i]?.times[place] ?? 1), 0)]));
};

/**
 * How many times as often as usual each class is told of just now, as far as the sorts of hours tell.
 * @param usual shares of the classes, which sum to one
 * @param hour of the city's day
 */
export const timesNow = (sorts: readonly HourSort[], told: readonly Shares[], usual: Shares, hour: number): Shares => {
  const codes = Object.keys(usual);
  const shares = Object.values(usual);
  const before = chancesAt(sorts, hour);
  const scaled = sorts.map(({ times }, i) => ({
    chance: before[i] ?? 0,
    times: scaledBy(
      codes.map((code) => times[code] ?? 1),
      shares,
    ),
  }));
  return timesBeside(codes, scaled, told);
};
