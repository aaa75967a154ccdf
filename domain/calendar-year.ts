import { isDay } from './local-time.ts';
import { isWeekend } from './working-days.ts';

/** A year as the State Council publishes it; every other day of it goes as the week does. */
export interface CalendarYear {
  readonly year: string;
  readonly rest: readonly string[];
  readonly makeUp: readonly string[];
}

/** Statutory holidays of a year: eleven days from 2008 to 2024, thirteen since; the days off that go with them come on top. */
export const fewestRestDays = 11;

/** Whether so few days of rest are listed that the list is surely not whole. */
export const isPart = ({ rest }: CalendarYear): boolean => rest.length < fewestRestDays;

/** Why a list is none: the field, and what is wrong with which of its words. */
export interface ListFault {
  readonly field: 'year' | 'rest' | 'makeUp';
  readonly what: 'missing' | 'no-date' | 'other-year' | 'twice' | 'no-weekend' | 'empty';
  readonly value: string;
}

type Field = 'rest' | 'makeUp';

const faultOf = (year: string, field: Field, value: unknown, seen: Set<string>): ListFault | null => {
  const date = String(value);
  const fault = (what: ListFault['what']): ListFault => ({ field, what, value: date });
  if (typeof value !== 'string' || !isDay(value)) return fault('no-date');
  if (!date.startsWith(`${year}-`)) return fault('other-year');
  if (seen.has(date)) return fault('twice');
  seen.add(date);
  return field === 'makeUp' && !isWeekend(date) ? fault('no-weekend') : null;
};

const listed = (value: object, field: Field): unknown[] | null => {
  const list: unknown = Reflect.get(value, field);
  return Array.isArray(list) ? list : null;
};

/**
 * Reads a year's list: `{ "year": 2027, "rest": ["2027-01-01", …], "makeUp": ["2027-01-03", …] }`. A wrong day would move deadlines of
 * thousands of orders, so a date of another year, one named twice, a make-up day within the week and a year without any holiday are faults.
 */
export const readCalendarYear = (value: unknown): CalendarYear | ListFault => {
  const given: object = typeof value === 'object' && value !== null ? value : {};
  const year = String(Reflect.get(given, 'year') ?? '');
  if (!/^[12]\d{3}$/.test(year)) return { field: 'year', what: 'missing', value: year };
  const [rest, makeUp] = [listed(given, 'rest'), listed(given, 'makeUp')];
  if (rest === null) return { field: 'rest', what: 'missing', value: '' };
  if (makeUp === null) return { field: 'makeUp', what: 'missing', value: '' };
  if (rest.length === 0) return { field: 'rest', what: 'empty', value: '' };
  const seen = new Set<string>();
  for (const [field, dates] of [['rest', rest] as const, ['makeUp', makeUp] as const]) {
    const fault = dates.map((date) => faultOf(year, field, date, seen)).find((one) => one !== null);
    if (fault) return fault;
  }
  return { year, rest: rest.map(String).sort(), makeUp: makeUp.map(String).sort() };
};
