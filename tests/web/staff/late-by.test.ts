import { expect, test } from 'vitest';
import { lateBy } from '../../../web/staff/late-by.ts';

test('a clock that was kept after its end is late by so much; one kept in time, or whose end nobody computed, is not', () => {
  expect(lateBy('2026-11-27T01:48:00Z', '2026-11-27T09:41:00Z')).toBe(473 * 60_000);
  expect(lateBy('2026-11-27T01:48:00Z', '2026-11-27T01:48:00Z')).toBe(0);
  expect(lateBy('2026-11-27T01:48:00Z', '2026-11-26T22:00:00Z')).toBe(0);
  expect(lateBy(null, '2026-11-27T09:41:00Z')).toBe(0);
});
