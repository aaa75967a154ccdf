import { insertDeadlines } from '#db/queries/orders/deadlines.ts';
import * as joins from '#db/queries/orders/joins.ts';
import { type EndedCase, withdrawCases } from '#db/queries/orders/liability.ts';
import { endFallback, getSettlement, insertOrderEvents, type LockedOrder, raiseHazard } from '#db/queries/orders/order-changes.ts';
import { armTimers, disarmClocks } from '#db/queries/orders/timers.ts';
import { hazardDeadline } from '#domain/clocks.ts';
import { decideDanger } from '#domain/join-orders.ts';
import { isToCome, timersOf } from '#domain/timers.ts';
import { warningsAt } from '../after-rules.ts';
import { clocksOf } from '../clock-settings.ts';
import { endCalls } from '../send-crew.ts';
import type { Acting } from './acting.ts';

/** What reminds of a danger follows its clock. */
const armDanger = async ({ client, vocabulary, now }: Acting, orderId: string, danger: joins.Danger): Promise<void> => {
  await disarmClocks(client, orderId, ['hazard'], now);
  const timers = timersOf(warningsAt(vocabulary, now))({ ...danger, clock: 'hazard' });
  await armTimers(client, orderId, timers.filter(isToCome(now)), now);
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
export const carryDanger = async (acting: Acting, other: LockedOrder): Promise<Pick<joins.MergedHow, 'ended' | 'begun' | 'danger' | 'onSite'>> => {
  const { client, order, now } = acting;
  const [own, others] = [await joins.findDanger(client, order.id), await joins.findDanger(client, other.id)];
  const what = decideDanger({ isHazard: order.isHazard, dueAt: own?.dueAt ?? null }, { isHazard: other.isHazard, dueAt: others?.dueAt ?? null }, now);
  if (what === null) return { ended: [], begun: [], danger: null };
  const onSite = what === 'raise' ? await joins.getOnSite(client, other.id) : null;
  if (what === 'raise') await raiseHazard(client, other.id);
  const ended = await endDanger(acting, other.id);
  return { ended, begun: await beginDanger(acting, other, own), danger: what, onSite };
};

/** The cases of bill and blame that the other's unit was given for a danger which the merge alone had brought never were; one that was billed meanwhile stays, and is told to who has to settle it. */
const endCases = async ({ client, order, person, now }: Acting, other: LockedOrder): Promise<void> => {
  const { ended, billed } = await withdrawCases(client, other.id, order.closedAt ?? now);
  const say = (action: string) => (one: EndedCase) => ({
    ...{ orderId: other.id, at: now, personId: person?.id ?? null, unitId: one.unitId, action, fromState: other.state, toState: other.state },
    details: { caseId: one.id, orderId: order.id },
  });
  await insertOrderEvents(client, [...ended.map(say('withdraw_case')), ...billed.map(say('keep_case'))]);
};

/** The other order is no danger any more where only this one's report told of it; else its own clock goes on, or counts from the hour of who told of it since. */
export const takeDangerBack = async (acting: Acting, other: LockedOrder, how: joins.MergedHow): Promise<void> => {
  const { client, order, now } = acting;
  if (how.danger === null) return;
  const toldAt = await joins.findDangerTold(client, other.id, order.id);
  if (how.danger === 'raise' && toldAt === null) {
    await joins.lowerHazard(client, other.id, how.onSite ?? null);
    await disarmClocks(client, other.id, ['hazard'], now);
    await endCases(acting, other);
    await endFallback(client, other.id, now);
    return endCalls(client, other.id, now);
  }
  const own = await joins.findDanger(client, other.id);
  if (!own) {
    await endDanger(acting, other.id);
    await beginDanger(acting, other, undefined, toldAt ?? now);
  } else await armDanger(acting, other.id, own);
  const still = await joins.findDanger(client, other.id);
  if (still?.dueAt && Date.parse(still.dueAt) > Date.parse(now)) await endCases(acting, other); // late by the merge's hour, not by its own
};
