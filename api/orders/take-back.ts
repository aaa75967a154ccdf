import { moveToLivingAsset } from '#db/queries/assets/asset-joins.ts';
import { moveToLivingPlace, moveToLivingUnits } from '#db/queries/network/todays-network.ts';
import { hasErasedCaller } from '#db/queries/orders/contact-clocks.ts';
import { endClocks, findSplitInto, moveReports } from '#db/queries/orders/joins.ts';
import { listReportIds } from '#db/queries/orders/judgements.ts';
import { dropLastAct, getLastAct, readBefore, restoreBefore, saveLastAct } from '#db/queries/orders/last-acts.ts';
import { forgetArrival } from '#db/queries/orders/last-positions.ts';
import { endFallback, insertOrderEvent, lockOrder, notifyOrderChanged, saveMove } from '#db/queries/orders/order-changes.ts';
import { disarmAll } from '#db/queries/orders/timers.ts';
import { isOver } from '#domain/order-transitions.ts';
import { isTakeable } from '#domain/take-back.ts';
import { rearmContacts } from '../contact-clocks.ts';
import { offerRivals } from '../offer-rivals.ts';
import { placeInQueue } from '../order-clocks.ts';
import { wakeClocks } from '../recount-clocks.ts';
import { endCalls } from '../send-crew.ts';
import type { Acting } from './acting.ts';
import { refuseRival } from './choose-asset.ts';

/** Does an act; where it can be taken back, what stood before it is kept with it. */
export const keepingBefore = async ({ client, order, act, person, now }: Acting, save: () => Promise<void>): Promise<void> => {
  if (person === null || !isTakeable(act.action)) return save();
  const before = await readBefore(client, order.id);
  await save();
  const openedOrderId = act.action === 'split' ? await findSplitInto(client, order.id) : null;
  await saveLastAct(client, { orderId: order.id, action: act.action, personId: person.id, openedOrderId, at: now }, before, !order.isLastActStanding);
};

/** The order that a split opened was none: its report goes back, and nobody is called or reminded of it. */
const voidOpened = async ({ client, order, act, person, now }: Acting, openedId: string): Promise<void> => {
  const opened = await lockOrder(client, openedId);
  if (!opened) return;
  const reportIds = await listReportIds(client, openedId);
  const personId = person?.id ?? null;
  await endClocks(client, openedId, { clock: 'contact', reportIds }, now);
  await moveReports(client, { reportIds, fromOrderId: openedId, toOrderId: order.id, why: 'unmerge', at: now, personId });
  await endCalls(client, openedId, now);
  await endFallback(client, openedId, now);
  await disarmAll(client, openedId, now);
  const { unitId, state } = opened;
  await saveMove(client, openedId, {
    ...{ state: 'void', unitId, reply: null, withdrawReply: false, closedAt: now, pausedAt: null, mergedInto: null, repairedAt: 'as before', dispatch: null },
  });
  const event = { orderId: openedId, at: now, personId, unitId, action: 'take_back', fromState: state, toState: 'void' as const };
  await insertOrderEvent(client, { ...event, note: act.note ?? null, details: { orderId: order.id } });
  await notifyOrderChanged(client, openedId);
};

/**
 * Takes an order's last act back, and then the one before it where nothing else had followed that: it stands as before it (what of its network is no
 * more: with who follows), and those who were told hear of it. The closing clock goes on from where it always began.
 */
export const takeBack = async (acting: Acting): Promise<void> => {
  const { client, order, act, person, now } = acting;
  const last = await getLastAct(client, order.id);
  if (last.action === 'choose_asset') await refuseRival(acting);
  if (last.openedOrderId !== null) await voidOpened(acting, last.openedOrderId);
  if (last.action === 'arrive') await forgetArrival(client, last.eventId);
  const gone = await restoreBefore(client, order.id, now);
  await moveToLivingPlace(client, order.id);
  const assetId = await moveToLivingAsset(client, order.id);
  if (await hasErasedCaller(client, order.id)) await rearmContacts(client, acting.vocabulary, order.id, now); // what was armed before the act may be theirs
  await placeInQueue(client, order.id);
  const event = { orderId: order.id, at: now, personId: person?.id ?? null, action: 'take_back', fromState: order.state, toState: last.stateBefore };
  const details = { eventId: last.eventId, action: last.action, key: act.key };
  // The unit that had it meanwhile is whom the event names: it is told.
  await insertOrderEvent(client, { ...event, unitId: order.unitId, note: act.note ?? null, details });
  if (person && !isOver(last.stateBefore)) await moveToLivingUnits(client, order.id, { at: now, personId: person.id });
  if (last.action === 'void') await offerRivals(client, acting.vocabulary, { ...order, assetId }, now);
  await dropLastAct(client, order.id, last.eventId);
  // After it: what a list has moved ends the taking back of the acts before.
  if (isOver(order.state)) await wakeClocks(client, acting.vocabulary, order.id, { sleptAt: order.closedAt ?? now, now });
  await notifyOrderChanged(client, order.id, [order.unitId, ...gone]);
};
