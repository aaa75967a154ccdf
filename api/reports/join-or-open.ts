import { endDeadline } from '#db/queries/deadlines.ts';
import { listOpenIncidents, lockIncidentsOf } from '#db/queries/incidents.ts';
import { lockOrder, raiseHazard } from '#db/queries/order-changes.ts';
import { armTimers } from '#db/queries/timers.ts';
import type { Vocabulary } from '#db/queries/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import { decideIncident } from '#domain/merge-incident.ts';
import { isDone } from '#domain/order-transitions.ts';
import { timersOf } from '#domain/timers.ts';
import { contactOf, decideSending, type Opened, type Opening, openNew, ordersOwn } from '../open-order.ts';
import { startClocks } from '../order-clocks.ts';
import { resumeOrder } from '../pause-clocks.ts';
import { isCalled, sendCrew } from '../send-crew.ts';

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

/** A second report of a danger whose owner is not known is no longer one lone word: nobody has to look first. */
const sendToSame = async (connection: Connection, vocabulary: Vocabulary, { now }: Opening, same: Opened): Promise<void> => {
  if (same.isAttended || !isCalled(vocabulary, same, same.unitId)) return;
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
