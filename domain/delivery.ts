import { type Granted, type LocatedOrder, mayRead, reachOf } from './access.ts';

/** Whether a person's webhook is told of an order: who may keep none any more could not even end theirs. */
export const mayBeSent = (person: Granted, order: LocatedOrder): boolean =>
  reachOf(person.grants, 'webhooks.manage', person.cityCode) !== null && mayRead(person, order);

/** When to try again what did not arrive, and when to leave a receiver alone. */
const minute = 60_000;
const waits = [
  10_000,
  minute,
  5 * minute,
  15 * minute,
  60 * minute,
  3 * 60 * minute,
  6 * 60 * minute,
  12 * 60 * minute,
  24 * 60 * minute,
  24 * 60 * minute,
] as const;

/** Failures in a row, of whatever it was sent, after which a receiver counts as away. */
const mostInARow = 5;
const firstPauseMs = minute;
const longestPauseMs = 60 * minute;

const plus = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString();

/** When to try for the next time after so many attempts that failed: ten times within three days; null: it is given up. */
export const nextAttemptAt = (attempts: number, now: string): string | null => {
  const wait = waits[attempts - 1];
  return wait === undefined ? null : plus(now, wait);
};

/** Until when a receiver that failed so many times in a row is left alone: a minute from the fifth on, twice as long each time, at most an hour. */
export const pausedUntil = (failures: number, now: string): string | null =>
  failures < mostInARow ? null : plus(now, Math.min(firstPauseMs * 2 ** (failures - mostInARow), longestPauseMs));

/** How many may be on their way to a receiver at once; one that was away gets one at a time until one arrives. */
export const atOnce = { most: 4, mostAfterPause: 1 } as const;
