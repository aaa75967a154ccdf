import type { Static } from 'typebox';
import { closeCover, type HeldAsset, insertAssetEvent, insertCover, saveAsset } from '#db/queries/assets/asset-edits.ts';
import { listOpenOrders, lockOpenOrders, moveOpenOrders } from '#db/queries/assets/asset-joins.ts';
import { findSurvivor } from '#db/queries/assets/assets.ts';
import { lockIncidentsOfAll } from '#db/queries/orders/incidents.ts';
import { lockOrder, notifyOrdersChanged } from '#db/queries/orders/order-changes.ts';
import type { mergeAsset } from '#domain/contract/asset-edits.ts';
import type { Asset } from '#domain/contract/assets.ts';
import { decideMerge, type MergedRecord } from '#domain/merge-assets.ts';
import { isDone } from '#domain/order-transitions.ts';
import type { App, Person } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { offerRivals } from '../offer-rivals.ts';
import { refuseRetired } from './change-asset.ts';
import { type Edit, editAssets, holdAssets, mayEdit, reasonOf } from './hold-asset.ts';

/** What a registrar alone changes: whoever may change these may merge and split. */
export const registrarsOwn = ['position', 'ownerId'];
const ofIdentity = new Set(['position', 'positionAccuracyM', 'howMeasured', 'classCode', 'status', 'locationKind', 'ownerConfidence', 'ownerEvidence']);

const recordOf = ({ id, className, facts }: HeldAsset): MergedRecord => ({
  id,
  className,
  classCode: facts.classCode,
  ...facts.position,
  facts: Object.fromEntries(Object.entries(facts).filter(([field]) => !ofIdentity.has(field))),
});

/** The cover of the merged record goes with it; the kept one takes it over where none is recorded on it. */
const joinCovers = async (edit: Edit, merged: HeldAsset, kept: HeldAsset): Promise<boolean> => {
  if (!merged.cover) return false;
  await closeCover(edit.client, merged.cover.id, 'merged', edit.stamp);
  if (kept.cover || !kept.isWell) return false;
  await insertCover(edit.client, kept.id, merged.cover as unknown as Parameters<typeof insertCover>[2], edit.stamp);
  return true;
};

/**
 * What a merge holds, in the one order in which everybody takes them: the locks by asset that whoever reports one takes first (so that no order
 * is opened on a number that is just being merged, nor on the other unseen), then the open orders that move, as who acts on them does before they write of
 * their asset, then assets.
 */
const lockAllOf = async ({ client }: Edit, id: string, into: string): Promise<void> => {
  await lockIncidentsOfAll(client, [id, into]);
  await lockOpenOrders(client, [id]);
};

/** Two wells that were told of turn out to be one: a dispatcher is asked whether their orders are. Of what is done it is asked once that goes on. */
const offerMoved = async ({ client, vocabulary, stamp }: Edit, moved: readonly string[]): Promise<void> => {
  for (const id of moved) {
    const order = await lockOrder(client, id);
    if (order && !isDone(order.state)) await offerRivals(client, vocabulary, order, stamp.at);
  }
};

/**
 * Two records of one well become one: both numbers stay, the merged one points to the end of the other's chain.
 * @throws HttpError plate-unknown, outside-scope, asset-merged, asset-changed, asset-retired, merge-with-itself, merge-too-far, merge-class-differs
 */
export const mergeAssets = (app: App, person: Person, now: string, wanted: Static<(typeof mergeAsset)['body']> & { id: string }): Promise<Asset> =>
  editAssets(app, person, now, async (edit) => {
    const { id, version, note } = wanted;
    const into = await findSurvivor(edit.client, wanted.into);
    await lockAllOf(edit, id, into);
    const [merged, kept] = await holdAssets(edit, [id, into]);
    if (!merged || !kept) throw refuse('plate-unknown', { field: 'into' });
    await mayEdit(edit, merged, registrarsOwn, version);
    await mayEdit(edit, kept, registrarsOwn, kept.version);
    refuseRetired(kept);
    const taken = accepted(decideMerge(recordOf(merged), recordOf(kept)));
    await saveAsset(edit.client, merged.id, { mergedInto: kept.id }, edit.stamp);
    await saveAsset(edit.client, kept.id, taken, edit.stamp);
    const coverTaken = await joinCovers(edit, merged, kept);
    const by = { at: edit.stamp.at, personId: edit.person.id, note: reasonOf(note) };
    const open = await listOpenOrders(edit.client, merged.id);
    const moved = await moveOpenOrders(edit.client, open, { ...by, action: 'asset_merged', from: merged.id, to: kept.id });
    await offerMoved(edit, moved);
    await notifyOrdersChanged(edit.client, moved);
    const event = { ...by, action: 'merged', source: 'registrar' } as const;
    await insertAssetEvent(edit.client, {
      ...event,
      assetId: merged.id,
      version: merged.version + 1,
      changes: { mergedInto: [null, kept.id], ...(moved.length > 0 ? { orders: [moved, null] as const } : {}) },
    });
    const filled = Object.fromEntries(Object.entries(taken).map(([field, value]) => [field, [null, value] as const]));
    const changes = {
      ...filled,
      ...(coverTaken ? { cover: [null, merged.cover] as const } : {}),
      ...(moved.length > 0 ? { orders: [null, moved] as const } : {}),
      number: [merged.id, kept.id] as const,
    };
    await insertAssetEvent(edit.client, { ...event, assetId: kept.id, version: kept.version + 1, changes });
    return { tell: kept.id, touched: [merged.id, kept.id] };
  });
