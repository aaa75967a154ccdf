import { type FoundAsset, findMergedVersion, listAliases, listAssetEvents, listAssetOrders, listCovers, type SeenImports } from '#db/queries/assets/assets.ts';
import { nameUnits } from '#db/queries/network/units.ts';
import { namePlaces } from '#db/queries/places/places.ts';
import type { Connection } from '#db/sql.ts';
import { covers as reaches, reachOf } from '#domain/access.ts';
import { fieldsToChange, mayRegister } from '#domain/asset-edit.ts';
import { isKeeper } from '#domain/asset-status.ts';
import type { Asset, Standing } from '#domain/contract/assets.ts';
import { isVerificationDue } from '#domain/hazards.ts';
import type { Person } from '../app-type.ts';
import { editorOf } from './editor.ts';

/** How the number that was asked for stands, when this asset answers for it. */
const standingOf = (asset: FoundAsset, askedFor: string): Standing => {
  if (askedFor !== asset.id) return 'merged';
  return asset.status === 'abandoned' || asset.status === 'removed' ? 'retired' : 'current';
};

/** What anyone standing at the plate may know: never whose it is. */
export const seenAsset = (asset: FoundAsset, askedFor: string) => {
  const { id, classCode, className, isWell, status, position, address, street, district, looks } = asset;
  return { id, classCode, className, isWell, status, position, address, street, district, looks, standing: standingOf(asset, askedFor), askedFor };
};

/** Whether a person's reach covers an asset, so that they see its whole life. */
export const mayReadAsset = (person: Person, asset: FoundAsset): boolean => {
  const reach = reachOf(person.grants, 'assets.read', person.cityCode);
  const unitIds = [asset.ownerId, asset.maintainerId, asset.authorityId].filter((unit) => unit !== null);
  return reach !== null && reaches(reach, { districtCode: asset.districtCode, streetCode: asset.streetCode, unitIds });
};

interface Telling {
  /** The number that was asked for; another's when it was merged into this asset. */
  readonly askedFor: string;
  /** The last look before this date is too long ago. */
  readonly dueBefore: string;
  /** The moment it is shown at; null: now. */
  readonly at: string | null;
}

/** What changes say of some fields, before and after. */
const saidIn = (events: Asset['events'], fields: RegExp): string[] => {
  const said = events.flatMap(({ changes }) => Object.entries(changes).flatMap(([field, value]) => (fields.test(field) ? value : [])));
  return [...new Set(said.filter((id): id is string => typeof id === 'string'))];
};

// A desk writes `ownerId`, an import `owner_id`.
const unitFields = /^(owner|maintainer|authority)_?id$/i;
const placeFields = /^(district|street)_?code$/i;

/** As api/imports/reach-import.ts lets them: who keeps the whole city sees every file, others their own. */
const importsSeenBy = (person: Person): SeenImports => {
  const reach = reachOf(person.grants, 'assets.import', person.cityCode);
  return reach === null ? null : { personId: person.id, everyones: reach.city };
};

/** An asset's whole life, as one of the staff who may read it sees it. What stood at a moment can be read and not changed. */
export const describeAsset = async (connection: Connection, person: Person, asset: FoundAsset, { askedFor, dueBefore, at }: Telling): Promise<Asset> => {
  const { districtCode: _d, streetCode: _s, ownerId, maintainerId, authorityId: _a, mergedInto: _m, ...whole } = asset;
  const ordersReach = reachOf(person.grants, 'orders.read', person.cityCode);
  const statusReach = reachOf(person.grants, 'assets.status', person.cityCode);
  const events = await listAssetEvents(connection, asset.id, { at, imports: importsSeenBy(person) });
  return {
    ...whole,
    standing: standingOf(asset, askedFor),
    askedFor,
    askedVersion: askedFor === asset.id || at !== null ? null : await findMergedVersion(connection, askedFor),
    asOf: at,
    hazards: [...asset.hazards, ...(isVerificationDue(asset, dueBefore) ? (['not_verified'] as const) : [])],
    covers: await listCovers(connection, asset.id, at),
    events,
    unitNames: await nameUnits(connection, saidIn(events, unitFields)),
    placeNames: await namePlaces(connection, saidIn(events, placeFields)),
    orders: ordersReach === null ? [] : await listAssetOrders(connection, asset.id, ordersReach, at),
    aliases: await listAliases(connection, asset.id, at),
    canChangeStatus: at === null && statusReach !== null && isKeeper(statusReach.unitIds, { ownerId, maintainerId }),
    mayChange: at === null ? [...fieldsToChange(editorOf(person), asset)] : [],
    mayRegister: at === null && mayRegister(editorOf(person), asset),
  };
};
