import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billedFen, yuanInCapitals, yuanInFigures } from '#domain/yuan.ts';

describe('an amount spelled as a bill spells it', () => {
  it.each([
    [1, '壹分'],
    [10, '壹角整'],
    [105, '壹元零伍分'],
    [100, '壹元整'],
    [123_450, '壹仟贰佰叁拾肆元伍角整'],
    [100_000, '壹仟元整'],
    [100_500, '壹仟零伍元整'],
    [1_000_000, '壹万元整'],
    [1_005_000, '壹万零伍拾元整'],
    [1_050_012, '壹万零伍佰元壹角贰分'],
    [10_000_000_000, '壹亿元整'],
    [10_000_000_100, '壹亿零壹元整'],
    [100_000_000_000, '壹拾亿元整'],
  ])('%i fen is %s', (fen, spelled) => {
    expect(yuanInCapitals(fen)).toBe(spelled);
  });

  it('is another for every other amount, and never has two zeros beside each other or one before 元', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000_000_000 }), fc.integer({ min: 1, max: 100_000_000_000 }), (one, other) => {
        expect(yuanInCapitals(one)).not.toMatch(/零零|零元|^零/);
        expect(yuanInCapitals(one) === yuanInCapitals(other)).toBe(one === other);
      }),
    );
  });

  it('stands in figures with its thousands apart', () => {
    expect([1, 123_450, 100_000_000_000].map(yuanInFigures)).toEqual(['0.01', '1,234.50', '1,000,000,000.00']);
  });
});

it.each([
  [865, 86_500],
  [0.01, 1],
  [1_000_000_000, 100_000_000_000],
  [null, null],
  [0, null],
  [-3, null],
  [1_000_000_000.01, null],
  [Number.NaN, null],
])('%s yuan are a bill of %s fen, or none', (yuan, fen) => {
  expect(billedFen(yuan)).toBe(fen);
});
