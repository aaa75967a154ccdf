import { countNotSolved } from '#db/queries/orders/judgements.ts';
import { saveLastPosition } from '#db/queries/orders/last-positions.ts';
import { endFallback, type LockedOrder, saveOnSite } from '#db/queries/orders/order-changes.ts';
import { isSaidTooOften } from '#domain/calls.ts';
import type { OrderAction, OrderState, Point } from '#domain/contract/terms.ts';
import { metresBetween, toWgs84 } from '#domain/datum.ts';
import { isOver } from '#domain/order-transitions.ts';
import { refuse } from '../errors.ts';
import { centreLevels } from '../order-access.ts';
import { answerBySigning, askToLook, endCalls, endCallsOf, endUnansweredCall, isCalled, sendCrew } from '../send-crew.ts';
import type { Acting } from './acting.ts';
import type { Act } from './decide-act.ts';

/** Whoever makes a place safe is there: a position farther away is another place's. */
const farthestM = 500;

/** Whether an act says that the danger is over: by itself, or with the resolving of an order that is dangerous still. */
export const makesSafe = ({ order, act }: Pick<Acting, 'order' | 'act'>): boolean => act.action === 'secure' || (act.action === 'resolve' && order.isHazard);

const positionOf = (order: LockedOrder, act: Act): Point | null => {
  if (act.position === undefined || !makesSafe({ order, act })) return null;
  const at = toWgs84(act.position);
  if (metresBetween(at, order.position) > farthestM) throw refuse('position-too-far', { field: 'position', params: { metres: farthestM } });
  return at;
};

const goesOn: readonly OrderAction[] = [
  'dispatch',
  'return',
  'rework',
  'not_solved',
  'reopen',
  'hand_up',
  'hand_down',
  'hand_across',
  'decide_docket',
  'unmerge',
];

/** Whether a danger may be left with nobody there: who was there and gave it on is there no more. */
const isUnattended = ({ order, act }: Pick<Acting, 'order' | 'act'>, unitId: string): boolean => {
  const isSaidAgain = act.isDangerous === true;
  const isBack = isSaidAgain || act.action === 'rework' || act.action === 'not_solved' || act.action === 'reopen';
  return (order.isHazard || isSaidAgain) && (order.arrivedAt === null || unitId !== order.unitId || isBack);
};

/**
 * Who has to be called after an act on a danger that nobody is at yet. Held by a handling centre, it is the fallback's: its people are
 * called, and who is called answers by signing; sent on to a unit that knows nothing of it yet, unanswered calls end, and its own people
 * are called where it keeps a roster; else its clock decides.
 * @param unitId who is accountable after the act
 */
const callAsNeeded = async ({ client, vocabulary, order, act, person, now }: Acting, unitId: string): Promise<void> => {
  const { action } = act;
  if (!isUnattended({ order, act }, unitId)) return;
  const levels = centreLevels(vocabulary, order);
  if (action === 'sign' && person) return answerBySigning(client, vocabulary, order, person, now);
  if (unitId !== order.unitId && !levels.includes(order.unitId)) await endCallsOf(client, order.id, order.unitId, now);
  if (action === 'dispatch' && !levels.includes(unitId)) await endUnansweredCall(client, order.id, now);
  if (action === 'hand_across') await endCalls(client, order.id, now); // the people of the place it went to are called
  if (!goesOn.includes(action) || !isCalled(vocabulary, order, unitId)) return;
  if (person === null && act.reportId !== undefined && isSaidTooOften(await countNotSolved(client, act.reportId)))
    return askToLook(client, vocabulary, order, now);
  return sendCrew(client, vocabulary, order, now);
};

/** Somebody is on site, or made it safe: written before the state, since no order is done while its danger is open. */
export const noteOnSite = async ({ client, order, act, person, now }: Acting): Promise<void> => {
  if (act.action !== 'arrive' && !makesSafe({ order, act })) return;
  const secured = positionOf(order, act);
  await saveOnSite(client, order.id, { at: now, secured });
  const position = secured ?? order.position; // who arrives is where the order is
  if (person) await saveLastPosition(client, { personId: person.id, unitId: order.unitId, orderId: order.id, at: now, position });
};

/** What an act does to the danger: who came, whether it is over, whom to call. @param to the state after the act @param unitId who is accountable then */
export const followDanger = async (acting: Acting, to: OrderState, unitId: string): Promise<void> => {
  const { client, order, act, now } = acting;
  const { action } = act;
  if (action === 'secure' || action === 'resolve' || isOver(to)) await endFallback(client, order.id, now);
  if (isOver(to) || action === 'arrive' || action === 'secure' || action === 'resolve') await endCalls(client, order.id, now);
  else await callAsNeeded(acting, unitId);
};
