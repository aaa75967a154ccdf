import { findOpenCall } from '#db/queries/orders/calls.ts';
import { answerOffer, passOffers, withdrawOffers } from '#db/queries/orders/join-offers.ts';
import * as joins from '#db/queries/orders/joins.ts';
import { listReportIds } from '#db/queries/orders/judgements.ts';
import { tellOfCases } from '#db/queries/orders/liability.ts';
import { insertOrderEvent, type LockedOrder, lockOrder, notifyOrderChanged, notifyOrdersChanged, tellUnit } from '#db/queries/orders/order-changes.ts';
import { metresBetween } from '#domain/datum.ts';
import { decideMerge } from '#domain/join-orders.ts';
import { rearmContacts, restartContacts } from '../contact-clocks.ts';
import { accepted, refuse } from '../errors.ts';
import { mayDispatch } from '../order-access.ts';
import { placeInQueue } from '../order-clocks.ts';
import { calledReason } from '../send-crew.ts';
import type { Acting } from './acting.ts';
import { becauseKept } from './because.ts';
import { carryCall, giveCallBack, mergedReason } from './carry-call.ts';
import { carryDanger, takeDangerBack } from './carry-danger.ts';

/** The order that stays: one that this person dispatches too, of a place near by. @throws HttpError */
const otherOf = async ({ client, order, act, person }: Acting): Promise<LockedOrder> => {
  const other = act.orderId === undefined ? undefined : await lockOrder(client, act.orderId);
  if (!other || !person || !mayDispatch(person, other)) throw refuse('outside-scope', { field: 'orderId' });
  accepted(decideMerge(order, other, metresBetween(order.position, other.position)));
  return other;
};

/** The callers' clocks go on at the other order; another unit contacts each of them anew. @returns what ended here and what began there */
const carryCallers = async ({ client, vocabulary, order, now }: Acting, other: LockedOrder, reportIds: readonly string[]) => {
  const ended = await joins.endClocks(client, order.id, { clock: 'contact', reportIds }, now);
  if (order.unitId === other.unitId) {
    const begun = await joins.carryClocks(client, ended, other.id);
    await rearmContacts(client, vocabulary, other.id, now);
    return { ended, begun };
  }
  const waiting = await joins.listReachable(client, reportIds);
  await restartContacts(client, vocabulary, other.id, waiting, { from: now, now });
  return { ended, begun: await joins.listContactIds(client, other.id, waiting) };
};

const noteAt = ({ client, act, person, now, order }: Acting, other: LockedOrder, action: 'absorb' | 'release') =>
  insertOrderEvent(client, {
    ...{ orderId: other.id, at: now, personId: person?.id ?? null, unitId: other.unitId, action, fromState: other.state, toState: other.state },
    ...{ note: act.note ?? null, details: { orderId: order.id, ...becauseKept(act) } },
  });

/**
 * Makes an order part of another one, which alone stays accountable: its callers with their clocks, and a danger, go there; its timers stop;
 * what was asked of it is asked of that one; what is undone later stands with it. The caller of this writes its state.
 */
export const mergeOrder = async (acting: Acting): Promise<void> => {
  const { client, order, person, now } = acting;
  const other = await otherOf(acting);
  const reportIds = await listReportIds(client, order.id);
  const personId = person?.id ?? null;
  const sent = await joins.getSent(client, order.id);
  const timerIds = await joins.disarmForMerge(client, order.id, now);
  await joins.moveReports(client, { reportIds, fromOrderId: order.id, toOrderId: other.id, why: 'merge', at: now, personId });
  const [callers, danger] = [await carryCallers(acting, other, reportIds), await carryDanger(acting, other)];
  await tellUnit(client, { orderId: other.id, unitId: order.unitId, at: now, reason: mergedReason(order.id) });
  await noteAt(acting, other, 'absorb');
  const onTheWay = await carryCall(acting, other.id);
  await joins.touchOrder(client, other.id);
  await answerOffer(client, [order.id, other.id], { answer: 'merged', personId, at: now });
  const asked = await passOffers(client, order.id, other.id, now);
  await joins.saveMergedHow(client, order.id, other.id, {
    ...{ state: order.state, reportIds, timerIds, sent, onTheWay, danger: danger.danger, onSite: danger.onSite ?? null, asked: asked.map(({ id }) => id) },
    ...{ ended: [...callers.ended, ...danger.ended], begun: [...callers.begun, ...danger.begun], versionBefore: other.version },
  });
  await placeInQueue(client, other.id);
  await notifyOrderChanged(client, other.id);
  await notifyOrdersChanged(
    client,
    asked.map(({ orderId }) => orderId),
  );
};

/** Who was told of the other order by the merge alone need not know of it; not so the bill that they were sent meanwhile, or the danger to which one of their people is called. @returns the units */
const tellNoMore = async ({ client, order, now }: Acting, otherId: string): Promise<string[]> => {
  const told = await joins.endTold(client, otherId, order.id, now);
  if (told.length === 0) return [];
  await tellOfCases(client, otherId, now);
  const call = await findOpenCall(client, otherId);
  if (call) await tellUnit(client, { orderId: otherId, unitId: call.unitId, at: now, reason: calledReason });
  return told;
};

/** Undoes a merge after which nothing followed: callers, clocks, timers, the danger and who was sent to it are again where they were. The caller of this writes its state. */
export const unmergeOrder = async (acting: Acting): Promise<void> => {
  const { client, order, person, now } = acting;
  const other = order.mergedInto === null ? undefined : await lockOrder(client, order.mergedInto);
  if (!other || !person || !mayDispatch(person, other)) throw refuse('outside-scope');
  const how = await joins.getMergedHow(client, order.id);
  const personId = person.id;
  await joins.moveReports(client, { reportIds: how.reportIds, fromOrderId: other.id, toOrderId: order.id, why: 'unmerge', at: now, personId });
  await joins.restoreClocks(client, how, now);
  await takeDangerBack(acting, other, how);
  await joins.rearmAfterMerge(client, how.timerIds, now);
  await giveCallBack(acting, other.id, how);
  for (const id of [order.id, other.id]) await rearmContacts(client, acting.vocabulary, id, now);
  const told = await tellNoMore(acting, other.id);
  await noteAt(acting, other, 'release');
  await joins.touchOrder(client, other.id);
  if (how.versionBefore !== undefined) await joins.keepUndoable(client, other.id, how.versionBefore);
  await answerOffer(client, [order.id, other.id], { answer: 'apart', personId, at: now });
  await notifyOrdersChanged(client, await withdrawOffers(client, how.asked ?? []));
  await placeInQueue(client, other.id);
  await notifyOrderChanged(client, other.id, [...told, ...other.fallbackUnitIds]);
};
