import { type FoundAsset, listAssetEvents, listAssetOrders, listCovers } from '#db/queries/assets.ts';
import type { Connection } from '#db/sql.ts';
import { covers as reaches, reachOf } from '#domain/access.ts';
import { isKeeper } from '#domain/asset-status.ts';
import type { Asset } from '#domain/contract/assets.ts';
import type { Person } from '../app-type.ts';

/** What anyone standing at the plate may know: never whose it is. */
export const seenAsset = ({ id, classCode, className, isWell, status, position, address, street, district, looks }: FoundAsset) => ({
  id,
  classCode,
  className,
  isWell,
  status,
  position,
  address,
  street,
  district,
  looks,
});

/** Whether a person's reach covers an asset, so that they see its whole life. */
export const mayReadAsset = (person: Person, asset: FoundAsset): boolean => {
  const reach = reachOf(person.grants, 'assets.read', person.cityCode);
  const unitIds = [asset.ownerId, asset.maintainerId, asset.authorityId].filter((unit) => unit !== null);
  return reach !== null && reaches(reach, { districtCode: asset.districtCode, streetCode: asset.streetCode, unitIds });
};

/** An asset's whole life, as one of the staff who may read it sees it. */
export const describeAsset = async (connection: Connection, person: Person, asset: FoundAsset): Promise<Asset> => {
  const { districtCode: _d, streetCode: _s, ownerId, maintainerId, authorityId: _a, ...whole } = asset;
  const ordersReach = reachOf(person.grants, 'orders.read', person.cityCode);
  const statusReach = reachOf(person.grants, 'assets.status', person.cityCode);
  return {
    ...whole,
    covers: await listCovers(connection, asset.id),
    events: await listAssetEvents(connection, asset.id),
    orders: ordersReach === null ? [] : await listAssetOrders(connection, asset.id, ordersReach),
    canChangeStatus: statusReach !== null && isKeeper(statusReach.unitIds, { ownerId, maintainerId }),
  };
};
