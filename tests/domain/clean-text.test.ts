import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideText } from '#domain/clean-text.ts';

describe('words that people write', () => {
  test.each([
    ['  井盖坏了 ', '井盖坏了'],
    ['第一行\r\n第二行\r第三行', '第一行\n第二行\n第三行'],
    ['危险⚠️👨‍👩‍👧‍👦🕳️', '危险⚠️👨‍👩‍👧‍👦🕳️'],
    ['Cafe\u0301', 'Café'],
    ['a\tb', 'a b'],
    ["Robert'); DROP TABLE reports;--", "Robert'); DROP TABLE reports;--"],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['', ''],
  ])('are kept: %j', (given, kept) => {
    expect(decideText(given, 'text', 2000)).toEqual({ ok: true, value: kept });
  });

  test.each(['a\u0000b', 'a\u0007b', 'a\u0085b', 'a\u007fb', 'a\u202eb', 'a\u2066b\u2069', 'a\u200fb', 'a\u061cb', 'a\ud800b', '\udc00'])(
    'with invisible controls are refused: %j',
    (given) => {
      expect(decideText(given, 'note', 100)).toMatchObject({ ok: false, rejection: { code: 'text-control-characters', field: 'note' } });
    },
  );

  test('are counted by code points, as a person counts', () => {
    expect(decideText('🕳'.repeat(10), 'text', 10).ok).toBe(true);
    expect(decideText('🕳'.repeat(11), 'text', 10)).toMatchObject({ ok: false, rejection: { code: 'field-invalid', field: 'text', params: { why: '≤ 10' } } });
    expect(decideText('井'.repeat(100_000), 'text', 2000).ok).toBe(false);
  });

  test('once taken are taken again unchanged', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 0xffff }), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
        (given) => {
          const first = decideText(given, 'text', 100);
          if (first.ok) expect(decideText(first.value, 'text', 100)).toEqual(first);
        },
      ),
    );
  });
});
