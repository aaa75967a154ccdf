import { inTransaction } from '#db/pool.ts';
import { lockAsset, saveStatus } from '#db/queries/assets.ts';
import { endAccountable, insertAssignment, insertOrderEvent, type LockedOrder, lockOrder, notifyOrderChanged, saveMove } from '#db/queries/order-changes.ts';
import { attachToOrder, type PhotoShows, withdrawReplyPhotos } from '#db/queries/photos.ts';
import type { Connection } from '#db/sql.ts';
import { reachOf } from '#domain/access.ts';
import { decideStatusChange } from '#domain/asset-status.ts';
import { decideText } from '#domain/clean-text.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { OrderAction, OrderState } from '#domain/contract/terms.ts';
import { localDate } from '#domain/local-time.ts';
import type { App, Person } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { centreLevels, unknownOrder } from '../order-access.ts';
import { vocabularyOf } from '../vocabulary.ts';
import type { Acting } from './acting.ts';
import { type Act, decideAct } from './decide-act.ts';
import { decideSuccessor, type Successor } from './decide-successor.ts';
import { acceptOwner, decideOwner, deny } from './deny.ts';
import { followClocks } from './follow-clocks.ts';
import { followDanger } from './follow-danger.ts';
import { tellOrder } from './tell-order.ts';

/** Who has it after the move; null where it stays. A unit's return is a denial, a centre's hands it up. */
const findSuccessor = async (acting: Acting): Promise<Successor | null> => {
  const { vocabulary, order, act, person } = acting;
  if (act.action === 'return' && !centreLevels(vocabulary, order).includes(order.unitId)) return deny(acting);
  if (act.action === 'close') await acceptOwner(acting);
  const successor = decideSuccessor(vocabulary, order, act.action, act.unitId);
  const dispatches = reachOf(person.grants, 'orders.dispatch', person.cityCode);
  const overDistrict = dispatches !== null && (dispatches.city || dispatches.placeCodes.includes(order.districtCode));
  if (act.action === 'dispatch' && successor && overDistrict) await decideOwner(acting, successor.unitId);
  return successor;
};

const reassign = async ({ client, order, act, person, now }: Acting, to: Successor): Promise<void> => {
  await endAccountable(client, order.id, now, act.note ?? '');
  await insertAssignment(client, { orderId: order.id, unitId: to.unitId, part: 'accountable', at: now, by: person.id, reason: to.reason });
};

/** The reply may tell the asset's new status: only for its keeper, with the same right as outside an order. */
const setAssetStatus = async (client: Connection, order: LockedOrder, act: Act, person: Person, now: string, timeZone: string): Promise<void> => {
  if (act.assetStatus === undefined || act.action !== 'resolve') return;
  const asset = order.assetId === null ? undefined : await lockAsset(client, order.assetId);
  if (order.assetId === null || !asset) throw refuse('not-its-keeper', { field: 'assetStatus' });
  const units = reachOf(person.grants, 'assets.status', person.cityCode)?.unitIds.filter((id) => id === order.unitId) ?? [];
  const { status, before, version } = accepted(decideStatusChange(units, asset, act.assetStatus, asset.version));
  if (status === before) return;
  await saveStatus(client, {
    id: order.assetId,
    before,
    status,
    version,
    on: localDate(now, timeZone),
    at: now,
    personId: person.id,
    note: act.reply ?? null,
    source: 'order',
  });
};

const shownBy: Readonly<Partial<Record<OrderAction, PhotoShows>>> = { resolve: 'reply', return: 'evidence', secure: 'secured' };

const attachPhotos = async ({ client, act, person }: Acting): Promise<void> => {
  const ids = act.photoIds ?? [];
  const attached = ids.length === 0 ? 0 : await attachToOrder(client, act.id, ids, { personId: person.id, shows: shownBy[act.action] ?? null });
  if (attached < ids.length) throw refuse('photo-unknown', { field: 'photoIds' });
};

const saveOrder = ({ client, order, act, now }: Acting, to: OrderState, successor: Successor | null) =>
  saveMove(client, order.id, {
    state: to,
    unitId: successor?.unitId ?? order.unitId,
    reply: act.action === 'resolve' ? (act.reply ?? null) : null,
    withdrawReply: act.action === 'rework',
    closedAt: to === 'closed' || to === 'void' ? now : null,
    dispatch: successor && { reason: successor.reason, path: successor.path },
  });

const saveAct = async (acting: Acting, to: OrderState): Promise<void> => {
  const { client, vocabulary, order, act, person, now } = acting;
  const successor = await findSuccessor(acting);
  if (successor) await reassign(acting, successor);
  if (act.action === 'rework') await withdrawReplyPhotos(client, order.id);
  await attachPhotos(acting);
  await setAssetStatus(client, order, act, person, now, vocabulary.city.timeZone);
  await saveOrder(acting, to, successor);
  const unitId = successor?.unitId ?? order.unitId;
  await followClocks(acting, to, unitId);
  await followDanger(acting, to, unitId);
  const details = act.action === 'return' ? { by: order.unitId } : {};
  const event = { orderId: order.id, at: now, personId: person.id, unitId, action: act.action, fromState: order.state, toState: to };
  await insertOrderEvent(client, { ...event, note: act.note ?? act.reply ?? null, details });
  await notifyOrderChanged(client, order.id, [order.unitId]);
};

const cleaned = (act: Act): Act => ({
  ...act,
  note: accepted(decideText(act.note ?? '', 'note', 2000)) || undefined,
  reply: accepted(decideText(act.reply ?? '', 'reply', 2000)) || undefined,
});

/** Moves an order on. Its row is held from the first look to the last write: of two people at once one wins, the other is told. */
export const actOnOrder = async (app: App, given: Act, person: Person, now: string): Promise<Order> => {
  const act = cleaned(given);
  const vocabulary = await vocabularyOf(app.pool);
  return inTransaction(app.pool, async (client) => {
    const order = await lockOrder(client, act.id);
    if (!order) throw unknownOrder(person, 'orders.read');
    const { to } = decideAct(order, act, person, vocabulary);
    await saveAct({ client, vocabulary, order, act, person, now }, to);
    return tellOrder(client, vocabulary, act.id, person);
  });
};
