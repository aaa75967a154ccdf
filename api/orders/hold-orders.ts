import { listOpenOrders } from '#db/queries/assets/asset-joins.ts';
import { findSurvivor } from '#db/queries/assets/assets.ts';
import { findAssetOf, findChosenBefore } from '#db/queries/assets/chosen-assets.ts';
import { lockIncidentsOfAll } from '#db/queries/orders/incidents.ts';
import { findMergedInto, lockOrders } from '#db/queries/orders/joins.ts';
import { findLastAct } from '#db/queries/orders/last-acts.ts';
import type { Connection } from '#db/sql.ts';
import { goingOn } from '#domain/order-transitions.ts';
import { refuse } from '../errors.ts';
import type { Act } from './decide-act.ts';

type Held = Pick<Act, 'id' | 'action' | 'assetId' | 'orderId'>;

/** The assets that an order is about after the act: the chosen one, the one of before, the one that it goes on with. */
const assetsOf = async (client: Connection, { id, action, assetId }: Held): Promise<string[]> => {
  if (action === 'choose_asset') return assetId === undefined ? [] : [assetId];
  if (!goingOn.has(action)) return [];
  const known = [await findAssetOf(client, id), action === 'take_back' ? (await findChosenBefore(client, id))?.assetId : null];
  return Promise.all(known.flatMap((asset) => (asset ? [findSurvivor(client, asset)] : [])));
};

/** Nobody waits for another asset's lock with these in hand: where an asset was merged while this waited for its own, whoever acts looks again. */
const lockAssetsOf = async (client: Connection, act: Held, assetIds: readonly string[]): Promise<void> => {
  await lockIncidentsOfAll(client, assetIds);
  const now = new Set(await assetsOf(client, act));
  if (now.size !== assetIds.length || !assetIds.every((id) => now.has(id))) throw refuse('version-stale');
};

/** The order that the act is about beside its own; of a split that is taken back the one that it opened, on which somebody may be acting. */
const findOther = async (client: Connection, { id, action, orderId }: Held): Promise<string | null> => {
  switch (action) {
    case 'merge':
    case 'keep_apart':
      return orderId ?? null;
    case 'unmerge':
      return (await findMergedInto(client, id))?.id ?? null;
    case 'take_back':
      return (await findLastAct(client, id))?.openedOrderId ?? null;
    default:
      return null;
  }
};

/**
 * Holds all that an act is about before any of it is looked at. Nobody opens an order of its asset meanwhile, of which there would be two: the asset's
 * lock is taken before an order's row, as where a report comes in. An order that goes on may be asked to join those that the asset has by now. All orders
 * are held by one statement, by their ids, so that nobody waits in a circle.
 * @throws HttpError version-stale where its asset became another's at this instant
 */
export const holdOrders = async (client: Connection, act: Held): Promise<void> => {
  const assetIds = [...new Set(await assetsOf(client, act))];
  if (assetIds.length > 0) await lockAssetsOf(client, act, assetIds);
  const held: string[] = [];
  if (act.action !== 'choose_asset') for (const assetId of assetIds) held.push(...(await listOpenOrders(client, assetId)));
  const other = await findOther(client, act);
  if (other !== null) held.push(other);
  if (held.length > 0) await lockOrders(client, [act.id, ...held]);
};
