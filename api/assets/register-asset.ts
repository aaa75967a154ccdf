import type { Static } from 'typebox';
import { adoptAssetId, insertAsset, insertAssetEvent, insertCover, mintAssetId } from '#db/queries/assets/asset-edits.ts';
import { isFirstLoadUnderWay } from '#db/queries/imports/fill-aside.ts';
import type { createAsset } from '#domain/contract/asset-edits.ts';
import type { Asset } from '#domain/contract/assets.ts';
import type { Point } from '#domain/contract/terms.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { type Edit, editAssets, reasonOf } from './hold-asset.ts';
import { acceptCover, placesWithin, readValues } from './read-values.ts';

const whyNot: Readonly<Record<string, { whyZh: string; whyEn: string }>> = {
  malformed: { whyZh: '应为 16 位数字，或加 1 位校验码。', whyEn: 'it should have 16 digits, or those and a check character.' },
  mistyped: { whyZh: '校验码不符，有一位写错了。', whyEn: 'its check character does not fit; one character is wrong.' },
  'unknown-place': { whyZh: '前六位不是本市的区。', whyEn: 'its first six digits are no district of this city.' },
  'unknown-class': { whyZh: '第七至十位不是部件小类。', whyEn: 'its digits seven to ten are no asset class.' },
};

const adopt = async ({ client }: Edit, number: string): Promise<string> => {
  const { id, refusal } = await adoptAssetId(client, number);
  if (refusal === 'taken') throw refuse('number-taken', { field: 'number', params: { number } });
  if (id === null) throw refuse('number-not-national', { field: 'number', params: { number, ...whyNot[refusal ?? 'malformed'] } });
  return id;
};

/**
 * Registers one asset where this person registers: the number it bears already is adopted, else one is minted.
 * @throws HttpError outside-scope, number-taken, number-not-national, serials-exhausted, not-a-well, registry-filling, and as readValues
 */
export const registerAsset = (app: App, person: Person, now: string, wanted: Static<(typeof createAsset)['body']>): Promise<Asset> =>
  editAssets(app, person, now, async (edit) => {
    if (await isFirstLoadUnderWay(edit.client)) throw refuse('registry-filling');
    const { number, cover, note, source = 'survey', ...given } = wanted;
    const values = await readValues(edit, given);
    if (cover) acceptCover(edit, cover);
    const places = await placesWithin(edit, values['position'] as Point);
    if (cover && !edit.vocabulary.classes.find((c) => c.code === wanted.classCode)?.isWell) throw refuse('not-a-well', { field: 'cover' });
    const id = number === undefined ? await mintAssetId(edit.client, places.districtCode, wanted.classCode) : await adopt(edit, number);
    const whole = { positionAccuracyM: 5, status: 'intact', ...values, ...places };
    await insertAsset(edit.client, id, whole, { dataSource: source, ...edit.stamp });
    if (cover) await insertCover(edit.client, id, { fittedOn: null, ...cover }, edit.stamp);
    const event = { assetId: id, at: edit.stamp.at, personId: edit.person.id, action: 'minted', source, note: reasonOf(note), version: 1 } as const;
    await insertAssetEvent(edit.client, { ...event, changes: { number: [null, id] } });
    return { tell: id, touched: [id] };
  });
