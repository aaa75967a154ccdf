import { inTransaction, type Pool } from '#db/pool.ts';
import { lockOrders } from '#db/queries/orders/joins.ts';
import {
  type ErasableReport,
  eraseHandovers,
  eraseOrders,
  eraseSingle,
  findRetentionSettings,
  holdCases,
  listErasable,
  listWithOtherCases,
  ordersOf,
  takeOrdersToErase,
} from '#db/queries/people/erasure.ts';
import { getVocabulary, type Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import { erasedBefore } from '#domain/retention.ts';
import { rearmContacts } from '../contact-clocks.ts';

const mostAtOnce = 200;

/**
 * Of the orders that are due those whose cases are free: whoever takes a step in a case holds it and then wants its order, so who holds orders waits for no
 * case. An order whose case somebody has in hand is left to the next run.
 */
const takeFree = async (client: Connection, due: readonly string[]): Promise<string[]> => {
  const busy = await listWithOtherCases(client, due, await holdCases(client, due, false));
  return due.filter((id) => !busy.includes(id));
};

/**
 * Erases what is due, some orders a transaction; safe with several servers. @param isClosing a server that is stopped waits for the transaction that it is at
 * @returns how many reports
 */
export const eraseOnTime = async (pool: Pool, now: string, isClosing: () => boolean = () => false): Promise<number> => {
  const closedBefore = erasedBefore(now, await findRetentionSettings(pool));
  await eraseHandovers(pool, closedBefore);
  for (let erased = 0; ; ) {
    if (isClosing()) return erased;
    const done = await inTransaction(pool, async (client) => {
      const due = await takeOrdersToErase(client, closedBefore, mostAtOnce);
      const orders = due.length > 0 ? await takeFree(client, due) : [];
      return { due: due.length, orders: orders.length, reports: orders.length > 0 ? await eraseOrders(client, orders, now) : 0 };
    });
    erased += done.reports;
    if (done.due < mostAtOnce || done.orders === 0) return erased;
  }
};

export type Asked = { readonly number: string } | { readonly phone: string };

/** Nobody is reminded of what cannot be done. */
const stopWaiting = async (client: Connection, vocabulary: Vocabulary, erased: readonly ErasableReport[], now: string): Promise<void> => {
  for (const orderId of new Set(erased.flatMap(({ orderId, isOpen }) => (isOpen ? [orderId] : [])))) await rearmContacts(client, vocabulary, orderId, now);
};

/**
 * The reports as they stand once their orders are held, those that they were of before too: who adds words or photos in this moment, or writes of them, comes
 * before, and is erased too, or finds it erased. Cases before orders, as whoever takes a step in one takes them. Null where a report became another order's
 * meanwhile, by a merge or a split, or a case was opened: all is held by a transaction anew, in its turn.
 */
const holdErasable = async (client: Connection, asked: Asked): Promise<ErasableReport[] | null> => {
  const orderIds = ordersOf(await listErasable(client, asked));
  const caseIds = await holdCases(client, orderIds, true);
  await lockOrders(client, orderIds);
  if ((await listWithOtherCases(client, orderIds, caseIds)).length > 0) return null;
  const found = await listErasable(client, asked);
  return ordersOf(found).every((id) => orderIds.includes(id)) ? found : null;
};

interface Erased {
  readonly erased: number;
  readonly left: number;
}

/** @returns null where an order or a case has to be held that was not: nothing was erased */
const eraseHeld = (pool: Pool, vocabulary: Vocabulary, asked: Asked, evenOpen: boolean, now: string): Promise<Erased | null> =>
  inTransaction(pool, async (client) => {
    const found = await holdErasable(client, asked);
    if (!found) return null;
    const chosen = found.filter(({ isOpen }) => evenOpen || !isOpen);
    const erased = chosen.length > 0 ? await eraseSingle(client, chosen, now) : 0;
    await stopWaiting(client, vocabulary, chosen, now);
    return { erased, left: found.length - chosen.length };
  });

/**
 * Erases at a caller's request: one report by its number, or each by a telephone number.
 * @param evenOpen also while the order is open: then nobody can call them back
 * @returns how many were erased, and how many were left because their order is open
 */
export const eraseOnRequest = async (pool: Pool, asked: Asked, evenOpen: boolean, now: string): Promise<Erased> => {
  const vocabulary = await getVocabulary(pool);
  for (;;) {
    const done = await eraseHeld(pool, vocabulary, asked, evenOpen, now);
    if (done) return done;
  }
};
