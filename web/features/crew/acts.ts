import type { Order } from '#domain/contract/orders.ts';
import type { OrderState } from '#domain/contract/terms.ts';
import type { Ask } from '#domain/order-conditions.ts';
import { asksOf as asksIn, orderTransitions } from '#domain/order-transitions.ts';

/** What a crew does in the street, the most pressing first. */
export const crewActs = ['arrive', 'secure', 'sign', 'start', 'resolve'] as const;
/** What a crew can do by its phone: a step, or the last one taken back while nothing followed. */
export type CrewAct = (typeof crewActs)[number] | 'take_back';

type Standing = Pick<Order, 'state' | 'isHazard' | 'part' | 'arrivedAt' | 'securedAt' | 'actions'>;

/** The state that an order will be in once what waits on this phone has gone. */
export const stateAfter = (state: OrderState, queued: readonly CrewAct[]): OrderState =>
  queued.reduce<OrderState>((now, act) => {
    const to = orderTransitions[now][act]?.to ?? now;
    return to === 'as before' ? now : to;
  }, state);

const isOpen = (order: Standing, queued: readonly CrewAct[], act: CrewAct): boolean => {
  const move = orderTransitions[stateAfter(order.state, queued)][act];
  const hand = order.part === 'fallback' ? 'fallback' : 'unit';
  if (!move?.by.includes(hand) || queued.includes(act)) return false;
  if (act === 'arrive') return order.isHazard && order.arrivedAt === null;
  if (act === 'secure') return order.isHazard && order.securedAt === null;
  return true;
};

/**
 * What this crew may do next: as the server said, or, after steps that it does not know of yet, by the same table. How an order stands once
 * a step was taken back the server alone knows.
 */
export const actsNow = (order: Standing, queued: readonly CrewAct[]): CrewAct[] =>
  queued.includes('take_back') ? [] : crewActs.filter((act) => (queued.length === 0 ? order.actions.includes(act) : isOpen(order, queued, act)));

/** What an act asks for in the state that it will meet. */
export const asksOf = (order: Standing, queued: readonly CrewAct[], act: CrewAct): readonly Ask[] =>
  asksIn(stateAfter(order.state, queued), act, { isHazard: order.isHazard && !queued.includes('secure') });
