import { metresPerDegree } from './error-density.ts';
import type { NearbyAsset } from './observation.ts';
import type { LearnedShift } from './priors.ts';

/** By which names a well's shift may be known: the file that it came with tells more than the street, of which other files may be. */
const keysOf = ({ importId, streetCode }: NearbyAsset): string[] => [
  ...(importId ? [`import ${importId}`] : []),
  ...(streetCode === undefined ? [] : [`street ${streetCode}`]),
];

const shiftOf = (asset: NearbyAsset, shifts: Readonly<Record<string, LearnedShift>>): LearnedShift | undefined => {
  const shift = keysOf(asset)
    .map((key) => shifts[key])
    .find((one) => one !== undefined);
  return shift !== undefined && (asset.recordedS ?? Number.POSITIVE_INFINITY) <= shift.asOfS ? shift : undefined;
};

/**
 * Assets where they are found, as far as settled orders told that a whole street, or a whole census file, lies to one side of its record. One that was written anew since is
 * taken where its record says: the survey may have been put right, and would be off as far to the other side.
 */
export const whereFound = <A extends NearbyAsset>(assets: readonly A[], shifts: Readonly<Record<string, LearnedShift>>): readonly A[] => {
  if (Object.keys(shifts).length === 0) return assets;
  return assets.map((asset) => {
    const shift = shiftOf(asset, shifts);
    if (shift === undefined) return asset;
    const lat = asset.lat + shift.northM / metresPerDegree;
    return { ...asset, lat, lon: asset.lon + shift.eastM / metresPerDegree / Math.cos((asset.lat * Math.PI) / 180) };
  });
};
