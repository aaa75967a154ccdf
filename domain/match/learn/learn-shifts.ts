import { findShifts, type Miss } from '../../registry-checks/survey-shifts.ts';
import type { LearnedTables } from '../priors.ts';

/**
 * Streets and census files that are found to one side of their record, as the registrar is told of them; of a street by what did not come with such a file: else all others
 * that stand there would be looked for where its wells are.
 * @param misses of wells whose record still has them where it had them when they were found
 * @param asOfS until when what was written is where it was then, seconds since 1970
 */
export const learnShifts = (misses: readonly Miss[], asOfS: number): LearnedTables['shifts'] => {
  const files = findShifts(misses).filter(({ by }) => by === 'import');
  const aside = new Set(files.map(({ key }) => key));
  const streets = findShifts(misses.filter(({ importId }) => importId === null || !aside.has(importId))).filter(({ by }) => by === 'street');
  return Object.fromEntries([...files, ...streets].map(({ by, key, eastM, northM }) => [`${by} ${key}`, { eastM, northM, asOfS }]));
};
