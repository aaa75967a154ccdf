import { getCallDoubt } from '#db/queries/orders/calls.ts';
import type { NewDeadline } from '#db/queries/orders/deadlines.ts';
import { type InsertedOrder, insertOrders, type NewOrder } from '#db/queries/orders/new-orders.ts';
import type { NewOrderEvent } from '#db/queries/orders/order-changes.ts';
import type { KindRow, Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import { type Hearsay, isDoubtful } from '#domain/calls.ts';
import type { OrderState, Point, Reason } from '#domain/contract/terms.ts';
import type { DispatchDecision } from '#domain/dispatch.ts';
import { calendarTimer, isToCome, timersOf } from '#domain/timers.ts';
import { warningsAt } from './after-rules.ts';
import type { MatchedReport } from './match-report.ts';
import { sayPending } from './order-clocks.ts';
import { calledReason, firstSending, isCalled, listChain, type Sending } from './send-crew.ts';

export interface Opening {
  readonly matched: MatchedReport;
  readonly kind: KindRow;
  readonly isHazard: boolean;
  readonly decision: DispatchDecision;
  readonly deadlines: readonly NewDeadline[];
  readonly point: Point;
  readonly photoIds: readonly string[];
  readonly now: string;
  /** When its caller told of it: its clocks count from there. */
  readonly receivedAt: string;
  /** What the report says for itself, when it is about a danger. */
  readonly hearsay: Pick<Hearsay, 'channel' | 'hasContact' | 'photoCount' | 'someoneHurt'> & { readonly phone: string | null; readonly lineKey: Buffer | null };
}

export interface Opened {
  readonly incidentId: string;
  readonly orderId: string;
  readonly joined: boolean;
  readonly state: OrderState;
  readonly unitId: string;
  /** Where the order lies: a report that joins may lie over the border. */
  readonly districtCode: string;
  readonly streetCode: string;
  readonly isHazard: boolean;
  /** Somebody is on site, or the work is done. */
  readonly isAttended: boolean;
  /** By when this report's caller is to be contacted; null: nobody can be, or the work is done. */
  readonly contact: NewDeadline | null;
  /** Of a new order: as its asset is registered. */
  readonly assetAddress?: string | null;
  /** How likely it is the hole that it was joined to, and why; not said where it was joined by its asset. */
  readonly likelihood?: { readonly probability: number; readonly reasons: readonly Reason[] };
}

/** By when a report's caller is to be contacted. */
export const contactOf = (deadlines: readonly NewDeadline[]): NewDeadline | null => deadlines.find(({ clock }) => clock === 'contact') ?? null;

/** A caller's contact is counted with their report, which is written next. */
export const ordersOwn = (deadlines: readonly NewDeadline[]) => deadlines.filter(({ clock }) => clock !== 'contact');

/**
 * A danger whose owner is not known is the fallback's from the first minute, and a unit that keeps a roster is called by name: its people at once, or after a look where
 * there is reason to doubt.
 */
export const decideSending = async (connection: Connection, vocabulary: Vocabulary, opening: Opening): Promise<Sending | null> => {
  const { decision, hearsay, isHazard, matched, now, point } = opening;
  if (!isHazard || !isCalled(vocabulary, matched.place, decision.unitId)) return null;
  const { phone, lineKey: _line, ...said } = hearsay;
  const [doubt, chain] = await Promise.all([
    getCallDoubt(connection, { at: point, phone }),
    listChain(connection, vocabulary, matched.place, { unitId: decision.unitId, isLate: false, fallbacks: decision.fallbacks }, now),
  ]);
  return firstSending(vocabulary, chain, isDoubtful({ ...said, ...doubt, reportCount: 1 }), 'dispatched', now);
};

/** Who is told of a new order: who has to act, who is informed, and the unit of whoever is called. */
const assignmentsOf = ({ decision }: Opening, sending: Sending | null): NewOrder['assignments'] => {
  const told = [
    { unitId: decision.unitId, part: 'accountable' as const, reason: decision.reason },
    ...decision.informed.map(({ unitId, reason }) => ({ unitId, part: 'informed' as const, reason })),
  ];
  const called = sending?.call?.unitId;
  return called === undefined || told.some(({ unitId }) => unitId === called) ? told : [...told, { unitId: called, part: 'informed', reason: calledReason }];
};

type FirstEvent = Pick<NewOrderEvent, 'action' | 'personId' | 'note' | 'details'>;
const received: FirstEvent = { action: 'receive', personId: null };

const eventsOf = ({ decision }: Opening, sending: Sending | null, first: FirstEvent): NewOrder['events'] => {
  const { unitId, reason, rule } = decision;
  return [
    { ...first, unitId: null, fromState: null, toState: 'dispatched' },
    { personId: null, unitId, action: 'dispatch', fromState: 'dispatched', toState: 'dispatched', details: { reason, rule } },
    ...(sending ? [sending.event] : []),
  ];
};

/** An incident and its order with all that belongs to it, as they are written. @param first how its story begins: a report came in, or was split out of another order */
export const newOrderOf = (vocabulary: Vocabulary, opening: Opening, sending: Sending | null, first: FirstEvent = received): NewOrder => {
  const { matched, kind, isHazard, decision, deadlines, point, now } = opening;
  const { districtCode, streetCode } = matched.place;
  const shared = { kind: kind.code, assetId: decision.assetId, districtCode, streetCode, isHazard, openedAt: opening.receivedAt, at: now };
  const soonest = deadlines.flatMap((d) => d.dueAt ?? []).sort()[0];
  const meant = matched.result.candidates.find((c) => c.asset !== null && c.asset.id === decision.assetId) ?? matched.result.candidates[0];
  return {
    ...shared,
    point,
    address: matched.address,
    unitId: decision.unitId,
    matchScore: decision.matchScore,
    matchReasons: meant?.reasons ?? [],
    dispatchReason: decision.reason,
    dispatchPath: decision.path,
    dispatchCase: decision.of,
    dispatchRule: decision.rule,
    fallbackUnitIds: decision.fallbacks,
    dueAt: soonest ?? calendarTimer(now).dueAt,
    calendarPending: soonest === undefined,
    assignments: assignmentsOf(opening, sending),
    events: eventsOf(opening, sending, first),
    deadlines: ordersOwn(deadlines),
    timers: [...deadlines.flatMap(timersOf(warningsAt(vocabulary, now))).filter(isToCome(now)), ...(sending ? [sending.timer] : [])],
    call: sending?.call ?? null,
  };
};

/** The order that was opened, as whoever goes on with its report sees it. */
export const openedOf = ({ matched, decision, deadlines, isHazard }: Opening, inserted: InsertedOrder): Opened => ({
  ...inserted,
  joined: false,
  state: 'dispatched',
  unitId: decision.unitId,
  districtCode: matched.place.districtCode,
  streetCode: matched.place.streetCode,
  isHazard,
  isAttended: false,
  contact: contactOf(deadlines),
});

/** Opens one order of its own. */
export const openNew = async (connection: Connection, opening: Opening, order: NewOrder): Promise<Opened> => {
  const [inserted] = await insertOrders(connection, [order]);
  if (!inserted) throw new Error('an order was opened and did not come back');
  await sayPending(connection, inserted.orderId, opening.deadlines, opening.now);
  return openedOf(opening, inserted);
};
