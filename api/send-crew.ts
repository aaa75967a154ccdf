import { acknowledgeCall, type Callees, endOpenCall, findOpenCall, getCallees, insertCall, listCalled, listOnDuty } from '#db/queries/orders/calls.ts';
import { insertOrderEvent, type NewOrderEvent, notifyOrderChanged, tellUnit } from '#db/queries/orders/order-changes.ts';
import { armTimers, disarmKinds } from '#db/queries/orders/timers.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import { decideNextCall, type OnDuty } from '#domain/calls.ts';
import { cityNumber } from '#domain/city-numbers.ts';
import type { OrderState, Reason } from '#domain/contract/terms.ts';
import { livingIn } from '#domain/living-unit.ts';
import { localDate, localTime } from '#domain/local-time.ts';
import { later, type Timer } from '#domain/timers.ts';
import { centreLevels } from './order-access.ts';

/** What of an order the sending of a crew needs. */
export interface Endangered {
  readonly id: string;
  readonly state: OrderState;
  readonly districtCode: string;
  readonly streetCode: string;
}

const minutes = (vocabulary: Vocabulary, name: 'callAnswerMinutes' | 'callArrivalMinutes' | 'dangerLookMinutes'): number =>
  cityNumber(vocabulary.city.settings, name) * 60_000;
/** Ten minutes' silence goes on to the next name. */
const answerMs = (vocabulary: Vocabulary) => minutes(vocabulary, 'callAnswerMinutes');
/** Who said that they go and is not there within the hour is taken for silent. */
const arriveMs = (vocabulary: Vocabulary) => minutes(vocabulary, 'callArrivalMinutes');
/** So long a person has to look at a doubtful danger before the crew is called all the same. */
const lookMs = (vocabulary: Vocabulary) => minutes(vocabulary, 'dangerLookMinutes');

/** Why a unit is told whose person is called. */
export const calledReason: Reason = { code: 'informed-called' };

const armCall = (client: Connection, orderId: string, dueAt: string, now: string) =>
  armTimers(client, orderId, [{ kind: 'call', clock: null, step: 0, dueAt }], now);

/** What sending for somebody adds to an order: saved with a new one, or to one that stands. */
export interface Sending {
  readonly call: (OnDuty & { readonly round: number; readonly answerBy: string }) | null;
  readonly event: Omit<NewOrderEvent, 'orderId' | 'at'>;
  readonly timer: Timer;
}

const toCall = (vocabulary: Vocabulary, next: ReturnType<typeof decideNextCall>, state: OrderState, now: string): Sending => {
  const answerBy = later(now, answerMs(vocabulary));
  return {
    call: next && { ...next, answerBy },
    event: { personId: next?.personId ?? null, unitId: next?.unitId ?? null, action: next ? 'call' : 'nobody', fromState: state, toState: state },
    timer: { kind: 'call', clock: null, step: 0, dueAt: answerBy },
  };
};

const toLook = (vocabulary: Vocabulary, state: OrderState, now: string): Sending => ({
  call: null,
  event: { personId: null, unitId: null, action: 'look', fromState: state, toState: state },
  timer: { kind: 'look', clock: null, step: 0, dueAt: later(now, lookMs(vocabulary)) },
});

const hasRoster = ({ units }: Vocabulary, unitId: string): boolean => units.some((unit) => unit.id === unitId && unit.active && unit.hasRoster);

type Place = Omit<Endangered, 'id' | 'state'>;

/** Whether people are called by name as soon as a unit holds a danger: a handling centre's always, another unit's where it keeps a roster. */
export const isCalled = (vocabulary: Vocabulary, place: Place, unitId: string): boolean =>
  centreLevels(vocabulary, place).includes(unitId) || hasRoster(vocabulary, unitId);

/**
 * Those on duty whom a danger may call: the accountable unit's own where it keeps a roster and is not too late, of the units that its rule
 * names as fallbacks (of one that ended, of who followed it), in that order, then the street's, the district's, the city's.
 */
export const listChain = (client: Connection, vocabulary: Vocabulary, place: Place, { unitId, isLate, fallbacks }: Callees, now: string) => {
  const { timeZone } = vocabulary.city;
  const own = !isLate && hasRoster(vocabulary, unitId) ? [unitId] : [];
  const living = fallbacks.flatMap((id) => livingIn(vocabulary.units, id) ?? []);
  const unitIds = [...new Set([...own, ...living, ...centreLevels(vocabulary, place)])];
  return listOnDuty(client, { unitIds, local: `${localDate(now, timeZone)}T${localTime(now, timeZone)}` });
};

/** A new danger's first call; or, where its word is doubted, a person who looks first. */
export const firstSending = (vocabulary: Vocabulary, chain: readonly OnDuty[], isDoubted: boolean, state: OrderState, now: string): Sending =>
  isDoubted ? toLook(vocabulary, state, now) : toCall(vocabulary, decideNextCall(chain, []), state, now);

/** Calls the next person on duty to a danger. The call's timer is armed in the same transaction, also when there is nobody to call: then it is tried again. */
export const callNext = async (client: Connection, vocabulary: Vocabulary, order: Endangered, now: string): Promise<void> => {
  const callees = await getCallees(client, order.id);
  const [, chain, called] = await Promise.all([
    endOpenCall(client, order.id, now, true),
    listChain(client, vocabulary, order, callees, now),
    listCalled(client, order.id),
  ]);
  const { call, event, timer } = toCall(vocabulary, decideNextCall(chain, called), order.state, now);
  await Promise.all([
    call && insertCall(client, { ...call, orderId: order.id, calledAt: now }),
    call && tellUnit(client, { orderId: order.id, unitId: call.unitId, at: now, reason: calledReason }),
    insertOrderEvent(client, { ...event, orderId: order.id, at: now }),
    armTimers(client, order.id, [timer], now),
    notifyOrderChanged(client, order.id),
  ]);
};

/** A unit's own people are called no more: it gave the danger on, or its time to come has run out. Another unit's who is on the way goes on. */
export const endCallsOf = async (client: Connection, orderId: string, unitId: string, now: string): Promise<void> => {
  const call = await findOpenCall(client, orderId);
  if (call?.unitId !== unitId) return;
  await endOpenCall(client, orderId, now, true);
  await disarmKinds(client, orderId, ['call'], now);
};

/** Begins to call, unless somebody is called or on the way already. */
export const sendCrew = async (client: Connection, vocabulary: Vocabulary, order: Endangered, now: string): Promise<void> => {
  await disarmKinds(client, order.id, ['look'], now);
  if (await findOpenCall(client, order.id)) return;
  await disarmKinds(client, order.id, ['call'], now);
  await callNext(client, vocabulary, order, now);
};

/** Asks a person to look first; when nobody did in time, the crew is called all the same. */
export const askToLook = async (client: Connection, vocabulary: Vocabulary, order: Endangered, now: string): Promise<void> => {
  const { event, timer } = toLook(vocabulary, order.state, now);
  await Promise.all([armTimers(client, order.id, [timer], now), insertOrderEvent(client, { ...event, orderId: order.id, at: now })]);
};

/** What is waited for is that who said at an instant that they go arrives. */
export const awaitArrival = (client: Connection, vocabulary: Vocabulary, orderId: string, since: string, now: string): Promise<number> =>
  armCall(client, orderId, later(since, arriveMs(vocabulary)), now);

/** Somebody said that they go. */
export const takeCall = async (client: Connection, vocabulary: Vocabulary, callId: string, orderId: string, now: string): Promise<void> => {
  await acknowledgeCall(client, callId, now);
  await disarmKinds(client, orderId, ['call', 'look'], now);
  await awaitArrival(client, vocabulary, orderId, now, now);
};

/** The person who is called answers by signing, too. Another's signature at a desk takes no call from who would go. */
export const answerBySigning = async (
  client: Connection,
  vocabulary: Vocabulary,
  order: { id: string },
  person: { id: string },
  now: string,
): Promise<void> => {
  const call = await findOpenCall(client, order.id);
  if (call?.personId === person.id && call.acknowledgedAt === null) await takeCall(client, vocabulary, call.id, order.id, now);
};

/** Who has not answered need not any more; who is on the way goes on. */
export const endUnansweredCall = async (client: Connection, orderId: string, now: string): Promise<void> => {
  const call = await findOpenCall(client, orderId);
  if (call?.acknowledgedAt === null || !call) await endCalls(client, orderId, now);
};

/** Nobody need be called any more: somebody is on site, or the order is over. */
export const endCalls = async (client: Connection, orderId: string, now: string): Promise<void> => {
  await endOpenCall(client, orderId, now, false);
  await disarmKinds(client, orderId, ['call', 'look'], now);
};
