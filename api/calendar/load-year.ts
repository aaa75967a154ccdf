import { inTransaction, type Pool } from '#db/pool.ts';
import { listPendingOrders } from '#db/queries/orders/deadlines.ts';
import { lockOrder, notifyOrderChanged } from '#db/queries/orders/order-changes.ts';
import { saveCalendarYear } from '#db/queries/places/cities.ts';
import { getVocabulary } from '#db/queries/places/vocabulary.ts';
import type { CalendarYear } from '#domain/calendar-year.ts';
import { isOver } from '#domain/order-transitions.ts';
import { settlePending } from '../order-clocks.ts';
import { recountOrders } from './recount.ts';

/**
 * Computes every open order that waits for a calendar, each in a transaction of its own with an event; safe beside running servers, and
 * done again where it was broken off.
 * @returns how many have deadlines now, and how many wait still
 */
const settleOrders = async (pool: Pool, now: () => string): Promise<{ settled: number; waiting: number }> => {
  const vocabulary = await getVocabulary(pool);
  let settled = 0;
  for (const orderId of await listPendingOrders(pool))
    await inTransaction(pool, async (client) => {
      const order = await lockOrder(client, orderId);
      if (!order || isOver(order.state)) return;
      if ((await settlePending(client, vocabulary, order, now())).length === 0) return;
      settled += 1;
      await notifyOrderChanged(client, orderId);
    });
  return { settled, waiting: (await listPendingOrders(pool)).length };
};

const isSame = (kept: object, { rest, makeUp }: CalendarYear): boolean =>
  JSON.stringify([Reflect.get(kept, 'rest'), Reflect.get(kept, 'makeUp')]) === JSON.stringify([rest, makeUp]);

/** Whether the city's own list of that year says otherwise. */
export const standsOtherwise = async (pool: Pool, list: CalendarYear): Promise<boolean> => {
  const { city } = await getVocabulary(pool);
  const years = city.settings['calendarYears'];
  const kept: unknown = typeof years === 'object' && years !== null ? Reflect.get(years, list.year) : undefined;
  return typeof kept === 'object' && kept !== null && !isSame(kept, list);
};

export interface Loaded {
  /** Open orders that waited for it and have deadlines now; that wait for another year still; whose deadlines it moved. */
  readonly settled: number;
  readonly waiting: number;
  readonly moved: number;
}

/** Computes what waits for a year's list, and counts anew what it moves. */
export const countYear = async (pool: Pool, year: string, now: () => string): Promise<Loaded> => {
  const moved = await recountOrders(pool, year, now);
  return { ...(await settleOrders(pool, now)), moved };
};

/**
 * Keeps a year's working days, computes what waits for them and counts anew what they move.
 * @param replace where the year stands otherwise: takes the new list
 * @returns null when the year stands otherwise and may not be replaced
 */
export const loadCalendarYear = async (
  pool: Pool,
  list: CalendarYear,
  { replace, now }: { readonly replace: boolean; readonly now: () => string },
): Promise<Loaded | null> => {
  if (!replace && (await standsOtherwise(pool, list))) return null;
  await saveCalendarYear(pool, list);
  return countYear(pool, list.year, now);
};
