import { describe, expect, test } from 'vitest';
import { calibrate } from '#domain/match/learn/calibrate.ts';
import { gainBetween, heldOutOf, isSurelyBetter, judgeEach, splitHeldOut } from '#domain/match/learn/compare.ts';
import { learnedPart } from '#domain/match/learn/learned-part.ts';
import { howWritten, responsibilities } from '#domain/match/learn/responsibilities.ts';
import type { Settled } from '#domain/match/learn/settled.ts';
import { ownersOf } from '#domain/match/owners-of.ts';
import { defaultPriors, withPriors } from '#domain/match/priors.ts';
import { ThingOwners } from '#domain/match/thing-owners.ts';
import { anAsset, anObservation, at, context, telecom } from '../street.ts';

/** Numbers from 0 up to 1, the same every run. */
const sameNumbers = () => {
  let state = 7;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const street = [anAsset('power', 0, 0), anAsset('telecom', 12, 0, telecom)];

/** Orders of a street of two wells: the power well three times as often, pins thrice as far off as they say, a slang word for either. */
const settledOrders = (count: number): Settled[] => {
  const next = sameNumbers();
  const normal = (spread: number) => spread * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return Array.from({ length: count }, () => {
    const isPower = next() < 0.75;
    const slang = next() < 0.5 ? (isPower ? '高压的坏了' : '宽带的坏了') : '坏了';
    const position = at((isPower ? 0 : 12) + normal(8), normal(8));
    const observation = anObservation({ position, accuracyM: 4, text: slang });
    const asset = isPower ? street[0] : street[1];
    return { observation, nearby: street, found: { assetId: next() < 0.5 ? (asset?.id ?? null) : null, unitId: asset?.ownerId ?? null, beside: null } };
  });
};

describe('settled orders teach', () => {
  const orders = settledOrders(500);
  const { teach, judge: kept } = splitHeldOut(orders);
  const priors = calibrate(teach, context);

  test('how far off pins are', () => {
    const mixture = priors.learned.errors['pin 7'] ?? [];
    const spreadM = Math.sqrt(mixture.reduce((sum, { share, scale }) => sum + share * (scale * (4 / 1.482)) ** 2, 0));
    expect(mixture.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6);
    expect(spreadM).toBeGreaterThan(6);
    expect(spreadM).toBeLessThan(11);
  });

  test('what is told of more often', () => {
    expect(priors.learned.classRates['0105']).toBeGreaterThan(1.5 * (priors.learned.classRates['0107'] ?? Number.POSITIVE_INFINITY));
  });

  test('words that no list holds, and of what they are said', () => {
    const word = priors.learned.newWords.find((heard) => heard.includes('宽带')) ?? '';
    const said = priors.learned.words[word] ?? {};
    expect(said['0107']).toBeGreaterThan(5 * (said['0105'] ?? Number.POSITIVE_INFINITY));
  });

  test('so that orders not seen before surprise less, and more owners are right', () => {
    const [before, after] = [heldOutOf(judgeEach(kept, context)), heldOutOf(judgeEach(kept, { ...context, priors }))];
    expect(before.orders).toBe(100);
    expect(after.surprise).toBeLessThan(before.surprise);
    expect(after.rightOwner).toBeGreaterThanOrEqual(before.rightOwner);
  });

  test('surely, beyond two standard errors of what is gained; what is gained by chance, or of one hole, is not sure', () => {
    const [before, after] = [judgeEach(kept, context), judgeEach(kept, { ...context, priors })];
    const isSure = (one: typeof before, other: typeof before) => isSurelyBetter(gainBetween(one, other), one);
    expect([isSure(before, after), isSure(after, before)]).toEqual([true, false]);
    const ofOne = (answers: typeof before) => answers.map((one) => ({ ...one, incidentId: '1' }));
    expect(isSure(ofOne(before), ofOne(after))).toBe(false);
    expect(isSure(before.slice(0, 19), after.slice(0, 19))).toBe(false);
    expect(isSure([], [])).toBe(false);
    // Two versions that only chance tells apart: one of them is better by a hair, and surely neither.
    const classRates = { ...priors.learned.classRates, '0105': 1.2 * (priors.learned.classRates['0105'] ?? 1) };
    const nudged = judgeEach(kept, { ...context, priors: { ...priors, learned: { ...priors.learned, classRates } } });
    expect(Math.abs(gainBetween(after, nudged).value)).toBeGreaterThan(0);
    expect([isSure(after, nudged), isSure(nudged, after)]).toEqual([false, false]);
  });

  test('and nothing but what they taught is kept of it: a city’s settings, and what is stated, stay theirs', () => {
    const costs = { ...defaultPriors.costs, byKind: { cover_missing: { wrongDispatch: 777 } } };
    const trust = { ...defaultPriors.trust, kind: 0.5, shape: 0.6 };
    const city = { ...context, priors: { ...defaultPriors, costs, trust, defaultAccuracyM: 99 } };
    const believed = calibrate(teach.slice(0, 60), city);
    const kept = learnedPart(believed);
    expect(withPriors(kept, city.priors)).toEqual(believed);
    expect(withPriors(kept, defaultPriors)).toMatchObject({
      costs: defaultPriors.costs,
      defaultAccuracyM: 15,
      trust: { kind: 0.97, shape: believed.trust.shape },
    });
    expect(kept).toMatchObject({ unregisteredShare: believed.unregisteredShare, learned: believed.learned });
    expect(Object.keys(kept).sort()).toEqual(['learned', 'photo', 'plate', 'trust', 'unregisteredShare']);
  });

  test('the same orders teach the same', () => {
    expect(calibrate(teach.slice(0, 60), context)).toEqual(calibrate(teach.slice(0, 60), context));
  });
});

describe('owners', () => {
  const [power] = street;
  const candidates = [
    { asset: power ?? null, probability: 0.6, reasons: [] },
    { asset: null, probability: 0.3, reasons: [] },
    { asset: null, isNothing: true, probability: 0.1, reasons: [] },
  ];

  test('what is doubted, and what is not registered, is shared among those who own such things, once that was learned', () => {
    const classOwners = { '0105': { power: 0.5, police: 0.5 }, '0107': { 'telecom-a': 1 } };
    const owners = ownersOf(
      candidates,
      new ThingOwners(null, { classOwners, ownerRight: {} }),
      new Map([
        ['0105', 0.5],
        ['0107', 0.5],
      ]),
    );
    const of = (unitId: string | null) => owners.find((owner) => owner.unitId === unitId)?.probability;
    expect(of('power')).toBeCloseTo(0.6 * 0.95 + 0.075, 6);
    expect(of('police')).toBeCloseTo(0.6 * 0.05 + 0.075, 6);
    expect(of('telecom-a')).toBeCloseTo(0.15, 6);
    expect(of(null)).toBeCloseTo(0.1, 6);
  });

  test('a record is doubted where the words name another who owns such things', () => {
    const classOwners = { '0105': { power: 0.9, police: 0.1 } };
    const named = (owner: string) => (owner === 'police' ? 0.2 : 0.001);
    const words = { words: '公安', of: (_classCode: string, owner: string) => named(owner) };
    const of = (whose: ThingOwners) =>
      ownersOf([{ asset: power ?? null, probability: 1, reasons: [] }], whose).find(({ unitId }) => unitId === 'police')?.probability;
    expect(of(new ThingOwners(null, { classOwners, ownerRight: {} }))).toBeCloseTo(0.05, 6);
    expect(of(new ThingOwners(words, { classOwners, ownerRight: {} }))).toBeCloseTo((0.05 * 0.2) / (0.05 * 0.2 + 0.95 * 0.001), 6);
  });

  test('that nobody wrote down whose it was tells that it is nobody’s, unless that is often left out', () => {
    const wells = [anAsset('owned', -4, 0), anAsset('left', 4, 0, { ownerId: null, ownerConfidence: 0.95 })];
    const order: Settled = { observation: anObservation({ position: at(0, 0) }), nearby: wells, found: { assetId: null, unitId: null, beside: null } };
    const beside = { unregistered: 0.04, nothing: 0.03 };
    const nobodys = (leftOut = 1) => responsibilities(order, context, { leftOut, beside }).find(({ asset }) => asset?.id === 'left')?.after ?? 0;
    expect(nobodys()).toBeCloseTo(0.5, 2);
    expect(nobodys(0.5)).toBeCloseTo(2 / 3, 1); // half as often of one that has an owner: one to two
    expect(nobodys(0.1)).toBeCloseTo(10 / 11, 1);
    expect(nobodys(0.01)).toBeGreaterThan(0.97);
    const settled = (asset: number, unitId: string | null): Settled => ({ ...order, found: { assetId: wells[asset]?.id ?? null, unitId, beside: null } });
    expect(howWritten([settled(1, null), settled(0, 'power'), settled(0, null), order]).leftOut).toBeCloseTo(2 / 3, 6);
  });

  test('before that it stays with nobody', () => {
    expect(ownersOf(candidates, new ThingOwners(null, defaultPriors.learned)).find(({ unitId }) => unitId === null)?.probability).toBeCloseTo(0.43, 6);
  });
});
