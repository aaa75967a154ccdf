import { inTransaction } from '#db/pool.ts';
import { endAccountable, insertAssignment, insertOrderEvent, lockOrder, notifyOrderChanged, saveMove } from '#db/queries/order-changes.ts';
import { attachToOrder, type PhotoShows, withdrawReplyPhotos } from '#db/queries/photos.ts';
import { reachOf } from '#domain/access.ts';
import { decideText } from '#domain/clean-text.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { OrderAction, OrderState } from '#domain/contract/terms.ts';
import type { App, Person } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { centreLevels, unknownOrder } from '../order-access.ts';
import { vocabularyOf } from '../vocabulary.ts';
import type { Acting } from './acting.ts';
import { closeStatus, repliedStatus } from './close-status.ts';
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
  const { client, order, act, person, now } = acting;
  const successor = await findSuccessor(acting);
  if (successor) await reassign(acting, successor);
  if (act.action === 'rework') await withdrawReplyPhotos(client, order.id);
  await attachPhotos(acting);
  const replied = await repliedStatus(acting);
  await closeStatus(acting);
  await saveOrder(acting, to, successor);
  const unitId = successor?.unitId ?? order.unitId;
  await followClocks(acting, to, unitId);
  await followDanger(acting, to, unitId);
  const details = act.action === 'return' ? { by: order.unitId } : replied;
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
