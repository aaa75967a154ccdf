import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addTallies, measures, rankScores, rateOf, scoreOf, scoreRule, type Tallies } from '#domain/score.ts';
import { readScorePeriod } from '#domain/score-period.ts';

const perfect: Tallies = Object.fromEntries(measures.map((measure) => [measure, { of: 4, good: 4 }]));
const tallies = fc.dictionary(
  fc.constantFrom(...measures),
  fc.integer({ min: 0, max: 50 }).chain((of) => fc.record({ of: fc.constant(of), good: fc.integer({ min: 0, max: of }) })),
) as fc.Arbitrary<Tallies>;

describe('a score', () => {
  it('is out of a hundred: its weights come to that', () => {
    expect(measures.reduce((sum, measure) => sum + scoreRule.weights[measure], 0)).toBe(100);
    expect(scoreOf(perfect, scoreRule)).toBe(100);
  });

  it('leaves out what had no case, with its weight, and is none where nothing had', () => {
    expect(scoreOf({ close: { of: 10, good: 5 }, contact: { of: 0, good: 0 } }, scoreRule)).toBe(50);
    expect(scoreOf({ contact: { of: 0, good: 0 } }, scoreRule)).toBeNull();
    expect(rateOf(undefined)).toBeNull();
  });

  it('weighs as the rule says: closing late costs 22 of a hundred, an answer’s manner 4', () => {
    expect(scoreOf({ ...perfect, close: { of: 4, good: 0 } }, scoreRule)).toBe(78);
    expect(scoreOf({ ...perfect, manner: { of: 4, good: 0 } }, scoreRule)).toBe(96);
  });

  it('falls for a unit that denies what it owns', () => {
    expect(scoreOf({ ...perfect, denials: { of: 4, good: 1 } }, scoreRule)).toBeLessThan(100);
  });

  it('lies between 0 and 100, and never falls by a case that went well', () => {
    fc.assert(
      fc.property(tallies, fc.constantFrom(...measures), (some, measure) => {
        const before = scoreOf(some, scoreRule);
        if (before === null) return;
        expect(before).toBeGreaterThanOrEqual(0);
        expect(before).toBeLessThanOrEqual(100);
        if ((some[measure]?.of ?? 0) === 0) return; // a measure that had no case brings its own weight in
        expect(scoreOf(addTallies([some, { [measure]: { of: 1, good: 1 } }]), scoreRule)).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('ranks best first, gives the same score the same rank, and none to who had too few orders', () => {
    const ranked = rankScores(
      [
        { id: 'few', score: 100, orders: 1 },
        { id: 'b', score: 80, orders: 9 },
        { id: 'a', score: 80, orders: 9 },
        { id: 'best', score: 91.5, orders: 9 },
        { id: 'last', score: 10, orders: 9 },
      ],
      scoreRule,
    );
    expect(ranked.map(({ id, rank }) => [id, rank])).toEqual([
      ['best', 1],
      ['a', 2],
      ['b', 2],
      ['last', 4],
      ['few', null],
    ]);
  });
});

describe('a period', () => {
  const zone = 'Asia/Shanghai';
  it.each([
    ['2026-12', 1, '2026-11-30T16:00:00.000Z', '2026-12-31T16:00:00.000Z'],
    ['2026', 1, '2025-12-31T16:00:00.000Z', '2026-12-31T16:00:00.000Z'],
    ['2026', 11, '2025-10-31T16:00:00.000Z', '2026-10-31T16:00:00.000Z'],
  ])('%s, a year beginning in month %d: %s to %s', (name, first, fromAt, toAt) => {
    expect(readScorePeriod(name, first, zone)).toMatchObject({ fromAt, toAt });
  });
  it.each(['2026-13', '2026-00', '26', '0999', '2026-1', ''])('%j is none', (name) => {
    expect(readScorePeriod(name, 1, zone)).toBeNull();
  });
});
