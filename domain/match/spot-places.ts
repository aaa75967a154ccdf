import type { Point } from '../contract/terms.ts';
import { metresBetween, metresPerDegree } from './error-density.ts';
import type { AddressPoint } from './observation.ts';
import type { SaidSpot } from './read-spot.ts';

export interface SharedPlace {
  readonly point: Point;
  readonly errorM: number;
  readonly share: number;
}

/** People misjudge a distance by so much of it. */
const misjudged = 0.3;

/** Places so many metres on in the direction that was said; without one the distance only makes them less certain. */
export const shiftedBy = (places: readonly SharedPlace[], { metres, toward, isNear }: SaidSpot): readonly SharedPlace[] =>
  places.map(({ point, errorM, share }) => {
    if (metres === null) return { point, errorM: isNear ? Math.round(errorM * 1.3) : errorM, share };
    if (toward === null) return { point, errorM: Math.round(Math.hypot(errorM, metres)), share };
    const lat = point.lat + (metres * toward.north) / metresPerDegree;
    const lon = point.lon + (metres * toward.east) / metresPerDegree / Math.cos((point.lat * Math.PI) / 180);
    return { point: { lon, lat }, errorM: Math.round(Math.hypot(errorM, misjudged * metres)), share };
  });

/** Places as an observation: the likeliest first (of like ones the nearest to the pin), shares that sum to one, and the side that was said. */
export const addressOf = (places: readonly SharedPlace[], { toward, isCorner, metres }: SaidSpot, near: Point | null): AddressPoint | null => {
  const total = places.reduce((sum, { share }) => sum + share, 0);
  const farM = ({ point }: SharedPlace) => (near ? metresBetween(near, point) : 0);
  const [first, ...others] = places.map((place) => ({ ...place, share: place.share / total })).toSorted((a, b) => b.share - a.share || farM(a) - farM(b));
  if (!first) return null;
  return {
    point: first.point,
    errorM: first.errorM,
    ...(others.length > 0 ? { places: [first, ...others] } : {}),
    ...(toward !== null && metres === null ? { toward: { direction: toward, isCorner } } : {}),
  };
};
