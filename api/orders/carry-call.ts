import { findOpenCall } from '#db/queries/orders/calls.ts';
import * as joins from '#db/queries/orders/joins.ts';
import { endFallback, insertFallback, insertOrderEvent, type LockedOrder, lockOrder, tellUnit } from '#db/queries/orders/order-changes.ts';
import type { OrderState, Reason } from '#domain/contract/terms.ts';
import { awaitArrival, calledReason, endCalls, isCalled, sendCrew } from '../send-crew.ts';
import type { Acting } from './acting.ts';

/** Why a unit is told of an order: another that it had a part of became part of it. */
export const mergedReason = (orderId: string): Reason => ({ code: 'informed-merged', params: { order: orderId } });

const isUnattended = ({ isHazard, arrivedAt }: LockedOrder): boolean => isHazard && arrivedAt === null;

/** Nobody is at the danger yet: where it is the fallback's, or somebody was called before, the next one is called. */
const callAsNeeded = async ({ client, vocabulary, now }: Acting, orderId: string, wasCalled = false): Promise<void> => {
  const order = await lockOrder(client, orderId);
  if (order && isUnattended(order) && (wasCalled || isCalled(vocabulary, order, order.unitId))) await sendCrew(client, vocabulary, order, now);
};

/** Tells the one person whose way it is: go on, or no more. */
const sayTo = ({ client, now }: Acting, { personId, unitId }: joins.Goer, orderId: string, action: 'call_on' | 'stand_down', state: OrderState) =>
  insertOrderEvent(client, { orderId, at: now, personId, unitId, action, fromState: state, toState: state });

interface Going extends joins.Goer {
  /** Since when they say that they go; who is on site goes on from now. */
  readonly since: string;
  readonly isOnSite: boolean;
}

/** Who is on the way to the danger of the order that is merged, or on site there as its fallback. */
const findGoing = async ({ client, order, now }: Acting): Promise<Going | null> => {
  const call = await findOpenCall(client, order.id);
  if (call) return call.acknowledgedAt === null ? null : { ...call, since: call.acknowledgedAt, isOnSite: false };
  const here = await joins.findOnSite(client, order.id);
  return here ? { ...here, since: now, isOnSite: true } : null;
};

/** They go to the other order's danger as if called there: their unit acts for it, and the next one is called where they do not arrive. Who was called there and did not answer need not any more. */
const goOnTo = async (acting: Acting, there: LockedOrder, going: Going): Promise<string> => {
  const { client, vocabulary, now } = acting;
  await endCalls(client, there.id, now);
  const callId = await joins.carryCall(client, going, going.since, there.id);
  await awaitArrival(client, vocabulary, there.id, going.since, now);
  if (going.unitId !== there.unitId)
    await insertFallback(client, { orderId: there.id, unitId: going.unitId, at: now, reason: { code: 'assignment-fallback' } });
  else await endFallback(client, there.id, now); // whoever acted in its place
  await sayTo(acting, going, there.id, 'call_on', there.state);
  return callId;
};

/** They need not go, are told so, and can read why. */
const standDown = async (acting: Acting, who: joins.Goer, there: LockedOrder, reason: Reason): Promise<void> => {
  await tellUnit(acting.client, { orderId: there.id, unitId: who.unitId, at: acting.now, reason });
  await sayTo(acting, who, there.id, 'stand_down', there.state);
};

/**
 * Who is on the way to the order that is merged, or on site there as its fallback, goes on to the other's danger; where somebody else is there, or is on the way while these are too, they need
 * not. Who is on site is there before anybody who is still on the way. Else the other's own people are called as of any danger.
 */
export const carryCall = async (acting: Acting, otherId: string): Promise<joins.OnTheWay | null> => {
  const { client, order } = acting;
  const going = await findGoing(acting);
  const there = await lockOrder(client, otherId);
  const theirs = await findOpenCall(client, otherId);
  const rival = theirs && theirs.acknowledgedAt !== null ? theirs : undefined;
  const isAnother = theirs?.personId !== going?.personId;
  if (going && there && isUnattended(there) && (!rival || (going.isOnSite && isAnother))) {
    const callId = await goOnTo(acting, there, going);
    if (rival) await standDown(acting, rival, there, calledReason);
    return { callId, wasCalled: theirs !== undefined };
  }
  if (going && there && isAnother) await standDown(acting, going, there, mergedReason(order.id));
  await callAsNeeded(acting, otherId);
  return null;
};

/** Who was sent to this order's danger is again; the other calls its own people where nobody else is on the way there. */
export const giveCallBack = async (acting: Acting, otherId: string, { onTheWay, sent }: joins.MergedHow): Promise<void> => {
  const { client, now } = acting;
  if (onTheWay && (await findOpenCall(client, otherId))?.id === onTheWay.callId) {
    await endCalls(client, otherId, now);
    await endFallback(client, otherId, now);
    await callAsNeeded(acting, otherId, onTheWay.wasCalled);
  }
  if (sent) await joins.restoreSent(client, sent);
};

/** Who is on the way to this order's danger again, or on site as its fallback, is told so. @param state of the order, whose merge is undone */
export const sayOnTheWay = async (acting: Acting, state: OrderState): Promise<void> => {
  const going = await findGoing(acting);
  if (going) await sayTo(acting, going, acting.order.id, 'call_on', state);
};
