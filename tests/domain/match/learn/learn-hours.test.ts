import { describe, expect, it } from 'vitest';
import { learnHours, type PastHours } from '#domain/match/learn/learn-hours.ts';

/** Numbers from 0 up to 1, the same every run. */
const sameNumbers = (seed: number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const classes = ['0102', '0104', '0105', '0107', '0118'] as const;
const usual = [0.25, 0.15, 0.25, 0.25, 0.1];
/** Said of one class, believed of it or of the next. */
const believed = (which: number): Record<string, number> => ({ [classes[which] ?? '']: 0.7, [classes[(which + 1) % classes.length] ?? '']: 0.3 });

interface Stated {
  readonly often: number;
  readonly holes: number;
  readonly times: readonly number[];
  readonly hours: readonly [number, number];
}

const drawPast = (stated: readonly Stated[], pieces: number, seed: number): PastHours[] => {
  const next = sameNumbers(seed);
  const pick = (weights: readonly number[]): number => {
    let left = next() * weights.reduce((a, b) => a + b, 0);
    return weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
  };
  return Array.from({ length: pieces }, () => {
    const { holes, times, hours } = stated[pick(stated.map(({ often }) => often))] as Stated;
    const told = Array.from({ length: holes }, () => {
      // As what cannot be told apart is believed: of the class that it is, or of the one before it.
      const which = pick(usual.map((share, i) => share * (times[i] ?? 1)));
      return believed(next() < 0.7 ? which : (which + classes.length - 1) % classes.length);
    });
    return { told, hour: Math.floor(hours[0] + next() * (hours[1] - hours[0])) % 24 };
  });
};

const dry: Stated = { often: 0.66, holes: 20, times: [1, 1, 1, 1, 1], hours: [6, 20] };
const storm: Stated = { often: 0.08, holes: 60, times: [2.5, 6, 1, 1, 1], hours: [0, 24] };
const night: Stated = { often: 0.26, holes: 8, times: [1, 0.6, 1, 1, 6], hours: [19, 29] };

describe('sorts of hours learned from what was told of in the past', () => {
  it('are found with what each tells of more often, and when they come', () => {
    const { hours: sorts, hoursUsual } = learnHours(drawPast([dry, storm, night], 120, 5));
    expect(Object.values(hoursUsual).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
    expect(sorts.length).toBeGreaterThanOrEqual(3);
    const ratio = (one: (typeof sorts)[number], code: string) => (one.times[code] ?? 1) / (one.times['0107'] ?? 1);
    const wet = sorts.toSorted((a, b) => ratio(b, '0104') - ratio(a, '0104'))[0];
    const dark = sorts.toSorted((a, b) => ratio(b, '0118') - ratio(a, '0118'))[0];
    const [usually] = sorts;
    if (!wet || !dark || !usually) throw new Error('no sorts');
    expect(ratio(wet, '0104') / ratio(usually, '0104')).toBeGreaterThan(3);
    expect(ratio(dark, '0118') / ratio(usually, '0118')).toBeGreaterThan(3);
    expect((dark.byHour[22] ?? 0) / (dark.byHour[12] ?? 0)).toBeGreaterThan(2.5);
    expect(sorts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6);
  });

  it('are none where all hours are alike, or few are known', () => {
    const none = { hours: [], hoursUsual: {} };
    expect(learnHours(drawPast([dry], 120, 6))).toEqual(none);
    expect(learnHours(drawPast([dry, storm, night], 40, 7))).toEqual(none);
    expect(learnHours([])).toEqual(none);
  });
});
