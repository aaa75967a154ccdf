import type { Point, Position } from './contract/terms.ts';
import { fromBd09, fromGcj02 } from './coordinates/chinese-datums.ts';

/** Metres between two points, good to a thousandth within a city. */
export const metresBetween = (a: Point, b: Point): number => Math.hypot((b.lon - a.lon) * Math.cos((a.lat * Math.PI) / 180), b.lat - a.lat) * 111_195;

/** So many metres as degrees to the east and to the north, at a latitude: half a box around a point. */
export const degreesOf = (metres: number, latitude: number): Point => {
  const lat = metres / 111_195;
  return { lon: lat / Math.max(0.01, Math.cos((latitude * Math.PI) / 180)), lat }; // at a pole a box has no end
};

/**
 * Takes the datum off a position. GCJ-02 (Chinese web maps, phones' mini-programs) lies 100 to 700 m off; it comes back within a
 * millimetre of what was shifted, and so does BD-09. CGCS2000 differs from WGS 84 by less than a metre and passes as it is.
 */
export const toWgs84 = (position: Position): Point => {
  const datum = position.datum ?? 'WGS84';
  if (datum === 'WGS84' || datum === 'CGCS2000') return { lon: position.lon, lat: position.lat };
  const [lon, lat] = (datum === 'GCJ02' ? fromGcj02 : fromBd09)(position.lon, position.lat);
  return { lon, lat };
};
