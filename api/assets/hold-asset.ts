import { type Client, inTransaction } from '#db/pool.ts';
import { type HeldAsset, listChangesSince, lockAssets, refreshHazards, type Stamp } from '#db/queries/assets/asset-edits.ts';
import { findAsset, findSurvivor } from '#db/queries/assets/assets.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import { decideFields, type Editor, sumOfChanges } from '#domain/asset-edit.ts';
import { decideText } from '#domain/clean-text.ts';
import { assetFieldNames } from '#domain/contract/asset-fields.ts';
import type { Asset } from '#domain/contract/assets.ts';
import { hazardRulesOf } from '#domain/hazards.ts';
import { localDate } from '#domain/local-time.ts';
import type { App, Person } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { describeAsset } from './describe-asset.ts';
import { editorOf } from './editor.ts';
import { dueBeforeIn } from './get-asset.ts';

/** Everything an edit works with: one transaction, who, when, the city's words. */
export interface Edit {
  readonly client: Client;
  readonly person: Person;
  readonly editor: Editor;
  readonly stamp: Stamp;
  readonly vocabulary: Vocabulary;
}

/** Two who edit at once: the second is told who changed what since they looked. */
const tellChanges = async ({ client }: Edit, asset: HeldAsset, version: number): Promise<never> => {
  const since = await listChangesSince(client, asset.id, version);
  const changes = sumOfChanges(since.map((s) => s.changes));
  const names = (language: 'zh' | 'en') => Object.keys(changes).map((field) => assetFieldNames[field]?.[language] ?? field);
  const last = since.at(-1);
  throw refuse('asset-changed', {
    field: 'version',
    params: {
      byZh: last?.by?.zh ?? '系统',
      byEn: last?.by?.en ?? 'the system',
      at: last?.at ?? null,
      fieldsZh: names('zh').join('、'),
      fieldsEn: names('en').join(', '),
      changes,
      version: asset.version,
    },
  });
};

/**
 * Locks assets for an edit, and gives them in the order asked for.
 * @throws HttpError plate-unknown
 */
export const holdAssets = async ({ client }: Edit, ids: readonly string[]): Promise<HeldAsset[]> => {
  const held = await lockAssets(client, ids);
  return ids.map((id) => {
    const asset = held.find((a) => a.id === id);
    if (!asset) throw refuse('plate-unknown', { field: 'id' });
    return asset;
  });
};

/**
 * Whether this person may change these fields of what they looked at.
 * @throws HttpError asset-merged, not-its-keeper, outside-scope, field-not-yours, asset-changed
 */
export const mayEdit = async (edit: Edit, asset: HeldAsset, fields: readonly string[], version: number): Promise<void> => {
  accepted(decideFields(edit.editor, asset, fields));
  if (version !== asset.version) await tellChanges(edit, asset, version);
};

/** Runs an edit in one transaction: its hazards are derived anew, and the asset it names is told as it is now. */
export const editAssets = async (
  app: App,
  person: Person,
  now: string,
  work: (edit: Edit) => Promise<{ tell: string; touched: readonly string[] }>,
): Promise<Asset> => {
  const vocabulary = await vocabularyOf(app.pool);
  const stamp = { at: now, on: localDate(now, vocabulary.city.timeZone) };
  return inTransaction(app.pool, async (client) => {
    const { tell, touched } = await work({ client, person, editor: editorOf(person), stamp, vocabulary });
    await refreshHazards(client, touched, hazardRulesOf(vocabulary.city.settings['hazards']));
    const id = await findSurvivor(client, tell);
    const asset = await findAsset(client, id);
    if (!asset) throw refuse('plate-unknown', { field: 'id' });
    return describeAsset(client, person, asset, { askedFor: id, at: null, dueBefore: dueBeforeIn(vocabulary, now) });
  });
};

/** The reason a person gave, cleaned; null when none. */
export const reasonOf = (note: string | undefined): string | null => accepted(decideText(note ?? '', 'note', 500)) || null;
