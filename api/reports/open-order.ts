import { getCallDoubt } from '#db/queries/calls.ts';
import { endDeadline, insertDeadlines, type NewDeadline } from '#db/queries/deadlines.ts';
import { listOpenIncidents, lockIncidentsOf } from '#db/queries/incidents.ts';
import { insertAssignments, insertOrder, insertOrderEvents, lockOrder, raiseHazard } from '#db/queries/order-changes.ts';
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
import { askToLook, callNext, sendCrew } from '../send-crew.ts';

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

/** Its assignments, first events and clocks: nothing of it waits for another, so they are sent together. */
const furnishOrder = (connection: Connection, { decision, deadlines, now }: Opening, orderId: string): Promise<unknown> => {
  const by = { orderId, at: now, by: null };
  const event = { orderId, at: now, personId: null, toState: 'dispatched' as const };
  return Promise.all([
    insertAssignments(connection, [
      { ...by, unitId: decision.unitId, part: 'accountable', reason: decision.reason },
      ...decision.informed.map(({ unitId, reason }) => ({ ...by, unitId, part: 'informed' as const, reason })),
    ]),
    insertOrderEvents(connection, [
      { ...event, unitId: null, action: 'receive', fromState: null },
      { ...event, unitId: decision.unitId, action: 'dispatch', fromState: 'dispatched', details: { reason: decision.reason, rule: decision.rule } },
    ]),
    insertDeadlines(connection, orderId, ordersOwn(deadlines)),
    armTimers(connection, orderId, deadlines.flatMap(timersOf), now),
    sayPending(connection, orderId, deadlines, now),
  ]);
};

const openNew = async (connection: Connection, opening: Opening): Promise<Opened> => {
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
  });
  await furnishOrder(connection, opening, orderId);
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

/**
 * A danger whose owner is not known is the fallback's from the first minute: its people are called at once, or after a look where
 * there is reason to doubt. A second report of it is no longer one lone word.
 */
const sendWhereUnsure = async (connection: Connection, vocabulary: Vocabulary, opening: Opening, opened: Opened): Promise<void> => {
  const { hearsay, point, now } = opening;
  if (opened.isAttended || !centreLevels(vocabulary, opened).includes(opened.unitId)) return;
  const order = { ...opened, id: opened.orderId };
  const { phone, ...said } = hearsay;
  const doubt = await getCallDoubt(connection, point, phone);
  const isLone = isDoubtful({ ...said, ...doubt, reportCount: opened.joined ? 2 : 1 });
  if (isLone) await askToLook(connection, vocabulary, order, now);
  else if (opened.joined) await sendCrew(connection, vocabulary, order, now);
  else await callNext(connection, vocabulary, order, now);
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
  const same = await findSameIncident(connection, opening);
  const opened = same ? await joinOrder(connection, vocabulary, opening, same) : await openNew(connection, opening);
  if (opened.joined) {
    // A report that joins adds only the clocks that did not run yet (a danger now known), and its caller's own.
    await startClocks(connection, opened.orderId, ordersOwn(opening.deadlines), opening.now);
    await armTimers(connection, opened.orderId, opened.contact ? timersOf(opened.contact) : [], opening.now);
  }
  if (opening.isHazard || opened.isHazard) await sendWhereUnsure(connection, vocabulary, opening, opened);
  return opened;
};
