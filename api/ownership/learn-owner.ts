import { type HeldAsset, insertAssetEvent, saveAsset } from '#db/queries/assets/asset-edits.ts';
import { type HeldNotice, type NewStep, settleNotice } from '#db/queries/assets/ownership-notices.ts';
import type { Connection } from '#db/sql.ts';
import { changesOf } from '#domain/asset-edit.ts';
import { livingIn, type UnitLife } from '#domain/living-unit.ts';
import { localDate } from '#domain/local-time.ts';
import { learnedBy, type NoticeOutcome } from '#domain/ownership-notice.ts';
import { takeStep } from './take-step.ts';

/** Who acts on a notice and when; no person: the clockwork. */
export interface Doing {
  readonly client: Connection;
  readonly personId: string | null;
  readonly now: string;
  readonly timeZone: string;
  readonly units: readonly (UnitLife & { readonly id: string })[];
}

/** Writes what changes of a well by a notice, as its next version with its event. */
export const saveWell = async (doing: Doing, asset: HeldAsset, values: Readonly<Record<string, unknown>>, note: string | null): Promise<void> => {
  const changes = changesOf(asset.facts, values);
  if (Object.keys(changes).length === 0) return;
  const stamp = { at: doing.now, on: localDate(doing.now, doing.timeZone) };
  await saveAsset(doing.client, asset.id, Object.fromEntries(Object.entries(changes).map(([field, [, after]]) => [field, after])), stamp);
  const event = {
    assetId: asset.id,
    at: doing.now,
    personId: doing.personId,
    action: 'owner',
    source: doing.personId === null ? 'notice' : 'registrar',
  } as const;
  await insertAssetEvent(doing.client, { ...event, changes, note, version: asset.version + 1 });
};

/** Ends a notice: the step, the notice, the well, which comes to name no unit that ended since. The caller holds both. */
export const endNotice = async (
  doing: Doing,
  notice: HeldNotice,
  asset: HeldAsset,
  { outcome, ownerId, step, note }: { outcome: NoticeOutcome; ownerId: string | null; step: NewStep['step']; note: string | null },
): Promise<void> => {
  const living = (unitId: string | null) => livingIn(doing.units, unitId);
  const kept = {
    keeperId: living(notice.keeperId) ?? notice.keeperId,
    keptBefore: living(notice.keptBefore),
    maintainerId: living(asset.maintainerId) ?? asset.maintainerId,
  };
  await settleNotice(doing.client, notice.id, { outcome, ownerId, at: doing.now });
  await takeStep(doing.client, {
    noticeId: notice.id,
    at: doing.now,
    step,
    personId: doing.personId,
    unitId: ownerId ?? (step === 'unowned' ? kept.keeperId : null),
    note,
  });
  await saveWell(doing, asset, learnedBy(outcome, { ...kept, ownerId }), note);
};
