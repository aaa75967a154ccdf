import type { Static } from 'typebox';
import { closeCover, type HeldAsset, insertAsset, insertAssetEvent, insertCover, mintAssetId, saveAsset } from '#db/queries/assets/asset-edits.ts';
import { findGiven, findMergedCover, listChain, lockOpenOrders, moveOpenOrders, reopenCover } from '#db/queries/assets/asset-joins.ts';
import { lockIncidentsOfAll } from '#db/queries/orders/incidents.ts';
import { notifyOrdersChanged } from '#db/queries/orders/order-changes.ts';
import { type FieldChanges, mayRegister } from '#domain/asset-edit.ts';
import type { splitAsset } from '#domain/contract/asset-edits.ts';
import type { Asset } from '#domain/contract/assets.ts';
import type { Point } from '#domain/contract/terms.ts';
import { decideGivenBack, givenOn } from '#domain/merge-assets.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { type Edit, editAssets, holdAssets, mayEdit, reasonOf } from './hold-asset.ts';
import { registrarsOwn } from './join-assets.ts';
import { acceptCover, placesWithin, readValues } from './read-values.ts';

type Split = Static<(typeof splitAsset)['body']> & { id: string };
type Told = Parameters<typeof insertAssetEvent>[1];
const splitEvent = (edit: Edit, note: string | null) =>
  ({ at: edit.stamp.at, personId: edit.person.id, action: 'split', source: 'registrar', note }) satisfies Partial<Told>;

/** The cover that was on a merged record when it was merged; of another the one that is on. */
const coverOf = (edit: Edit, { id, cover, mergedInto }: HeldAsset) => (mergedInto === null ? cover : findMergedCover(edit.client, id));

/** Each of the chain gives back what the merge gave to it and it gave on, as far as it still holds it so. */
const giveBack = async (edit: Edit, asset: HeldAsset, chain: readonly HeldAsset[], moved: readonly string[], note: string | null): Promise<void> => {
  let given: FieldChanges | null = null;
  let before = asset.id;
  for (const holder of chain) {
    const next = await findGiven(edit.client, before, holder.id);
    given = given === null ? next : givenOn(given, next);
    const cover = await coverOf(edit, holder);
    const back = decideGivenBack(given, { facts: holder.facts, cover });
    const { cover: itsCover, ...values } = back;
    if (itsCover && cover) await closeCover(edit.client, cover.id, 'split', edit.stamp);
    await saveAsset(edit.client, holder.id, Object.fromEntries(Object.keys(values).map((field) => [field, null])), edit.stamp);
    const orders = holder.mergedInto === null && moved.length > 0 ? { orders: [moved, null] as const } : {};
    const changes = { ...back, ...orders, number: [holder.id, asset.id] as const };
    await insertAssetEvent(edit.client, { ...splitEvent(edit, note), assetId: holder.id, version: holder.version + 1, changes });
    before = holder.id;
  }
};

/** The open orders that came to the survivor with a merged record. */
const ordersGiven = async (edit: Edit, asset: HeldAsset, first: HeldAsset): Promise<string[]> => {
  const orders = (await findGiven(edit.client, asset.id, first.id))['orders']?.[1];
  return Array.isArray(orders) ? orders.map(String) : [];
};

/** A number that was merged stands on its own again, as it was recorded: with its cover, and the open orders that went with it. */
const standAlone = async (edit: Edit, { id, version, note }: Split, asset: HeldAsset, chain: readonly HeldAsset[]) => {
  const [first, survivor] = [chain[0], chain.at(-1)];
  if (!first || !survivor) throw refuse('plate-unknown', { field: 'id' });
  await mayEdit(edit, { ...asset, mergedInto: null }, registrarsOwn, version);
  for (const holder of chain) await mayEdit(edit, { ...holder, mergedInto: null }, registrarsOwn, holder.version);
  const by = { at: edit.stamp.at, personId: edit.person.id, note: reasonOf(note) };
  const moved = await moveOpenOrders(edit.client, await ordersGiven(edit, asset, first), { ...by, action: 'asset_split', from: survivor.id, to: id });
  await notifyOrdersChanged(edit.client, moved);
  await giveBack(edit, asset, chain, moved, reasonOf(note));
  const cover = asset.cover === null ? await findMergedCover(edit.client, id) : null;
  if (cover) await reopenCover(edit.client, cover, edit.stamp);
  await saveAsset(edit.client, id, { mergedInto: null }, edit.stamp);
  const { id: _, ...facts } = cover ?? { id: '' };
  const changes = {
    mergedInto: [first.id, null] as const,
    ...(cover ? { cover: [null, facts] as const } : {}),
    ...(moved.length > 0 ? { orders: [null, moved] as const } : {}),
  };
  await insertAssetEvent(edit.client, { ...splitEvent(edit, reasonOf(note)), assetId: id, version: asset.version + 1, changes });
  return { tell: id, touched: [id, ...chain.map((holder) => holder.id)] };
};

/** What the new record takes from the one it was split off, where nothing else is said; who keeps it and how sure that is only with its owner. */
const inherited = ['locationKind', 'classCode', 'authorityId', 'address', 'ownerId'];
const withOwner = ['maintainerId', 'ownerConfidence', 'ownerEvidence'];
const inheritedBy = (asset: HeldAsset, { ownerId }: Partial<Split>) => {
  const isSameOwner = ownerId === undefined || ownerId === asset.facts.ownerId;
  return Object.fromEntries([...inherited, ...(isSameOwner ? withOwner : [])].map((field) => [field, asset.facts[field]]));
};

const splitOff = async (edit: Edit, asset: HeldAsset, { version, note, cover, id: _, ...given }: Split) => {
  await mayEdit(edit, asset, registrarsOwn, version);
  if (!given.position) throw refuse('asset-not-merged', { field: 'position' });
  const values = await readValues(edit, given);
  if (cover) acceptCover(edit, cover);
  const places = await placesWithin(edit, values['position'] as Point);
  const facts = { ...inheritedBy(asset, given), positionAccuracyM: 5, status: 'intact', ...values, ...places };
  const id = await mintAssetId(edit.client, places.districtCode, given.classCode ?? asset.facts.classCode);
  await insertAsset(edit.client, id, facts, { dataSource: 'registrar', ...edit.stamp });
  if (cover) await insertCover(edit.client, id, { fittedOn: null, ...cover }, edit.stamp);
  await saveAsset(edit.client, asset.id, {}, edit.stamp);
  const event = { at: edit.stamp.at, personId: edit.person.id, action: 'split', source: 'registrar', note: reasonOf(note) } as const;
  await insertAssetEvent(edit.client, { ...event, assetId: asset.id, version: asset.version + 1, changes: { number: [asset.id, id] } });
  await insertAssetEvent(edit.client, { ...event, assetId: id, action: 'minted', version: 1, changes: { number: [asset.id, id] } });
  return { tell: id, touched: [asset.id, id] };
};

/**
 * One record turns out to be two wells: it keeps its number, the other is registered anew. A number that was merged by mistake stands
 * on its own again, and what the merge took from it comes back.
 * @throws HttpError plate-unknown, outside-scope, asset-changed, asset-not-merged, version-stale, and as registerAsset
 */
export const splitAssets = (app: App, person: Person, now: string, wanted: Split): Promise<Asset> =>
  editAssets(app, person, now, async (edit) => {
    const links = await listChain(edit.client, wanted.id);
    await lockIncidentsOfAll(edit.client, [wanted.id, ...links]); // as a merge: nobody opens or wakes an order of a number that is another's in this moment
    await lockOpenOrders(edit.client, links);
    const [asset, ...chain] = await holdAssets(edit, [wanted.id, ...links]);
    if (!asset) throw refuse('plate-unknown', { field: 'id' });
    // One of them was merged, or split, while this waited.
    if ([asset, ...chain].some((one, i) => one.mergedInto !== (links[i] ?? null))) throw refuse('version-stale', { field: 'version' });
    return asset.mergedInto !== null && mayRegister(edit.editor, asset) ? standAlone(edit, wanted, asset, chain) : splitOff(edit, asset, wanted);
  });
