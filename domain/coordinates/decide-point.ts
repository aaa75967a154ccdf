import type { Name, Point } from '../contract/terms.ts';
import type { Bounds } from '../position.ts';
import { accept, type Decision, reject } from '../rejection.ts';
import { readCoordinate } from './read-coordinate.ts';
import type { Transform } from './transform.ts';

export interface CityExtent {
  readonly name: Name;
  readonly bounds: Bounds;
}

const inside = (lon: number, lat: number, [west, south, east, north]: Bounds) => lon >= west && lon <= east && lat >= south && lat <= north;

/**
 * Where one row lies, in WGS 84, from its two numbers in the order and the system its source said. What can be wrong with a single
 * row is worded for that row: `census-position-missing`, `-unreadable`, `-zero`, `-swapped` (it would lie in the city with the two
 * exchanged) or `-outside-city`.
 */
export const decideNumbers = (first: number, second: number, transform: Transform, city: CityExtent): Decision<Point> => {
  if (!Number.isFinite(first) || !Number.isFinite(second)) return reject('census-position-missing', { field: 'x' }); // as a geometry says it
  const [lon, lat] = transform.toWgs84(first, second);
  if (inside(lon, lat, city.bounds)) return accept({ lon, lat });
  if (first === 0 && second === 0) return reject('census-position-zero', { field: 'x' });
  const [swappedLon, swappedLat] = transform.toWgs84(second, first);
  if (inside(swappedLon, swappedLat, city.bounds)) return reject('census-position-swapped', { field: 'x', params: { x: first, y: second } });
  return reject('census-position-outside-city', { field: 'x', params: { x: first, y: second, cityZh: city.name.zh, cityEn: city.name.en } });
};

/** The same from the two cells as they are written: decimals, full-width digits, degrees with minutes and seconds. */
export const decidePoint = (first: string | null, second: string | null, transform: Transform, city: CityExtent): Decision<Point> => {
  const [a, b] = [first?.trim() ?? '', second?.trim() ?? ''];
  if (a === '' || b === '') return reject('census-position-missing', { field: a === '' ? 'x' : 'y' });
  const [x, y] = [readCoordinate(a), readCoordinate(b)];
  if (x === null) return reject('census-position-unreadable', { field: 'x', params: { text: a.slice(0, 40) } });
  if (y === null) return reject('census-position-unreadable', { field: 'y', params: { text: b.slice(0, 40) } });
  return decideNumbers(x.value, y.value, transform, city);
};
