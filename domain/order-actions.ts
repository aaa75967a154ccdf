import type { OrderAction, OrderState } from './contract/terms.ts';
import type { Facts } from './order-conditions.ts';
import { type Hand, isTimely, orderTransitions } from './order-transitions.ts';

/** What those hands may do with an order in that state and with those facts, in the table's order. */
export const legalActions = (state: OrderState, hands: readonly Hand[], facts: Facts): OrderAction[] =>
  (Object.keys(orderTransitions[state]) as OrderAction[]).filter((action) => {
    const move = orderTransitions[state][action];
    return move?.by.some((hand) => hands.includes(hand)) && isTimely(move, facts);
  });
