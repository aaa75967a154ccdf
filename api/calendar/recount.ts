import { inTransaction, type Pool } from '#db/pool.ts';
import { listCountedThrough } from '#db/queries/orders/deadlines.ts';
import { lockOrder, notifyOrderChanged } from '#db/queries/orders/order-changes.ts';
import { getVocabulary, type Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import type { CalendarYear } from '#domain/calendar-year.ts';
import { isOver } from '#domain/order-transitions.ts';
import { hasMoved, recount, recountClocks, shiftOf } from '../recount-clocks.ts';

/** How many deadlines of open orders a list moves. */
export interface CalendarMoves {
  readonly orders: number;
  readonly later: number;
  readonly earlier: number;
  /** They reach a year now that is not published. */
  readonly pending: number;
}

/** What of the open orders a year's list would move, without moving it. */
export const findMoves = async (pool: Pool, list: CalendarYear, now: string): Promise<CalendarMoves> => {
  const vocabulary = await getVocabulary(pool);
  const { city } = vocabulary;
  const known = city.settings['calendarYears'];
  const calendarYears = { ...(typeof known === 'object' ? known : {}), [list.year]: { rest: list.rest, makeUp: list.makeUp } };
  const corrected = { ...vocabulary, city: { ...city, settings: { ...city.settings, calendarYears } } };
  const counted = await listCountedThrough(pool, list.year);
  const moved = recount(counted, corrected, { now }).filter(hasMoved);
  const orderOf = new Map(counted.map(({ id, orderId }) => [id, orderId]));
  const shifts = moved.map(shiftOf);
  return {
    orders: new Set(moved.map(({ before }) => orderOf.get(before.id))).size,
    later: shifts.filter((shift) => shift !== null && shift > 0).length,
    earlier: shifts.filter((shift) => shift !== null && shift < 0).length,
    pending: shifts.filter((shift) => shift === null).length,
  };
};

const recountOrder = async (client: Connection, vocabulary: Vocabulary, orderId: string, now: string): Promise<boolean> => {
  const order = await lockOrder(client, orderId);
  if (!order || isOver(order.state) || !(await recountClocks(client, vocabulary, order, { now }))) return false;
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
