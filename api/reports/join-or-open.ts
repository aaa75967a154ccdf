import { getCallDoubt, getHeard } from '#db/queries/orders/calls.ts';
import { endDeadline } from '#db/queries/orders/deadlines.ts';
import { findOpenIncident, isMerged, listOpenIncidents, lockIncidentsOf, type OpenIncidentRow } from '#db/queries/orders/incidents.ts';
import { insertJoinOffers, type NewJoinOffer } from '#db/queries/orders/join-offers.ts';
import { lockOrder, raiseHazard } from '#db/queries/orders/order-changes.ts';
import { armTimers } from '#db/queries/orders/timers.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import { holdPlaces } from '#db/queries/reports/open-holes.ts';
import type { Connection } from '#db/sql.ts';
import { isDoubtful } from '#domain/calls.ts';
import { decideIncident, kindsOfMatter, statesTaking } from '#domain/merge-incident.ts';
import { isDone } from '#domain/order-transitions.ts';
import { timersOf } from '#domain/timers.ts';
import { warningsAt } from '../after-rules.ts';
import { aroundReport, type FoundRepeats, findRepeats, type Repeat } from '../find-repeats.ts';
import { stillStand } from '../named-assets.ts';
import { contactOf, decideSending, newOrderOf, type Opened, type Opening, openNew, ordersOwn } from '../open-order.ts';
import { startClocks } from '../order-clocks.ts';
import { resumeOrder } from '../pause-clocks.ts';
import { askToLook, isCalled, sendCrew } from '../send-crew.ts';

const joining = (same: OpenIncidentRow, { deadlines }: Opening): Opened => ({
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
});

/**
 * The asset that a report was matched to was merged before its lock was held, or a merged number that it names was split off again: to be matched anew, since it is about the other one, whose
 * lock and owner are others.
 */
export class AssetMoved extends Error {}

/**
 * The open order of the same asset and matter: of one asset there is one.
 * @throws AssetMoved
 */
const findByAsset = async (connection: Connection, vocabulary: Vocabulary, opening: Opening): Promise<Opened | null> => {
  const { decision, kind, isHazard, matched } = opening;
  if (decision.assetId === null) return null;
  const wanted = { assetId: decision.assetId, kinds: kindsOfMatter(vocabulary.kinds, kind), states: statesTaking(isHazard) };
  const [, merged, isAsNamed, open] = await Promise.all([
    lockIncidentsOf(connection, decision.assetId),
    isMerged(connection, decision.assetId),
    stillStand(connection, matched.merged),
    listOpenIncidents(connection, wanted),
  ]);
  if (merged || !isAsNamed) throw new AssetMoved();
  const known = open.map((i) => ({ id: i.id, assetId: i.assetId, openedAt: i.openedAt, kind: { code: i.kindCode, assetStatus: i.kindStatus } }));
  const incidentId = decideIncident({ assetId: decision.assetId, kind: { code: kind.code, assetStatus: kind.assetStatus } }, known);
  const same = open.find((i) => i.id === incidentId);
  return same === undefined ? null : joining(same, opening);
};

interface Found {
  readonly same: Opened | null;
  readonly offers: readonly Repeat[];
}

/** So many are asked of, and none that is less likely. */
const mostOffers = 3;
const leastOffered = 0.05;

/** Of which open orders a dispatcher is asked. */
export const offeredOf = ({ repeats, action }: FoundRepeats): readonly Repeat[] =>
  action === 'apart' ? [] : repeats.filter(({ probability }) => probability >= leastOffered).slice(0, mostOffers);

export const offersOf = (orderId: string, offered: readonly Repeat[], { now }: Opening): NewJoinOffer[] =>
  offered.map(({ orderId: otherOrderId, probability, reasons }) => ({ orderId, otherOrderId, probability, reasons, at: now }));

/**
 * The open order near by that surely is about the same hole, or those that a dispatcher is asked about. Of many who report one hole at once
 * each sees what the one before has opened: the place is held first, and looked at after.
 */
const findNear = async (connection: Connection, vocabulary: Vocabulary, opening: Opening): Promise<Found> => {
  const held = holdPlaces(connection, [aroundReport(opening.matched)]);
  const [, found] = await Promise.all([held, findRepeats(connection, vocabulary, opening)]);
  const [likeliest] = found.repeats;
  const sure = found.action === 'join' && likeliest ? await findOpenIncident(connection, likeliest.incidentId, statesTaking(opening.isHazard)) : undefined;
  if (sure && likeliest)
    return { same: { ...joining(sure, opening), likelihood: { probability: likeliest.probability, reasons: likeliest.reasons } }, offers: [] };
  return { same: null, offers: offeredOf(found) };
};

const findSame = async (connection: Connection, vocabulary: Vocabulary, opening: Opening): Promise<Found> => {
  const same = await findByAsset(connection, vocabulary, opening);
  return same ? { same, offers: [] } : findNear(connection, vocabulary, opening);
};

/** A second person's report of a danger whose owner is not known is no longer one lone word: nobody has to look first. The same one's is. */
const sendToSame = async (connection: Connection, vocabulary: Vocabulary, { hearsay, point, now }: Opening, same: Opened): Promise<void> => {
  if (same.isAttended || !isCalled(vocabulary, same, same.unitId)) return;
  const order = { ...same, id: same.orderId };
  const { phone, lineKey, ...said } = hearsay;
  const heard = await getHeard(connection, same, { lineKey, phone });
  const isDoubted = !heard.isToldByAnother && isDoubtful({ ...said, ...(await getCallDoubt(connection, { at: point, phone })), reportCount: 1 });
  if (!isDoubted) return sendCrew(connection, vocabulary, order, now);
  if (!heard.isSent) await askToLook(connection, vocabulary, order, now);
};

/** A danger that the order did not know of, or that is back after it was made safe, begins anew: its clock, and who is called. No danger waits for a day. */
const joinOrder = async (connection: Connection, vocabulary: Vocabulary, { isHazard, now }: Opening, same: Opened): Promise<Opened> => {
  if (!isHazard || (await raiseHazard(connection, same.orderId)) === 0) return same;
  for (const clock of ['hazard', 'secure'] as const) await endDeadline(connection, same.orderId, clock, now); // those of the danger that was over
  const paused = same.state === 'paused' ? await lockOrder(connection, same.orderId) : undefined;
  if (paused) await resumeOrder(connection, vocabulary, paused, now);
  return { ...same, state: paused ? 'in_progress' : same.state, isAttended: false };
};

/**
 * The incident and order of a report: the open one about the same asset and matter, or near by and surely the same hole; else new ones with
 * their assignments and clocks, and a dispatcher is asked of those that may be it.
 * @throws AssetMoved
 */
export const openOrder = async (connection: Connection, vocabulary: Vocabulary, opening: Opening): Promise<Opened> => {
  const [{ same, offers }, sending] = await Promise.all([findSame(connection, vocabulary, opening), decideSending(connection, vocabulary, opening)]);
  if (!same) {
    const opened = await openNew(connection, opening, newOrderOf(vocabulary, opening, sending));
    if (offers.length > 0) await insertJoinOffers(connection, offersOf(opened.orderId, offers, opening));
    return opened;
  }
  const opened = await joinOrder(connection, vocabulary, opening, same);
  // A report that joins adds only the clocks that did not run yet (a danger now known), and its caller's own.
  await startClocks(connection, vocabulary, opened.orderId, ordersOwn(opening.deadlines), opening.now);
  await armTimers(connection, opened.orderId, opened.contact ? timersOf(warningsAt(vocabulary, opening.now))(opened.contact) : [], opening.now);
  if (opening.isHazard || opened.isHazard) await sendToSame(connection, vocabulary, opening, opened);
  return opened;
};
