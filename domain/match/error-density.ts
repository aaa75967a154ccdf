import type { MatchPriors } from './priors.ts';

// Within a circle of r lie two of three points of a normal error of r / 1.482 along each axis.
const twoInThree = Math.sqrt(2 * Math.log(3));
const leastSigmaM = 1;

/** The spread of one axis, metres, of an error that keeps within `accuracyM` two times in three. */
export const sigmaOf = (accuracyM: number): number => Math.max(Number.isFinite(accuracyM) ? accuracyM / twoInThree : 0, leastSigmaM);

/**
 * How likely a place is said to lie `distanceM` from where the thing is: per square metre, a mixture of normals and of places that
 * have nothing to do with it, so that no distance is impossible and no near one proves anything alone.
 * @param saidSigmaM the said place's spread, which is what can be far worse than stated
 * @param surveySigmaM the registry's own spread
 */
export const errorDensity = (
  distanceM: number,
  saidSigmaM: number,
  surveySigmaM: number,
  { errorMixture, astray }: Pick<MatchPriors, 'errorMixture' | 'astray'>,
): number => {
  let density = astray.share / astray.areaM2;
  for (const { share, scale } of errorMixture) {
    const variance = (scale * saidSigmaM) ** 2 + surveySigmaM ** 2;
    density += (share / (2 * Math.PI * variance)) * Math.exp(-(distanceM * distanceM) / (2 * variance));
  }
  return density;
};

/** Of latitude, at the mean radius of the earth. */
export const metresPerDegree = 111_195;

/** Metres between two near points, degrees WGS 84; within 0.1 % inside a city. */
export const metresBetween = (a: { readonly lon: number; readonly lat: number }, b: { readonly lon: number; readonly lat: number }): number => {
  const dx = (a.lon - b.lon) * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180);
  return Math.hypot(dx, a.lat - b.lat) * metresPerDegree;
};

/** What says where: a pin, an address, a photo of itself. */
export type PlaceCode = 'match-distance' | 'match-address' | 'match-photo';

const bandsM = [3, 7, 14, 28, 56];

const upTo = (accuracyM: number): string => String(bandsM.find((up) => accuracyM <= up) ?? 'far');

/** Pins of about one accuracy err alike, and so do photos, and addresses of one sort: what is learned of their error goes by this name. */
export const bandOf = (code: PlaceCode, accuracyM: number): string => {
  if (code === 'match-address') return `address ${Math.round(accuracyM)}`;
  return `${code === 'match-photo' ? 'photo' : 'pin'} ${upTo(accuracyM)}`;
};
