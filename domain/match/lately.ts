import type { Point } from '../contract/terms.ts';
import { metresBetween } from '../datum.ts';
import { timesBeside, timesNow } from './hour-sorts.ts';
import type { HeardLately, MatchCandidate, NearbyAsset } from './observation.ts';
import type { MatchPriors } from './priors.ts';

type Shares = Readonly<Record<string, number>>;

/** A hole told of in the last hours: where, and how likely of which class by all that was said of it, but not by what was told lately. */
export interface ToldLately {
  readonly point: Point;
  readonly told: Shares;
}

/** What a city told of in the last hours beside what it usually tells of: summed up once for all who ask meanwhile. */
export interface Lately {
  readonly told: readonly ToldLately[];
  /** How many times as often as usual each class is told of just now. */
  readonly rates: Shares;
}

/** Sixteen times as often, or as seldom, is the most that it may count: what comes in bad faith comes in numbers. */
const mostTimes = 16;

const sumOf = (shares: Shares) => Object.values(shares).reduce((sum, share) => sum + share, 0);

/**
 * How many times as often as expected each class was told of, drawn towards one by `alike` holes' worth of belief, so that few tell little. Each hole counts for the
 * classes that it was believed to be of before any of this was heard: doubtful ones draw all rates towards one, and none is believed for another's sake.
 * @param expected shares of the classes, which sum to one
 */
export const ratesOf = (told: readonly Shares[], expected: Shares, alike: number): Shares => {
  const counted: Record<string, number> = {};
  for (const shares of told) for (const [code, share] of Object.entries(shares)) counted[code] = (counted[code] ?? 0) + share;
  const holes = sumOf(counted);
  const classes = new Set([...Object.keys(expected), ...Object.keys(counted)]);
  return Object.fromEntries([...classes].map((code) => [code, ((counted[code] ?? 0) + alike) / (holes * (expected[code] ?? 0) + alike)]));
};

const shared = (counts: Shares): Shares => {
  const total = sumOf(counts);
  return Object.fromEntries(Object.entries(counts).map(([code, count]) => [code, total > 0 ? count / total : 0]));
};

/** Shares that sum to one or less, weighed by how often each class is told of: the rest, what is not registered or nothing, is told of as usual, and so less of it is believed of likely classes. */
const weighedBy = (told: Shares, rates: Shares): Shares => {
  const weighed = Object.fromEntries(Object.entries(told).map(([code, share]) => [code, share * (rates[code] ?? 1)]));
  const scale = 1 / Math.max(1e-9, sumOf(weighed) + Math.max(0, 1 - sumOf(told)));
  return Object.fromEntries(Object.entries(weighed).map(([code, share]) => [code, share * scale]));
};

/**
 * Sums up the last hours: as often as the sorts of hours tell that the city has, and for what these do not explain by what was told of alone.
 * @param usual how many holes of each class were told of before them; null where so few were that nobody knows what is usual
 * @param hour of the city's day, 0 to 23
 */
export const sumUpLately = (
  told: readonly ToldLately[],
  usual: Shares,
  { lately, learned: { hours, hoursUsual } }: MatchPriors,
  hour: number,
): Lately | null => {
  if (lately.hours <= 0 || (told.length === 0 && hours.length === 0) || sumOf(usual) < lately.fewestUsual) return null;
  // A sort tells how many times as often as in the past that it was learned from: beside another usual every hole would tell for or against it.
  const shares = hours.length > 0 && sumOf(hoursUsual) > 0 ? hoursUsual : shared(usual);
  const { alike, alikeSorted } = lately;
  const holes = told.map((one) => one.told);
  const times = hours.length === 0 ? {} : timesNow(hours, holes, shares, hour);
  const beside = ratesOf(
    holes.map((hole) => weighedBy(hole, times)),
    weighedBy(shares, times),
    hours.length === 0 ? alike : alikeSorted,
  );
  return { told, rates: Object.fromEntries(Object.entries(beside).map(([code, rate]) => [code, rate * (times[code] ?? 1)])) };
};

/** What tells next to nothing is left out, and what is kept is short. */
const packed = (rates: Shares): Shares =>
  Object.fromEntries(
    Object.entries(rates).flatMap(([code, rate]) => {
      const times = Math.round(100 * Math.min(mostTimes, Math.max(1 / mostTimes, rate))) / 100;
      return Math.abs(times - 1) < 0.03 ? [] : [[code, times]];
    }),
  );

/** Of the assets that stand round there, which classes would be told of, as the city tells of them just now. */
const expectedAmong = (nearby: readonly NearbyAsset[], rates: Shares, { learned: { classRates } }: MatchPriors): Shares => {
  const counts: Record<string, number> = {};
  for (const { classCode } of nearby) counts[classCode] = (counts[classCode] ?? 0) + (classRates[classCode] ?? 1) * (rates[classCode] ?? 1);
  return shared(counts);
};

/**
 * How many times as often as expected each class is told of where these holes were told of: as usual, or in a burst of one class, each as likely as it makes just
 * these holes. What no class is believed of a hole, and a class that does not stand here, tells for none of them.
 * @param expected shares of the classes that stand here, which sum to one: a class bursts as often as it is told of
 */
const timesNear = (told: readonly Shares[], expected: Shares, { burstChance, burstShare }: MatchPriors['lately']): Shares => {
  const codes = Object.keys(expected);
  const inBurstOf = (bursting: string) => codes.map((code) => 1 - burstShare + (code === bursting ? burstShare / (expected[code] ?? 1) : 0));
  const sorts = [
    { chance: 1 - burstChance, times: codes.map(() => 1) },
    ...codes.map((code) => ({ chance: burstChance * (expected[code] ?? 0), times: inBurstOf(code) })),
  ];
  return timesBeside(codes, sorts, told);
};

/** What one report hears of it at its place, short enough to be kept with it for a replay; undefined: nothing. */
export const hearLately = (lately: Lately | null, point: Point, nearby: readonly NearbyAsset[], priors: MatchPriors): HeardLately | undefined => {
  if (lately === null) return undefined;
  const around = lately.told.filter((one) => metresBetween(one.point, point) <= priors.lately.nearM).map(({ told }) => weighedBy(told, lately.rates));
  const near = around.length === 0 ? {} : timesNear(around, expectedAmong(nearby, lately.rates, priors), priors.lately);
  return { city: packed(lately.rates), near: packed(near) };
};

const leastTold = 0.01;

/**
 * Of which class the thing is, for those who are told of later: rounded, what is not registered has no share.
 * @param candidates weighed without what was told lately: else the more often a class was believed told of, the more often it would be believed again
 * @param named the class of the asset that was picked or whose plate was read
 */
export const toldOf = (candidates: readonly MatchCandidate[], named: string | null): Shares => {
  if (named !== null) return { [named]: 1 };
  const shares: Record<string, number> = {};
  for (const { asset, probability } of candidates) if (asset) shares[asset.classCode] = (shares[asset.classCode] ?? 0) + probability;
  return Object.fromEntries(Object.entries(shares).flatMap(([code, share]) => (share < leastTold ? [] : [[code, Math.round(1000 * share) / 1000]])));
};
