import { expect, test } from 'vitest';
import { nextAttemptAt, pausedUntil } from '#domain/delivery.ts';

const now = '2026-11-23T02:00:00.000Z';

test('what does not arrive is tried again after ten seconds, then later and later, and given up after ten times in three days', () => {
  expect(nextAttemptAt(1, now)).toBe('2026-11-23T02:00:10.000Z');
  const waits = Array.from({ length: 10 }, (_, i) => Date.parse(nextAttemptAt(i + 1, now) ?? '') - Date.parse(now));
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000).toBeCloseTo(70.35, 1);
  expect(nextAttemptAt(11, now)).toBeNull();
});

test.each([
  [4, 0],
  [5, 1],
  [6, 2],
  [10, 32],
  [11, 60],
  [400, 60],
])('after %i failures in a row a receiver is left alone for %i minutes', (failures, minutes) => {
  const until = pausedUntil(failures, now);
  expect(until === null ? 0 : (Date.parse(until) - Date.parse(now)) / 60_000).toBe(minutes);
});
