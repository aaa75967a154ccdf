import { inTransaction } from '#db/pool.ts';
import { lockAsset, saveStatus } from '#db/queries/assets.ts';
import {
  endAccountable,
  insertAssignment,
  insertOrderEvent,
  type LockedOrder,
  lockOrder,
  meetDeadlines,
  notifyOrderChanged,
  refreshDueAt,
  saveMove,
} from '#db/queries/order-changes.ts';
import { attachToOrder, withdrawReplyPhotos } from '#db/queries/photos.ts';
import type { Vocabulary } from '#db/queries/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import { reachOf } from '#domain/access.ts';
import { decideStatusChange } from '#domain/asset-status.ts';
import { decideText } from '#domain/clean-text.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { AssetStatus, OrderAction } from '#domain/contract/terms.ts';
import { localDate } from '#domain/local-time.ts';
import { decideMove, type Move, orderTransitions } from '#domain/order-transitions.ts';
import type { App, Person } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { centresOf, handsOf, reaches } from '../order-access.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { decideSuccessor, type Successor } from './decide-successor.ts';
import { tellOrder } from './tell-order.ts';

export interface Act {
  readonly id: string;
  readonly action: OrderAction;
  readonly version: number;
  readonly note?: string | undefined;
  readonly reply?: string | undefined;
  readonly photoIds?: readonly string[] | undefined;
  readonly unitId?: string | undefined;
  readonly assetStatus?: AssetStatus | undefined;
}

/** Being on site meets the danger's clock: whoever starts is there, whoever resolves was. */
const clocksMet: Readonly<Partial<Record<OrderAction, readonly string[]>>> = {
  contact: ['contact'],
  start: ['hazard'],
  resolve: ['hazard'],
  close: ['close', 'hazard'],
};

/** Order of refusals: may not see it, looked at an old version, no such move now, not this person's hand, something missing. */
const decideAct = (order: LockedOrder, act: Act, person: Person, vocabulary: Vocabulary): Move => {
  if (!reaches(person, 'orders.read', order)) throw refuse('outside-scope');
  const hands = handsOf(person, order, centresOf(vocabulary.units));
  if (hands.length === 0) throw refuse('outside-scope');
  if (act.version !== order.version) throw refuse('version-stale', { field: 'version' });
  const move = orderTransitions[order.state][act.action];
  if (!move) throw refuse('move-illegal', { params: { state: order.state, action: act.action } });
  if (!hands.includes(move.by)) throw refuse('forbidden');
  return accepted(decideMove(order.state, act.action, { note: act.note, reply: act.reply, photoCount: act.photoIds?.length ?? 0, unitId: act.unitId }));
};

const reassign = async (client: Connection, order: LockedOrder, act: Act, to: Successor, person: Person, now: string): Promise<void> => {
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

const attachPhotos = async (client: Connection, act: Act, person: Person): Promise<void> => {
  const ids = act.photoIds ?? [];
  const attached = ids.length === 0 ? 0 : await attachToOrder(client, act.id, ids, { personId: person.id, ofReply: act.action === 'resolve' });
  if (attached < ids.length) throw refuse('photo-unknown', { field: 'photoIds' });
};

const saveAct = async (client: Connection, vocabulary: Vocabulary, order: LockedOrder, act: Act, move: Move, person: Person, now: string) => {
  const successor = decideSuccessor(vocabulary, order, act.action, act.unitId);
  if (successor) await reassign(client, order, act, successor, person, now);
  if (act.action === 'rework') await withdrawReplyPhotos(client, order.id);
  await attachPhotos(client, act, person);
  await setAssetStatus(client, order, act, person, now, vocabulary.city.timeZone);
  await saveMove(client, order.id, {
    state: move.to,
    unitId: successor?.unitId ?? order.unitId,
    reply: act.action === 'resolve' ? (act.reply ?? null) : null,
    withdrawReply: act.action === 'rework',
    closedAt: move.to === 'closed' || move.to === 'void' ? now : null,
    dispatch: successor && { reason: successor.reason, path: successor.path },
  });
  await meetDeadlines(client, order.id, clocksMet[act.action] ?? [], now);
  await refreshDueAt(client, order.id);
  const event = { orderId: order.id, at: now, personId: person.id, unitId: successor?.unitId ?? order.unitId, action: act.action };
  const details = act.action === 'return' ? { by: order.unitId } : {};
  await insertOrderEvent(client, { ...event, fromState: order.state, toState: move.to, note: act.note ?? act.reply ?? null, details });
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
    if (!order) throw refuse('not-found', { field: 'id' });
    const move = decideAct(order, act, person, vocabulary);
    await saveAct(client, vocabulary, order, act, move, person, now);
    return tellOrder(client, vocabulary, act.id, person);
  });
};
