import { dayAfter, localDate, startOfDay } from './local-time.ts';
import { accept, type Decision, reject } from './rejection.ts';

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

/**
 * The end (24:00, city time) of the nth working day after the local day on which a clock started.
 * `calendar-missing` when the days reach a year whose calendar is not known: a wrong date would be worse than none.
 */
export const decideWorkingDayDue = (startedAt: string, days: number, calendar: Calendar, timeZone: string): Decision<WorkingDayDue> => {
  const counted: string[] = [];
  const skipped: string[] = [];
  let date = localDate(startedAt, timeZone);
  while (counted.length < days) {
    date = dayAfter(date);
    const kind = calendar.kindOfDay(date);
    // A calendar in which nothing works for a year is none.
    if (kind === 'unknown' || skipped.length > 366) return reject('calendar-missing', { params: { year: date.slice(0, 4) } });
    (kind === 'rest' ? skipped : counted).push(date);
  }
  return accept({ dueAt: startOfDay(dayAfter(date), timeZone), counted, skipped });
};

/** How many working days have been counted from an instant to another: those after the first one's local day, the second one's with them. */
export const workingDaysBetween = (from: string, to: string, calendar: Calendar, timeZone: string): number => {
  const last = localDate(to, timeZone);
  let count = 0;
  for (let date = dayAfter(localDate(from, timeZone)); date <= last; date = dayAfter(date)) {
    const kind = calendar.kindOfDay(date);
    if (kind === 'working' || kind === 'make-up') count += 1;
  }
  return count;
};

/** Saturday or Sunday by the week alone. @param date local ISO date */
export const isWeekend = (date: string) => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

/** The same calendar, but days of a year that is not published count as the week goes: good only for a date that is said to be provisional. */
export const withUnknownDaysAsTheWeekGoes = (calendar: Calendar): Calendar => ({
  ...calendar,
  kindOfDay: (date) => {
    const kind = calendar.kindOfDay(date);
    if (kind !== 'unknown') return kind;
    return isWeekend(date) ? 'rest' : 'working';
  },
});
