import { lockAsset, saveStatus } from '#db/queries/assets.ts';
import { findOtherWord, findReply, insertPassedWord } from '#db/queries/status-words.ts';
import { reachOf } from '#domain/access.ts';
import { decideClosedStatus, isKeeper } from '#domain/asset-status.ts';
import type { AssetStatus } from '#domain/contract/terms.ts';
import { localDate } from '#domain/local-time.ts';
import { refuse } from '../errors.ts';
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
  const change = { before: asset.status, status, version: asset.version + 1, on: localDate(now, vocabulary.city.timeZone), personId: reply.personId };
  await saveStatus(client, { ...event, ...change, id: assetId });
};
