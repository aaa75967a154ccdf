import { getCallDoubt } from '#db/queries/calls.ts';
import { endDeadline, type NewDeadline } from '#db/queries/deadlines.ts';
import { listOpenIncidents, lockIncidentsOf } from '#db/queries/incidents.ts';
import { insertOrder, type NewOrder } from '#db/queries/new-orders.ts';
import { lockOrder, raiseHazard } from '#db/queries/order-changes.ts';
import { armTimers } from '#db/queries/timers.ts';
import type { KindRow, Vocabulary } from '#db/queries/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import { type Hearsay, isDoubtful } from '#domain/calls.ts';
import type { OrderState, Point } from '#domain/contract/terms.ts';
import type { DispatchDecision } from '#domain/dispatch.ts';
import { decideIncident } from '#domain/merge-incident.ts';
import { isDone } from '#domain/order-transitions.ts';
import { calendarTimer, timersOf } from '#domain/timers.ts';
import type { MatchedReport } from '../match-report.ts';
import { centreLevels } from '../order-access.ts';
import { sayPending, startClocks } from '../order-clocks.ts';
import { resumeOrder } from '../pause-clocks.ts';
import { calledReason, firstSending, listChain, type Sending, sendCrew } from '../send-crew.ts';

export interface Opening {
  readonly matched: MatchedReport;
  readonly kind: KindRow;
  readonly isHazard: boolean;
  readonly decision: DispatchDecision;
  readonly deadlines: readonly NewDeadline[];
  readonly point: Point;
  readonly now: string;
  /** What the report says for itself, when it is about a danger. */
  readonly hearsay: Pick<Hearsay, 'channel' | 'hasContact' | 'photoCount' | 'someoneHurt'> & { readonly phone: string | null };
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
}

const contactOf = (deadlines: readonly NewDeadline[]): NewDeadline | null => deadlines.find(({ clock }) => clock === 'contact') ?? null;

/** The order of the same matter that is open. A danger told of while the work waits for its check was not done away with: it has an order of its own. */
const findSameIncident = async (connection: Connection, { decision, kind, isHazard, deadlines }: Opening): Promise<Opened | null> => {
  if (decision.assetId === null) return null;
  const [, incidents] = await Promise.all([lockIncidentsOf(connection, decision.assetId), listOpenIncidents(connection, decision.assetId)]);
  // What was checked is told as done: who reports it again then says that it is not.
  const open = incidents.filter(({ state }) => !isDone(state) || (state === 'resolved' && !isHazard));
  const known = open.map((i) => ({ id: i.id, assetId: i.assetId, openedAt: i.openedAt, kind: { code: i.kindCode, assetStatus: i.kindStatus } }));
  const incidentId = decideIncident({ assetId: decision.assetId, kind: { code: kind.code, assetStatus: kind.assetStatus } }, known);
  const same = open.find((i) => i.id === incidentId);
  return same === undefined
    ? null
    : {
        incidentId: same.id,
        orderId: same.orderId,
        joined: true,
        state: same.state,
        unitId: same.unitId,
        districtCode: same.districtCode,
        streetCode: same.streetCode,
        isHazard: same.isHazard,
        isAttended: same.hasArrived || isDone(same.state),
        contact: isDone(same.state) ? null : contactOf(deadlines),
      };
};

/** A caller's contact is counted with their report, which is written next. */
const ordersOwn = (deadlines: readonly NewDeadline[]) => deadlines.filter(({ clock }) => clock !== 'contact');

/**
 * A danger whose owner is not known is the fallback's from the first minute: its people are called at once, or after a look where
 * there is reason to doubt.
 */
const decideSending = async (connection: Connection, vocabulary: Vocabulary, opening: Opening): Promise<Sending | null> => {
  const { decision, hearsay, isHazard, matched, now, point } = opening;
  if (!isHazard || !centreLevels(vocabulary, matched.place).includes(decision.unitId)) return null;
  const { phone, ...said } = hearsay;
  const [doubt, chain] = await Promise.all([getCallDoubt(connection, point, phone), listChain(connection, vocabulary, matched.place, decision.fallbacks, now)]);
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

const eventsOf = ({ decision }: Opening, sending: Sending | null): NewOrder['events'] => {
  const { unitId, reason, rule } = decision;
  return [
    { personId: null, unitId: null, action: 'receive', fromState: null, toState: 'dispatched' },
    { personId: null, unitId, action: 'dispatch', fromState: 'dispatched', toState: 'dispatched', details: { reason, rule } },
    ...(sending ? [sending.event] : []),
  ];
};

const openNew = async (connection: Connection, opening: Opening, sending: Sending | null): Promise<Opened> => {
  const { matched, kind, isHazard, decision, deadlines, point, now } = opening;
  const { districtCode, streetCode } = matched.place;
  const shared = { kind: kind.code, assetId: decision.assetId, districtCode, streetCode, isHazard, openedAt: now };
  const soonest = deadlines.flatMap((d) => d.dueAt ?? []).sort()[0];
  const meant = matched.result.candidates.find((c) => c.asset !== null && c.asset.id === decision.assetId) ?? matched.result.candidates[0];
  const { incidentId, orderId } = await insertOrder(connection, {
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
    events: eventsOf(opening, sending),
    deadlines: ordersOwn(deadlines),
    timers: [...deadlines.flatMap(timersOf), ...(sending ? [sending.timer] : [])],
    call: sending?.call ?? null,
  });
  await sayPending(connection, orderId, deadlines, now);
  return {
    incidentId,
    orderId,
    joined: false,
    state: 'dispatched',
    unitId: decision.unitId,
    districtCode,
    streetCode,
    isHazard,
    isAttended: false,
    contact: contactOf(deadlines),
  };
};

/** A second report of a danger whose owner is not known is no longer one lone word: nobody has to look first. */
const sendToSame = async (connection: Connection, vocabulary: Vocabulary, { now }: Opening, same: Opened): Promise<void> => {
  if (same.isAttended || !centreLevels(vocabulary, same).includes(same.unitId)) return;
  await sendCrew(connection, vocabulary, { ...same, id: same.orderId }, now);
};

/** A danger that the order did not know of, or that is back after it was made safe, begins anew: its clock, and who is called. No danger waits for a day. */
const joinOrder = async (connection: Connection, vocabulary: Vocabulary, { isHazard, now }: Opening, same: Opened): Promise<Opened> => {
  if (!isHazard || (await raiseHazard(connection, same.orderId)) === 0) return same;
  await endDeadline(connection, same.orderId, 'hazard', now);
  const paused = same.state === 'paused' ? await lockOrder(connection, same.orderId) : undefined;
  if (paused) await resumeOrder(connection, vocabulary, paused, now);
  return { ...same, state: paused ? 'in_progress' : same.state, isAttended: false };
};

/** The incident and order of a report: the open one about the same asset and matter, else new ones with their assignments and clocks. */
export const openOrder = async (connection: Connection, vocabulary: Vocabulary, opening: Opening): Promise<Opened> => {
  const [same, sending] = await Promise.all([findSameIncident(connection, opening), decideSending(connection, vocabulary, opening)]);
  if (!same) return openNew(connection, opening, sending);
  const opened = await joinOrder(connection, vocabulary, opening, same);
  // A report that joins adds only the clocks that did not run yet (a danger now known), and its caller's own.
  await startClocks(connection, opened.orderId, ordersOwn(opening.deadlines), opening.now);
  await armTimers(connection, opened.orderId, opened.contact ? timersOf(opened.contact) : [], opening.now);
  if (opening.isHazard || opened.isHazard) await sendToSame(connection, vocabulary, opening, opened);
  return opened;
};
