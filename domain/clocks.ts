import type { Reason } from './contract/terms.ts';
import { accept, type Decision } from './rejection.ts';
import type { ClockName } from './timers.ts';
import { type Calendar, decideWorkingDayDue, withUnknownDaysAsTheWeekGoes } from './working-days.ts';

export interface Deadline {
  readonly clock: ClockName;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly reason: Reason;
}

interface ClockSettings {
  readonly contactWorkingDays: number;
  readonly closeWorkingDays: number;
  /** A difficult matter's, on approval. */
  readonly longWorkingDays: number;
  /** A supervised order's. */
  readonly superviseWorkingDays: number;
  readonly hazardHours: { readonly town: number; readonly suburb: number };
}

export interface ClockInput {
  readonly isHazard: boolean;
  readonly settlement: 'town' | 'suburb';
  /** The instant the report arrived: a unit that does not sign cannot hold a clock back. */
  readonly receivedAt: string;
  readonly calendar: Calendar;
  /** IANA name. */
  readonly timeZone: string;
  readonly settings: ClockSettings;
}

/**
 * An order's clocks: first contact and closing in working days, and for a danger the hours of town or suburb, day and night.
 * Where the days reach a year that is not published, the date is provisional (the week as it goes) and its reason says so: a
 * report is never turned away for want of a calendar.
 */
export const decideDeadlines = (input: ClockInput): Decision<Deadline[]> => {
  const deadlines: Deadline[] = [];
  for (const [clock, days] of [
    ['contact', input.settings.contactWorkingDays],
    ['close', input.settings.closeWorkingDays],
  ] as const) {
    const decided = decideWorkingDayClock(clock, days, input);
    if (!decided.ok) return decided;
    deadlines.push(decided.value);
  }
  if (input.isHazard) deadlines.push(hazardDeadline(input));
  return accept(deadlines);
};

type CountingInput = Omit<ClockInput, 'isHazard' | 'settlement'>;

/** One clock that counts working days from an instant. @param days how many */
export const decideWorkingDayClock = (
  clock: Exclude<ClockName, 'hazard'>,
  days: number,
  { receivedAt, calendar, timeZone }: CountingInput,
): Decision<Deadline> => {
  const known = decideWorkingDayDue(receivedAt, days, calendar, timeZone);
  const decided = known.ok ? known : decideWorkingDayDue(receivedAt, days, withUnknownDaysAsTheWeekGoes(calendar), timeZone);
  if (!decided.ok) return decided;
  const { dueAt, counted, skipped } = decided.value;
  const params = { days, counted: counted.join(', '), skipped: restNames(skipped, calendar) };
  const code = skipped.length > 0 ? 'deadline-working-days-skipping' : 'deadline-working-days';
  return accept({ clock, startedAt: receivedAt, dueAt, reason: { code: known.ok ? code : 'deadline-provisional', params } });
};

/** A danger's clock alone, from an instant: for one that somebody was at and gave back, or that was not done well. */
export const hazardDeadline = ({ receivedAt, settlement, settings }: Pick<ClockInput, 'receivedAt' | 'settlement' | 'settings'>): Deadline => {
  const hours = settings.hazardHours[settlement];
  const dueAt = new Date(Date.parse(receivedAt) + hours * 3_600_000).toISOString();
  return {
    clock: 'hazard',
    startedAt: receivedAt,
    dueAt,
    reason: { code: settlement === 'town' ? 'deadline-hazard-town' : 'deadline-hazard-suburb', params: { hours } },
  };
};

const restNames = (skipped: readonly string[], calendar: Calendar) =>
  skipped
    .map((date) => {
      const name = calendar.holidayName?.(date);
      return name ? `${date} ${name}` : date;
    })
    .join(', ');
