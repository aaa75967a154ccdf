import { describe, expect, test } from 'vitest';
import { calibrate } from '#domain/match/learn/calibrate.ts';
import { gainBetween, heldOutOf, judgeEach, splitHeldOut } from '#domain/match/learn/compare.ts';
import type { Found, Settled } from '#domain/match/learn/settled.ts';
import { matchAssets } from '#domain/match/match-assets.ts';
import type { MatchPriors } from '#domain/match/priors.ts';
import { anAsset, anObservation, at, brokenCover, context, telecom } from '../street.ts';

const pair = [anAsset('power', -3, 0), anAsset('telecom', 3, 0, telecom)];
const found = (asset: number): Found => ({ assetId: pair[asset]?.id ?? null, unitId: pair[asset]?.ownerId ?? null, beside: null });
const nothing: Found = { assetId: null, unitId: null, beside: 'nothing' };
const unregistered: Found = { assetId: null, unitId: null, beside: 'unregistered' };
const said = anObservation({ text: '电力井盖坏了', kind: brokenCover });
const order = (i: number, what: Found, rest: Partial<Settled> = {}): Settled => ({
  observation: said,
  nearby: pair,
  found: what,
  incidentId: String(i),
  ...rest,
});

/** Every number of a version, and where it stands. */
const numbersIn = (value: unknown, path = ''): [string, number][] => {
  if (typeof value === 'number') return [[path, value]];
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([name, one]) => numbersIn(one, `${path}.${name}`)) : [];
};

const answersOf = (priors: MatchPriors) =>
  ['', '电力井盖', '电信的，圆的'].map((text) => matchAssets(anObservation({ text, position: at(-3, 0), kind: brokenCover }), pair, { ...context, priors }));

/** Whatever was learned: each number is one, and an answer's probabilities sum to one. */
const expectSane = (priors: MatchPriors) => {
  expect(numbersIn(priors).filter(([, value]) => !Number.isFinite(value) || value < -1e3 || value > 1e7 + 1)).toEqual([]);
  for (const { candidates, owners } of answersOf(priors)) {
    expect(candidates.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
    expect(owners.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
    for (const { probability } of [...candidates, ...owners]) expect(probability).toBeGreaterThanOrEqual(0);
  }
};

describe('orders that tell little, or against each other', () => {
  test.each<[string, readonly Settled[]]>([
    ['none', []],
    ['one', [order(0, found(0))]],
    ['one of which nothing is known', [order(0, { assetId: null, unitId: null, beside: null })]],
    ['some where nothing stands', [0, 1, 2].map((i) => order(i, unregistered, { nearby: [] }))],
    ['all void', Array.from({ length: 50 }, (_, i) => order(i, nothing))],
    ['all of what is not registered', Array.from({ length: 50 }, (_, i) => order(i, unregistered))],
    ['one hole, found to be everything', Array.from({ length: 60 }, (_, i) => order(1, [found(0), found(1), nothing, unregistered][i % 4] ?? nothing))],
    ['an asset that stands nowhere near', Array.from({ length: 30 }, (_, i) => order(i, { assetId: 'far', unitId: 'nobody-knows', beside: null }))],
  ])('teach nothing that no answer can hold: %s', (_, orders) => {
    expectSane(calibrate(orders, context));
  });

  test('hardly move what was believed where they are few', () => {
    const [before, after] = [answersOf(context.priors), answersOf(calibrate([order(0, found(1))], context))].map(([bare]) => bare?.owners ?? []);
    const power = (owners: typeof before) => owners?.find(({ unitId }) => unitId === 'power')?.probability ?? 0;
    expect(power(after)).toBeGreaterThan(0.75 * power(before));
    expect(power(after)).toBeLessThan(power(before));
  });

  test('leave owners open where the same words are found to be either’s, and as open when they are learned from again', () => {
    const orders = Array.from({ length: 400 }, (_, i) => order(i, found((i >> 1) % 2)));
    const { teach, judge } = splitHeldOut(orders);
    const priors = calibrate(teach, context);
    expectSane(priors);
    const { owners } = matchAssets(said, pair, { ...context, priors });
    for (const unitId of ['power', 'telecom-a']) expect(owners.find((one) => one.unitId === unitId)?.probability).toBeCloseTo(0.5, 1);
    const again = calibrate(teach.slice(0, teach.length / 2), { ...context, priors });
    const [before, after] = [judgeEach(judge, { ...context, priors }), judgeEach(judge, { ...context, priors: again })];
    expect(gainBetween(before, after).value).toBeCloseTo(0, 1);
    expect(heldOutOf(after).rightOwner).toBe(0.5);
  });
});
