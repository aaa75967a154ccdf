import type { Reason } from './contract/terms.ts';
import { localDate } from './local-time.ts';
import type { ClockName, DayClock } from './timers.ts';
import { type Calendar, countWorkingDays, decideWorkingDayDue } from './working-days.ts';

export interface Deadline {
  readonly clock: ClockName;
  readonly startedAt: string;
  /** null: calendar pending. Its days reach a year that is not published; it is computed when the year is loaded. */
  readonly dueAt: string | null;
  readonly reason: Reason;
}

/** A clock of hours, which no calendar holds up. */
export type Timed = Deadline & { readonly dueAt: string };

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
 * A report is never turned away for want of a calendar: the order goes out, and such a clock says that its calendar is pending.
 */
export const decideDeadlines = (input: ClockInput): Deadline[] => [
  decideWorkingDayClock('contact', input.settings.contactWorkingDays, input),
  decideWorkingDayClock('close', input.settings.closeWorkingDays, input),
  ...(input.isHazard ? [hazardDeadline(input)] : []),
];

type Counting = Pick<ClockInput, 'calendar' | 'timeZone'>;
type CountingInput = Counting & Pick<ClockInput, 'receivedAt'>;

const pending = (clock: DayClock, startedAt: string, year: string, params: Reason['params']): Deadline => ({
  clock,
  startedAt,
  dueAt: null,
  reason: { code: 'deadline-calendar-pending', params: { ...params, year } },
});

/** One clock that counts working days from an instant. @param days how many */
export const decideWorkingDayClock = (clock: DayClock, days: number, { receivedAt, calendar, timeZone }: CountingInput): Deadline => {
  const due = decideWorkingDayDue(receivedAt, days, calendar, timeZone);
  if ('missingYear' in due) return pending(clock, receivedAt, due.missingYear, { days });
  const { dueAt, counted, skipped } = due;
  const params = { days, counted: counted.join(', '), skipped: restNames(skipped, calendar) };
  const code = skipped.length > 0 ? 'deadline-working-days-skipping' : 'deadline-working-days';
  return { clock, startedAt: receivedAt, dueAt, reason: { code, params } };
};

export interface Pause {
  readonly pausedAt: string;
  readonly resumedAt: string;
}

interface Running {
  readonly clock: DayClock;
  readonly startedAt: string;
  readonly reason: Reason;
}

/** The pauses that a pending clock could not count yet stand in its reason, in order: 'from/to from/to'. */
const pausesOf = ({ params }: Reason): Pause[] =>
  String(params?.['pauses'] ?? '')
    .split(' ')
    .filter((text) => text !== '')
    .map((text) => ({ pausedAt: text.split('/')[0] ?? '', resumedAt: text.split('/')[1] ?? '' }));

/** What is left of a clock after its pauses, and from when on that counts; the year that is missing, where one is. */
const leftAfter = (running: Running, pauses: readonly Pause[], { calendar, timeZone }: Counting) => {
  const { days, from } = running.reason.params ?? {};
  let left = Number(days);
  let begun = typeof from === 'string' ? from : running.startedAt;
  for (const { pausedAt, resumedAt } of pauses) {
    const passed = countWorkingDays(begun, pausedAt, calendar, timeZone);
    if (typeof passed !== 'number') return passed;
    if (passed >= left) return { left, begun, hasRunOut: true };
    left -= passed;
    // The day on which it goes on counts where it goes on at that day's very beginning.
    begun = new Date(Date.parse(resumedAt) - 1).toISOString();
  }
  return { left, begun, hasRunOut: false };
};

const countWithPauses = (running: Running, pauses: readonly Pause[], counting: Counting): Deadline | null => {
  const { clock, startedAt } = running;
  const { days, from } = running.reason.params ?? {};
  if (typeof days !== 'number') return null;
  const spans = pauses.map(({ pausedAt, resumedAt }) => `${pausedAt}/${resumedAt}`).join(' ');
  const kept = { days, ...(typeof from === 'string' ? { from } : {}), ...(spans === '' ? {} : { pauses: spans }) };
  const after = leftAfter(running, pauses, counting);
  if ('missingYear' in after) return pending(clock, startedAt, after.missingYear, kept);
  const decided = decideWorkingDayClock(clock, after.left, { ...counting, receivedAt: after.begun });
  if (decided.dueAt === null) return pending(clock, startedAt, String(decided.reason.params?.['year']), kept);
  const last = pauses.at(-1);
  if (!last || after.hasRunOut) return { ...decided, startedAt };
  const [paused, resumed] = [last.pausedAt, last.resumedAt].map((at) => localDate(at, counting.timeZone));
  const params = { ...decided.reason.params, from: after.begun, paused: paused ?? '', resumed: resumed ?? '' };
  return { ...decided, startedAt, reason: { code: 'deadline-resumed', params } };
};

/**
 * A working-day clock after a pause: the days that were left when it was paused, counted from the day on which it goes on. One that had
 * run out stays so: null. One whose calendar is pending keeps the pause in mind until its year is loaded.
 */
export const decideResumedClock = (running: Running, pause: Pause, counting: Counting): Deadline | null => {
  const pauses = [...pausesOf(running.reason), pause];
  const after = leftAfter(running, pauses, counting);
  return 'hasRunOut' in after && after.hasRunOut ? null : countWithPauses(running, pauses, counting);
};

/** A clock whose calendar was pending, by the calendar of today: with its end, or pending still. */
export const decidePendingClock = (running: Running, counting: Counting): Deadline | null => countWithPauses(running, pausesOf(running.reason), counting);

/** Somebody is on site: the danger has to be over within hours of that. */
export const secureDeadline = (at: string, hours: number): Timed => ({
  clock: 'secure',
  startedAt: at,
  dueAt: new Date(Date.parse(at) + hours * 3_600_000).toISOString(),
  reason: { code: 'deadline-secure', params: { hours } },
});

/** A danger's clock alone, from an instant: for one that somebody was at and gave back, or that was not done well. */
export const hazardDeadline = ({ receivedAt, settlement, settings }: Pick<ClockInput, 'receivedAt' | 'settlement' | 'settings'>): Timed => {
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
