import { startOfDay } from './local-time.ts';

/** A month or a year of the city: from its first instant up to the first of the next. */
export interface ScorePeriod {
  readonly name: string;
  readonly isYear: boolean;
  readonly fromAt: string;
  readonly toAt: string;
}

const monthAfter = (year: number, month: number): readonly [number, number] => (month === 12 ? [year + 1, 1] : [year, month + 1]);
const firstOf = (year: number, month: number): string => `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;

/**
 * Reads '2026-10' or '2026'. A year may begin in another month than January: that of November 2025 to October 2026 is 2026.
 * @param firstMonth 1 to 12 @returns null for a text that is neither
 */
export const readScorePeriod = (name: string, firstMonth: number, timeZone: string): ScorePeriod | null => {
  const [, year = '', month] = /^([12]\d{3})(?:-(0[1-9]|1[0-2]))?$/.exec(name) ?? [];
  if (year === '') return null;
  const first: readonly [number, number] = month === undefined ? [Number(year) - (firstMonth > 1 ? 1 : 0), firstMonth] : [Number(year), Number(month)];
  const next: readonly [number, number] = month === undefined ? [first[0] + 1, first[1]] : monthAfter(...first);
  return { name, isYear: month === undefined, fromAt: startOfDay(firstOf(...first), timeZone), toAt: startOfDay(firstOf(...next), timeZone) };
};
