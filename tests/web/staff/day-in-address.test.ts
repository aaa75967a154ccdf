import { expect, it } from 'vitest';
import { readDay } from '../../../web/staff/day-in-address.ts';

it.each([
  ['2026-11-01', '2026-11-01'],
  ['2024-02-29', '2024-02-29'],
  ['2026-02-29', undefined],
  ['2026-13-45', undefined],
  ['20266-11-01', undefined],
  ['2026-11-1', undefined],
  ['last week', undefined],
  ['', undefined],
  [undefined, undefined],
])('of an address that says %s the day is %s', (text, day) => {
  expect(readDay(text)).toBe(day);
});
