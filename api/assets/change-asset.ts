import type { Static } from 'typebox';
import { type HeldAsset, insertAssetEvent, insertCover, saveAsset, saveCover } from '#db/queries/assets/asset-edits.ts';
import { changesOf, decideStatus, type FieldChanges, mayRegister } from '#domain/asset-edit.ts';
import type { AssetChanges, patchAsset, replaceCover, retireAsset } from '#domain/contract/asset-edits.ts';
import type { Asset, AssetAction, AssetSource } from '#domain/contract/assets.ts';
import type { App, Person } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { takeOffCover } from '../take-off-cover.ts';
import { type Edit, editAssets, holdAssets, mayEdit, reasonOf } from './hold-asset.ts';
import { acceptCover, placeValues, readValues } from './read-values.ts';

type Wanted<C extends { body: import('typebox').TSchema }> = Static<C['body']> & { readonly id: string };

const held = async (edit: Edit, id: string): Promise<HeldAsset> => {
  const [asset] = await holdAssets(edit, [id]);
  if (!asset) throw refuse('plate-unknown', { field: 'id' });
  return asset;
};

const actionOf = (fields: readonly string[]): AssetAction => {
  if (fields.every((f) => f === 'status')) return 'status';
  return fields.every((f) => /^(owner|maintainer|authority)/.test(f)) ? 'owner' : 'changed';
};

/** The registrar's word is what the registrar says it is; a keeper's is always the owner's. */
const sourceOf = (edit: Edit, asset: HeldAsset, said: AssetSource | undefined): AssetSource =>
  mayRegister(edit.editor, asset) ? (said ?? 'registrar') : 'owner';

const tell = async (
  edit: Edit,
  asset: HeldAsset,
  action: AssetAction,
  changes: FieldChanges,
  rest: { source: AssetSource; note: string | null },
): Promise<void> =>
  insertAssetEvent(edit.client, { assetId: asset.id, at: edit.stamp.at, personId: edit.person.id, action, changes, version: asset.version + 1, ...rest });

const isNone = (changes: FieldChanges): boolean => Object.keys(changes).length === 0;

export const rightCover = async (edit: Edit, asset: HeldAsset, correction: NonNullable<AssetChanges['cover']>): Promise<FieldChanges> => {
  if (!asset.cover) throw refuse('no-cover-on', { field: 'cover' });
  const { id, ...before } = asset.cover;
  const after = { ...before, ...correction };
  acceptCover(edit, correction, before);
  if (isNone(changesOf(before, correction))) return {};
  await saveCover(edit.client, id, after, edit.stamp.at);
  return { cover: [before, after] };
};

/**
 * Changes what is recorded of an asset, as far as this person may. What says nothing new makes no version: whoever edits next is told of
 * changes only.
 * @throws HttpError plate-unknown, not-its-keeper, outside-scope, field-not-yours, asset-merged, asset-changed, class-unknown, unit-unknown, retire-apart
 */
export const changeAsset = (
  app: App,
  person: Person,
  now: string,
  wanted: Omit<Wanted<typeof patchAsset>, 'version'> & { readonly version?: number },
): Promise<Asset> =>
  editAssets(app, person, now, async (edit) => {
    const { id, version: seen, note, source, cover, ...fields } = wanted;
    const asset = await held(edit, id);
    const version = seen ?? asset.version; // whoever changes many at once looked at none of them
    await mayEdit(edit, asset, [...Object.keys(fields), ...(cover ? ['cover'] : [])], version);
    const changes = changesOf(asset.facts, await readValues(edit, fields));
    accepted(decideStatus(asset.facts.status, fields.status ?? asset.facts.status));
    const coverChange = cover ? await rightCover(edit, asset, cover) : {};
    if (isNone({ ...changes, ...coverChange })) return { tell: id, touched: [] };
    const values = Object.fromEntries(Object.entries(changes).map(([field, [, after]]) => [field, after]));
    const places = await placeValues(edit, asset, values);
    await saveAsset(edit.client, id, { ...values, ...places }, edit.stamp);
    const all = { ...changes, ...changesOf({ ...asset }, places), ...coverChange };
    const { roadId: _, ...told } = all as Record<string, FieldChanges[string]>;
    await tell(edit, asset, actionOf(Object.keys(fields)), told, { source: sourceOf(edit, asset, source), note: reasonOf(note) });
    return { tell: id, touched: [id] };
  });

const healed: Readonly<Record<string, boolean>> = { damaged: true, missing: true };

/** Takes a cover off and puts another on. @throws HttpError not-a-well, asset-retired, clear-opening-wider, and as changeAsset */
export const changeCover = (app: App, person: Person, now: string, wanted: Wanted<typeof replaceCover>): Promise<Asset> =>
  editAssets(app, person, now, async (edit) => {
    const { id, version, cover, removedReason = 'other', note } = wanted;
    const asset = await held(edit, id);
    await mayEdit(edit, asset, ['cover'], version);
    if (!asset.isWell) throw refuse('not-a-well', { field: 'cover' });
    refuseRetired(asset);
    acceptCover(edit, cover);
    const { status } = asset.facts;
    await saveAsset(edit.client, id, healed[status] ? { status: 'intact' } : {}, edit.stamp);
    const before = await takeOffCover(edit.client, asset, removedReason, edit.stamp);
    await insertCover(edit.client, id, cover, edit.stamp);
    const changes: FieldChanges = { cover: [before, cover], ...(healed[status] ? { status: [status, 'intact'] as const } : {}) };
    await tell(edit, asset, 'cover', changes, { source: sourceOf(edit, asset, undefined), note: reasonOf(note) });
    return { tell: id, touched: [id] };
  });

const retiredWords: Readonly<Record<string, { statusZh: string; statusEn: string }>> = {
  abandoned: { statusZh: '废弃', statusEn: 'abandoned' },
  removed: { statusZh: '移除', statusEn: 'removed' },
};

/** @throws HttpError asset-retired */
export const refuseRetired = (asset: HeldAsset): void => {
  const params = retiredWords[asset.facts.status];
  if (params) throw refuse('asset-retired', { field: 'id', params });
};

/** A well is filled in, or gone with its cover: its number stays. */
export const retireWell = (app: App, person: Person, now: string, wanted: Wanted<typeof retireAsset>): Promise<Asset> =>
  editAssets(app, person, now, async (edit) => {
    const { id, version, status, note } = wanted;
    const asset = await held(edit, id);
    await mayEdit(edit, asset, ['status', 'classCode'], version);
    await saveAsset(edit.client, id, { status }, edit.stamp);
    const cover = status === 'removed' ? await takeOffCover(edit.client, asset, status, edit.stamp) : null;
    const changes: FieldChanges = { status: [asset.facts.status, status], ...(cover ? { cover: [cover, null] as const } : {}) };
    await tell(edit, asset, 'retired', changes, { source: 'registrar', note: reasonOf(note) });
    return { tell: id, touched: [id] };
  });
