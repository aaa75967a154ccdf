import { lockAssets, refreshHazards, type Stamp } from '#db/queries/assets/asset-edits.ts';
import { lockAsset, saveStatus } from '#db/queries/assets/assets.ts';
import { findOtherWord, findReply, insertPassedWord } from '#db/queries/assets/status-words.ts';
import type { Connection } from '#db/sql.ts';
import { reachOf } from '#domain/access.ts';
import { decideClosedStatus, isKeeper } from '#domain/asset-status.ts';
import type { AssetStatus } from '#domain/contract/terms.ts';
import { hazardRulesOf } from '#domain/hazards.ts';
import { localDate } from '#domain/local-time.ts';
import { refuse } from '../errors.ts';
import { takeOffCover } from '../take-off-cover.ts';
import type { Acting } from './acting.ts';

/**
 * The status that a reply tells of the asset, to be kept with the reply: only for its keeper, with the same right as outside an order.
 * It takes effect when the centre closes the order.
 * @throws HttpError not-its-keeper
 */
export const repliedStatus = async ({ client, order, act, person }: Acting): Promise<{ assetStatus?: AssetStatus }> => {
  if (act.assetStatus === undefined || act.action !== 'resolve' || person === null) return {};
  const asset = order.assetId === null ? undefined : await lockAsset(client, order.assetId);
  const units = reachOf(person.grants, 'assets.status', person.cityCode)?.unitIds.filter((id) => id === order.unitId) ?? [];
  if (!asset || !isKeeper(units, asset)) throw refuse('not-its-keeper', { field: 'assetStatus' });
  return { assetStatus: act.assetStatus };
};

/** A well that is gone has no cover on: the one that was is closed with it, as where a registrar retires it. @returns what it was */
const takeOff = async (client: Connection, assetId: string, status: AssetStatus, stamp: Stamp): Promise<Readonly<Record<string, unknown>> | null> => {
  if (status !== 'removed') return null;
  const [asset] = await lockAssets(client, [assetId]);
  return asset ? takeOffCover(client, asset, status, stamp) : null;
};

/** A closed order says of its asset what its reply said, unless somebody said otherwise later; either way the word that lost is written down. */
export const closeStatus = async ({ client, vocabulary, order, act, now }: Acting): Promise<void> => {
  if (act.action !== 'close' || order.assetId === null) return;
  const { assetId } = order;
  const asset = await lockAsset(client, assetId);
  const reply = await findReply(client, order.id);
  if (!asset || !reply) return;
  const other = await findOtherWord(client, assetId, order.id);
  const { status, passedOver } = decideClosedStatus(asset.status, reply, other ?? null);
  const event = { at: now, orderId: order.id, note: reply.reply };
  if (passedOver) {
    const whose =
      passedOver.whose === 'order'
        ? ({ source: 'order', personId: reply.personId } as const)
        : ({ source: other?.source ?? 'owner', personId: other?.personId ?? null } as const);
    await insertPassedWord(client, { ...event, ...whose, assetId, passed: passedOver.status, stands: status });
  }
  if (status === asset.status) return;
  const on = localDate(now, vocabulary.city.timeZone);
  const cover = await takeOff(client, assetId, status, { at: now, on });
  await saveStatus(client, { ...event, before: asset.status, status, version: asset.version + 1, on, personId: reply.personId, cover, id: assetId });
  await refreshHazards(client, [assetId], hazardRulesOf(vocabulary.city.settings['hazards']));
};
