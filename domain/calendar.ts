import chineseDays from 'chinese-days';
import { type Calendar, isWeekend } from './working-days.ts';

const { getDayDetail, getHolidaysInRange } = chineseDays;

const published = new Map<string, boolean>();

/** A year whose holidays the State Council has not published has none in the data, and would count as plain Monday to Friday. */
const isPublished = (year: string): boolean => {
  const known = published.get(year) ?? getHolidaysInRange(`${year}-01-01`, `${year}-12-31`, false).length > 0;
  published.set(year, known);
  return known;
};

interface KnownDay {
  readonly kind: ReturnType<Calendar['kindOfDay']>;
  readonly name: string | null;
}

/** The clocks of each report ask for the same few days: reading one takes longer than all the rest of a deadline. */
const knownDays = new Map<string, KnownDay>();
const mostKnown = 4_000;

/** Dates go in as text: a Date would depend on the process's time zone. Names come as 'National Day,国庆节,3'. */
const readDay = (date: string): KnownDay => {
  if (!isPublished(date.slice(0, 4))) return { kind: 'unknown', name: null };
  const { work, name } = getDayDetail(date);
  return { kind: !work ? 'rest' : isWeekend(date) ? 'make-up' : 'working', name: name.split(',')[1] ?? null };
};

const dayOf = (date: string): KnownDay => {
  const known = knownDays.get(date);
  if (known) return known;
  const day = readDay(date);
  if (knownDays.size >= mostKnown) knownDays.clear();
  knownDays.set(date, day);
  return day;
};

const china: Calendar = { kindOfDay: (date) => dayOf(date).kind, holidayName: (date) => dayOf(date).name };

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
