import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchAssets } from '#domain/match/match-assets.ts';
import type { MatchResult, NearbyAsset } from '#domain/match/observation.ts';
import { defaultPriors } from '#domain/match/priors.ts';
import { anAsset, anObservation, at, brokenCover, context, grate, lamp, telecom } from './street.ts';

const match = (said: Parameters<typeof anObservation>[0], nearby: readonly NearbyAsset[]) => matchAssets(anObservation(said), nearby, context);
const first = (result: MatchResult) => result.candidates[0]?.asset?.id ?? null;
const chance = (result: MatchResult, id: string | null) => result.candidates.find((c) => (c.asset?.id ?? null) === id)?.probability ?? 0;
const pair = [anAsset('power-3m', 3, 0), anAsset('telecom-4m', -4, 0, telecom)];

describe('a report is matched', () => {
  test('to the only asset beside a good pin, and the order goes out', () => {
    const result = match({ accuracyM: 5, kind: brokenCover }, [anAsset('only', 2, 0)]);
    expect(first(result)).toBe('only');
    expect(result.action).toBe('dispatch');
    expect(result.owners[0]).toMatchObject({ unitId: 'power' });
  });

  test('to nobody for sure between two owners, and the person is asked', () => {
    const result = match({ kind: brokenCover }, pair);
    expect(result.action).toBe('ask');
    expect(chance(result, 'power-3m')).toBeLessThan(0.7);
  });

  test.each([
    ['电信的井盖坏了', 'telecom-4m'],
    ['通信井塌了', 'telecom-4m'],
    ['电力井盖破了', 'power-3m'],
    ['供电的井', 'power-3m'],
    ['the telecom cover is broken', 'telecom-4m'],
    ['ＴＥＬＥＣＯＭ', 'telecom-4m'],
    ['井盖坏了，不是电力的，是电信的', 'telecom-4m'],
  ])('by words: %s', (text, id) => {
    const result = match({ text, kind: brokenCover }, pair);
    expect(first(result)).toBe(id);
    expect(chance(result, id)).toBeGreaterThan(0.85);
  });

  test('with one owner sure though the well is not: two of one owner add up', () => {
    const result = match({ kind: brokenCover }, [anAsset('a', 2, 0), anAsset('b', -2, 0)]);
    expect(chance(result, 'a')).toBeLessThan(0.6);
    expect(result.owners[0]?.unitId).toBe('power');
    expect(result.action).toBe('dispatch');
  });

  test('to the class that the kind is about', () => {
    const nearby = [anAsset('lamp', 1, 0, lamp), anAsset('well', 6, 0)];
    expect(first(match({ kind: brokenCover }, nearby))).toBe('well');
    expect(first(match({ kind: { about: 'asset', assetClasses: ['0118'], isHazard: false } }, nearby))).toBe('lamp');
    expect(first(match({ text: '窨井盖没了' }, nearby))).toBe('well');
  });

  test.each([
    [{ text: '方形的盖子' }, 'grate'],
    [{ text: '一个雨水箅子堵了' }, 'grate'],
    [{ text: '圆的，铁盖' }, 'power'],
    [{ text: '上面写着电力' }, 'power'],
    [{ text: '盖子上有“电力”两个字' }, 'power'],
    [{ text: 'it says 电力 on it, a round cover' }, 'power'],
    [{ text: '在人行道上' }, 'grate'],
    [{ address: '大木桥路38号' }, 'grate'],
  ])('by looks, lettering and place: %j', (said, id) => {
    const nearby = [
      anAsset('power', 4, 0, { lettering: '电力' }),
      anAsset('grate', -4, 0, { ...grate, roadName: '大木桥路', locationKind: 'footway', material: 'composite' }),
    ];
    expect(first(match({ ...said, kind: brokenCover }, nearby))).toBe(id);
  });

  test('to nothing registered when the pin is good and the nearest asset is far, and a patrol goes', () => {
    const result = match({ accuracyM: 5, kind: brokenCover }, [anAsset('far', 80, 0)]);
    expect(first(result)).toBeNull();
    expect(result.action).toBe('patrol');
  });

  test('to the asset on the plate, from wherever the pin was dropped and with no pin at all', () => {
    const plated = anAsset('3101040105000123X', 5000, 0);
    expect(first(match({ plate: plated.id, kind: brokenCover }, [...pair, plated]))).toBe(plated.id);
    const alone = match({ plate: plated.id, position: null }, [plated]);
    expect(alone.action).toBe('dispatch');
    expect(chance(alone, plated.id)).toBeGreaterThan(0.99);
  });

  test('to the asset on the plate though it is recorded as retired, and its reason says so', () => {
    for (const status of ['abandoned', 'removed'] as const) {
      const plated = anAsset('3101040105000123X', 3, 0, { status });
      const [best] = match({ plate: plated.id, kind: brokenCover }, [...pair, plated]).candidates;
      expect(best?.asset?.id).toBe(plated.id);
      expect(best?.reasons.map(({ code }) => code)).toContain('match-plate-retired');
    }
  });

  test('to the asset on the plate even when sixty-four others lie nearer', () => {
    const plated = anAsset('3101040105000123X', 300, 0);
    const crowd = Array.from({ length: 64 }, (_, i) => anAsset(`w${i}`, i % 8, Math.floor(i / 8)));
    expect(first(match({ plate: plated.id }, [...crowd, plated]))).toBe(plated.id);
  });

  test('by the corner of the crossing that was said', () => {
    const round = [anAsset('north-east', 8, 8), anAsset('south-east', 8, -8, telecom), anAsset('south-west', -8, -8), anAsset('north-west', -8, 8)];
    const crossing = { point: at(0, 0), errorM: 30 };
    const said = {
      position: null,
      accuracyM: null,
      addressPoint: { ...crossing, toward: { direction: { east: Math.SQRT1_2, north: -Math.SQRT1_2 }, isCorner: true } },
    };
    expect(first(match(said, round))).toBe('south-east');
    expect(chance(match(said, round), 'south-east')).toBeGreaterThan(3 * chance(match({ ...said, addressPoint: crossing }, round), 'south-west'));
  });

  test('by any of the places that an ambiguous address may mean, each for its share', () => {
    const here = { point: at(0, 0), errorM: 10 };
    const there = { point: at(600, 0), errorM: 10 };
    const addressPoint = {
      ...here,
      places: [
        { ...here, share: 0.7 },
        { ...there, share: 0.3 },
      ],
    };
    const result = match({ position: null, accuracyM: null, addressPoint }, [anAsset('here', 1, 0), anAsset('there', 601, 0, telecom)]);
    expect(chance(result, 'here') / chance(result, 'there')).toBeCloseTo(7 / 3, 2);
    const sure = match({ position: null, accuracyM: null, addressPoint: here }, [anAsset('here', 1, 0), anAsset('there', 601, 0, telecom)]);
    expect(chance(sure, 'there')).toBeLessThan(0.01);
    const named = match({ position: null, accuracyM: null, addressPoint, text: '电信井' }, [anAsset('here', 1, 0), anAsset('there', 601, 0, telecom)]);
    expect(first(named)).toBe('there');
  });

  test('by address and pin together better than by either', () => {
    const nearby = [anAsset('west', -12, 0), anAsset('east', 12, 0, telecom)];
    const pin = match({ accuracyM: 20, position: at(4, 0) }, nearby);
    const both = match({ accuracyM: 20, position: at(4, 0), addressPoint: { point: at(14, 0), errorM: 10 } }, nearby);
    const address = match({ accuracyM: null, position: null, addressPoint: { point: at(14, 0), errorM: 10 } }, nearby);
    const times = (result: typeof both) => chance(result, 'east') / chance(result, 'west');
    expect(times(both)).toBeGreaterThan(1.3 * times(pin));
    expect(times(both)).toBeGreaterThan(1.3 * times(address));
  });

  test('while no kind was said, to the nearer well before one known to be broken that lies four times as far; once “broken” is said, to that one', () => {
    const storm = anAsset('storm-3m', 3, 0, { classCode: '0103', ownerId: 'drainage' });
    for (const status of ['damaged', 'missing'] as const) {
      const nearby = [storm, anAsset('power-13m', -13, 0, { status })];
      expect(first(match({ accuracyM: 12 }, nearby))).toBe('storm-3m');
      expect(first(match({ accuracyM: 12, kind: brokenCover }, nearby))).toBe('power-13m');
    }
  });

  test('to a cover known to be missing sooner than to its intact neighbour, and hardly to a removed one', () => {
    const nearby = [anAsset('intact', 3, 0), anAsset('missing', -3, 0, { status: 'missing' }), anAsset('removed', 0, 3, { status: 'removed' })];
    const result = match({ kind: brokenCover }, nearby);
    expect(first(result)).toBe('missing');
    expect(chance(result, 'removed')).toBeLessThan(0.05);
  });

  test('to nothing where the kind is about no asset', () => {
    const result = match({ kind: { about: 'none', assetClasses: [], isHazard: false } }, pair);
    expect(result).toMatchObject({ candidates: [{ asset: null, probability: 1 }], owners: [{ unitId: null, probability: 1 }], action: 'patrol' });
  });

  test('with the registry’s doubt in the owner left with nobody', () => {
    const doubtful = match({ accuracyM: 3, kind: brokenCover }, [anAsset('x', 1, 0, { ownerConfidence: 0.4 })]);
    expect(doubtful.owners.find((o) => o.unitId === 'power')?.probability).toBeLessThan(0.41);
    expect(doubtful.action).toBe('patrol');
  });

  test('to an ownerless well for sure, so that whose road it is can be sent', () => {
    const result = match({ accuracyM: 3, kind: brokenCover }, [anAsset('nobody’s', 1, 0, { ownerId: null })]);
    expect(result.action).toBe('dispatch');
    expect(result.owners.map((o) => o.unitId)).toEqual([null]);
  });
});

const anyAsset = fc
  .record({
    east: fc.double({ min: -200, max: 200, noNaN: true }),
    north: fc.double({ min: -200, max: 200, noNaN: true }),
    sort: fc.constantFrom({}, telecom, lamp, grate),
    status: fc.constantFrom('intact', 'missing', 'removed' as const),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ east, north, sort, status, confidence }) => anAsset(`${east},${north}`, east, north, { ...sort, status, ownerConfidence: confidence }));
const anySaid = fc.record({
  accuracyM: fc.constantFrom(null, 1, 10, 5000, Number.NaN),
  text: fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom('电力井盖', '🕳️🕳️', '方的圆的', '电力的电信的路灯雨水箅子')),
  kind: fc.constantFrom(null, brokenCover),
  position: fc.constantFrom(at(0, 0), null),
  addressPoint: fc.constantFrom(
    null,
    {
      point: at(30, 0),
      errorM: 20,
      places: [
        { point: at(30, 0), errorM: 20, share: 0.5 },
        { point: at(-30, 0), errorM: 20, share: 0.5 },
      ],
      toward: { direction: { east: 1, north: 0 }, isCorner: false },
    },
    { point: at(30, 0), errorM: 20 },
    { point: at(30_000, 0), errorM: 20 },
  ),
});

describe('whatever is said', () => {
  test('the probabilities are probabilities and sum to one, owners’ too, and the likeliest come first', () => {
    fc.assert(
      fc.property(fc.array(anyAsset, { maxLength: 12 }), anySaid, (nearby, said) => {
        const { candidates, owners, action } = match(said, nearby);
        for (const list of [candidates, owners]) {
          expect(list.every(({ probability: p }) => p >= 0 && p <= 1 + 1e-9)).toBe(true);
          expect(list.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
          expect(list.map((c) => c.probability)).toEqual(list.map((c) => c.probability).sort((a, b) => b - a));
        }
        expect(candidates.filter((c) => c.asset === null && c.isNothing !== true)).toHaveLength(1);
        expect(candidates.filter((c) => c.isNothing === true).length).toBeLessThanOrEqual(1);
        expect(['dispatch', 'ask', 'patrol']).toContain(action);
      }),
      { numRuns: 60 },
    );
  });

  test('the reasons’ weights add up to the log-odds against “nothing registered here”', () => {
    fc.assert(
      fc.property(fc.array(anyAsset, { minLength: 1, maxLength: 6 }), anySaid, (nearby, said) => {
        const { candidates } = match(said, nearby);
        const nothing = candidates.find((c) => c.asset === null)?.probability ?? 0;
        for (const { asset, probability, reasons } of candidates) {
          if (!asset) continue;
          const sum = reasons.reduce((total, { weight = 0 }) => total + weight, 0);
          if (nothing > 1e-9 && probability > 1e-9) expect(Math.abs(sum - Math.log(probability / nothing))).toBeLessThan(0.05);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('the order in which neighbours come does not matter', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyAsset, { minLength: 2, maxLength: 8, selector: (a) => a.id }), anySaid, (nearby, said) => {
        const there = match(said, nearby);
        const back = match(said, [...nearby].reverse());
        const alike = (one: MatchResult) =>
          one.candidates.map((c) => [c.asset?.id ?? (c.isNothing === true ? 'nothing' : 'unregistered'), c.probability.toFixed(6)]).sort();
        expect(alike(back)).toEqual(alike(there));
      }),
      { numRuns: 40 },
    );
  });

  test('moving an asset nearer never makes it less likely', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 150, noNaN: true }), fc.double({ min: 0.1, max: 0.95, noNaN: true }), (far, share) => {
        const other = anAsset('other', 0, 160, telecom);
        expect(chance(match({}, [anAsset('a', far * share, 0), other]), 'a')).toBeGreaterThanOrEqual(
          chance(match({}, [anAsset('a', far, 0), other]), 'a') - 1e-9,
        );
      }),
      { numRuns: 60 },
    );
  });

  test('a text that says every word there is, each of them learned, still leaves probabilities', () => {
    const said = Array.from({ length: 120 }, (_, i) => `${String.fromCodePoint(0x4e00 + 2 * i)}井`);
    const classWords = [{ code: '0105', words: said, isWell: true }, ...context.classWords];
    const words = Object.fromEntries(said.map((word) => [word, { '*': 1e-4, '|*': 1e-4 }]));
    const priors = { ...defaultPriors, learned: { ...defaultPriors.learned, words } };
    const { candidates, owners } = matchAssets(anObservation({ text: said.join('，') }), pair, { ...context, classWords, priors });
    for (const list of [candidates, owners]) expect(list.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
  });

  test('100,000 characters and a thousand neighbours are answered in bounded time', () => {
    const crowd = Array.from({ length: 1000 }, (_, i) => anAsset(`w${i}`, i % 40, Math.floor(i / 40)));
    const result = match({ text: '电力井盖不是电信的'.repeat(12_000) }, crowd);
    expect(result.candidates.length).toBeLessThanOrEqual(65);
  });
});

describe('what is done follows from the costs', () => {
  const dear = (costs: Partial<typeof defaultPriors.costs.ordinary>) => ({
    ...context,
    priors: { ...defaultPriors, costs: { ...defaultPriors.costs, ordinary: { ...defaultPriors.costs.ordinary, ...costs } } },
  });
  const observation = anObservation({ kind: { ...brokenCover, isHazard: false } });

  test('a question that costs nothing is asked, one that costs a day is not', () => {
    expect(matchAssets(observation, pair, dear({ question: 0 })).action).toBe('ask');
    expect(matchAssets(observation, pair, dear({ question: 1000 })).action).not.toBe('ask');
  });

  test('when a wrong dispatch costs nothing everything is dispatched', () => {
    expect(matchAssets(observation, pair, dear({ wrongDispatch: 0 })).action).toBe('dispatch');
  });

  test('when a patrol costs nothing it goes rather than risk a wrong dispatch', () => {
    expect(matchAssets(observation, pair, dear({ patrol: 0, question: 5 })).action).toBe('patrol');
  });
});
