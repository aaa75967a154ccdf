import { endDeadline, insertDeadlines, meetDeadlines, type NewDeadline, refreshDueAt } from '#db/queries/deadlines.ts';
import { armTimers, disarmClocks } from '#db/queries/timers.ts';
import type { Connection } from '#db/sql.ts';
import { type ClockName, timersOf } from '#domain/timers.ts';

/** Starts clocks that do not run yet, each with its timers, and puts the order at its new place in the queue. */
export const startClocks = async (connection: Connection, orderId: string, deadlines: readonly NewDeadline[], now: string): Promise<void> => {
  const started = await insertDeadlines(connection, orderId, deadlines);
  await armTimers(connection, orderId, started.flatMap(timersOf), now);
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
export const restartClock = async (connection: Connection, orderId: string, deadline: NewDeadline, now: string): Promise<void> => {
  await endDeadline(connection, orderId, deadline.clock, now);
  await disarmClocks(connection, orderId, [deadline.clock], now);
  await startClocks(connection, orderId, [deadline], now);
};

/** Puts an order at its place in the queue after its clocks or its state changed. */
export const placeInQueue = refreshDueAt;
