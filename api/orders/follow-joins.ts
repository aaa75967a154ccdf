import { answerOffer, isOffered } from '#db/queries/orders/join-offers.ts';
import { getMergedHow } from '#db/queries/orders/joins.ts';
import { type LockedOrder, notifyOrderChanged } from '#db/queries/orders/order-changes.ts';
import type { Connection } from '#db/sql.ts';
import type { OrderState } from '#domain/contract/terms.ts';
import type { Move } from '#domain/order-transitions.ts';
import { refuse } from '../errors.ts';
import type { Acting } from './acting.ts';
import { mergeOrder, unmergeOrder } from './merge-orders.ts';
import { splitReport } from './split-report.ts';

/** The state after a move; an order whose merge is undone has the one of before. */
export const stateAfter = async (client: Connection, order: LockedOrder, { to }: Move): Promise<OrderState> =>
  to === 'as before' ? (await getMergedHow(client, order.id)).state : to;

const keepApart = async ({ client, order, act, person, now }: Acting): Promise<void> => {
  const other = act.orderId ?? '';
  if (!(await isOffered(client, order.id, other))) throw refuse('join-not-offered', { field: 'orderId' });
  await answerOffer(client, [order.id, other], { answer: 'apart', personId: person?.id ?? null, at: now });
  await notifyOrderChanged(client, other);
};

/** What an act does to the incident: orders become one and two again, a report goes its own way. */
export const followJoins = async (acting: Acting): Promise<void> => {
  switch (acting.act.action) {
    case 'merge':
      return mergeOrder(acting);
    case 'unmerge':
      return unmergeOrder(acting);
    case 'split':
      return splitReport(acting);
    case 'keep_apart':
      return keepApart(acting);
    default:
  }
};
