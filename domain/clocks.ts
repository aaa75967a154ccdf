import type { Reason } from './contract/terms.ts';
import { localDate } from './local-time.ts';
import { accept, type Decision } from './rejection.ts';
import type { ClockName, DayClock } from './timers.ts';
import { type Calendar, decideWorkingDayDue, withUnknownDaysAsTheWeekGoes, workingDaysBetween } from './working-days.ts';

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
  /** A matter's that its caller says is not solved. */
  readonly recheckWorkingDays: number;
  /** Of a request for more time or a pause, until it is answered. */
  readonly requestWorkingDays: number;
  /** From somebody being on site until the danger is over. */
  readonly secureHours: number;
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
export const decideWorkingDayClock = (clock: DayClock, days: number, { receivedAt, calendar, timeZone }: CountingInput): Decision<Deadline> => {
  const known = decideWorkingDayDue(receivedAt, days, calendar, timeZone);
  const decided = known.ok ? known : decideWorkingDayDue(receivedAt, days, withUnknownDaysAsTheWeekGoes(calendar), timeZone);
  if (!decided.ok) return decided;
  const { dueAt, counted, skipped } = decided.value;
  const params = { days, counted: counted.join(', '), skipped: restNames(skipped, calendar) };
  const code = skipped.length > 0 ? 'deadline-working-days-skipping' : 'deadline-working-days';
  return accept({ clock, startedAt: receivedAt, dueAt, reason: { code: known.ok ? code : 'deadline-provisional', params } });
};

export interface Pause {
  readonly pausedAt: string;
  readonly resumedAt: string;
}

/**
 * A working-day clock after a pause: the days that were left when it was paused, counted from the day on which it goes on (which counts
 * where it goes on at its very beginning). One that had run out stays so.
 */
export const decideResumedClock = (
  running: { readonly clock: DayClock; readonly startedAt: string; readonly reason: Reason },
  { pausedAt, resumedAt }: Pause,
  counting: Omit<CountingInput, 'receivedAt'>,
): Decision<Deadline> | null => {
  const { days, from } = running.reason.params ?? {};
  if (typeof days !== 'number') return null;
  const begun = typeof from === 'string' ? from : running.startedAt;
  const left = days - workingDaysBetween(begun, pausedAt, counting.calendar, counting.timeZone);
  if (left <= 0) return null;
  const receivedAt = new Date(Date.parse(resumedAt) - 1).toISOString();
  const decided = decideWorkingDayClock(running.clock, left, { ...counting, receivedAt });
  if (!decided.ok) return decided;
  const [paused, resumed] = [pausedAt, resumedAt].map((at) => localDate(at, counting.timeZone));
  const params = { ...decided.value.reason.params, from: receivedAt, paused: paused ?? '', resumed: resumed ?? '' };
  return accept({ ...decided.value, startedAt: running.startedAt, reason: { code: 'deadline-resumed', params } });
};

/** Somebody is on site: the danger has to be over within hours of that. */
export const secureDeadline = (at: string, hours: number): Deadline => ({
  clock: 'secure',
  startedAt: at,
  dueAt: new Date(Date.parse(at) + hours * 3_600_000).toISOString(),
  reason: { code: 'deadline-secure', params: { hours } },
});

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
