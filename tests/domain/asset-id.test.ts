import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assetIdOf, checkCharacter, formatPlate, isAssetId, parsePlate, plateSuggestions, tileNumberOf } from '#domain/asset-id.ts';

const digit = fc.integer({ min: 0, max: 9 }).map(String);
const sixteen = fc.array(digit, { minLength: 16, maxLength: 16 }).map((d) => d.join(''));
const assetId = sixteen.map((d) => d + checkCharacter(d));

describe('the number of an asset in a tile', () => {
  test('is exact in a browser and leads back to the asset, whatever its county', () => {
    fc.assert(
      fc.property(
        assetId.filter((id) => !id.startsWith('0')),
        (id) => {
          expect(Number.isSafeInteger(tileNumberOf(id))).toBe(true);
          expect(assetIdOf(tileNumberOf(id))).toBe(id);
        },
      ),
    );
    for (const digits of ['1000000000000000', '9999999999999999']) {
      const id = digits + checkCharacter(digits);
      expect(assetIdOf(tileNumberOf(id))).toBe(id);
    }
  });
});

describe('the check character', () => {
  // The worked example of ISO 7064 and an identity number of GB 11643's own text.
  test.each([
    ['0794', '0'],
    ['11010519491231002', 'X'],
    ['44052418800101001', '4'],
  ])('of %s is %s', (digits, check) => {
    expect(checkCharacter(digits)).toBe(check);
  });

  test('catches every single wrong character at every position', () => {
    fc.assert(
      fc.property(assetId, (id) => {
        const wrong = [...id].flatMap((right, i) =>
          [...(i === 16 ? '0123456789X' : '0123456789')].filter((c) => c !== right).map((c) => id.slice(0, i) + c + id.slice(i + 1)),
        );
        expect(wrong).toHaveLength(16 * 9 + 10);
        expect(wrong.filter(isAssetId)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('catches every exchange of two neighbours', () => {
    fc.assert(
      fc.property(assetId, (id) => {
        for (let i = 0; i < 16; i++) {
          const swapped = id.slice(0, i) + id.charAt(i + 1) + id.charAt(i) + id.slice(i + 2);
          if (swapped !== id) expect(isAssetId(swapped)).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('a plate as people type it', () => {
  const digits = '3101040105000123';
  const id = digits + checkCharacter(digits);

  test('is taken with spaces, dashes, dots, full-width digits and as the link of its QR', () => {
    const fullWidth = [...id].map((c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)).join('');
    for (const typed of [
      id,
      formatPlate(id),
      id.match(/.{1,4}/g)?.join('-') ?? '',
      id.match(/.{1,4}/g)?.join('.') ?? '',
      fullWidth,
      `https://example.org/a/${id}/`,
      ` ${id}\n`,
      `\ufeff\u200e${id.slice(0, 6)}\u200b${id.slice(6)}\u2060`, // pasted with marks that nobody sees
    ]) {
      expect(parsePlate(typed)).toEqual({ ok: true, value: id });
    }
  });

  test('takes a small x and the letters that stand for digits', () => {
    fc.assert(
      fc.property(assetId, (any) => {
        expect(parsePlate(any.toLowerCase())).toEqual({ ok: true, value: any });
        expect(parsePlate(any.replaceAll('0', 'O').replaceAll('1', 'l'))).toEqual({ ok: true, value: any });
      }),
    );
  });

  test.each(['', '   ', '123', `${id}1`, 'X1010401050001234', '井盖坏了', "1' or '1'='1", '１'.repeat(100_000), '\u0000'])('is malformed: %#', (typed) => {
    expect(parsePlate(typed)).toMatchObject({ ok: false, rejection: { code: 'plate-malformed', field: 'plate' } });
  });

  test('is told to be mistyped when the check character does not fit', () => {
    const wrong = `${id.slice(0, 5)}${(Number(id[5]) + 1) % 10}${id.slice(6)}`;
    expect(parsePlate(wrong)).toMatchObject({ ok: false, rejection: { code: 'plate-mistyped' } });
  });

  test('reads back from its grouped form', () => {
    fc.assert(
      fc.property(assetId, (any) => {
        expect(parsePlate(formatPlate(any))).toEqual({ ok: true, value: any });
      }),
    );
  });
});

describe('suggestions for a mistyped plate', () => {
  test('hold the true one after one wrong digit, one exchange, one lost or one doubled character; all valid, bounded', () => {
    fc.assert(
      fc.property(assetId, fc.nat({ max: 15 }), digit, (id, i, d) => {
        const slips = [
          id.slice(0, i) + d + id.slice(i + 1),
          id.slice(0, i) + id.charAt(i + 1) + id.charAt(i) + id.slice(i + 2),
          id.slice(0, i) + id.slice(i + 1),
          id.slice(0, i) + id.charAt(i) + id.slice(i),
        ];
        for (const slip of slips) {
          if (isAssetId(slip) || /X./.test(slip)) continue;
          const suggested = plateSuggestions(slip);
          expect(suggested).toContain(id);
          expect(suggested.every(isAssetId)).toBe(true);
          expect(suggested.length).toBeLessThanOrEqual(40);
        }
      }),
    );
  });

  test('are none for a valid plate and for what is far from one', () => {
    fc.assert(
      fc.property(assetId, (id) => {
        expect(plateSuggestions(id)).toEqual([]);
      }),
    );
    expect(plateSuggestions('12')).toEqual([]);
    expect(plateSuggestions('9'.repeat(100_000))).toEqual([]);
  });

  test('put an exchange of neighbours first', () => {
    fc.assert(
      fc.property(assetId, fc.nat({ max: 14 }), (id, i) => {
        fc.pre(id[i] !== id[i + 1]);
        const swapped = id.slice(0, i) + id.charAt(i + 1) + id.charAt(i) + id.slice(i + 2);
        expect(plateSuggestions(swapped).slice(0, 8)).toContain(id);
      }),
    );
  });
});
