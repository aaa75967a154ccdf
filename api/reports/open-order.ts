import { getCallDoubt } from '#db/queries/calls.ts';
import { endDeadline, type NewDeadline } from '#db/queries/deadlines.ts';
import { insertIncident, listOpenIncidents, lockIncidentsOf } from '#db/queries/incidents.ts';
import { insertAssignment, insertOrder, insertOrderEvent, notifyOrderChanged, raiseHazard } from '#db/queries/order-changes.ts';
import type { KindRow, Vocabulary } from '#db/queries/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import { type Hearsay, isDoubtful } from '#domain/calls.ts';
import type { OrderState, Point } from '#domain/contract/terms.ts';
import type { DispatchDecision } from '#domain/dispatch.ts';
import { decideIncident } from '#domain/merge-incident.ts';
import { refuse } from '../errors.ts';
import type { MatchedReport } from '../match-report.ts';
import { centreLevels } from '../order-access.ts';
import { startClocks } from '../order-clocks.ts';
import { askToLook, sendCrew } from '../send-crew.ts';

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
}

/** The order of the same matter that is open. A danger told of while the work waits for its check was not done away with: it has an order of its own. */
const findSameIncident = async (connection: Connection, { decision, kind, isHazard }: Opening): Promise<Opened | null> => {
  if (decision.assetId === null) return null;
  await lockIncidentsOf(connection, decision.assetId);
  const open = (await listOpenIncidents(connection, decision.assetId)).filter(({ state }) => !(isHazard && state === 'resolved'));
  const incidents = open.map((i) => ({ id: i.id, assetId: i.assetId, openedAt: i.openedAt, kind: { code: i.kindCode, assetStatus: i.kindStatus } }));
  const incidentId = decideIncident({ assetId: decision.assetId, kind: { code: kind.code, assetStatus: kind.assetStatus } }, incidents);
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
        isAttended: same.hasArrived || same.state === 'resolved',
      };
};

const openNew = async (connection: Connection, { matched, kind, isHazard, decision, deadlines, point, now }: Opening): Promise<Opened> => {
  const { districtCode, streetCode } = matched.place;
  const shared = { kind: kind.code, assetId: decision.assetId, districtCode, streetCode, isHazard, openedAt: now };
  const incidentId = await insertIncident(connection, { ...shared, point, address: matched.address });
  const dueAt = deadlines.map((d) => d.dueAt).sort()[0];
  if (dueAt === undefined) throw refuse('calendar-missing');
  const meant = matched.result.candidates.find((c) => c.asset !== null && c.asset.id === decision.assetId) ?? matched.result.candidates[0];
  const orderId = await insertOrder(connection, {
    ...shared,
    incidentId,
    unitId: decision.unitId,
    matchScore: decision.matchScore,
    matchReasons: meant?.reasons ?? [],
    dispatchReason: decision.reason,
    dispatchPath: decision.path,
    dueAt,
  });
  const by = { orderId, at: now, by: null };
  await insertAssignment(connection, { ...by, unitId: decision.unitId, part: 'accountable', reason: decision.reason });
  for (const { unitId, reason } of decision.informed) await insertAssignment(connection, { ...by, unitId, part: 'informed', reason });
  const event = { orderId, at: now, personId: null, toState: 'dispatched' as const };
  await insertOrderEvent(connection, { ...event, unitId: null, action: 'receive', fromState: null });
  await insertOrderEvent(connection, { ...event, unitId: decision.unitId, action: 'dispatch', fromState: 'dispatched', details: { reason: decision.reason } });
  return { incidentId, orderId, joined: false, state: 'dispatched', unitId: decision.unitId, districtCode, streetCode, isHazard, isAttended: false };
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
  await (isLone ? askToLook : sendCrew)(connection, vocabulary, order, now);
};

/** A danger that the order did not know of, or that is back after it was made safe, begins anew: its clock, and who is called. */
const joinOrder = async (connection: Connection, { isHazard, now }: Opening, same: Opened): Promise<Opened> => {
  if (!isHazard || (await raiseHazard(connection, same.orderId)) === 0) return same;
  await endDeadline(connection, same.orderId, 'hazard', now);
  return { ...same, isAttended: false };
};

/** The incident and order of a report: the open one about the same asset and matter, else new ones with their assignments and clocks. */
export const openOrder = async (connection: Connection, vocabulary: Vocabulary, opening: Opening): Promise<Opened> => {
  const same = await findSameIncident(connection, opening);
  const opened = same ? await joinOrder(connection, opening, same) : await openNew(connection, opening);
  // Joined to an order, a report adds only the clocks that did not run yet: the contact of a first caller, a danger now known.
  const deadlines = opening.deadlines.filter(({ clock }) => !(clock === 'contact' && opened.state === 'resolved'));
  await startClocks(connection, opened.orderId, deadlines, opening.now);
  if (opening.isHazard || opened.isHazard) await sendWhereUnsure(connection, vocabulary, opening, opened);
  return opened;
};

export const announceOrder = (connection: Connection, { orderId }: Opened): Promise<number> => notifyOrderChanged(connection, orderId);
