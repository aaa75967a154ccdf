import { dayAfter, localDate, startOfDay } from './local-time.ts';

/** Whose days work: the State Council's in China. A make-up Saturday or Sunday works. 'unknown': that year is not published. */
export interface Calendar {
  readonly kindOfDay: (date: string) => 'working' | 'rest' | 'make-up' | 'unknown';
  readonly holidayName?: (date: string) => string | null;
}

/** `counted` are the working days that the limit took, `skipped` the days of rest between; local ISO dates. */
export interface WorkingDayDue {
  readonly dueAt: string;
  readonly counted: string[];
  readonly skipped: string[];
}

/** The days reach a year of which nothing is published: a wrong date would be worse than none. */
export interface CalendarMissing {
  readonly missingYear: string;
}

const yearOf = (date: string): string => date.slice(0, 4);

/** The end (24:00, city time) of the nth working day after the local day on which a clock started. */
export const decideWorkingDayDue = (startedAt: string, days: number, calendar: Calendar, timeZone: string): WorkingDayDue | CalendarMissing => {
  const counted: string[] = [];
  const skipped: string[] = [];
  let date = localDate(startedAt, timeZone);
  while (counted.length < days) {
    date = dayAfter(date);
    const kind = calendar.kindOfDay(date);
    // A calendar in which nothing works for a year is none.
    if (kind === 'unknown' || skipped.length > 366) return { missingYear: yearOf(date) };
    (kind === 'rest' ? skipped : counted).push(date);
  }
  return { dueAt: startOfDay(dayAfter(date), timeZone), counted, skipped };
};

/** How many working days have been counted from an instant to another: those after the first one's local day, the second one's with them. */
export const countWorkingDays = (from: string, to: string, calendar: Calendar, timeZone: string): number | CalendarMissing => {
  const last = localDate(to, timeZone);
  let count = 0;
  for (let date = dayAfter(localDate(from, timeZone)); date <= last; date = dayAfter(date)) {
    const kind = calendar.kindOfDay(date);
    if (kind === 'unknown') return { missingYear: yearOf(date) };
    if (kind !== 'rest') count += 1;
  }
  return count;
};

/** Saturday or Sunday by the week alone. @param date local ISO date */
export const isWeekend = (date: string) => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
