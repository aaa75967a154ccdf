import {
  endDeadline,
  insertDeadlines,
  listRunning,
  meetDeadlines,
  type NewDeadline,
  notePending,
  refreshDueAt,
  settleDeadline,
} from '#db/queries/orders/deadlines.ts';
import { insertOrderEvent, type LockedOrder } from '#db/queries/orders/order-changes.ts';
import { armTimers, disarmClocks, disarmKinds } from '#db/queries/orders/timers.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import { decidePendingClock, decideWorkingDayClock } from '#domain/clocks.ts';
import { isDone } from '#domain/order-transitions.ts';
import { type ClockName, calendarTimer, type DayClock, timersOf } from '#domain/timers.ts';
import { warningsAt } from './after-rules.ts';
import { clocksOf } from './clock-settings.ts';

/** Which years a number of clocks wait for. */
const yearsOf = (deadlines: readonly NewDeadline[]): string[] => [
  ...new Set(deadlines.flatMap(({ dueAt, reason }) => (dueAt === null ? [String(reason.params?.['year'] ?? '')] : []))),
];

/** Says in the order's story which clocks wait for a calendar, and alarms the administrators once a day. */
export const sayPending = async (connection: Connection, orderId: string, deadlines: readonly NewDeadline[], now: string): Promise<void> => {
  const years = yearsOf(deadlines);
  if (years.length > 0) await notePending(connection, orderId, now, years);
};

/** Starts clocks that do not run yet, each with its timers, and puts the order at its new place in the queue. */
export const startClocks = async (
  connection: Connection,
  vocabulary: Vocabulary,
  orderId: string,
  deadlines: readonly NewDeadline[],
  now: string,
): Promise<void> => {
  const started = await insertDeadlines(connection, orderId, deadlines);
  await armTimers(connection, orderId, started.flatMap(timersOf(warningsAt(vocabulary, now))), now);
  await sayPending(connection, orderId, started, now);
  await refreshDueAt(connection, orderId);
};

/** What the clocks were for has been done: they stop, and nobody is reminded. */
export const meetClocks = async (connection: Connection, orderId: string, clocks: readonly ClockName[], now: string): Promise<void> => {
  if (clocks.length === 0) return;
  await meetDeadlines(connection, orderId, clocks, now);
  await disarmClocks(connection, orderId, clocks, now);
  await refreshDueAt(connection, orderId);
};

/** A clock that begins anew for another unit. */
export const restartClock = async (connection: Connection, vocabulary: Vocabulary, orderId: string, deadline: NewDeadline, now: string): Promise<void> => {
  await endDeadline(connection, orderId, deadline.clock, now);
  await disarmClocks(connection, orderId, [deadline.clock], now);
  await startClocks(connection, vocabulary, orderId, [deadline], now);
};

/** A request waits for its answer from now on. It begins anew: the clock of one that was answered before stands as it was met. */
export const startRequest = (connection: Connection, vocabulary: Vocabulary, orderId: string, now: string): Promise<void> => {
  const counting = clocksOf(vocabulary);
  const deadline = decideWorkingDayClock('request', counting.settings.requestWorkingDays, { ...counting, receivedAt: now });
  return restartClock(connection, vocabulary, orderId, deadline, now);
};

/** Puts an order at its place in the queue after its clocks or its state changed. */
export const placeInQueue = refreshDueAt;

const isDayClock = (clock: ClockName): clock is DayClock => clock !== 'hazard' && clock !== 'secure';

/**
 * Computes what of an order waits for a calendar, by the calendar of today: its end, the timers of it, and an event that says so. What is
 * missing still is looked for again a day later. The caller holds the order's lock.
 * @returns the clocks that have their end now
 */
export const settlePending = async (client: Connection, vocabulary: Vocabulary, order: LockedOrder, now: string): Promise<ClockName[]> => {
  const waiting = (await listRunning(client, order.id)).filter(({ dueAt }) => dueAt === null);
  const decided = waiting.flatMap((running) => {
    const { id, clock } = running;
    const deadline = isDayClock(clock) ? decidePendingClock({ ...running, clock }, clocksOf(vocabulary)) : null;
    return deadline === null ? [] : [{ id, deadline }];
  });
  for (const { id, deadline } of decided) await settleDeadline(client, id, deadline);
  const settled = decided.flatMap(({ deadline }) => (deadline.dueAt === null ? [] : [deadline]));
  const missing = decided.flatMap(({ deadline }) => (deadline.dueAt === null ? [deadline] : []));
  // A paused order's clocks stand still: their timers come when it goes on. Once the work is done nobody is reminded of a contact.
  const running = settled.filter(({ clock }) => (clock === 'contact' ? !isDone(order.state) : order.state !== 'paused'));
  await armTimers(client, order.id, running.flatMap(timersOf(warningsAt(vocabulary, now))), now);
  if (missing.length > 0) {
    await armTimers(client, order.id, [calendarTimer(now)], now);
    await notePending(client, order.id, now, yearsOf(missing), true);
  } else await disarmKinds(client, order.id, ['calendar'], now);
  await refreshDueAt(client, order.id);
  const event = { orderId: order.id, at: now, personId: null, unitId: order.unitId, action: 'calendar_set', fromState: order.state, toState: order.state };
  if (settled.length > 0) await insertOrderEvent(client, { ...event, details: Object.fromEntries(settled.map(({ clock, dueAt }) => [clock, dueAt])) });
  return settled.map(({ clock }) => clock);
};
