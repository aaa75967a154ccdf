/** Wrong tries in a row under one typed name, and until when it is shut. */
export interface Failures {
  readonly failures: number;
  readonly lockedUntil: string | null;
}

/** So many wrong tries in a row shut a name: enough for a person who mistypes, hopeless for one who guesses. */
const mostInARow = 10;
const firstLockMs = 15 * 60_000;
const longestLockMs = 8 * 3_600_000;

/** Whole minutes until a name opens again; 0: it is open. */
export const minutesLocked = (failures: Failures | undefined, now: string): number => {
  if (!failures || failures.lockedUntil === null || failures.lockedUntil <= now) return 0;
  return Math.ceil((Date.parse(failures.lockedUntil) - Date.parse(now)) / 60_000);
};

/** What stands after one more wrong try: the tenth in a row shuts the name for 15 minutes, each further one twice as long, at most 8 hours. */
export const decideFailure = (before: Failures | undefined, now: string): Failures => {
  const failures = (before?.failures ?? 0) + 1;
  if (failures < mostInARow) return { failures, lockedUntil: null };
  const lockMs = Math.min(firstLockMs * 2 ** (failures - mostInARow), longestLockMs);
  return { failures, lockedUntil: new Date(Date.parse(now) + lockMs).toISOString() };
};
