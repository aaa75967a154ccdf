import area from '@turf/area';
import kinks from '@turf/kinks';
import type { Point } from './contract/terms.ts';
import { accept, type Decision, reject } from './rejection.ts';

/** What a drawn area may be; the contract says the same to whoever asks. */
export interface AreaBounds {
  readonly mostVertices: number;
  readonly mostKm2: number;
}

const isOnEarth = ({ lon, lat }: Point) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
const same = (a: Point | undefined, b: Point | undefined) => a !== undefined && b !== undefined && a.lon === b.lon && a.lat === b.lat;

const wrong = (whyZh: string, whyEn: string) => reject('query-invalid', { field: 'polygon', params: { field: 'polygon', whyZh, whyEn } });

/**
 * An area drawn on a map: at least three corners, not crossing itself, not too large. A last vertex equal to the first is taken as
 * its closing.
 * @returns its vertices without a closing one
 */
export const decideDrawnArea = (given: readonly Point[], { mostVertices, mostKm2 }: AreaBounds): Decision<readonly Point[]> => {
  const corners = same(given[0], given.at(-1)) ? given.slice(0, -1) : given;
  const [first] = corners;
  if (first === undefined || corners.length < 3) return wrong('至少需要三个不同的顶点。', 'it needs at least three different corners.');
  if (corners.length > mostVertices) return wrong(`最多 ${mostVertices} 个顶点。`, `at most ${mostVertices} corners.`);
  if (!corners.every(isOnEarth)) return wrong('经度在 ±180、纬度在 ±90 以内。', 'longitude lies within ±180, latitude within ±90.');
  const distinct = corners.filter((corner, i) => !same(corner, corners[i - 1]));
  const ring = { type: 'Polygon' as const, coordinates: [[...distinct, first].map(({ lon, lat }) => [lon, lat])] };
  const km2 = area(ring) / 1e6;
  if (distinct.length < 3 || km2 < 1e-6) return wrong('这个范围没有面积。', 'it encloses nothing.');
  if (kinks(ring).features.length > 0) return wrong('边线自相交，请重新画。', 'its outline crosses itself; draw it again.');
  if (km2 > mostKm2) return wrong(`范围太大，最多 ${mostKm2} 平方公里。`, `it is too large; at most ${mostKm2} km².`);
  return accept(distinct);
};
