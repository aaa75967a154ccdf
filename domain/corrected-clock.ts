import { type ClockInput, type Deadline, decidePendingClock } from './clocks.ts';
import type { Reason } from './contract/terms.ts';
import type { DayClock } from './timers.ts';

interface Counted {
  readonly clock: DayClock;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly reason: Reason;
}

/** After a pause the days that were left are counted from where it went on, as they were then. */
const withPause = (decided: Deadline, { code, params }: Reason): Deadline => {
  if (code !== 'deadline-resumed' || decided.dueAt === null) return decided;
  const { from = '', paused = '', resumed = '' } = params ?? {};
  return { ...decided, reason: { code, params: { ...decided.reason.params, from, paused, resumed } } };
};

/** A clock with so many working days more, on approval; its pauses stay left out. null: it counts no days that are known. */
export const decideLongerClock = (
  running: Pick<Counted, 'clock' | 'startedAt' | 'reason'>,
  moreDays: number,
  counting: Pick<ClockInput, 'calendar' | 'timeZone'>,
): Deadline | null => {
  const { code, params } = running.reason;
  const longer = decidePendingClock({ ...running, reason: { code, params: { ...params, days: Number(params?.['days']) + moreDays } } }, counting);
  return longer && withPause(longer, running.reason);
};

/**
 * A clock whose end stands, counted anew by a calendar that was corrected; null where nothing of it changes. Nobody is made late by a list
 * that they could not know: an end that would lie before the correction stays where it was. One that ran out before it stays too: it was told
 * upwards, and would be a second time.
 * @param toldUntil until when what ran out was told upwards: of an order that slept, until then
 */
export const decideCorrectedClock = (running: Counted, now: string, counting: Pick<ClockInput, 'calendar' | 'timeZone'>, toldUntil = now): Deadline | null => {
  if (Date.parse(running.dueAt) <= Date.parse(toldUntil)) return null;
  const again = decidePendingClock(running, counting);
  if (again === null) return null;
  const decided = withPause(again, running.reason);
  const { dueAt, reason } = decided;
  if (dueAt !== null && Date.parse(dueAt) <= Date.parse(now)) return null;
  const isSame = dueAt !== null && Date.parse(dueAt) === Date.parse(running.dueAt) && reason.params?.['counted'] === running.reason.params?.['counted'];
  return isSame ? null : decided;
};
