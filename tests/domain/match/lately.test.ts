import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hearLately, ratesOf, sumUpLately, type ToldLately, toldOf } from '#domain/match/lately.ts';
import { matchAssets } from '#domain/match/match-assets.ts';
import { defaultPriors } from '#domain/match/priors.ts';
import { anAsset, anObservation, at, context, grate, telecom } from './street.ts';

const usual = { '0104': 100, '0105': 200, '0107': 100 };
const street = [anAsset('P', 6, 0), anAsset('G', -6, 0, grate), anAsset('T', 0, 8, telecom)];
const told = (count: number, classCode: string, [east, north]: readonly [number, number] = [4000, 0]): ToldLately[] =>
  Array.from({ length: count }, () => ({ point: at(east, north), told: { [classCode]: 0.9 } }));
const latelyOf = (all: readonly ToldLately[]) => sumUpLately(all, usual, defaultPriors, 9);
const heard = (all: readonly ToldLately[]) => hearLately(latelyOf(all), at(0, 0), street, defaultPriors);
const chanceOf = (id: string, all: readonly ToldLately[]) =>
  matchAssets(anObservation({ lately: heard(all) }), street, context).candidates.find(({ asset }) => asset?.id === id)?.probability ?? 0;

describe('what a city was told of in the last hours', () => {
  it('makes a class likelier that is told of more often than usual, wherever in the city, and says so with its weight', () => {
    const storm = [...told(30, '0104'), ...told(5, '0105'), ...told(3, '0107')];
    expect(chanceOf('G', storm)).toBeGreaterThan(1.5 * chanceOf('G', []));
    const { candidates } = matchAssets(anObservation({ lately: heard(storm) }), street, context);
    const reason = candidates.find(({ asset }) => asset?.id === 'G')?.reasons.find(({ code }) => code === 'match-lately');
    expect(reason?.weight).toBeGreaterThan(0.5);
    expect(Number(reason?.params?.['times'])).toBeGreaterThan(2);
  });

  it('tells more the nearer it is', () => {
    const few = told(2, '0107');
    const near = told(2, '0107', [60, 30]);
    expect(chanceOf('T', near)).toBeGreaterThan(1.3 * chanceOf('T', few));
    expect(heard(few)?.near).toEqual({});
    expect(heard(near)?.near['0107']).toBeGreaterThan(1.5);
  });

  it('tells little while it is little: one hole moves the city by less than a third', () => {
    expect(heard(told(1, '0104'))?.city).toEqual({ '0104': 1.16, '0105': 0.9, '0107': 0.95 });
  });

  it('tells nothing before it is known what is usual, nor where nothing was told', () => {
    expect(sumUpLately(told(30, '0104'), { '0104': 20 }, defaultPriors, 9)).toBeNull();
    expect(latelyOf([])).toBeNull();
    expect(hearLately(null, at(0, 0), street, defaultPriors)).toBeUndefined();
  });

  it('makes a hole near by that may not be registered less so, where the city is told of its class all the time', () => {
    const half: ToldLately = { point: at(20, 10), told: { '0104': 0.5 } };
    const nearIn = (rate: number) => hearLately({ told: [half], rates: { '0104': rate } }, at(0, 0), street, defaultPriors)?.near['0104'] ?? 0;
    const { burstChance, burstShare } = defaultPriors.lately;
    const expected = (rate: number) => {
      const [is, stands] = [(0.5 * rate) / (0.5 * rate + 0.5), rate / (rate + 2)]; // of this hole; of what stands here
      const [own, others] = [1 - burstShare + burstShare / stands, 1 - burstShare];
      const odds = [1 - burstChance, burstChance * stands * (1 - is + is * own), burstChance * (1 - stands) * (1 - is + is * others)] as const;
      return (odds[0] + odds[1] * own + odds[2] * others) / (odds[0] + odds[1] + odds[2]);
    };
    for (const rate of [1, 4, 8]) expect(nearIn(rate)).toBeCloseTo(expected(rate), 2);
    const sure = hearLately({ told: [{ ...half, told: { '0104': 1 } }], rates: { '0104': 8 } }, at(0, 0), street, defaultPriors)?.near['0104'] ?? 0;
    expect(nearIn(8)).toBeGreaterThan(0.95 * sure); // a storm's hole is a grate, half of it unknown or not
  });

  it('is a burst of one class where several are of it, and none where each is of another', () => {
    const here = (...codes: readonly string[]) => heard(codes.flatMap((code, i) => told(1, code, [40 * i, 30])));
    const [burst, mixed] = [here('0107', '0107', '0107')?.near ?? {}, here('0104', '0105', '0107')?.near ?? {}];
    expect(burst['0107']).toBeGreaterThan(1.5);
    expect(burst['0104']).toBeLessThan(0.5);
    expect(mixed['0107'] ?? 1).toBeLessThan(1.3);
    expect(mixed['0104'] ?? 1).toBeLessThan(1.3);
  });

  it('is told nothing by what may be of any class that stands here, nor by what is of one that does not, however many there are', () => {
    const any = Array.from({ length: 500 }, () => ({ point: at(50, 20), told: { '0104': 1 / 3, '0105': 1 / 3, '0107': 1 / 3 } }));
    expect(hearLately({ told: any, rates: {} }, at(0, 0), street, defaultPriors)?.near).toEqual({});
    expect(hearLately({ told: told(500, '0118', [50, 20]), rates: {} }, at(0, 0), street, defaultPriors)?.near).toEqual({});
  });

  it('never counts for more than sixteen times, nor for less than a sixteenth, however many tell of it', () => {
    const rare = { '0104': 200, '0105': 199, '0107': 1 };
    const crowd = [...Array.from({ length: 40 }, (_, i) => anAsset(`G${i}`, i, 5, grate)), anAsset('T', 0, 8, telecom)];
    const city = hearLately(sumUpLately(told(900, '0107'), rare, defaultPriors, 9), at(0, 0), street, defaultPriors)?.city ?? {};
    const near = hearLately({ told: told(900, '0107', [10, 10]), rates: {} }, at(0, 0), crowd, defaultPriors)?.near ?? {};
    expect([city['0107'], near['0107']]).toEqual([16, 16]); // 135 and 33 times as often as usual, were it not for the bound
    expect(Math.min(...Object.values(city))).toBe(0.06);
  });
});

describe('what was only believed', () => {
  const expected = { '0104': 0.25, '0105': 0.5, '0107': 0.25 };

  it('moves nothing by its number: a thousand holes that may be of any class leave the rates at one', () => {
    const rates = ratesOf(
      Array.from({ length: 1000 }, () => expected),
      expected,
      4,
    );
    for (const rate of Object.values(rates)) expect(rate).toBeCloseTo(1, 6);
  });

  it('draws all rates towards one: what some knew for sure counts for less among many doubtful ones, never for more', () => {
    const sure = Array.from({ length: 12 }, () => ({ '0104': 1 }));
    const doubtful = fc.array(fc.constant(expected), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(doubtful, (more) => {
        expect(ratesOf([...sure, ...more], expected, 4)['0104']).toBeLessThan(ratesOf(sure, expected, 4)['0104'] ?? 0);
      }),
    );
  });

  it('does not grow from report to report: each pin is kept as it is believed apart from what was told before it', () => {
    const plain = toldOf(matchAssets(anObservation(), street, context).candidates, null);
    const ofStreet = Object.fromEntries(Object.entries(plain).map(([code, share]) => [code, 400 * share]));
    const hear = (all: readonly ToldLately[]) => hearLately(sumUpLately(all, ofStreet, defaultPriors, 9), at(0, 0), street, defaultPriors);
    const believed = (all: readonly ToldLately[]) => toldOf(matchAssets(anObservation({ lately: hear(all) }), street, context).candidates, null);
    const all: ToldLately[] = told(12, '0104');
    const first = believed(all)['0104'] ?? 0;
    expect(first).toBeGreaterThan(1.3 * (plain['0104'] ?? 0));
    const fed: ToldLately[] = [...all];
    for (let i = 0; i < 100; i++) {
      all.push({ point: at(4000, 0), told: plain });
      fed.push({ point: at(4000, 0), told: believed(fed) });
    }
    expect(believed(all)['0104']).toBeLessThan(first);
    expect(believed(fed)['0104']).toBeGreaterThan(1.2 * (believed(all)['0104'] ?? 0)); // what would happen else
  });

  it('an asset that was picked, or whose plate was read, is told of as itself', () => {
    expect(toldOf(matchAssets(anObservation(), street, context).candidates, '0107')).toEqual({ '0107': 1 });
  });
});
