import chineseDays from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { type Calendar, isWeekend } from './working-days.ts';

/** The package's list and none of its functions: those go by the process's time zone, and west of Greenwich they were a day behind. Names are 'National Day,国庆节,3'. */
const { holidays, workdays }: Readonly<Record<'holidays' | 'workdays', Readonly<Record<string, string>>>> = chineseDays;

/** A year whose holidays the State Council has not published has none in the data, and would count as plain Monday to Friday. */
const published = new Set(Object.keys(holidays).map((date) => date.slice(0, 4)));

const kindOfDay: Calendar['kindOfDay'] = (date) => {
  if (!published.has(date.slice(0, 4))) return 'unknown';
  if (isWeekend(date)) return workdays[date] === undefined ? 'rest' : 'make-up';
  return holidays[date] === undefined ? 'working' : 'rest';
};

const china: Calendar = { kindOfDay, holidayName: (date) => (holidays[date] ?? workdays[date])?.split(',')[1] ?? null };

const weekdays: Calendar = { kindOfDay: (date) => (isWeekend(date) ? 'rest' : 'working') };

const named = (name: string): Calendar => {
  if (name === 'CN') return china;
  return name === 'weekdays' ? weekdays : { kindOfDay: () => 'unknown' };
};

const textsIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []);

/**
 * The calendar a city names: 'CN' the State Council's with its make-up days, 'weekdays' plain Monday to Friday; any other knows no day.
 * @param years the city's own years, for one that is published before the package holds it:
 *   `{ "2027": { "rest": ["2027-01-01"], "makeUp": ["2027-01-03"] } }`, every other day of it as the week goes
 */
export const calendarOf = (name: string, years: unknown = {}): Calendar => {
  const given = new Map(typeof years === 'object' && years !== null ? Object.entries(years) : []);
  const standard = named(name);
  const kindOfDay: Calendar['kindOfDay'] = (date) => {
    const year: unknown = given.get(date.slice(0, 4));
    if (typeof year !== 'object' || year === null) return standard.kindOfDay(date);
    const listed = { rest: textsIn(Reflect.get(year, 'rest')), makeUp: textsIn(Reflect.get(year, 'makeUp')) };
    if (listed.makeUp.includes(date)) return 'make-up';
    return listed.rest.includes(date) || isWeekend(date) ? 'rest' : 'working';
  };
  return { ...standard, kindOfDay };
};
