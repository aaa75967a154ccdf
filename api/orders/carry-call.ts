import { findOpenCall, type OpenCall } from '#db/queries/orders/calls.ts';
import * as joins from '#db/queries/orders/joins.ts';
import { endFallback, insertFallback, insertOrderEvent, type LockedOrder, lockOrder, tellUnit } from '#db/queries/orders/order-changes.ts';
import type { OrderState, Reason } from '#domain/contract/terms.ts';
import { awaitArrival, endCalls, isCalled, sendCrew } from '../send-crew.ts';
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
const sayTo = ({ client, now }: Acting, call: OpenCall, orderId: string, action: 'call_on' | 'stand_down', state: OrderState) =>
  insertOrderEvent(client, { orderId, at: now, personId: call.personId, unitId: call.unitId, action, fromState: state, toState: state });

/** They go to the other order's danger as if called there: their unit acts for it, and the next one is called where they do not arrive. Who was called there and did not answer need not any more. */
const goOnTo = async (acting: Acting, there: LockedOrder, call: OpenCall, since: string): Promise<string> => {
  const { client, vocabulary, now } = acting;
  await endCalls(client, there.id, now);
  const callId = await joins.carryCall(client, call.id, there.id);
  await awaitArrival(client, vocabulary, there.id, since, now);
  if (call.unitId !== there.unitId) await insertFallback(client, { orderId: there.id, unitId: call.unitId, at: now, reason: { code: 'assignment-fallback' } });
  await sayTo(acting, call, there.id, 'call_on', there.state);
  return callId;
};

/**
 * Who is on the way to the order that is merged goes on to the other's danger, and is told so; where somebody else is there or on the way, they are told that they need not, and can read why. Else the
 * other's own people are called as of any danger.
 */
export const carryCall = async (acting: Acting, otherId: string): Promise<joins.OnTheWay | null> => {
  const { client, order, now } = acting;
  const call = await findOpenCall(client, order.id);
  const there = await lockOrder(client, otherId);
  const since = call?.acknowledgedAt ?? null;
  const theirs = await findOpenCall(client, otherId);
  const isGoing = theirs !== undefined && theirs.acknowledgedAt !== null;
  if (call && there && since !== null && isUnattended(there) && !isGoing)
    return { callId: await goOnTo(acting, there, call, since), wasCalled: theirs !== undefined };
  if (call && there && since !== null && theirs?.personId !== call.personId) {
    await tellUnit(client, { orderId: otherId, unitId: call.unitId, at: now, reason: mergedReason(order.id) });
    await sayTo(acting, call, otherId, 'stand_down', there.state);
  }
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

/** Who is on the way to this order's danger again is told so. @param state of the order, whose merge is undone */
export const sayOnTheWay = async (acting: Acting, state: OrderState): Promise<void> => {
  const call = await findOpenCall(acting.client, acting.order.id);
  if (call && call.acknowledgedAt !== null) await sayTo(acting, call, acting.order.id, 'call_on', state);
};
