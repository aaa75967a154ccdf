import type { Point } from '../contract/terms.ts';
import { metresBetween } from './error-density.ts';
import type { AddressPoint } from './observation.ts';
import type { Direction } from './read-spot.ts';

/** How far east and north of a place a point lies, metres. */
export const metresTo = (from: Point, to: Point): Direction => ({
  east: Math.sign(to.lon - from.lon) * metresBetween({ lon: from.lon, lat: to.lat }, to),
  north: Math.sign(to.lat - from.lat) * metresBetween({ lon: to.lon, lat: from.lat }, to),
});

/** Whether something lies on the side that was said: within a quarter round for a corner, within half for a side. */
export const isOnSide = ({ direction, isCorner }: NonNullable<AddressPoint['toward']>, { east, north }: Direction): boolean => {
  const along = east * direction.east + north * direction.north;
  return along >= Math.hypot(east, north) * (isCorner ? Math.SQRT1_2 - 1e-9 : 0);
};

/** How many times likelier the side is said of what lies there, or not there, than of something anywhere round the place. */
export const fitsSide = (toward: NonNullable<AddressPoint['toward']>, there: Direction, trust: number): number => {
  const parts = toward.isCorner ? 4 : 2;
  return isOnSide(toward, there) ? trust * parts : ((1 - trust) * parts) / (parts - 1);
};
