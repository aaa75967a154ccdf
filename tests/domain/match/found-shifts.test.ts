import { describe, expect, it } from 'vitest';
import { whereFound } from '#domain/match/found-shifts.ts';
import { calibrate } from '#domain/match/learn/calibrate.ts';
import { changesBetween } from '#domain/match/learn/changes.ts';
import { learnShifts } from '#domain/match/learn/learn-shifts.ts';
import type { Settled } from '#domain/match/learn/settled.ts';
import { matchAssets, ownersKnown } from '#domain/match/match-assets.ts';
import { defaultPriors, type LearnedShift } from '#domain/match/priors.ts';
import { anAsset, anObservation, at, context, telecom } from './street.ts';

const aside = (eastM: number, northM = 0): LearnedShift => ({ eastM, northM, asOfS: 1000 });
const placed = { streetCode: '310104001', importId: '12', recordedS: 900 };
const knowing = (shifts: Readonly<Record<string, LearnedShift>>) => ({
  ...context,
  priors: { ...defaultPriors, learned: { ...defaultPriors.learned, shifts } },
});
/** Two wells 9 m apart, both found 9 m east of their record: what is told of where the second has its record is the first. */
const street = [anAsset('power', 0, 0, placed), anAsset('telecom', 9, 0, { ...telecom, ...placed })];
const told = anObservation({ position: at(9, 0), accuracyM: 4 });

describe('a street that is found to one side of its record', () => {
  it('is looked for where it is found, and answered with where its record has it', () => {
    const before = matchAssets(told, street, context);
    const after = matchAssets(told, street, knowing({ 'street 310104001': aside(9) }));
    expect([before.owners[0]?.unitId, after.owners[0]?.unitId]).toEqual(['telecom-a', 'power']);
    expect(after.candidates[0]?.asset).toEqual(street[0]);
    const { owners } = ownersKnown(told, street, knowing({ 'street 310104001': aside(9) }), () => true);
    expect(owners).toEqual(after.owners);
  });

  it('but not what was written anew since: it may have been put right', () => {
    const [first, second] = whereFound([street[0], { ...street[1], recordedS: 1001 }] as typeof street, { 'street 310104001': aside(9) });
    expect(first?.lon).toBeCloseTo(at(9, 0).lon, 6);
    expect(second?.lon).toBe(street[1]?.lon);
    expect(whereFound([anAsset('nowhere', 0, 0)], { 'street 310104001': aside(9) })).toEqual([anAsset('nowhere', 0, 0)]);
  });

  it('by the file that it came with rather than by the street that others lie in too', () => {
    const [moved] = whereFound(street, { 'street 310104001': aside(9), 'import 12': aside(-3, 4) });
    expect(moved?.lon).toBeCloseTo(at(-3, 0).lon, 6);
    expect(moved?.lat).toBeCloseTo(at(0, 4).lat, 6);
  });
});

describe('orders that found wells to one side', () => {
  const wells = Array.from({ length: 12 }, (_, i) => anAsset(`w${i}`, 30 * i, 0, placed));
  const orders = Array.from({ length: 240 }, (_, i): Settled => {
    const well = wells[i % 12];
    const position = at(30 * (i % 12) + 9 + (i % 5) - 2, (i % 3) - 1);
    return { observation: anObservation({ position, accuracyM: 4 }), nearby: wells, found: { assetId: well?.id ?? null, unitId: 'power', beside: null } };
  });
  const misses = orders.map(({ found }, i) => ({
    assetId: found.assetId ?? '',
    streetCode: '310104001',
    importId: null,
    eastM: 9 + (i % 5) - 2,
    northM: (i % 3) - 1,
    point: at(0, 0),
  }));
  const shifts = learnShifts(misses, 1000);

  it('teach how far, as the registrar is told', () => {
    expect(Object.keys(shifts)).toEqual(['street 310104001']);
    expect(shifts['street 310104001']?.eastM).toBeCloseTo(9, 0);
  });

  it('of a file for what came with it, and not of a street for what stands beside it', () => {
    const ofFile = misses.map((miss) => ({ ...miss, importId: '12' }));
    const others = misses.map((miss, i) => ({ ...miss, assetId: `beside ${i % 12}`, eastM: (i % 5) - 2 })).slice(0, 120);
    expect(Object.keys(learnShifts([...ofFile, ...others], 1000))).toEqual(['import 12']);
    expect(Object.keys(learnShifts([...ofFile, ...misses.map((miss) => ({ ...miss, assetId: `beside ${miss.assetId}` }))], 1000))).toEqual([
      'import 12',
      'street 310104001',
    ]);
  });

  it('and then that pins err by what is left, not by the survey’s error too', () => {
    const spread = (priors: typeof defaultPriors) =>
      Math.sqrt((priors.learned.errors['pin 7'] ?? []).reduce((sum, { share, scale }) => sum + share * (scale * (4 / 1.482)) ** 2, 0));
    const [wide, narrow] = [calibrate(orders, context), calibrate(orders, context, { shifts })];
    expect(spread(narrow)).toBeLessThan(0.6 * spread(wide));
    expect(narrow.learned.shifts).toEqual(shifts);
    expect(wide.learned.shifts).toEqual({});
  });

  it('which a version that no longer finds it tells too', () => {
    const learned = { ...defaultPriors, learned: { ...defaultPriors.learned, shifts } };
    expect(changesBetween(defaultPriors, learned)).toEqual([{ term: 'shifts.street.310104001', before: null, after: expect.closeTo(9, 0) }]);
    expect(changesBetween(learned, defaultPriors)).toEqual([{ term: 'shifts.street.310104001', before: expect.closeTo(9, 0), after: 0 }]);
  });
});
