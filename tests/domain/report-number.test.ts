import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ReportNumber } from '#domain/contract/reports.ts';
import { parseReportNumber, reportNumber } from '#domain/report-number.ts';

const bytes = fc.uint8Array({ minLength: 8, maxLength: 16 });
const { pattern: source } = ReportNumber.properties.number as { pattern?: string };
const pattern = new RegExp(source ?? '^$');

describe('a report’s number', () => {
  test('begins with the day and fits the contract', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        const number = reportNumber(random, '2026-11-23');
        expect(number).toMatch(/^20261123(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
        expect(number).toMatch(pattern);
      }),
    );
  });

  test('keeps 60 random bits: each of them changes the number', () => {
    const zero = reportNumber(new Uint8Array(8), '2026-11-23');
    const seen = new Set([zero]);
    for (let bit = 4; bit < 64; bit++) {
      const one = new Uint8Array(8);
      one[Math.floor(bit / 8)] = 128 >> (bit % 8);
      seen.add(reportNumber(one, '2026-11-23'));
    }
    expect(seen.size).toBe(61);
  });

  test('is not made of too little randomness', () => {
    expect(() => reportNumber(new Uint8Array(7), '2026-11-23')).toThrow(RangeError);
  });

  test('is understood in small letters, without dashes, with O for 0 and I or l for 1', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        const number = reportNumber(random, '2026-10-01');
        for (const typed of [
          number,
          number.toLowerCase(),
          number.replaceAll('-', ' '),
          number.replaceAll('-', ''),
          number.replaceAll('0', 'o').replaceAll('1', 'l'),
        ]) {
          expect(parseReportNumber(typed)).toEqual({ ok: true, value: number });
        }
      }),
    );
  });

  test.each(['', '20261123', '20261123-AAAA-AAAA-AAAU', 'x'.repeat(100_000), '../../etc/passwd'])('is not %#', (typed) => {
    expect(parseReportNumber(typed)).toMatchObject({ ok: false, rejection: { code: 'not-found' } });
  });
});
