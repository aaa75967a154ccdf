import { inTransaction, type Pool } from '#db/pool.ts';
import { listCountedThrough, listRunning, notePending, type RunningDeadline, settleDeadline } from '#db/queries/orders/deadlines.ts';
import { insertOrderEvent, type LockedOrder, lockOrder, notifyOrderChanged } from '#db/queries/orders/order-changes.ts';
import { armTimers, disarmClocks } from '#db/queries/orders/timers.ts';
import { getVocabulary, type Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import type { CalendarYear } from '#domain/calendar-year.ts';
import type { Deadline } from '#domain/clocks.ts';
import { decideCorrectedClock } from '#domain/corrected-clock.ts';
import { isOver } from '#domain/order-transitions.ts';
import { calendarTimer, timersOf } from '#domain/timers.ts';
import { warningsAt } from '../after-rules.ts';
import { clocksOf } from '../clock-settings.ts';
import { rearmContacts } from '../contact-clocks.ts';
import { placeInQueue } from '../order-clocks.ts';

/** How many deadlines of open orders a list moves. */
export interface CalendarMoves {
  readonly orders: number;
  readonly later: number;
  readonly earlier: number;
  /** They reach a year now that is not published. */
  readonly pending: number;
}

interface Moved {
  readonly before: RunningDeadline & { readonly dueAt: string };
  readonly deadline: Deadline;
}

const recount = (running: readonly RunningDeadline[], vocabulary: Vocabulary, now: string): Moved[] =>
  running.flatMap((before) => {
    const { clock, dueAt } = before;
    if (dueAt === null || clock === 'hazard' || clock === 'secure') return [];
    const deadline = decideCorrectedClock({ ...before, clock, dueAt }, now, clocksOf(vocabulary));
    return deadline === null ? [] : [{ before: { ...before, dueAt }, deadline }];
  });

const shiftOf = ({ before, deadline }: Moved): number | null => (deadline.dueAt === null ? null : Date.parse(deadline.dueAt) - Date.parse(before.dueAt));
const hasMoved = (moved: Moved): boolean => shiftOf(moved) !== 0;

/** What of the open orders a year's list would move, without moving it. */
export const findMoves = async (pool: Pool, list: CalendarYear, now: string): Promise<CalendarMoves> => {
  const vocabulary = await getVocabulary(pool);
  const { city } = vocabulary;
  const known = city.settings['calendarYears'];
  const calendarYears = { ...(typeof known === 'object' ? known : {}), [list.year]: { rest: list.rest, makeUp: list.makeUp } };
  const corrected = { ...vocabulary, city: { ...city, settings: { ...city.settings, calendarYears } } };
  const counted = await listCountedThrough(pool, list.year);
  const moved = recount(counted, corrected, now).filter(hasMoved);
  const orderOf = new Map(counted.map(({ id, orderId }) => [id, orderId]));
  const shifts = moved.map(shiftOf);
  return {
    orders: new Set(moved.map(({ before }) => orderOf.get(before.id))).size,
    later: shifts.filter((shift) => shift !== null && shift > 0).length,
    earlier: shifts.filter((shift) => shift !== null && shift < 0).length,
    pending: shifts.filter((shift) => shift === null).length,
  };
};

const rearm = async (client: Connection, vocabulary: Vocabulary, order: LockedOrder, moved: readonly Moved[], now: string): Promise<void> => {
  const deadlines = moved.map(({ deadline }) => deadline);
  // A paused order's clocks stand still: their timers come when it goes on.
  const running = deadlines.filter(({ clock }) => clock !== 'contact' && order.state !== 'paused');
  const clocks = running.map(({ clock }) => clock);
  if (clocks.length > 0) await disarmClocks(client, order.id, clocks, now);
  const ahead = running.filter(({ dueAt }) => dueAt !== null);
  await armTimers(client, order.id, ahead.flatMap(timersOf(warningsAt(vocabulary, now))), now);
  const years = [...new Set(deadlines.flatMap(({ dueAt, reason }) => (dueAt === null ? [String(reason.params?.['year'] ?? '')] : [])))];
  if (years.length > 0) {
    await armTimers(client, order.id, [calendarTimer(now)], now);
    await notePending(client, order.id, now, years);
  }
  if (deadlines.some(({ clock }) => clock === 'contact')) await rearmContacts(client, vocabulary, order.id, now);
  await placeInQueue(client, order.id);
};

const recountOrder = async (client: Connection, vocabulary: Vocabulary, orderId: string, now: string): Promise<boolean> => {
  const order = await lockOrder(client, orderId);
  if (!order || isOver(order.state)) return false;
  const counted = recount(await listRunning(client, orderId), vocabulary, now);
  for (const { before, deadline } of counted) await settleDeadline(client, before.id, deadline);
  const moved = counted.filter(hasMoved);
  if (moved.length === 0) return false;
  await rearm(client, vocabulary, order, moved, now);
  const details = Object.fromEntries(moved.map(({ before, deadline }) => [before.clock, { from: before.dueAt, to: deadline.dueAt }]));
  const stays = { fromState: order.state, toState: order.state };
  await insertOrderEvent(client, { orderId, at: now, personId: null, unitId: order.unitId, action: 'calendar_corrected', ...stays, details });
  await notifyOrderChanged(client, orderId);
  return true;
};

/** Counts anew what of the open orders lies in a year, each order in a transaction of its own with an event; again where it was broken off. @returns how many orders moved */
export const recountOrders = async (pool: Pool, year: string, now: () => string): Promise<number> => {
  const vocabulary = await getVocabulary(pool);
  const orderIds = [...new Set((await listCountedThrough(pool, year)).map(({ orderId }) => orderId))];
  let moved = 0;
  for (const orderId of orderIds) if (await inTransaction(pool, (client) => recountOrder(client, vocabulary, orderId, now()))) moved += 1;
  return moved;
};
