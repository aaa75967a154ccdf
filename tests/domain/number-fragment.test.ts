import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCharacter } from '#domain/asset-id.ts';
import { rangesOfFragment } from '#domain/number-fragment.ts';

const prefixes = ['3101040105', '3101040107', '3101150102', '9901010105'].map((prefix, i) => ({ prefix, lastSerial: [37, 1200, 23_456, 999_999][i] ?? 0 }));
const numberOf = (prefix: string, serial: number) => {
  const digits = prefix + String(serial).padStart(6, '0');
  return digits + checkCharacter(digits);
};
const isHeld = (id: string, fragment: string) => rangesOfFragment(fragment, prefixes).some(({ from, to }) => id >= from && id <= to);

const anyNumber = fc
  .record({ of: fc.integer({ min: 0, max: 3 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ of, share }) => numberOf(prefixes[of]?.prefix ?? '', Math.floor((prefixes[of]?.lastSerial ?? 0) * share)));

describe('the ranges of a fragment', () => {
  it('hold every number that the fragment stands in, at its beginning, its middle or its end', () => {
    fc.assert(
      fc.property(anyNumber, fc.integer({ min: 0, max: 13 }), fc.integer({ min: 4, max: 17 }), (id, at, length) => {
        const fragment = id.slice(at, at + length);
        return isHeld(id, fragment);
      }),
      { numRuns: 300 },
    );
  });

  it('hold only numbers with the fragment in them, as far as numbers are valid', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, fc.integer({ min: 0, max: 12 }), (id, other, at) => {
        const fragment = id.slice(at, at + 5);
        return isHeld(other, fragment) === other.includes(fragment);
      }),
      { numRuns: 500 },
    );
  });

  it('of an end with its check character are single numbers, one in eleven', () => {
    const ranges = rangesOfFragment('3456X', prefixes);
    expect(ranges.length).toBeGreaterThan(0);
    for (const { from, to, most } of ranges) expect([from, most]).toEqual([to, 1]);
    expect(ranges.every(({ from }) => from.endsWith('3456X') && checkCharacter(from.slice(0, 16)) === 'X')).toBe(true);
  });

  it('say how many numbers they can hold at most', () => {
    expect(rangesOfFragment('31010401', prefixes).reduce((sum, { most }) => sum + most, 0)).toBe(38 + 1201);
  });
});
