import { expect, test } from 'vitest';
import { decideFailure, type Failures, minutesLocked } from '#domain/sign-in-lock.ts';

const now = '2026-11-23T02:00:00.000Z';
const after = (count: number): Failures | undefined => {
  let failures: Failures | undefined;
  for (let i = 0; i < count; i += 1) failures = decideFailure(failures, now);
  return failures;
};

test.each([
  [0, 0],
  [9, 0],
  [10, 15],
  [11, 30],
  [12, 60],
  [15, 480],
  [200, 480],
])('after %i wrong tries in a row a name is shut for %i minutes', (count, minutes) => {
  expect(minutesLocked(after(count), now)).toBe(minutes);
});

test('a lock ends by itself, and the next wrong try after it shuts for longer', () => {
  const locked = after(10);
  expect(minutesLocked(locked, '2026-11-23T02:15:00.000Z')).toBe(0);
  expect(minutesLocked(decideFailure(locked, '2026-11-23T02:15:00.000Z'), '2026-11-23T02:15:00.000Z')).toBe(30);
});
