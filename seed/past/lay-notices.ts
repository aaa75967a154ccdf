import type { Client } from '#db/pool.ts';
import { type HeldAsset, insertAssetEvent, lockAssets, saveAsset } from '#db/queries/assets/asset-edits.ts';
import { decideClaims, insertClaim, insertNotice, insertStep, type NewStep, putOffNotice, settleNotice } from '#db/queries/assets/ownership-notices.ts';
import { insertPastPhotos, listPastOwnerless, type PastOwnerless, type PastPhoto } from '#db/queries/seeding/past.ts';
import type { PlaceUnits } from '#domain/apply-rules.ts';
import { changesOf } from '#domain/asset-edit.ts';
import { cityNumber } from '#domain/city-numbers.ts';
import { localDate } from '#domain/local-time.ts';
import { learnedBy, noticeDueAt } from '#domain/ownership-notice.ts';
import type { CityFolder } from '../city-folder.ts';
import { randomOf, shuffled } from '../random.ts';
import { type DrawnNotice, drawNotice } from './draw-notice.ts';
import { type Picture, type Scene, scenes } from './draw-pictures.ts';
import { pastModel } from './past-model.ts';

interface Laying {
  readonly client: Client;
  readonly staff: ReadonlyMap<string, string>;
  readonly timeZone: string;
  readonly pictures: Readonly<Record<Scene, Picture>>;
}

/** What a step of a notice changes of its well, as the living route writes it: the next version and its event. */
const saveWell = async (
  { client, timeZone }: Laying,
  id: string,
  at: string,
  personId: string | null,
  values: (asset: HeldAsset) => Readonly<Record<string, unknown>>,
) => {
  const [asset] = await lockAssets(client, [id]);
  const changes = asset ? changesOf(asset.facts, values(asset)) : {};
  if (!asset || Object.keys(changes).length === 0) return;
  await saveAsset(client, id, Object.fromEntries(Object.entries(changes).map(([field, [, after]]) => [field, after])), { at, on: localDate(at, timeZone) });
  const source = personId === null ? 'notice' : 'registrar';
  await insertAssetEvent(client, { assetId: id, at, personId, action: 'owner', source, changes, note: null, version: asset.version + 1 });
};

const settledSteps = { confirmed: 'confirm', assigned: 'assign', unowned: 'unowned', withdrawn: 'withdraw' } as const;

interface Standing {
  readonly noticeId: string;
  readonly wellId: string;
  readonly keeperId: string;
  /** Whose made-up person decides. */
  readonly registrar: string | null;
}

const stepOf =
  ({ client }: Laying, noticeId: string) =>
  (at: string, what: NewStep['step'], personId: string | null, unitId: string | null, note: string | null) =>
    insertStep(client, { noticeId, at, step: what, personId, unitId, note });

const layClaim = async (laying: Laying, { noticeId }: Standing, { at, unitId }: NonNullable<DrawnNotice['claim']>): Promise<void> => {
  const personId = laying.staff.get(unitId);
  if (personId === undefined) throw new Error(`${unitId} has no made-up person`);
  const shown: PastPhoto = { reportId: null, orderId: null, at, personId, shows: null, scene: 'plan' };
  const photoIds = await insertPastPhotos(laying.client, laying.pictures, scenes, [shown]);
  const note = '竣工图上有这座井';
  await insertClaim(laying.client, { noticeId, unitId, personId, at, note, photoIds });
  await stepOf(laying, noticeId)(at, 'claim', personId, unitId, note);
};

const layOutcome = async (laying: Laying, standing: Standing, { is, at, ownerId }: NonNullable<DrawnNotice['outcome']>): Promise<void> => {
  const { noticeId, wellId, keeperId, registrar } = standing;
  const by = is === 'unowned' ? null : registrar; // the clockwork's
  await decideClaims(laying.client, noticeId, { claimId: null, accepted: is === 'confirmed', at });
  await settleNotice(laying.client, noticeId, { outcome: is, ownerId, at });
  await stepOf(laying, noticeId)(at, settledSteps[is], by, ownerId ?? (is === 'unowned' ? keeperId : null), by === null ? null : '核对图纸');
  await saveWell(laying, wellId, at, by, ({ maintainerId }) => learnedBy(is, { ownerId, keeperId, keptBefore: null, maintainerId }));
};

/** One well's notice from its publishing on, each step at its time. */
const layNotice = async (laying: Laying, well: PastOwnerless, here: PlaceUnits, drawn: DrawnNotice): Promise<void> => {
  const { client, staff, timeZone } = laying;
  const registrar = staff.get(here.districtCentre) ?? null;
  const keeperId = here.road ?? here.streetCentre;
  const { openedAt, endsOn, claim, reminders, refusedAt, outcome, dueAt } = drawn;
  const note = '普查时无人认领';
  const noticeId = await insertNotice(client, { assetId: well.id, keeperId, keptBefore: null, openedAt, endsOn, dueAt: noticeDueAt(endsOn, timeZone), note });
  const standing = { noticeId, wellId: well.id, keeperId, registrar };
  const step = stepOf(laying, noticeId);
  await step(openedAt, 'publish', registrar, keeperId, note);
  await saveWell(laying, well.id, openedAt, registrar, () => ({ maintainerId: keeperId }));
  if (claim) await layClaim(laying, standing, claim);
  for (const at of reminders) await step(at, 'remind', null, null, null);
  if (refusedAt !== null) {
    await decideClaims(client, noticeId, { claimId: null, accepted: false, at: refusedAt });
    await step(refusedAt, 'refuse', registrar, claim?.unitId ?? null, '图纸与现场不符');
  }
  if (outcome) await layOutcome(laying, standing, outcome);
  else if (dueAt !== null) await putOffNotice(client, noticeId, dueAt);
};

interface Place {
  readonly districtCode: string;
  readonly streetCode: string;
}

/** Puts some of the wells that nobody owns in the public notice: settled, running, and claimed and not decided yet. @returns how many */
export const layNotices = async (
  laying: Laying,
  { city }: CityFolder,
  { until, seed, assets }: { until: string; seed: number; assets: number },
  ground: { readonly at: (place: Place) => PlaceUnits; readonly trades: readonly string[] },
): Promise<number> => {
  const { assetsEach, least, most } = pastModel.notices;
  const wells = await listPastOwnerless(laying.client, Math.min(most, Math.max(least, Math.floor(assets / assetsEach))), seed);
  const noticeDays = cityNumber(city.settings, 'ownershipNoticeDays');
  for (const [i, well] of wells.entries()) {
    const random = randomOf(seed, 'past notices', i);
    const others = shuffled(
      random,
      ground.trades.filter((id) => id !== well.trueOwner),
    ).slice(0, 3);
    const owners = [...(well.trueOwner === null ? [] : [well.trueOwner]), ...others];
    await layNotice(laying, well, ground.at(well), drawNotice({ random, until, timeZone: laying.timeZone, noticeDays, owners }));
  }
  return wells.length;
};
