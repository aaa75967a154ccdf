import type { Point } from '#domain/contract/terms.ts';
import type { Bounds } from '../map/types.ts';

const aroundDegrees = 0.0009; // about 100 m north and south: one street corner

/** The box around points, never smaller than a street corner unless said; null without any. */
export const boundsAround = (points: readonly Point[], around = aroundDegrees): Bounds | null => {
  if (points.length === 0) return null;
  const lons = points.map((point) => point.lon);
  const lats = points.map((point) => point.lat);
  return [Math.min(...lons) - around, Math.min(...lats) - around, Math.max(...lons) + around, Math.max(...lats) + around];
};

/** A box as the API asks for it: west,south,east,north, to some 0.1 m. */
export const boxText = (bounds: Bounds): string => bounds.map((degrees) => degrees.toFixed(6)).join(',');
