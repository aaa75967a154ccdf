import { getClockStart, isRunning } from '#db/queries/deadlines.ts';
import { clearArrival, getSettlement, saveMoreTime, saveSupervised } from '#db/queries/order-changes.ts';
import { disarmAll, disarmClocks } from '#db/queries/timers.ts';
import { type ClockInput, decideWorkingDayClock, hazardDeadline } from '#domain/clocks.ts';
import type { OrderAction, OrderState } from '#domain/contract/terms.ts';
import type { ClockName } from '#domain/timers.ts';
import { clocksOf } from '../clock-settings.ts';
import { accepted } from '../errors.ts';
import { meetClocks, restartClock } from '../order-clocks.ts';
import type { Acting } from './acting.ts';

/** Which clocks an action meets. A danger's is met by whoever is on site: starting at a desk does not stop it. */
const clocksMet: Readonly<Partial<Record<OrderAction, readonly ClockName[]>>> = {
  contact: ['contact'],
  arrive: ['hazard'],
  secure: ['hazard'],
  resolve: ['hazard', 'supervise'],
  close: ['close', 'hazard', 'supervise'],
};

const restart = async (
  { client, vocabulary, order, now }: Acting,
  clock: 'contact' | 'close' | 'supervise',
  days: keyof ClockInput['settings'],
  from = now,
) => {
  const counting = clocksOf(vocabulary);
  const limit = counting.settings[days];
  if (typeof limit !== 'number') throw new Error(`${days} is no number of days`);
  await restartClock(client, order.id, accepted(decideWorkingDayClock(clock, limit, { ...counting, receivedAt: from })), now);
};

/** Time asked for, given or refused: the closing clock goes on from where it began, by the longer count. */
const followRequest = async (acting: Acting): Promise<void> => {
  const { client, order, act, now } = acting;
  if (act.action === 'ask_time') await saveMoreTime(client, order.id, { askedAt: now, grantedAt: null });
  if (act.action === 'refuse_time') await saveMoreTime(client, order.id, { askedAt: null, grantedAt: null });
  if (act.action !== 'grant_time') return;
  await saveMoreTime(client, order.id, { askedAt: null, grantedAt: now });
  await restart(acting, 'close', 'longWorkingDays', await getClockStart(client, order.id, 'close'));
};

/** A danger that somebody was at, and left to another or did not end, is nobody's again: its clock begins anew. */
const reopenDanger = async ({ client, vocabulary, order, now }: Acting): Promise<void> => {
  await clearArrival(client, order.id);
  const settlement = await getSettlement(client, order.streetCode);
  await restartClock(client, order.id, hazardDeadline({ receivedAt: now, settlement, settings: clocksOf(vocabulary).settings }), now);
};

/** What a new unit begins with, or the same one that has to do it again: no unit answers for the silence of the one before. */
const followSuccessor = async (acting: Acting, unitId: string): Promise<void> => {
  const { client, order, act } = acting;
  const isAnother = unitId !== order.unitId;
  const isRework = act.action === 'rework';
  if (order.hasContact && (isAnother || (isRework && (await isRunning(client, order.id, 'contact'))))) await restart(acting, 'contact', 'contactWorkingDays');
  if (order.isHazard && ((isAnother && order.arrivedAt !== null) || isRework)) await reopenDanger(acting);
  if (isAnother && order.isTimeAsked) await saveMoreTime(client, order.id, { askedAt: null, grantedAt: null });
};

/** What an act does to the clocks: which are met, which begin anew. @param to the state after the act @param unitId who is accountable then */
export const followClocks = async (acting: Acting, to: OrderState, unitId: string): Promise<void> => {
  const { client, order, act, now } = acting;
  const { action } = act;
  await meetClocks(client, order.id, clocksMet[action] ?? [], now);
  await followSuccessor(acting, unitId);
  await followRequest(acting);
  if (action === 'supervise') await saveSupervised(client, order.id, now);
  if (action === 'supervise' || (action === 'rework' && order.isSupervised)) await restart(acting, 'supervise', 'superviseWorkingDays');
  // Nobody can be marked as contacted any more: a reminder of it would remind of nothing that can be done.
  if (action === 'resolve') await disarmClocks(client, order.id, ['contact'], now);
  if (to === 'closed' || to === 'void') await disarmAll(client, order.id, now);
};
