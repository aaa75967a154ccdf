import type { Point } from '../contract/terms.ts';

/** Where somebody found a well, from where the registry has it. */
export interface Miss {
  readonly assetId: string;
  readonly streetCode: string;
  readonly importId: string | null;
  readonly eastM: number;
  readonly northM: number;
  /** Where the registry has it. */
  readonly point: Point;
}

/** Wells of one street, or of one census file, that are all found to one side of their record. */
export interface Shift {
  readonly by: 'street' | 'import';
  readonly key: string;
  readonly eastM: number;
  readonly northM: number;
  /** So many of them tell so, each by the middle of all that found it. */
  readonly wells: number;
  /** The middle of the wells. */
  readonly point: Point;
}

const fewest = 8;
/** Less than this, in metres, no one goes out for. */
const leastM = 3;
/** So many false alarms among all groups that are looked at. */
const falseAlarms = 0.01;
/** The middle of normal errors is so much less sure than their mean, and their middle distance so much less than their spread. */
const ofMedian = 1.2533;
const ofDistance = 1.4826;
const leastSpreadM = 1;

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
};

/** The middle error along one axis, and how many times its own uncertainty it is. Pins with heavy tails move it little. */
const alongAxis = (values: readonly number[]): { readonly middle: number; readonly z: number } => {
  const middle = median(values);
  const spread = Math.max(leastSpreadM, ofDistance * median(values.map((value) => Math.abs(value - middle))));
  return { middle, z: middle / ((ofMedian * spread) / Math.sqrt(values.length)) };
};

const middleOf = (misses: readonly Miss[]): Pick<Miss, 'eastM' | 'northM' | 'point'> => ({
  eastM: median(misses.map(({ eastM }) => eastM)),
  northM: median(misses.map(({ northM }) => northM)),
  point: { lon: median(misses.map(({ point }) => point.lon)), lat: median(misses.map(({ point }) => point.lat)) },
});

const grouped = (misses: readonly Miss[], keyOf: (miss: Miss) => string | null): Map<string, Miss[]> => {
  const groups = new Map<string, Miss[]>();
  for (const miss of misses) {
    const key = keyOf(miss);
    const group = key === null ? [] : (groups.get(key) ?? []);
    group.push(miss);
    if (key !== null) groups.set(key, group);
  }
  return groups;
};

/** A well counts once, however many orders found it: one that is recorded wrongly is found to the same side each time, and is no survey. */
const byWell = (misses: readonly Miss[]): Miss[] =>
  [...grouped(misses, ({ assetId }) => assetId).values()].flatMap((own) => (own[0] ? [{ ...own[0], ...middleOf(own) }] : []));

const enough = (groups: ReadonlyMap<string, Miss[]>): Map<string, Miss[]> => new Map([...groups].filter(([, wells]) => wells.length >= fewest));

const shiftOf = (by: Shift['by'], key: string, misses: readonly Miss[], groups: number): Shift[] => {
  const [east, north] = [alongAxis(misses.map(({ eastM }) => eastM)), alongAxis(misses.map(({ northM }) => northM))];
  // Of two normal axes without a shift the sum of squares goes beyond this once in groups / falseAlarms.
  const isSure = east.z ** 2 + north.z ** 2 > 2 * Math.log(groups / falseAlarms);
  if (!isSure || Math.hypot(east.middle, north.middle) < leastM) return [];
  return [{ by, key, ...middleOf(misses), wells: misses.length }];
};

/** Census files and streets whose wells are found to one side of their record: the errors of phones point everywhere, those of a survey one way. */
export const findShifts = (misses: readonly Miss[]): Shift[] => {
  const wells = byWell(misses);
  const [imports, streets] = [enough(grouped(wells, ({ importId }) => importId)), enough(grouped(wells, ({ streetCode }) => streetCode))];
  const groups = imports.size + streets.size;
  const found = [
    ...[...imports].flatMap(([key, group]) => shiftOf('import', key, group, groups)),
    ...[...streets].flatMap(([key, group]) => shiftOf('street', key, group, groups)),
  ];
  return found.sort((a, b) => b.wells - a.wells);
};
