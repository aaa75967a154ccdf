import { listRunning, type RunningDeadline, settleDeadline } from '#db/queries/orders/deadlines.ts';
import { insertOrderEvent, type LockedOrder, lockOrder } from '#db/queries/orders/order-changes.ts';
import { armTimers, disarmClocks } from '#db/queries/orders/timers.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import type { Deadline } from '#domain/clocks.ts';
import { decideCorrectedClock } from '#domain/corrected-clock.ts';
import { calendarTimer, timersOf } from '#domain/timers.ts';
import { warningsAt } from './after-rules.ts';
import { clocksOf } from './clock-settings.ts';
import { rearmContacts } from './contact-clocks.ts';
import { placeInQueue, sayPending, settlePending } from './order-clocks.ts';

interface Moved {
  readonly before: RunningDeadline & { readonly dueAt: string };
  readonly deadline: Deadline;
}

/** When it is counted, and until when what ran out was told upwards: of an order that slept, until then. */
interface Counting {
  readonly now: string;
  readonly toldUntil?: string;
}

/** The clocks that the list of today counts otherwise. */
export const recount = (running: readonly RunningDeadline[], vocabulary: Vocabulary, { now, toldUntil = now }: Counting): Moved[] =>
  running.flatMap((before) => {
    const { clock, dueAt } = before;
    if (dueAt === null || clock === 'hazard' || clock === 'secure') return [];
    const deadline = decideCorrectedClock({ ...before, clock, dueAt }, now, clocksOf(vocabulary), toldUntil);
    return deadline === null ? [] : [{ before: { ...before, dueAt }, deadline }];
  });

/** By how many milliseconds an end moves; null: it waits for another year now. */
export const shiftOf = ({ before, deadline }: Moved): number | null => (deadline.dueAt === null ? null : Date.parse(deadline.dueAt) - Date.parse(before.dueAt));
export const hasMoved = (moved: Moved): boolean => shiftOf(moved) !== 0;

const rearm = async (client: Connection, vocabulary: Vocabulary, order: LockedOrder, moved: readonly Moved[], now: string): Promise<void> => {
  const deadlines = moved.map(({ deadline }) => deadline);
  // A paused order's clocks stand still: their timers come when it goes on.
  const running = deadlines.filter(({ clock }) => clock !== 'contact' && order.state !== 'paused');
  const clocks = running.map(({ clock }) => clock);
  if (clocks.length > 0) await disarmClocks(client, order.id, clocks, now);
  const ahead = running.filter(({ dueAt }) => dueAt !== null);
  await armTimers(client, order.id, ahead.flatMap(timersOf(warningsAt(vocabulary, now))), now);
  if (deadlines.some(({ dueAt }) => dueAt === null)) await armTimers(client, order.id, [calendarTimer(now)], now);
  await sayPending(client, order.id, deadlines, now);
  if (deadlines.some(({ clock }) => clock === 'contact')) await rearmContacts(client, vocabulary, order.id, now);
  await placeInQueue(client, order.id);
};

/** Counts the clocks of an order anew by the list of today, with an event where one moves. The caller holds the order. @returns whether one did */
export const recountClocks = async (client: Connection, vocabulary: Vocabulary, order: LockedOrder, counting: Counting): Promise<boolean> => {
  const { now } = counting;
  const counted = recount(await listRunning(client, order.id), vocabulary, counting);
  for (const { before, deadline } of counted) await settleDeadline(client, before.id, deadline);
  const moved = counted.filter(hasMoved);
  if (moved.length === 0) return false;
  await rearm(client, vocabulary, order, moved, now);
  const details = Object.fromEntries(moved.map(({ before, deadline }) => [before.clock, { from: before.dueAt, to: deadline.dueAt }]));
  const stays = { fromState: order.state, toState: order.state };
  await insertOrderEvent(client, { orderId: order.id, at: now, personId: null, unitId: order.unitId, action: 'calendar_corrected', ...stays, details });
  return true;
};

/** An order that slept goes on by the lists of today: those that came or were corrected meanwhile moved open orders alone. The caller holds it. @param sleptAt since when it was over */
export const wakeClocks = async (client: Connection, vocabulary: Vocabulary, orderId: string, { sleptAt, now }: { sleptAt: string; now: string }) => {
  const order = await lockOrder(client, orderId);
  if (!order) return;
  if ((await listRunning(client, orderId)).some(({ dueAt }) => dueAt === null)) await settlePending(client, vocabulary, order, now);
  await recountClocks(client, vocabulary, order, { now, toldUntil: sleptAt });
};
