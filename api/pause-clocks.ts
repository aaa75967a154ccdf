import { listRunning } from '#db/queries/orders/deadlines.ts';
import { insertOrderEvent, type LockedOrder } from '#db/queries/orders/order-changes.ts';
import { saveResumed } from '#db/queries/orders/order-requests.ts';
import { armTimers, disarmClocks, disarmKinds } from '#db/queries/orders/timers.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import { decideResumedClock } from '#domain/clocks.ts';
import { startOfDay } from '#domain/local-time.ts';
import { isPausable, pausable } from '#domain/timers.ts';
import { clocksOf } from './clock-settings.ts';
import { placeInQueue, restartClock, startRequest } from './order-clocks.ts';

/** Nobody is reminded of a paused order; what stays armed is the day on which it goes on. @param resumesOn local date */
export const pauseClocks = async (client: Connection, vocabulary: Vocabulary, orderId: string, resumesOn: string, now: string): Promise<void> => {
  await disarmClocks(client, orderId, [...pausable, 'request'], now);
  const dueAt = startOfDay(resumesOn, vocabulary.city.timeZone);
  await armTimers(client, orderId, [{ kind: 'resume', clock: null, step: 0, dueAt }], now);
  await placeInQueue(client, orderId);
};

/** The clocks go on with the days that were left; one that had run out is reminded of again. More time that was asked for before, and not answered, is asked for anew. */
export const resumeClocks = async (client: Connection, vocabulary: Vocabulary, order: LockedOrder, now: string): Promise<void> => {
  await disarmKinds(client, order.id, ['resume'], now);
  const pause = { pausedAt: order.pausedAt ?? now, resumedAt: now };
  for (const { clock, startedAt, reason } of await listRunning(client, order.id)) {
    if (!isPausable(clock)) continue;
    const decided = decideResumedClock({ clock, startedAt, reason }, pause, clocksOf(vocabulary));
    if (decided !== null) await restartClock(client, vocabulary, order.id, decided, now);
    else await armTimers(client, order.id, [{ kind: 'due', clock, step: 0, dueAt: now }], now);
  }
  if (order.timeAskedAt !== null) await startRequest(client, vocabulary, order.id, now);
  await placeInQueue(client, order.id);
};

/** A paused order goes on by itself: its day has come, or a danger was told of. */
export const resumeOrder = async (client: Connection, vocabulary: Vocabulary, order: LockedOrder, now: string): Promise<void> => {
  await saveResumed(client, order.id);
  await resumeClocks(client, vocabulary, order, now);
  const moved = { fromState: order.state, toState: 'in_progress' as const };
  await insertOrderEvent(client, { orderId: order.id, at: now, personId: null, unitId: order.unitId, action: 'resume', ...moved });
};
