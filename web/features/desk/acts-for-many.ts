import type { OrderAction, OrderState } from '#domain/contract/terms.ts';
import { type Hand, orderTransitions } from '#domain/order-transitions.ts';

interface ActForMany {
  readonly action: OrderAction;
  /** How many of the chosen orders are in a state that knows it. */
  readonly count: number;
  readonly asksUnit: boolean;
  readonly asksNote: boolean;
}

/** What no two orders have in common: whom the caller is, where the crew stands. */
const together: readonly string[] = ['note', 'unit'];
/** What is meant for one danger on the spot, or concludes what was asked about one order. */
const apart: readonly OrderAction[] = ['arrive', 'contact', 'not_solved', 'no_answer', 'docket', 'decide_docket', 'resume', 'ask_time'];

/** Answers to what somebody asked for, and the last step taken back: a state knows them, and few of its orders wait for one. */
const seldom: readonly OrderAction[] = ['grant_time', 'refuse_time', 'grant_pause', 'refuse_pause', 'take_back'];

/** What can be done to several orders at once, by the one transition table, what fits the most of them first; whether each may is decided by the server, order by order. */
export const actsForMany = (orders: readonly { readonly state: OrderState }[], hands: readonly Hand[]): ActForMany[] => {
  const found = new Map<OrderAction, ActForMany>();
  for (const { state } of orders)
    for (const [name, move] of Object.entries(orderTransitions[state])) {
      const action = name as OrderAction;
      if (apart.includes(action) || !move.asks.every((ask) => together.includes(ask)) || !move.by.some((hand) => hands.includes(hand))) continue;
      const before = found.get(action);
      found.set(action, { action, count: (before?.count ?? 0) + 1, asksUnit: move.asks.includes('unit'), asksNote: move.asks.includes('note') });
    }
  const rank = ({ action }: ActForMany) => Number(seldom.includes(action));
  return [...found.values()].sort((a, b) => rank(a) - rank(b) || b.count - a.count);
};

/** The hands a person may have, by what their roles carry. */
export const handsFor = (permissions: readonly string[]): Hand[] => [
  ...(permissions.includes('orders.act') ? (['unit'] as const) : []),
  ...(permissions.includes('orders.dispatch') ? (['centre'] as const) : []),
  ...(permissions.includes('orders.supervise') ? (['supervisor'] as const) : []),
];
