import type { LockedOrder } from '#db/queries/orders/order-changes.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Measured } from '#domain/contract/measurements.ts';
import type { ActBecause } from '#domain/contract/orders.ts';
import type { AssetStatus, OrderAction, Position, SupervisingBody } from '#domain/contract/terms.ts';
import type { Grades } from '#domain/order-conditions.ts';
import { decideMove, type Hand, type Move, orderTransitions } from '#domain/order-transitions.ts';
import type { Person } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { centresOf, handsOf } from '../order-access.ts';
import { factsOf } from '../order-facts.ts';

export interface Act {
  readonly id: string;
  readonly action: OrderAction;
  readonly version: number;
  /** Sent twice with one key it is one act. */
  readonly key?: string | undefined;
  readonly note?: string | undefined;
  /** What the page itself says of why, beside its person's words or in their place. */
  readonly because?: ActBecause | undefined;
  readonly reply?: string | undefined;
  readonly photoIds?: readonly string[] | undefined;
  readonly unitId?: string | undefined;
  readonly position?: Position | undefined;
  readonly assetStatus?: AssetStatus | undefined;
  /** Local date on which a paused order goes on. */
  readonly day?: string | undefined;
  readonly bodies?: readonly SupervisingBody[] | undefined;
  readonly grades?: Grades | undefined;
  /** Of a merge, and of two holes kept apart: the other order. */
  readonly orderId?: string | undefined;
  /** Which of its reports the act is about. */
  readonly reportId?: string | undefined;
  /** Which asset is meant. */
  readonly assetId?: string | undefined;
  /** Who of the unit is sent. */
  readonly personId?: string | undefined;
  /** What was measured on site. */
  readonly measured?: Measured | undefined;
  /** What is not solved is a danger still. */
  readonly isDangerous?: boolean | undefined;
}

/** Whoever acts, with the hands they have: a person of the staff, or a caller, who is nobody of them. */
export interface Actor {
  readonly person: Person | null;
  readonly hands: readonly Hand[];
}

/** @throws HttpError outside-scope for an order that the person has no hand for */
export const actorOf = (order: LockedOrder, person: Person, vocabulary: Vocabulary): Actor => {
  const hands = handsOf(person, order, centresOf(vocabulary.units));
  if (hands.length === 0) throw refuse('outside-scope');
  return { person, hands };
};

/** Order of refusals: looked at an old version, no such move now, not this person's hand, something missing. */
export const decideAct = (order: LockedOrder, act: Act, { person, hands }: Actor, vocabulary: Vocabulary): Move => {
  if (act.version !== order.version) throw refuse('version-stale', { field: 'version' });
  const move = orderTransitions[order.state][act.action];
  if (!move) throw refuse('move-illegal', { params: { state: order.state, action: act.action } });
  if (!move.by.some((hand) => hands.includes(hand))) throw refuse('forbidden');
  const { note, reply, photoIds = [], unitId, position, day, grades, orderId, reportId, assetId, personId } = act;
  const given = { note, reply, photoCount: photoIds.length, unitId, hasPosition: position !== undefined, day, grades, orderId, reportId, assetId, personId };
  return accepted(decideMove(order.state, act.action, factsOf(vocabulary, order, order.unitId, person), given));
};
