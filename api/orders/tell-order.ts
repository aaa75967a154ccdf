import { listDeadlines } from '#db/queries/orders/deadlines.ts';
import { type DenialRow, listDenials } from '#db/queries/orders/denials.ts';
import { listJoinOffers } from '#db/queries/orders/join-offers.ts';
import { listJudgements } from '#db/queries/orders/judgements.ts';
import { findLastAct } from '#db/queries/orders/last-acts.ts';
import { listLiability } from '#db/queries/orders/liability.ts';
import { type AssignmentRow, listAssignments, listOrderEvents, listOrderReports, type OrderReportRow } from '#db/queries/orders/order-parts.ts';
import { findOrder, type OrderRow } from '#db/queries/orders/orders.ts';
import type { UnitRow, Vocabulary } from '#db/queries/places/vocabulary.ts';
import { listOrderPhotos, type PhotoRow } from '#db/queries/reports/photos.ts';
import { type AdditionRow, listAdditions } from '#db/queries/reports/report-additions.ts';
import type { Connection } from '#db/sql.ts';
import type { Order } from '#domain/contract/orders.ts';
import { judging } from '#domain/judged-words.ts';
import { maskPersonal } from '#domain/mask-personal.ts';
import { legalActions } from '#domain/order-actions.ts';
import { isOver } from '#domain/order-transitions.ts';
import type { Person } from '../app-type.ts';
import type { StoredCandidate } from '../candidates.ts';
import { refuse } from '../errors.ts';
import { heirsIn } from '../living-units.ts';
import { lookOf } from '../look-of.ts';
import { centresOf, handsOf, mayKnowCallers, maySettle } from '../order-access.ts';
import { factsOf } from '../order-facts.ts';
import { maskContact } from './mask.ts';
import { likeliestUnit } from './suggestion.ts';

const photoUrl = (orderId: string, id: string): string => `/api/v1/orders/${orderId}/photos/${id}`;

const photosFor = (orderId: string, photos: readonly PhotoRow[], isMeant: (photo: PhotoRow) => boolean) =>
  photos.filter(isMeant).map(({ id, width, height }) => ({ id, width, height, url: photoUrl(orderId, id) }));

const callersPhotos = (orderId: string, photos: readonly PhotoRow[], isMeant: (photo: PhotoRow) => boolean) =>
  photos.filter(isMeant).map(({ id, width, height, erasedAt }) => ({ id, width, height, url: photoUrl(orderId, id), erasedAt }));

/** A caller's own words: whole for who may know the caller, whose look at them is written down; for everybody else without what stands in its own field otherwise. */
const inWords = <W extends string | null>(mayKnow: boolean, words: W): W | string => (mayKnow || words === null ? words : maskPersonal(words));

const tellReport = (
  orderId: string,
  report: OrderReportRow,
  { photos, added, mayKnow }: { photos: readonly PhotoRow[]; added: readonly AdditionRow[]; mayKnow: boolean },
): Order['reports'][number] => ({
  id: report.id,
  // The number opens the citizen's own page: it is as personal as the telephone.
  number: mayKnow ? report.number : null,
  receivedAt: report.receivedAt,
  channel: report.channel,
  text: inWords(mayKnow, report.text),
  position: report.position,
  accuracyM: report.accuracyM,
  hasContact: report.contactName !== null || report.contactPhone !== null,
  contactMasked: maskContact({ name: report.contactName, phone: report.contactPhone }),
  contact: report.contact,
  photos: callersPhotos(orderId, photos, (photo) => photo.reportId === report.id && photo.additionId === null),
  additions: added
    .filter(({ reportId }) => reportId === report.id)
    .map(({ id, at, text }) => ({ at, text: inWords(mayKnow, text), photos: callersPhotos(orderId, photos, (photo) => photo.additionId === id) })),
});

const tellCandidates = (stored: readonly StoredCandidate[], units: readonly UnitRow[]): Order['candidates'] => {
  const names = new Map(units.map((u) => [u.id, u.name]));
  return stored.map(({ ownerId, ...candidate }) => ({ ...candidate, ownerName: ownerId === null ? null : (names.get(ownerId) ?? null) }));
};

const matchedOf = ({ chosen, chosenUnitId }: OrderRow, first: OrderReportRow | undefined) => ({
  isChosen: chosen !== null,
  chosenUnitId,
  owners: first?.owners ?? null,
  candidates: (first?.candidates ?? []) as StoredCandidate[],
});

/** Whom a dispatcher may send it to by one key; nothing where they may not dispatch it, or nobody is likely enough. */
const suggestionFor = (
  vocabulary: Vocabulary,
  actions: Order['actions'],
  found: { readonly unitId: string; readonly probability: number } | null,
): Order['suggestion'] => {
  if (!actions.includes('dispatch')) return null;
  const unit = vocabulary.units.find(({ id, active }) => id === found?.unitId && active);
  return found && unit ? { unit: { id: unit.id, name: unit.name }, probability: found.probability } : null;
};

/** Who was asked to decide whose it is reads so until that is settled, by whomever; denied once more, it is asked again. */
const asAsked = (assignments: readonly AssignmentRow[], denials: readonly DenialRow[]): Order['assignments'] =>
  denials.some(({ upheld }) => upheld === null)
    ? [...assignments]
    : assignments.map((one) => (one.reason.code === 'informed-decide' ? { ...one, reason: { code: 'informed-decided' } } : one));

/** Without what only decides who may do what. */
const shownOf = ({
  incidentId,
  unitIds,
  fallbackUnitIds,
  calledUnitIds,
  timeAskedBy,
  pauseAskedBy,
  hasContact,
  isCallerWaiting,
  hasSeveralReports,
  didNothingFollow,
  lastActBy,
  isLastActStanding,
  chosenUnitId,
  ...shown
}: OrderRow) => shown;

/**
 * One order whole, as this person may know it, with what they may do now. Whether they may see it at all is asked before.
 * That they look at its callers' words is written down.
 */
export const tellOrder = async (connection: Connection, vocabulary: Vocabulary, id: string, person: Person, now: string): Promise<Order> => {
  const order = await findOrder(connection, id, person.unitIds);
  if (!order) throw refuse('not-found', { field: 'id' });
  const deadlines = await listDeadlines(connection, id);
  const assignments = await listAssignments(connection, id, person.id);
  const events = await listOrderEvents(connection, id, person.id);
  const reports = await listOrderReports(connection, id, lookOf(person, 'order', now));
  const photos = await listOrderPhotos(connection, id);
  const added = await listAdditions(connection, id);
  const denials = await listDenials(connection, id);
  const liability = await listLiability(connection, id);
  const judgements = await listJudgements(connection, id);
  const joinOffers = order.isJoinOffered && !isOver(order.state) ? await listJoinOffers(connection, id) : [];
  const located = { ...order, unitId: order.unit.id };
  const mayKnow = mayKnowCallers(person, located);
  const told = reports.map((report) => tellReport(id, report, { photos, added, mayKnow }));
  const centres = centresOf(vocabulary.units);
  const hands = handsOf(person, located, centres);
  const actions = legalActions(order.state, hands, factsOf(vocabulary, order, order.unit.id, person));
  const stored = (reports[0]?.candidates ?? []) as StoredCandidate[];
  return {
    ...shownOf(order),
    address: inWords(mayKnow, order.address),
    actions,
    lastAct: actions.includes('take_back') ? ((await findLastAct(connection, id))?.action ?? null) : null,
    suggestion: suggestionFor(
      vocabulary,
      actions,
      likeliestUnit(matchedOf(order, reports[0]), [order.unit.id, ...denials.map(({ unit }) => unit.id)], heirsIn(vocabulary.units)),
    ),
    joinOffers,
    deadlines,
    // A part may have ended by what a caller said of the work.
    assignments: asAsked(assignments, denials).map((assignment) => ({ ...assignment, endReason: inWords(mayKnow, assignment.endReason) })),
    liability: liability.map(({ unitId, fallbackUnitId, billedBy, ...one }) => ({
      ...one,
      objectionPhotos: photosFor(id, photos, (photo) => photo.liabilityCaseId === one.id),
      mayBill: one.settledAt === null && handsOf(person, { ...located, unitId: fallbackUnitId }, centres).includes('unit'),
      mayObject: one.settledAt === null && one.billedAt !== null && handsOf(person, { ...located, unitId }, centres).includes('unit'),
      maySettle: one.settledAt === null && maySettle(person, located, { fallbackUnitId, billedBy }, centres),
    })),
    events: events.map((event) => (judging.includes(event.action) ? { ...event, note: inWords(mayKnow, event.note) } : event)),
    reports: told,
    replyPhotos: photosFor(id, photos, (photo) => photo.reportId === null && (photo.shows === 'reply' || photo.shows === null)),
    evidencePhotos: photosFor(id, photos, (photo) => photo.shows === 'evidence'),
    securedPhotos: photosFor(id, photos, (photo) => photo.shows === 'secured'),
    denials,
    judgements: judgements.map((judgement) => ({ ...judgement, note: inWords(mayKnow, judgement.note) })),
    candidates: tellCandidates(stored, vocabulary.units),
  };
};
