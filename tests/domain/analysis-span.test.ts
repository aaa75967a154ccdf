import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cutSpan } from '#domain/analysis-span.ts';
import { clearlyGrowing } from '#domain/growth.ts';
import { dayAfter } from '#domain/local-time.ts';

const cut = (from: string, to: string) => {
  const decided = cutSpan(from, to, 366);
  if (!decided.ok) throw new Error(decided.rejection.code);
  return decided.value;
};

describe('the days of an analysis', () => {
  it.each([
    ['2026-11-01', '2026-11-30', 'day', 30],
    ['2026-09-01', '2026-11-30', 'week', 14],
    ['2026-01-01', '2026-12-31', 'month', 12],
    ['2026-11-23', '2026-11-23', 'day', 1],
  ] as const)('from %s to %s are cut by %s into %i parts', (from, to, bucket, parts) => {
    const span = cut(from, to);
    expect([span.bucket, span.parts.length]).toEqual([bucket, parts]);
  });

  it('begin weeks on Mondays and months on firsts, and cut the first and the last part', () => {
    expect(cut('2026-09-02', '2026-11-30').parts.slice(0, 2)).toEqual([
      { from: '2026-09-02', to: '2026-09-06' },
      { from: '2026-09-07', to: '2026-09-13' },
    ]);
    expect(cut('2026-01-15', '2026-09-02').parts.at(-1)).toEqual({ from: '2026-09-01', to: '2026-09-02' });
  });

  it.each([
    ['2026-02-30', '2026-03-01', 'from'],
    ['2026-03-01', 'x', 'to'],
    ['2026-03-02', '2026-03-01', 'to'],
    ['0000-01-01', '0000-01-02', 'from'],
    ['9999-12-31', '9999-12-31', 'from'],
    ['2026-01-01', '2027-01-02', 'to'],
  ])('%s to %s are refused, naming %s', (from, to, field) => {
    expect(cutSpan(from, to, 366)).toMatchObject({ ok: false, rejection: { code: 'query-invalid', field } });
  });

  test('leave no day out and count none twice, whatever is asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 365 }), (first, more) => {
        const day = (n: number) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10);
        const { parts } = cut(day(first), day(first + more));
        expect([parts[0]?.from, parts.at(-1)?.to]).toEqual([day(first), day(first + more)]);
        parts.forEach((part, i) => {
          expect(part.from <= part.to).toBe(true);
          if (i > 0) expect(part.from).toBe(dayAfter(parts[i - 1]?.to ?? ''));
        });
      }),
      { numRuns: 200 },
    );
  });
});

test('what grows clearly stands before what grew by more and may be chance', () => {
  const streets = [
    { name: 'three after one', now: 3, before: 1 },
    { name: 'sixty after forty', now: 60, before: 40 },
    { name: 'twelve after none', now: 12, before: 0 },
    { name: 'less', now: 4, before: 40 },
    { name: 'nothing', now: 0, before: 0 },
  ];
  expect(clearlyGrowing(streets, 6).map(({ name }) => name)).toEqual(['twelve after none', 'sixty after forty']);
  expect(clearlyGrowing(streets, 1)).toHaveLength(1);
});
