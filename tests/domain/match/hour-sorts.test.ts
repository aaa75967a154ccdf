import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HourSort, timesNow } from '#domain/match/hour-sorts.ts';
import { hearLately, sumUpLately } from '#domain/match/lately.ts';
import { defaultPriors, type MatchPriors } from '#domain/match/priors.ts';
import { at } from './street.ts';

const usual = { '0104': 0.2, '0105': 0.5, '0118': 0.3 };
const anyHour = Array.from({ length: 24 }, () => 1);
const byNight = anyHour.map((_, hour) => (hour >= 19 || hour < 5 ? 5 : 0.05));
const byDay = anyHour.map((_, hour) => (hour >= 19 || hour < 5 ? 0.5 : 1.4));
const sorts: readonly HourSort[] = [
  { share: 0.7, times: { '0104': 0.6, '0105': 1.3, '0118': 0.76 }, byHour: byDay },
  { share: 0.2, times: { '0104': 3, '0105': 0.5, '0118': 0.5 }, byHour: anyHour },
  { share: 0.1, times: { '0104': 0.4, '0105': 0.6, '0118': 2.06 }, byHour: byNight },
];
const holes = (count: number, told: Readonly<Record<string, number>>) => Array.from({ length: count }, () => told);
const learned: MatchPriors = { ...defaultPriors, learned: { ...defaultPriors.learned, hours: sorts } };
const counted = { '0104': 200, '0105': 500, '0118': 300 };
const sumUp = (told: readonly Readonly<Record<string, number>>[], priors: MatchPriors, hour: number) =>
  sumUpLately(
    told.map((one) => ({ point: at(4000, 0), told: one })),
    counted,
    priors,
    hour,
  );

describe('the sorts of hours that a city has', () => {
  it('are known by what is told of in them, sooner than each class by itself', () => {
    const storm = [...holes(9, { '0104': 0.8, '0105': 0.2 }), ...holes(4, { '0105': 0.9 }), ...holes(1, { '0118': 0.9 })];
    expect(timesNow(sorts, storm, usual, 12)['0104']).toBeGreaterThan(2.7);
    const [known, alone] = [learned, defaultPriors].map((priors) => sumUp(storm, priors, 12)?.rates['0104'] ?? 0);
    expect(known).toBeGreaterThan(1.15 * (alone ?? 0));
  });

  it('are known by the hour of the day where little was told yet', () => {
    const few = holes(3, { '0118': 0.4, '0105': 0.6 });
    const lampsAt = (hour: number) => timesNow(sorts, few, usual, hour)['0118'] ?? 0;
    expect(lampsAt(22)).toBeGreaterThan(1.2 * lampsAt(11));
    expect(sumUp([], learned, 22)?.rates['0118']).toBeGreaterThan(1.1);
    expect(hearLately(sumUp([], learned, 22), at(0, 0), [], learned)?.city['0118']).toBeGreaterThan(1.1);
  });

  it('are as likely after any number of holes that may be of any class as before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (count) => {
        const [before, after] = [holes(0, usual), holes(count, usual)].map((told) => timesNow(sorts, told, usual, 3));
        for (const code of Object.keys(usual)) expect(after?.[code]).toBeCloseTo(before?.[code] ?? 0, 6);
      }),
    );
  });

  it('are as likely after holes that may be of any class as before, though the last weeks were all one storm', () => {
    const priors = { ...learned, learned: { ...learned.learned, hoursUsual: usual } };
    const stormsAt = (count: number) =>
      sumUpLately(
        holes(count, usual).map((told) => ({ point: at(4000, 0), told })),
        { '0104': 600, '0105': 250, '0118': 150 },
        priors,
        12,
      )?.rates['0104'];
    expect(stormsAt(200)).toBeCloseTo(stormsAt(0) ?? 0, 9);
  });

  it('scale so that all together is told of as often as usual', () => {
    const times = timesNow(sorts, holes(5, { '0104': 1 }), usual, 9);
    expect(Object.entries(usual).reduce((sum, [code, share]) => sum + share * (times[code] ?? 0), 0)).toBeCloseTo(1, 9);
  });

  it('change nothing where none were learned, whatever the hour', () => {
    const told = holes(12, { '0104': 0.9 });
    expect(sumUp(told, defaultPriors, 2)).toEqual(sumUp(told, defaultPriors, 14));
    expect(sumUp([], defaultPriors, 2)).toBeNull();
  });
});
