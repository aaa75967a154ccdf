import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { figuresOf, shareInterval, verdictOf } from '#domain/said-and-true.ts';
import { saidBin } from '../support/said-bins.ts';

describe('Wilson’s interval', () => {
  it.each([
    [0, 10, 0, 0.278],
    [10, 10, 0.722, 1],
    [5, 10, 0.237, 0.763],
    [900, 1000, 0.88, 0.917],
  ])('of %i in %i goes from %f to %f', (right, of, low, high) => {
    const found = shareInterval(right, of);
    expect([found.low, found.high]).toEqual([expect.closeTo(low, 2), expect.closeTo(high, 2)]);
  });

  test('holds the share, and nothing is known of none', () => {
    expect(shareInterval(0, 0)).toEqual({ low: 0, high: 1 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, share) => {
        const right = Math.round(share * of);
        const { low, high } = shareInterval(right, of);
        expect(low).toBeLessThanOrEqual(right / of + 1e-12);
        expect(high).toBeGreaterThanOrEqual(right / of - 1e-12);
      }),
    );
  });
});

describe('figures of bins', () => {
  it('are apart by the mean distance of what was said from what was true', () => {
    // 0.9 said of 100 with 80 right, 0.3 of 50 with 20 right: (10 + 5) of 150.
    const found = figuresOf([saidBin(9, 100, 80, 0.9), saidBin(3, 50, 20, 0.3)]);
    expect(found).toMatchObject({ answers: 150, right: 100, said: expect.closeTo(0.7, 9), error: expect.closeTo(0.1, 9) });
  });

  it('say what error chance alone makes: none of sure answers, much of few', () => {
    expect(figuresOf([saidBin(9, 100, 100, 1)]).chance).toBe(0);
    const [few, many] = [9, 900].map((answers) => figuresOf([saidBin(5, answers, answers / 3, 0.5)]).chance);
    expect(few).toBeCloseTo(Math.sqrt(2 / Math.PI) * (0.5 / 3), 9);
    expect(many).toBeCloseTo((few ?? 0) / 10, 9);
  });

  it.each([
    ['few', [saidBin(9, 99, 10, 0.95)]],
    ['tooSure', [saidBin(9, 500, 350, 0.95)]],
    ['tooUnsure', [saidBin(5, 500, 400, 0.55)]],
    // Of 1,000 said 0.75 on average 750 are right, and no step means what it says.
    ['uneven', [saidBin(5, 500, 400, 0.55), saidBin(9, 500, 350, 0.95)]],
    ['fits', [saidBin(5, 500, 276, 0.55), saidBin(9, 500, 474, 0.95)]],
    // Two hundred are apart by more than the goal by chance alone.
    ['fits', [saidBin(5, 100, 60, 0.55), saidBin(8, 100, 80, 0.85)]],
  ] as const)('say in a word whether they mean what they say: %s', (verdict, bins) => {
    expect(verdictOf(figuresOf(bins))).toBe(verdict);
  });

  it('of no answers are noughts, with nothing known of the share', () => {
    expect(figuresOf([])).toMatchObject({ answers: 0, said: 0, error: 0, chance: 0, low: 0, high: 1 });
  });
});
