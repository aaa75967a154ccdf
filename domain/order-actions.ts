import type { OrderAction, OrderState } from './contract/terms.ts';
import { type Hand, orderTransitions } from './order-transitions.ts';

/** What those hands may do with an order in that state, in the table's order. */
export const legalActions = (state: OrderState, hands: readonly Hand[]): OrderAction[] =>
  (Object.keys(orderTransitions[state]) as OrderAction[]).filter((action) => {
    const move = orderTransitions[state][action];
    return move !== undefined && hands.includes(move.by);
  });
