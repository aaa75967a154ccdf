import { listPlatesAmong } from '#db/queries/assets/asset-plates.ts';
import { findSurvivor } from '#db/queries/assets/assets.ts';
import { listAssetsByIds, type NearbyAssetRow } from '#db/queries/reports/matching.ts';
import type { Connection } from '#db/sql.ts';
import { plateSuggestions } from '#domain/asset-id.ts';
import type { Point } from '#domain/contract/terms.ts';
import { metresBetween } from '#domain/datum.ts';
import { readFragment } from '#domain/plate-reading.ts';
import { refuse } from './errors.ts';
import { readPlate } from './read-plate.ts';

/** What a report names by its number: on its plate, or picked on a map. */
export interface NamedAssets {
  /** The asset of the number, after a merge the one that it became part of. */
  readonly plate: string | null;
  readonly saidPlate: string | null;
  /** What could be read of a number that is not whole or has a slip, where a place is said too. */
  readonly plateRead: string | null;
  readonly plateAsset: NearbyAssetRow | null;
  /** After a merge likewise: who picks one may look at a map of before. */
  readonly pickedAsset: NearbyAssetRow | null;
  /** The merged numbers among the two, each with the asset that stands for it. */
  readonly merged: readonly Standing[];
  /** What was picked lies too far from the pin to be what is told of. Refused last of all, and counted: a place is not to be asked out of the registry. */
  readonly isPickTooFar: boolean;
  /** Registered a slip away from what was read, around the pin; after a merge likewise. */
  readonly likeAssets: readonly NearbyAssetRow[];
  /** The merged numbers among those, by the asset that stands for them. */
  readonly bearing: Readonly<Record<string, readonly string[]>>;
}

interface Standing {
  readonly number: string;
  readonly assetId: string;
}

interface Asked {
  readonly plate?: string | undefined;
  readonly assetId?: string | undefined;
}

export const farthestPickM = 500;
/** A number read with a slip is no way to ask which numbers there are: so few, and from around the pin alone, as who types a plate is offered. */
const likeWithinM = 300;
const mostLike = 3;

const noneLike = { likeAssets: [], bearing: {} };

const findLike = async (connection: Connection, typed: string, pin: Point | null): Promise<Pick<NamedAssets, 'likeAssets' | 'bearing'>> => {
  const possible = pin ? plateSuggestions(typed) : [];
  if (possible.length === 0) return noneLike;
  const numbers = await listPlatesAmong(connection, possible, { near: pin, withinM: likeWithinM, reach: null, most: mostLike });
  if (numbers.length === 0) return noneLike;
  const standing = await Promise.all(numbers.map(async (number) => ({ number, id: await findSurvivor(connection, number) })));
  const merged = Map.groupBy(
    standing.filter(({ number, id }) => number !== id),
    ({ id }) => id,
  );
  return {
    likeAssets: await listAssetsByIds(connection, [...new Set(standing.map(({ id }) => id))], pin),
    bearing: Object.fromEntries([...merged].map(([id, those]) => [id, those.map(({ number }) => number)])),
  };
};
type Read = Pick<NamedAssets, 'saidPlate' | 'plateRead' | 'likeAssets' | 'bearing'>;

/** A number that is not whole, or has a slip, is an observation like any other where a place is said; alone it is refused. */
const readTyped = async (connection: Connection, typed: string | undefined, pin: Point | null, hasPlace: boolean): Promise<Read> => {
  const none = { saidPlate: null, plateRead: null, ...noneLike };
  if (typed === undefined) return none;
  const plateRead = hasPlace ? readFragment(typed) : null;
  if (plateRead !== null) return { ...none, plateRead, ...(await findLike(connection, typed, pin)) };
  return { ...none, saidPlate: await readPlate(connection, typed, { person: null, near: pin, field: 'plate' }) };
};

/** Whether those assets stand for their numbers still, none of which was split off again: asked under the lock of the asset that a report was matched to. */
export const stillStand = async (connection: Connection, merged: readonly Standing[]): Promise<boolean> =>
  (await Promise.all(merged.map(async ({ number, assetId }) => (await findSurvivor(connection, number)) === assetId))).every(Boolean);

const farFrom = (pin: Point | null, asset: NearbyAssetRow | null): boolean => pin !== null && asset !== null && metresBetween(pin, asset) > farthestPickM;

/** What a report names by number. Refuses numbers of nothing. */
export const findNamedAssets = async (
  connection: Connection,
  { plate: typed, assetId }: Asked,
  pin: Point | null,
  { hasPlace }: { readonly hasPlace: boolean },
): Promise<NamedAssets> => {
  const read = await readTyped(connection, typed, pin, hasPlace);
  const plate = read.saidPlate === null ? null : await findSurvivor(connection, read.saidPlate); // a merged number is the asset that it became part of
  const picked = assetId === undefined ? null : await findSurvivor(connection, assetId);
  const wanted = [plate, picked].filter((id) => id !== null);
  const found = wanted.length === 0 ? [] : await listAssetsByIds(connection, wanted, pin);
  const plateAsset = found.find((a) => a.id === plate) ?? null;
  const pickedAsset = found.find((a) => a.id === picked) ?? null;
  if (plate !== null && !plateAsset) throw refuse('plate-unknown', { field: 'plate' });
  if (assetId !== undefined && !pickedAsset) throw refuse('plate-unknown', { field: 'assetId' });
  const named = [
    [read.saidPlate, plate],
    [assetId ?? null, picked],
  ] as const;
  const merged = named.flatMap(([number, id]) => (number !== null && id !== null && number !== id ? [{ number, assetId: id }] : []));
  return { ...read, plate, plateAsset, pickedAsset, merged, isPickTooFar: farFrom(pin, pickedAsset) };
};
