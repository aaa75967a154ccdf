import { localDate, startOfDay } from './local-time.ts';

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

/** A local month, 2026-10, from its first instant up to the next one's. */
export interface ScoreMonth {
  readonly month: string;
  readonly fromAt: string;
  readonly toAt: string;
}

/** The months of a span that have begun, the earliest first. @param fromAt, toAt each the first instant of a month */
export const monthsOf = ({ fromAt, toAt }: { readonly fromAt: string; readonly toAt: string }, now: string, timeZone: string): ScoreMonth[] => {
  const months: ScoreMonth[] = [];
  for (let at = fromAt; at < toAt && at <= now; ) {
    const month = localDate(at, timeZone).slice(0, 7);
    const [year = 0, nth = 0] = month.split('-').map(Number);
    const next = startOfDay(firstOf(...monthAfter(year, nth)), timeZone);
    months.push({ month, fromAt: at, toAt: next });
    at = next;
  }
  return months;
};
