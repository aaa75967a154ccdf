import { listCallers } from '#db/queries/orders/contact-clocks.ts';
import { endDeadline, listRunning } from '#db/queries/orders/deadlines.ts';
import { clearArrival, getSettlement, raiseHazard } from '#db/queries/orders/order-changes.ts';
import * as requests from '#db/queries/orders/order-requests.ts';
import { disarmAll, disarmClocks } from '#db/queries/orders/timers.ts';
import { type ClockInput, decideWorkingDayClock, hazardDeadline, secureDeadline } from '#domain/clocks.ts';
import type { OrderAction, OrderState } from '#domain/contract/terms.ts';
import { decideLongerClock } from '#domain/corrected-clock.ts';
import { isBackToWork, isOver } from '#domain/order-transitions.ts';
import type { ClockName, DayClock } from '#domain/timers.ts';
import { clocksOf } from '../clock-settings.ts';
import { contactCaller, restartContacts } from '../contact-clocks.ts';
import { meetClocks, placeInQueue, restartClock, startClocks } from '../order-clocks.ts';
import type { Acting } from './acting.ts';
import { followRequest } from './follow-request.ts';

/** Which clocks an action meets. A danger's is met by whoever is on site: starting at a desk does not stop it. */
const clocksMet: Readonly<Partial<Record<OrderAction, readonly ClockName[]>>> = {
  arrive: ['hazard'],
  secure: ['hazard', 'secure'],
  resolve: ['hazard', 'secure', 'supervise'],
  answer: ['contact', 'close', 'supervise', 'recheck'],
  close: ['close', 'hazard', 'secure', 'supervise', 'recheck'],
};

type Days = { [K in keyof ClockInput['settings']]: ClockInput['settings'][K] extends number ? K : never }[keyof ClockInput['settings']];

const restart = async ({ client, vocabulary, order, now }: Acting, clock: DayClock, days: Days) => {
  const counting = clocksOf(vocabulary);
  await restartClock(client, vocabulary, order.id, decideWorkingDayClock(clock, counting.settings[days], { ...counting, receivedAt: now }), now);
};

/** A danger that somebody was at, and left to another or did not end, is nobody's again: its clock begins anew. */
const reopenDanger = async ({ client, vocabulary, order, now }: Acting): Promise<void> => {
  await clearArrival(client, order.id);
  await endDeadline(client, order.id, 'secure', now);
  await disarmClocks(client, order.id, ['secure'], now);
  const settlement = await getSettlement(client, order.streetCode);
  await restartClock(client, vocabulary, order.id, hazardDeadline({ receivedAt: now, settlement, settings: clocksOf(vocabulary).settings }), now);
};

/** Another unit contacts every caller anew; the same one that has to do it again has its days again for those whom it did not contact yet, also who told of it when it was done. */
const followCallers = async ({ client, vocabulary, order, now }: Acting, isAnother: boolean, isAgain: boolean): Promise<void> => {
  if (!isAnother && !isAgain) return;
  const callers = (await listCallers(client, order.id)).filter(({ hasContact, isWaiting, isNew }) => hasContact && (isAnother || isWaiting || isNew));
  const reportIds = callers.map(({ reportId }) => reportId);
  if (reportIds.length > 0) await restartContacts(client, vocabulary, order.id, reportIds, { from: now, now });
};

/** What a new unit begins with, or the same one that has to do it again: no unit answers for the silence of the one before. */
const followSuccessor = async (acting: Acting, to: OrderState, unitId: string): Promise<void> => {
  const { client, order, act, now } = acting;
  const isAnother = unitId !== order.unitId;
  await followCallers(acting, isAnother, isBackToWork(order.state, to));
  if (order.isHazard && isAnother && order.arrivedAt !== null) await reopenDanger(acting);
  const isAsked = order.timeAskedAt !== null || order.pauseAskedAt !== null;
  if (!isAsked || !(isAnother || act.action === 'resolve' || act.action === 'answer')) return; // what was asked for is no question any more
  await requests.clearRequests(client, order.id);
  await endDeadline(client, order.id, 'request', now);
  await disarmClocks(client, order.id, ['request'], now);
  await placeInQueue(client, order.id);
};

/** Taken up by those above: a clock of its own, which begins again when the work did not pass. */
const followSupervision = async (acting: Acting): Promise<void> => {
  const { client, order, act, now } = acting;
  if (act.action === 'supervise') await requests.saveSupervised(client, order.id, now, act.bodies ?? []);
  if (act.action === 'docket') await requests.saveDocketed(client, order.id, now);
  if (act.action === 'decide_docket') await requests.saveDocketed(client, order.id, null);
  const isAgain = order.supervisedAt !== null && ['rework', 'not_solved', 'reopen', 'decide_docket'].includes(act.action);
  if (act.action === 'supervise' || isAgain) await restart(acting, 'supervise', 'superviseWorkingDays');
};

/** A caller says that it is not solved: looked at again within days of its own. Where they, or the centre that looked, say that it is dangerous still, at once. */
const followNotSolved = async (acting: Acting): Promise<void> => {
  const { client, order, act } = acting;
  const isCallers = act.action === 'not_solved' || act.action === 'reopen';
  if (isCallers) await restart(acting, 'recheck', 'recheckWorkingDays');
  if (act.isDangerous !== true || !(isCallers || act.action === 'rework')) return;
  await raiseHazard(client, order.id);
  await reopenDanger(acting);
};

/** Which clock more time is for: the closing one; of an order that was closed and is looked at again the one of that. */
const lengthened = [
  { clock: 'close', days: 'closeWorkingDays' },
  { clock: 'recheck', days: 'recheckWorkingDays' },
] as const satisfies readonly { clock: DayClock; days: Days }[];

/** More time given: the clock goes on from where it began, by the longer count; what it stood still stays left out. */
const lengthen = async ({ client, vocabulary, order, act, now }: Acting): Promise<void> => {
  if (act.action !== 'grant_time') return;
  const { settings, ...counting } = clocksOf(vocabulary);
  const running = await listRunning(client, order.id);
  for (const { clock, days } of lengthened) {
    const found = running.find((one) => one.clock === clock);
    const longer = found && decideLongerClock({ ...found, clock }, Math.max(0, settings.longWorkingDays - settings[days]), counting);
    if (longer) return restartClock(client, vocabulary, order.id, longer, now);
  }
};

/** What an act does to the clocks: which are met, which begin anew. @param to the state after the act @param unitId who is accountable then */
export const followClocks = async (acting: Acting, to: OrderState, unitId: string): Promise<void> => {
  const { client, vocabulary, order, act, now } = acting;
  const { action } = act;
  if (action === 'contact' && act.reportId !== undefined) await contactCaller(client, vocabulary, order.id, act.reportId, now);
  await meetClocks(client, order.id, clocksMet[action] ?? [], now);
  await followSuccessor(acting, to, unitId);
  await lengthen(acting);
  await followRequest(acting);
  await followSupervision(acting);
  await followNotSolved(acting);
  if (action === 'arrive') await startClocks(client, vocabulary, order.id, [secureDeadline(now, clocksOf(vocabulary).settings.secureHours)], now);
  // Nobody can be marked as contacted any more: a reminder of it would remind of nothing that can be done.
  if (action === 'resolve') await disarmClocks(client, order.id, ['contact'], now);
  if (isOver(to)) await disarmAll(client, order.id, now);
};
