import { type HeldAsset, insertAssetEvent, saveAsset } from '#db/queries/assets/asset-edits.ts';
import { lockMeasurement, saveMeasurementAnswer } from '#db/queries/assets/measurements.ts';
import { changesOf, type FieldChanges } from '#domain/asset-edit.ts';
import type { Asset } from '#domain/contract/assets.ts';
import type { WellMeasures } from '#domain/contract/measurements.ts';
import { changeOf } from '#domain/measured.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { rightCover } from './change-asset.ts';
import { type Edit, editAssets, holdAssets, mayEdit } from './hold-asset.ts';

/** The well and its cover are recorded as they were measured, from the order; what says nothing new makes no version. @returns whether anything changed */
const adopt = async (edit: Edit, asset: HeldAsset, taken: WellMeasures, orderId: string): Promise<boolean> => {
  const { well, cover } = changeOf(taken);
  const changes: FieldChanges = { ...changesOf(asset.facts, { ...well }), ...(cover ? await rightCover(edit, asset, cover) : {}) };
  if (Object.keys(changes).length === 0) return false;
  await saveAsset(edit.client, asset.id, { ...well }, edit.stamp);
  const { client, person, stamp } = edit;
  const event = { assetId: asset.id, at: stamp.at, personId: person.id, action: 'changed', source: 'order', version: asset.version + 1 } as const;
  await insertAssetEvent(client, { ...event, changes, note: null, orderId });
  return true;
};

/**
 * What a crew measured is adopted, or not, by who may change the well.
 * @throws HttpError not-found, measurement-answered, no-cover-on, and as changeAsset
 */
export const answerOffer = (
  app: App,
  person: Person,
  now: string,
  answer: { readonly id: string; readonly adopt: boolean; readonly version: number },
): Promise<Asset> =>
  editAssets(app, person, now, async (edit) => {
    const measured = await lockMeasurement(edit.client, answer.id);
    if (!measured || measured.assetId === null) throw refuse('not-found', { field: 'id' });
    if (measured.isAnswered) throw refuse('measurement-answered', { field: 'id' });
    const [asset] = await holdAssets(edit, [measured.assetId]);
    if (!asset) throw refuse('not-found', { field: 'id' });
    const { well, cover } = changeOf(measured.taken);
    await mayEdit(edit, asset, [...Object.keys(well), ...(cover ? ['cover'] : [])], answer.version);
    await saveMeasurementAnswer(edit.client, answer.id, { at: now, personId: person.id, adopted: answer.adopt });
    const isChanged = answer.adopt && (await adopt(edit, asset, measured.taken, measured.orderId));
    return { tell: asset.id, touched: isChanged ? [asset.id] : [] };
  });
