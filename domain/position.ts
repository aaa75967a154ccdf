import type { Name, Point, Position } from './contract/terms.ts';
import { toWgs84 } from './datum.ts';
import { accept, type Decision, reject } from './rejection.ts';

/** [west, south, east, north], degrees WGS 84. */
export type Bounds = readonly [number, number, number, number];

const inRange = (p: Position) => Number.isFinite(p.lon) && Number.isFinite(p.lat) && Math.abs(p.lon) <= 180 && Math.abs(p.lat) <= 90;
const inside = (p: Point, [west, south, east, north]: Bounds) => p.lon >= west && p.lon <= east && p.lat >= south && p.lat <= north;
const lies = (p: Position, bounds: Bounds) => inRange(p) && inside(toWgs84(p), bounds);

/**
 * A position in WGS 84 that can lie in the city. `position-swapped` when it would with its two numbers exchanged, else
 * `position-outside-city`. Inside the bounds but outside the boundary is found where the place is looked up.
 */
export const decidePosition = (position: Position, city: { readonly name: Name; readonly bounds: Bounds }): Decision<Point> => {
  if (lies(position, city.bounds)) return accept(toWgs84(position));
  if (lies({ ...position, lon: position.lat, lat: position.lon }, city.bounds)) return reject('position-swapped', { field: 'position' });
  return reject('position-outside-city', { field: 'position', params: { cityZh: city.name.zh, cityEn: city.name.en } });
};
