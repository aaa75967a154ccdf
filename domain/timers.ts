import type { ReasonCode } from './contract/reasons.ts';
import type { Reason } from './contract/terms.ts';

export type ClockName = 'contact' | 'close' | 'hazard' | 'secure' | 'supervise' | 'request' | 'recheck';
/** Those that count working days. */
export type DayClock = Exclude<ClockName, 'hazard' | 'secure'>;

/** The clocks that stand still in a pause. A caller waits for their first contact all the same. */
export const pausable: readonly DayClock[] = ['close', 'supervise', 'recheck'];
export const isPausable = (clock: string): clock is DayClock => (pausable as readonly string[]).includes(clock);

/** What is to be done to an order at an instant. `call`, `look`, `resume` and `calendar` (looks for the year that is missing) belong to no clock. */
export interface Timer {
  readonly kind: 'warn' | 'due' | 'remind' | 'call' | 'look' | 'resume' | 'calendar';
  readonly clock: ClockName | null;
  readonly dueAt: string;
  /** Of a reminder: the level that is told, 0 the street's centre; where that has the order by now, the next one. */
  readonly step: number;
}

const hourMs = 3_600_000;
const minuteMs = 60_000;

/** How long before its end each clock warns, by the rules. */
export type Warnings = Readonly<Record<ClockName, { readonly minutes: number }>>;

/** An instant so many milliseconds later. @param at ISO instant */
export const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();

/** Nobody is warned of what is late already. */
export const isToCome =
  (now: string) =>
  ({ kind, dueAt }: Timer): boolean =>
    kind !== 'warn' || Date.parse(dueAt) > Date.parse(now);

/**
 * Looks for the calendar a day later. A row like every other timer, so that an order whose only clocks are pending is never without one,
 * and a calendar that came by a new version of the program, and not by the command, is found by itself.
 */
export const calendarTimer = (at: string): Timer => ({ kind: 'calendar', clock: null, dueAt: later(at, 24 * hourMs), step: 0 });

/** The timers a clock arms: a warning while there is still time for one, and the end itself; of a pending one the look for its calendar. */
export const timersOf =
  (warnings: Warnings) =>
  (deadline: { readonly clock: ClockName; readonly startedAt: string; readonly dueAt: string | null }): Timer[] => {
    const { clock, startedAt, dueAt } = deadline;
    if (dueAt === null) return [calendarTimer(startedAt)];
    const { minutes } = warnings[clock];
    const warnAt = later(dueAt, -minutes * minuteMs);
    const due: Timer = { kind: 'due', clock, dueAt, step: 0 };
    return minutes > 0 && Date.parse(warnAt) > Date.parse(startedAt) ? [{ kind: 'warn', clock, dueAt: warnAt, step: 0 }, due] : [due];
  };

/**
 * What is armed for the callers who still wait: their warnings and ends ahead; for those who are late a reminder, where nothing is armed for
 * them. @param isLateArmed whether the end that they missed is still to be worked, or a reminder of them is armed
 * @param everyHours how long after the one before the next level is told, by the rules
 */
export const contactTimers = (
  waiting: readonly { readonly startedAt: string; readonly dueAt: string | null }[],
  isLateArmed: boolean,
  { now, everyHours, warnings }: { readonly now: string; readonly everyHours: number; readonly warnings: Warnings },
): Timer[] => {
  const isAhead = ({ dueAt }: { readonly dueAt: string | null }) => dueAt === null || Date.parse(dueAt) > Date.parse(now);
  const ahead = waiting.flatMap(({ startedAt, dueAt }) => timersOf(warnings)({ clock: 'contact', startedAt, dueAt })).filter(isAhead);
  if (isLateArmed || waiting.every(isAhead)) return ahead;
  return [...ahead, { kind: 'remind', clock: 'contact', dueAt: later(now, everyHours * hourMs), step: 1 }];
};

export interface Overdue {
  /** Who is told in turn, by the rules: one more each time. */
  readonly levels: readonly string[];
  /** Who is told before the end, by the rules. */
  readonly warned: readonly string[];
  /** How long after the one before the next is told. */
  readonly everyHours: number;
  /** Who is accountable now: telling them that they are late is no escalation. */
  readonly accountable: string;
  readonly now: string;
}

export interface ClockEffect {
  readonly event: 'warn' | 'overdue' | 'escalate';
  /** The units that are told beside the accountable one: of a warning whom the rules name, else one, or none where there is nobody above. */
  readonly tell: readonly { readonly unitId: string; readonly reason: Reason }[];
  /** What stays armed in its place; null only for a warning, whose end is armed beside it. */
  readonly arm: Timer | null;
  /** Nobody came to a danger in time: the fallback goes; each reminder calls anew where a dispatch ended the calls. */
  readonly sendsFallback: boolean;
}

const toldOf: Readonly<Record<ClockName, ReasonCode>> = {
  contact: 'informed-overdue-contact',
  close: 'informed-overdue-close',
  hazard: 'informed-overdue-hazard',
  supervise: 'informed-overdue-supervise',
  request: 'informed-overdue-request',
  recheck: 'informed-overdue-recheck',
  secure: 'informed-overdue-secure',
};

/**
 * What the passing of a clock's instant does. A warning tells who holds the order and whom the rules name; a missed end tells the first whom the rules name and goes on to
 * tell one more each time for as long as the clock is not met, so that an open order is never without a timer.
 */
export const decideClockTimer = (timer: Timer & { readonly clock: ClockName }, { levels, warned, everyHours, accountable, now }: Overdue): ClockEffect => {
  const others = (all: readonly string[]) => all.filter((unitId) => unitId !== accountable);
  if (timer.kind === 'warn') {
    const tell = others(warned).map((unitId) => ({ unitId, reason: { code: 'informed-warned' as const } }));
    return { event: 'warn', tell, arm: null, sendsFallback: false };
  }
  const next = levels.findIndex((unitId, at) => at >= timer.step && unitId !== accountable);
  const unitId = next < 0 ? others(levels).at(-1) : levels[next];
  const tell = unitId === undefined ? [] : [{ unitId, reason: { code: toldOf[timer.clock] } }];
  const arm: Timer = { kind: 'remind', clock: timer.clock, dueAt: later(now, everyHours * hourMs), step: Math.max(next, timer.step) + 1 };
  const isEnd = timer.kind === 'due';
  return { event: isEnd ? 'overdue' : 'escalate', tell, arm, sendsFallback: timer.clock === 'hazard' };
};
