import { inTransaction } from '#db/pool.ts';
import { moveToLivingAsset } from '#db/queries/assets/asset-joins.ts';
import { insertMeasurement } from '#db/queries/assets/measurements.ts';
import { moveToLivingPlace, moveToLivingUnits } from '#db/queries/network/todays-network.ts';
import { listCallers } from '#db/queries/orders/contact-clocks.ts';
import { keepUndoable } from '#db/queries/orders/joins.ts';
import { insertOrderEvent, lockOrder, makeAccountable, notifyOrderChanged, saveMove } from '#db/queries/orders/order-changes.ts';
import { moveToPlaceOf } from '#db/queries/orders/order-requests.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import { type PhotoShows, withdrawReplyPhotos } from '#db/queries/reports/photos.ts';
import type { Connection } from '#db/sql.ts';
import { reachOf } from '#domain/access.ts';
import { decideBecauseFor, possibleBecause } from '#domain/act-because.ts';
import { decideContacted } from '#domain/callers.ts';
import { decideText } from '#domain/clean-text.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { OrderAction, OrderState } from '#domain/contract/terms.ts';
import { wellPart } from '#domain/measured.ts';
import { isBackToWork, isOver } from '#domain/order-transitions.ts';
import { afterRulesAt } from '../after-rules.ts';
import type { App, Person } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { offerRivals } from '../offer-rivals.ts';
import { beyondReach, centreLevels, reaches, unknownOrder } from '../order-access.ts';
import { wakeClocks } from '../recount-clocks.ts';
import { vocabularyOf } from '../vocabulary.ts';
import type { Acting } from './acting.ts';
import { becauseKept, noteInWords, requireFitting } from './because.ts';
import { sayOnTheWay } from './carry-call.ts';
import { chooseAsset } from './choose-asset.ts';
import { closeStatus, repliedStatus } from './close-status.ts';
import { type Act, actorOf, decideAct } from './decide-act.ts';
import { decideSuccessor, pathTo, type Successor } from './decide-successor.ts';
import { acceptOwner, decideOwner, deny } from './deny.ts';
import { moveFallbacks } from './fallbacks-at.ts';
import { followClocks } from './follow-clocks.ts';
import { followDanger, makesSafe, noteOnSite } from './follow-danger.ts';
import { followJoins, stateAfter } from './follow-joins.ts';
import { holdOrders } from './hold-orders.ts';
import { isDone } from './is-done.ts';
import { judge } from './judge.ts';
import { nameCrew } from './name-crew.ts';
import { showPhotos } from './show-photos.ts';
import { keepingBefore, takeBack } from './take-back.ts';
import { tellOrder } from './tell-order.ts';

/** Those who dispatch over the whole district settle whose it is by where they send it; so does the on-site meeting. */
const settlesOwner = ({ order, act, person }: Acting): boolean => {
  if (act.action === 'decide_docket') return true;
  const reach = act.action === 'dispatch' && person ? reachOf(person.grants, 'orders.dispatch', person.cityCode) : null;
  return reach !== null && (reach.city || reach.placeCodes.includes(order.districtCode));
};

/** Who has it after the move; null where it stays. A unit's return is a denial. */
const findSuccessor = async (acting: Acting): Promise<Successor | null> => {
  const { vocabulary, order, act, person } = acting;
  if (act.action === 'return') return deny(acting);
  if (act.action === 'close') await acceptOwner(acting);
  const isLeaders = person !== null && act.action === 'dispatch' && person.grants.every(({ role }) => role === 'leader');
  const successor = decideSuccessor(vocabulary, order, { action: act.action, unitId: act.unitId, isLeaders });
  if (successor && settlesOwner(acting)) await decideOwner(acting, successor.unitId);
  return successor;
};

const reassign = async ({ client, order, act, person, now }: Acting, to: Successor): Promise<void> => {
  const next = { orderId: order.id, unitId: to.unitId, at: now, by: person?.id ?? null, reason: to.reason };
  await makeAccountable(client, next, act.note ?? '');
};

const shownBy: Readonly<Partial<Record<OrderAction, PhotoShows>>> = { resolve: 'reply', return: 'evidence', secure: 'secured' };

const attachPhotos = async ({ client, act, person }: Acting): Promise<void> => {
  const ids = act.photoIds ?? [];
  await showPhotos(client, act.id, ids, { personId: person?.id ?? null, shows: shownBy[act.action] ?? null });
};

const saveOrder = ({ client, order, act, now }: Acting, to: OrderState, successor: Successor | null) =>
  saveMove(client, order.id, {
    state: to,
    unitId: successor?.unitId ?? order.unitId,
    reply: act.action === 'resolve' || act.action === 'answer' ? (act.reply ?? null) : null,
    withdrawReply: isBackToWork(order.state, to),
    closedAt: isOver(to) ? (order.closedAt ?? now) : null,
    mergedInto: to === 'merged' ? (act.orderId ?? null) : null,
    pausedAt: to === 'paused' ? (order.pausedAt ?? now) : null,
    repairedAt: act.action === 'resolve' ? now : isBackToWork(order.state, to) ? null : 'as before',
    dispatch: successor && { reason: successor.reason, path: successor.path },
  });

/** The order lies where the centre is that it was handed to: its people act for it, its levels are told. */
const inItsPlace = async (acting: Acting, successor: Successor | null): Promise<[Acting, Successor | null]> => {
  if (acting.act.action !== 'hand_across' || successor === null) return [acting, successor];
  const place = await moveToPlaceOf(acting.client, acting.order.id, successor.unitId);
  if (!place) throw refuse('version-stale', { field: 'unitId' });
  const there = { ...acting, order: { ...acting.order, ...place } };
  await moveFallbacks(there);
  return [there, { ...successor, path: pathTo(centreLevels(acting.vocabulary, there.order), successor.unitId) }];
};

/** What of an act its event keeps beside the words. */
const detailsOf = ({ vocabulary, order, act, now }: Acting): Readonly<Record<string, unknown>> => ({
  ...(['return', 'hand_up', 'hand_down', 'hand_across'].includes(act.action) ? { by: order.unitId } : {}),
  ...(act.action === 'return' ? { rule: { version: afterRulesAt(vocabulary, now).version, part: 'denial' } } : {}),
  ...(act.action === 'ask_pause' ? { day: act.day } : {}),
  ...(act.action === 'grant_pause' ? { day: order.resumesOn } : {}),
  ...(act.action === 'supervise' ? { bodies: act.bodies ?? [] } : {}),
  ...(act.reportId === undefined ? {} : { reportId: act.reportId }),
  ...(act.orderId === undefined ? {} : { orderId: act.orderId }),
  ...(act.action === 'send_crew' ? { crewId: act.personId } : {}),
  ...(act.measured === undefined ? {} : { measured: act.measured }),
  ...becauseKept(act),
  key: act.key,
  ...(act.action === 'choose_asset' ? { assetId: act.assetId, insteadOf: order.assetId } : {}),
});

/** Whom a unit contacted, named in the act from here on. */
const withCaller = async (acting: Acting): Promise<Acting> => {
  const { client, order, act } = acting;
  if (act.action !== 'contact') return acting;
  const reportId = accepted(decideContacted(await listCallers(client, order.id), act.reportId)) ?? undefined;
  return { ...acting, act: { ...act, reportId } };
};

/** An order that slept wakes up where it lies today, and about the asset that stands today: its street may have been dissolved meanwhile, its asset merged. */
const asOfToday = async (acting: Acting): Promise<Acting> => {
  const { client, order, act } = acting;
  if (act.action !== 'reopen' && act.action !== 'unmerge') return acting;
  const place = await moveToLivingPlace(client, order.id);
  return { ...acting, order: { ...order, ...place, assetId: await moveToLivingAsset(client, order.id) } };
};

const saveAct = async (asked: Acting, to: OrderState): Promise<void> => {
  const given = await asOfToday(await withCaller(asked));
  const [acting, successor] = await inItsPlace(given, await findSuccessor(given));
  const { client, order, act, person, now } = acting;
  if (successor) await reassign(acting, successor);
  if (isBackToWork(order.state, to)) await withdrawReplyPhotos(client, order.id);
  await attachPhotos(acting);
  const replied = await repliedStatus(acting);
  await closeStatus(acting);
  await followJoins(acting);
  await chooseAsset(acting);
  await nameCrew(acting);
  await keepMeasured(acting);
  await noteOnSite(acting);
  await saveOrder(acting, to, successor);
  if (act.action === 'unmerge') await keepUndoable(client, order.id, order.version - 1); // what was merged into it before it was merged itself
  await judge(acting);
  const unitId = successor?.unitId ?? order.unitId;
  await followClocks(acting, to, unitId);
  await followDanger(acting, to, unitId);
  const event = { orderId: order.id, at: now, personId: person?.id ?? null, unitId, action: act.action, fromState: order.state, toState: to };
  const isBoth = act.action === 'resolve' && makesSafe(acting); // the story tells both, in their order
  if (isBoth)
    await insertOrderEvent(client, { ...event, action: 'secure', toState: order.state, note: noteInWords(act.because, '') ?? null, details: becauseKept(act) });
  await insertOrderEvent(client, {
    ...event,
    note: act.note ?? act.reply ?? null,
    details: { ...detailsOf(given), decides: successor?.decides ?? undefined, ...replied },
  });
  if (isBackToWork(order.state, to) || act.action === 'unmerge') await offerRivals(client, acting.vocabulary, order, now);
  if (isOver(order.state) && !isOver(to)) await wake(acting, to);
  await notifyOrderChanged(client, order.id, [order.unitId]);
};

/** An order that slept goes on by the calendar and the units of today; who is on the way to it again hears so. */
const wake = async (acting: Acting, to: OrderState): Promise<void> => {
  const { client, vocabulary, order, act, person, now } = acting;
  await wakeClocks(client, vocabulary, order.id, { sleptAt: order.closedAt ?? now, now });
  if (act.action !== 'unmerge' || person === null) return;
  await sayOnTheWay(acting, to);
  await moveToLivingUnits(client, order.id, { at: now, personId: person.id });
};

/** What of a measurement the registry has a field for waits there for who may change the well. */
const keepMeasured = async ({ client, order, act, person, now }: Acting): Promise<void> => {
  const taken = act.measured === undefined ? null : wellPart(act.measured);
  if (taken !== null && person !== null) await insertMeasurement(client, { orderId: order.id, at: now, personId: person.id, taken });
};

/** Acts on two orders: of any other a second one's number says nothing. */
const ofTwo: ReadonlySet<OrderAction> = new Set(['merge', 'keep_apart']);

const cleaned = (act: Act): Act => {
  const own = accepted(decideText(act.note ?? '', 'note', 2000));
  const reply = accepted(decideText(act.reply ?? '', 'reply', 2000)) || undefined;
  return { ...act, reply, note: own || undefined, orderId: ofTwo.has(act.action) ? act.orderId : undefined };
};

/** The act with its note as it is kept. A code that belongs to no such act stays, to be refused. */
const inWords = (act: Act, when: Parameters<typeof possibleBecause>[1]): Act => {
  const because = decideBecauseFor(act.because, act.action).ok ? possibleBecause(act.because, when) : act.because;
  // The story tells a reply where there is no note: what a page writes beside it does not take its place.
  return { ...act, because, note: noteInWords(because, act.note || (because && act.reply) || '') };
};

type Then<Told> = (client: Connection, vocabulary: Vocabulary) => Promise<Told>;

/** Moves an order on. Its row is held from the first look to the last write: of two people at once one wins, the other is told. */
const moveOn = async <Told>(app: App, given: Act, person: Person, now: string, then: Then<Told>): Promise<Told> => {
  const asked = cleaned(given);
  const vocabulary = await vocabularyOf(app.pool);
  return inTransaction(app.pool, async (client) => {
    await holdOrders(client, asked);
    const order = await lockOrder(client, asked.id);
    if (!order) throw unknownOrder(person, 'orders.read');
    if (!reaches(person, 'orders.read', order)) throw await beyondReach(client, vocabulary, asked.id, person);
    if (await isDone(client, asked, person)) return then(client, vocabulary);
    const act = inWords(asked, { openedAt: order.openedAt, now, timeZone: vocabulary.city.timeZone });
    const move = decideAct(order, act, actorOf(order, person, vocabulary), vocabulary);
    await requireFitting(client, vocabulary, act, person);
    const acting = { client, vocabulary, order, act, person, now };
    if (act.action === 'take_back') await takeBack(acting);
    else {
      const to = await stateAfter(client, order, move);
      await keepingBefore(acting, () => saveAct(acting, to));
    }
    return then(client, vocabulary);
  });
};

/** Moves an order on. @returns how it stands then */
export const actOnOrder = (app: App, act: Act, person: Person, now: string): Promise<Order> =>
  moveOn(app, act, person, now, (client, vocabulary) => tellOrder(client, vocabulary, act.id, person, now));

/** Moves an order on for who looks at none: of its callers nothing is told. */
export const actUnseen = (app: App, act: Act, person: Person, now: string): Promise<void> => moveOn(app, act, person, now, async () => undefined);

/** A caller's own move on the order of their report: what they judge, and that it is not solved. The caller of this holds the order's lock. */
export const actAsCaller = async (acting: Omit<Acting, 'person' | 'act'>, given: Omit<Act, 'version' | 'id'>): Promise<void> => {
  const act = cleaned({ ...given, id: acting.order.id, version: acting.order.version });
  const move = decideAct(acting.order, act, { person: null, hands: ['caller'] }, acting.vocabulary);
  await saveAct({ ...acting, act, person: null }, await stateAfter(acting.client, acting.order, move));
};
