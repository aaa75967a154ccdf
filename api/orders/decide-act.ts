import type { LockedOrder } from '#db/queries/order-changes.ts';
import type { Vocabulary } from '#db/queries/vocabulary.ts';
import type { AssetStatus, OrderAction, Position } from '#domain/contract/terms.ts';
import { decideMove, type Move, orderTransitions } from '#domain/order-transitions.ts';
import type { Person } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { centreLevels, centresOf, handsOf, reaches } from '../order-access.ts';

export interface Act {
  readonly id: string;
  readonly action: OrderAction;
  readonly version: number;
  readonly note?: string | undefined;
  readonly reply?: string | undefined;
  readonly photoIds?: readonly string[] | undefined;
  readonly unitId?: string | undefined;
  readonly position?: Position | undefined;
  readonly assetStatus?: AssetStatus | undefined;
}

const factsOf = (order: LockedOrder) => ({
  hasContact: order.hasContact,
  isHazard: order.isHazard,
  hasArrived: order.arrivedAt !== null,
  isTimeAsked: order.isTimeAsked,
  isTimeGranted: order.isTimeGranted,
  isSupervised: order.isSupervised,
});

/** Order of refusals: may not see it, looked at an old version, no such move now, not this person's hand, something missing. */
export const decideAct = (order: LockedOrder, act: Act, person: Person, vocabulary: Vocabulary): Move => {
  if (!reaches(person, 'orders.read', order)) throw refuse('outside-scope');
  const hands = handsOf(person, order, centresOf(vocabulary.units));
  if (hands.length === 0) throw refuse('outside-scope');
  if (act.version !== order.version) throw refuse('version-stale', { field: 'version' });
  const move = orderTransitions[order.state][act.action];
  if (!move) throw refuse('move-illegal', { params: { state: order.state, action: act.action } });
  if (!move.by.some((hand) => hands.includes(hand))) throw refuse('forbidden');
  const { note, reply, photoIds = [], unitId, position } = act;
  const isCentres = centreLevels(vocabulary, order).includes(order.unitId);
  const given = { note, reply, photoCount: photoIds.length, unitId, hasPosition: position !== undefined, isCentres };
  return accepted(decideMove(order.state, act.action, factsOf(order), given));
};
