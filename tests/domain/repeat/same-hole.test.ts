import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchAssets } from '#domain/match/match-assets.ts';
import { defaultRepeatPriors } from '#domain/repeat/repeat-priors.ts';
import { decideRepeat, type SameHole, sameHoles } from '#domain/repeat/same-hole.ts';
import { likelyOf, packLikely, type Telling, unpackLikely } from '#domain/repeat/telling.ts';
import { anAsset, anObservation, at, brokenCover, context, grate, telecom } from '../match/street.ts';

const street = [
  anAsset('power', 0, 0),
  anAsset('telecom', 10, 0, telecom),
  anAsset('grate', 3, 8, grate),
  ...Array.from({ length: 12 }, (_, i) => anAsset(`far-${i}`, -15 - 6 * i, 4, i % 2 === 0 ? telecom : {})),
];
const missing = { code: 'cover_missing', assetStatus: 'missing' as const };
const noon = '2026-11-25T12:00:00Z';

/** A report from so many metres east and north, matched as any other. */
const telling = (eastM: number, northM: number, rest: Partial<Telling> & { readonly accuracyM?: number } = {}): Telling => {
  const { accuracyM = 5, text = '' } = rest;
  const { candidates } = matchAssets(anObservation({ position: at(eastM, northM), accuracyM, text, kind: brokenCover }), street, context);
  return {
    candidates: likelyOf(candidates.map(({ asset, ...one }) => ({ ...one, assetId: asset?.id ?? null }))),
    namedAssetId: null,
    point: at(eastM, northM),
    accuracyM,
    kind: missing,
    text,
    at: noon,
    photoHashes: [],
    ...rest,
  };
};
const ask = (report: Telling, ...holes: readonly (readonly Telling[])[]): SameHole[] =>
  sameHoles(
    report,
    holes.map((tellings, i) => ({ incidentId: String(i + 1), tellings })),
    defaultRepeatPriors,
  );
const chance = (report: Telling, ...tellings: readonly Telling[]) => ask(report, tellings)[0]?.probability ?? 0;

describe('a report of a hole that is open already', () => {
  test('tells the same of what was kept of it as of what was matched', () => {
    const [report, before] = [telling(0, 1, { text: '电力井盖' }), telling(2, 0)];
    const kept = { ...before, candidates: unpackLikely(packLikely(before.candidates)) };
    expect(kept.candidates.length).toBeGreaterThan(3);
    expect(kept.candidates.some(({ isNothing }) => isNothing)).toBe(true);
    expect(chance(report, kept)).toBeCloseTo(chance(report, before), 4);
  });

  test('is joined when place and matter are the same', () => {
    const found = ask(telling(0, 1), [telling(1, 0), telling(-1, -1)]);
    expect(decideRepeat(found, true, defaultRepeatPriors)).toBe('join');
  });

  test('is joined though the same hole is open twice, kept apart by mistake; holes of two assets still compete', () => {
    const report = telling(0, 1);
    const many = [telling(0, 0), telling(1, 0), telling(-1, 0), telling(0, 1), telling(1, 1), telling(0, -1)];
    const [alone, beside] = [ask(report, many), ask(report, many, [telling(0, 0.5)])];
    const first = (found: readonly SameHole[]) => found.find(({ incidentId }) => incidentId === '1')?.probability ?? 0;
    const odds = beside.map(({ reasons }) => Math.exp(reasons.reduce((sum, { weight = 0 }) => sum + weight, 0)));
    expect(first(beside)).toBeGreaterThan(Math.max(...odds) / (1 + odds.reduce((a, b) => a + b, 0)));
    expect(first(beside)).toBeGreaterThan(0.97 * first(alone));
    const apart = ask(telling(5, 0), many, [telling(10, 0), telling(10, 1), telling(11, 0)]);
    expect(apart.reduce((sum, { probability }) => sum + probability, 0)).toBeLessThan(1.05);
  });

  test('is offered when it may as well be the next one', () => {
    const found = ask(telling(5, 0, { accuracyM: 10 }), [telling(0, 0, { accuracyM: 10 })]);
    expect(decideRepeat(found, true, defaultRepeatPriors)).toBe('offer');
  });

  test('is kept apart when it lies in another street', () => {
    const found = ask(telling(-80, 4), [telling(0, 0), telling(1, 0)]);
    expect(decideRepeat(found, true, defaultRepeatPriors)).toBe('apart');
  });

  test('goes to the one of two holes ten metres apart that it is nearer to', () => {
    const [first, second] = [
      [telling(0, 0), telling(0, 1), telling(1, 0)],
      [telling(10, 0), telling(9, 1)],
    ];
    expect(ask(telling(9, 0), first, second)[0]).toMatchObject({ incidentId: '2' });
    expect(ask(telling(1, 1), first, second)[0]).toMatchObject({ incidentId: '1' });
  });

  test('is told apart by words where the pin cannot', () => {
    const hole = [telling(4, 0, { text: '电力井盖没了', accuracyM: 10 })];
    expect(chance(telling(5, 0, { text: '电力的盖子没了', accuracyM: 10 }), ...hole)).toBeGreaterThan(
      chance(telling(5, 0, { text: '电信井盖没了', accuracyM: 10 }), ...hole) + 0.05,
    );
  });

  test.each([
    ['another matter', { kind: { code: 'cover_noisy', assetStatus: null } }],
    ['a month later', { at: '2026-12-25T12:00:00Z' }],
  ])('%s makes it less likely', (_, rest) => {
    expect(chance(telling(4, 0, rest), telling(4, 1))).toBeLessThan(chance(telling(4, 0), telling(4, 1)));
  });

  test.each([
    ['a photo that was passed on', { photoHashes: ['01'.repeat(32)] }, { photoHashes: [`11${'01'.repeat(31)}`] }],
    ['words that were passed on', { text: '斜土路上那个盖子翻起来了大家小心' }, { text: '斜土路上那个盖子翻起来了，大家当心' }],
    ['an asset that both picked', { namedAssetId: 'grate' }, { namedAssetId: 'grate' }],
  ])('%s makes it likelier', (_, one, other) => {
    expect(chance(telling(4, 4, { accuracyM: 20, ...one }), telling(3, 2, { accuracyM: 20, ...other }))).toBeGreaterThan(
      chance(telling(4, 4, { accuracyM: 20 }), telling(3, 2, { accuracyM: 20 })) + 0.01,
    );
  });

  test('of things that nobody registered is one by its spot alone', () => {
    const nobody = likelyOf([{ assetId: null, probability: 1, reasons: [] }]);
    const [here, near, off] = [0, 3, 80].map((eastM) => telling(eastM, 60, { candidates: nobody }));
    if (!here || !near || !off) throw new Error('three tellings');
    expect(chance(near, here)).toBeGreaterThan(0.5);
    expect(chance(off, here)).toBeLessThan(0.01);
  });
});

test('what a photo tells of the place is heard as place, like a pin or an address', () => {
  const codes = ['match-distance', 'match-address', 'match-photo', 'match-words'] as const;
  const told = likelyOf(codes.map((code) => ({ assetId: code, probability: 0.25, reasons: [{ code, weight: 2 }] })));
  expect(told.map(({ placeWeight }) => placeWeight)).toEqual([2, 2, 2, 0]);
});

test('the reasons’ weights give the chance of each hole; to that comes what tells of others that may be the same hole, and no more', () => {
  const metres = fc.integer({ min: -40, max: 40 });
  fc.assert(
    fc.property(metres, metres, fc.array(fc.tuple(metres, metres), { maxLength: 4 }), (east, north, places) => {
      const found = ask(telling(east, north), ...places.map(([x, y]) => [telling(x, y)]));
      const odds = found.map(({ reasons }) => Math.exp(reasons.reduce((sum, { weight }) => sum + (weight ?? 0), 0)));
      const all = odds.reduce((a, b) => a + b, 1);
      const ofHoles = 1 - 1 / all;
      for (const [i, { probability }] of found.entries()) {
        expect(probability).toBeGreaterThanOrEqual((odds[i] ?? 0) / all - 1e-9);
        expect(probability).toBeLessThanOrEqual(ofHoles + 1e-9);
      }
      if (found.length === 1) expect(found[0]?.probability).toBeCloseTo(ofHoles, 9);
    }),
    { numRuns: 50 },
  );
});
