import { expect, test } from 'vitest';
import { erasedBefore } from '#domain/retention.ts';

const now = '2026-11-23T02:00:00.000Z';

test.each([
  ['a year where the city says nothing', {}, '2025-11-23T02:00:00.000Z'],
  ['the city’s own days', { callerRetentionDays: 30 }, '2026-10-24T02:00:00.000Z'],
  ['no shorter than thirty days', { callerRetentionDays: 1 }, '2026-10-24T02:00:00.000Z'],
  ['a year where what it says makes no sense', { callerRetentionDays: -1 }, '2025-11-23T02:00:00.000Z'],
])('callers’ data stays for %s', (_what, settings, before) => {
  expect(erasedBefore(now, settings)).toBe(before);
});
