import { insertIncident, listOpenIncidents, lockAsset } from '#db/queries/incidents.ts';
import {
  insertAssignment,
  insertDeadline,
  insertOrder,
  insertOrderEvent,
  type NewDeadline,
  notifyOrderChanged,
  raiseHazard,
  refreshDueAt,
} from '#db/queries/order-changes.ts';
import type { KindRow } from '#db/queries/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import type { OrderState, Point } from '#domain/contract/terms.ts';
import type { DispatchDecision } from '#domain/dispatch.ts';
import { decideIncident } from '#domain/merge-incident.ts';
import { refuse } from '../errors.ts';
import type { MatchedReport } from '../match-report.ts';

export interface Opening {
  readonly matched: MatchedReport;
  readonly kind: KindRow;
  readonly isHazard: boolean;
  readonly decision: DispatchDecision;
  readonly deadlines: readonly NewDeadline[];
  readonly point: Point;
  readonly now: string;
}

export interface Opened {
  readonly incidentId: string;
  readonly orderId: string;
  readonly joined: boolean;
  readonly state: OrderState;
}

const findSameIncident = async (connection: Connection, { decision, kind }: Opening): Promise<Opened | null> => {
  if (decision.assetId === null) return null;
  await lockAsset(connection, decision.assetId);
  const open = await listOpenIncidents(connection, decision.assetId);
  const incidents = open.map((i) => ({ id: i.id, assetId: i.assetId, openedAt: i.openedAt, kind: { code: i.kindCode, assetStatus: i.kindStatus } }));
  const incidentId = decideIncident({ assetId: decision.assetId, kind: { code: kind.code, assetStatus: kind.assetStatus } }, incidents);
  const same = open.find((i) => i.id === incidentId);
  return same === undefined ? null : { incidentId: same.id, orderId: same.orderId, joined: true, state: same.state };
};

const startClocks = async (connection: Connection, orderId: string, deadlines: readonly NewDeadline[]): Promise<void> => {
  for (const deadline of deadlines) await insertDeadline(connection, orderId, deadline);
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
  return { incidentId, orderId, joined: false, state: 'dispatched' };
};

/** The incident and order of a report: the open one about the same asset and matter, else new ones with their assignments and clocks. */
export const openOrder = async (connection: Connection, opening: Opening): Promise<Opened> => {
  const opened = (await findSameIncident(connection, opening)) ?? (await openNew(connection, opening));
  if (opened.joined && opening.isHazard) await raiseHazard(connection, opened.orderId);
  // Joined to an order, a report adds only the clocks that did not run yet: the contact of a first caller, a danger now known.
  await startClocks(connection, opened.orderId, opening.deadlines);
  await refreshDueAt(connection, opened.orderId);
  return opened;
};

export const announceOrder = (connection: Connection, { orderId }: Opened): Promise<number> => notifyOrderChanged(connection, orderId);
