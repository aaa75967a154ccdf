import { findOpenCall } from '#db/queries/orders/calls.ts';
import { insertDeadlines } from '#db/queries/orders/deadlines.ts';
import { answerOffer, passOffers, withdrawOffers } from '#db/queries/orders/join-offers.ts';
import * as joins from '#db/queries/orders/joins.ts';
import { listReportIds } from '#db/queries/orders/judgements.ts';
import { tellAsked } from '#db/queries/orders/liability.ts';
import {
  endFallback,
  getSettlement,
  insertOrderEvent,
  type LockedOrder,
  lockOrder,
  notifyOrderChanged,
  notifyOrdersChanged,
  raiseHazard,
  tellUnit,
} from '#db/queries/orders/order-changes.ts';
import { armTimers, disarmClocks } from '#db/queries/orders/timers.ts';
import { hazardDeadline } from '#domain/clocks.ts';
import { metresBetween } from '#domain/datum.ts';
import { decideDanger, decideMerge } from '#domain/join-orders.ts';
import { timersOf } from '#domain/timers.ts';
import { warningsAt } from '../after-rules.ts';
import { clocksOf } from '../clock-settings.ts';
import { rearmContacts, restartContacts } from '../contact-clocks.ts';
import { accepted, refuse } from '../errors.ts';
import { mayDispatch } from '../order-access.ts';
import { placeInQueue } from '../order-clocks.ts';
import { calledReason, endCalls, isCalled, sendCrew } from '../send-crew.ts';
import type { Acting } from './acting.ts';
import { becauseKept } from './because.ts';

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

/** What reminds of a danger follows its clock; nobody is warned of what is late already. */
const armDanger = async ({ client, vocabulary, now }: Acting, orderId: string, danger: joins.Danger): Promise<void> => {
  await disarmClocks(client, orderId, ['hazard'], now);
  const timers = timersOf(warningsAt(vocabulary, now))({ ...danger, clock: 'hazard' }).filter(
    ({ kind, dueAt }) => kind !== 'warn' || Date.parse(dueAt) > Date.parse(now),
  );
  await armTimers(client, orderId, timers, now);
};

/**
 * The danger's clock as it goes on at the other order; where somebody is on site for this one, or its clock has run out, the other's people have theirs from now.
 * @param from since when the other has one of its own
 */
const beginDanger = async (acting: Acting, other: LockedOrder, own: joins.Danger | undefined, from = acting.now): Promise<string[]> => {
  const { client, vocabulary, now } = acting;
  const isAhead = own?.dueAt && Date.parse(own.dueAt) > Date.parse(now);
  if (own && isAhead) await joins.carryClocks(client, [own.id], other.id);
  else {
    const settlement = await getSettlement(client, other.streetCode);
    await insertDeadlines(client, other.id, [hazardDeadline({ receivedAt: from, settlement, settings: clocksOf(vocabulary).settings })]);
  }
  const begun = await joins.findDanger(client, other.id);
  if (!begun) return [];
  await armDanger(acting, other.id, begun);
  return [begun.id];
};

/** The clocks of a danger end, also of one that was over: whoever comes to the next one has theirs. @returns their ids */
const endDanger = async ({ client, now }: Acting, orderId: string): Promise<string[]> => {
  const ended = await joins.endClocks(client, orderId, { clock: 'hazard', reportIds: [] }, now);
  return [...ended, ...(await joins.endClocks(client, orderId, { clock: 'secure', reportIds: [] }, now))];
};

/** A danger is the other order's from the hour at which this one's report told of it. */
const carryDanger = async (acting: Acting, other: LockedOrder): Promise<Pick<joins.MergedHow, 'ended' | 'begun' | 'danger' | 'onSite'>> => {
  const { client, order, now } = acting;
  const [own, others] = [await joins.findDanger(client, order.id), await joins.findDanger(client, other.id)];
  const what = decideDanger({ isHazard: order.isHazard, dueAt: own?.dueAt ?? null }, { isHazard: other.isHazard, dueAt: others?.dueAt ?? null }, now);
  if (what === null) return { ended: [], begun: [], danger: null };
  const onSite = what === 'raise' ? await joins.getOnSite(client, other.id) : null;
  if (what === 'raise') await raiseHazard(client, other.id);
  const ended = await endDanger(acting, other.id);
  return { ended, begun: await beginDanger(acting, other, own), danger: what, onSite };
};

/** Nobody is at the danger yet, and it is the fallback's: its people are called. */
const callWhereCentres = async ({ client, vocabulary, now }: Acting, orderId: string): Promise<void> => {
  const order = await lockOrder(client, orderId);
  if (order?.isHazard && order.arrivedAt === null && isCalled(vocabulary, order, order.unitId)) await sendCrew(client, vocabulary, order, now);
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
  const isTold =
    (await tellUnit(client, { orderId: other.id, unitId: order.unitId, at: now, reason: { code: 'informed-merged', params: { order: order.id } } })) > 0;
  await noteAt(acting, other, 'absorb');
  await joins.touchOrder(client, other.id);
  await answerOffer(client, [order.id, other.id], { answer: 'merged', personId, at: now });
  const asked = await passOffers(client, order.id, other.id, now);
  await joins.saveMergedHow(client, order.id, other.id, {
    ...{ state: order.state, reportIds, timerIds, sent, isTold, danger: danger.danger, onSite: danger.onSite ?? null, asked: asked.map(({ id }) => id) },
    ...{ ended: [...callers.ended, ...danger.ended], begun: [...callers.begun, ...danger.begun] },
  });
  await callWhereCentres(acting, other.id);
  await placeInQueue(client, other.id);
  await notifyOrderChanged(client, other.id);
  await notifyOrdersChanged(
    client,
    asked.map(({ orderId }) => orderId),
  );
};

/** The other order is no danger any more where only this one's report told of it; else its own clock goes on, or counts from the hour of who told of it since. */
const takeDangerBack = async (acting: Acting, other: LockedOrder, how: joins.MergedHow): Promise<void> => {
  const { client, order, now } = acting;
  if (how.danger === null) return;
  const toldAt = await joins.findDangerTold(client, other.id, order.id);
  if (how.danger === 'raise' && toldAt === null) {
    await joins.lowerHazard(client, other.id, how.onSite ?? null);
    await disarmClocks(client, other.id, ['hazard'], now);
    await endFallback(client, other.id, now);
    return endCalls(client, other.id, now);
  }
  const own = await joins.findDanger(client, other.id);
  if (!own) {
    await endDanger(acting, other.id);
    await beginDanger(acting, other, undefined, toldAt ?? now);
  } else await armDanger(acting, other.id, own);
};

/** What this order's unit was told of by the merge alone it need not know; not so the bill that it was sent meanwhile, or the danger to which one of its people is called. */
const tellNoMore = async ({ client, order, now }: Acting, otherId: string): Promise<void> => {
  await joins.endTold(client, otherId, order.unitId, now);
  await tellAsked(client, otherId, now);
  const call = await findOpenCall(client, otherId);
  if (call) await tellUnit(client, { orderId: otherId, unitId: call.unitId, at: now, reason: calledReason });
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
  if (how.sent) await joins.restoreSent(client, how.sent);
  for (const id of [order.id, other.id]) await rearmContacts(client, acting.vocabulary, id, now);
  if (how.isTold) await tellNoMore(acting, other.id);
  await noteAt(acting, other, 'release');
  await joins.touchOrder(client, other.id);
  await answerOffer(client, [order.id, other.id], { answer: 'apart', personId, at: now });
  await notifyOrdersChanged(client, await withdrawOffers(client, how.asked ?? []));
  await placeInQueue(client, other.id);
  await notifyOrderChanged(client, other.id, [...(how.isTold ? [order.unitId] : []), ...other.fallbackUnitIds]);
};
