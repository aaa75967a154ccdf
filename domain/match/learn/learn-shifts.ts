import { findShifts, type Miss } from '../../registry-checks/survey-shifts.ts';
import type { LearnedTables } from '../priors.ts';

/**
 * Streets and census files that are found to one side of their record, as the registrar is told of them.
 * @param misses of wells whose record still has them where it had them when they were found
 * @param asOfS until when what was written is where it was then, seconds since 1970
 */
export const learnShifts = (misses: readonly Miss[], asOfS: number): LearnedTables['shifts'] =>
  Object.fromEntries(findShifts(misses).map(({ by, key, eastM, northM }) => [`${by} ${key}`, { eastM, northM, asOfS }]));
