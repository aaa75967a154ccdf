import { distance, type XY } from './plane.ts';

/** A stretch of a road inside one district, out of the water. */
export interface RoadPiece {
  districtCode: string;
  points: XY[];
}

const districtOf = (streetCode: string | null) => streetCode?.slice(0, 6) ?? null;

/** The last point from `inside` towards `outside` that is still in the same district, to about a metre. */
const edgeBetween = (inside: XY, outside: XY, districtAt: (at: XY) => string | null): XY => {
  const here = districtAt(inside);
  let [good, bad] = [inside, outside];
  for (let i = 0; i < 5; i++) {
    const middle = { x: (good.x + bad.x) / 2, y: (good.y + bad.y) / 2 };
    if (districtAt(middle) === here) good = middle;
    else bad = middle;
  }
  return good;
};

const lengthOf = (points: readonly XY[]) => points.reduce((sum, p, i) => sum + (i === 0 ? 0 : distance(p, points[i - 1] ?? p)), 0);

const offLine = (p: XY, a: XY, b: XY) => {
  const length = distance(a, b);
  return length === 0 ? distance(p, a) : Math.abs((b.x - a.x) * (a.y - p.y) - (a.x - p.x) * (b.y - a.y)) / length;
};

/** Douglas and Peucker: leaves out what a straight line tells within the tolerance (m). */
const simplified = (points: readonly XY[], toleranceM: number): XY[] => {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 3) return [...points];
  let [worst, at] = [0, 0];
  points.forEach((p, i) => {
    const off = i === 0 || i === points.length - 1 ? 0 : offLine(p, first, last);
    if (off > worst) [worst, at] = [off, i];
  });
  if (worst <= toleranceM) return [first, last];
  return [...simplified(points.slice(0, at + 1), toleranceM).slice(0, -1), ...simplified(points.slice(at), toleranceM)];
};

const shortestM = 45;

/**
 * Cuts a line wherever it leaves a district or comes to water; nothing shorter than 45 m stays.
 * @param streetAt the street of a dry place; null in water and outside the city
 */
export const clipRoad = (points: readonly XY[], streetAt: (at: XY) => string | null): RoadPiece[] => {
  const districtAt = (at: XY) => districtOf(streetAt(at));
  const pieces: RoadPiece[] = [];
  let open: RoadPiece | null = null;
  let before: XY | null = null;
  const close = (towards: XY | null) => {
    const last = open?.points.at(-1);
    if (open !== null && last !== undefined) {
      if (towards !== null) open.points.push(edgeBetween(last, towards, districtAt));
      if (lengthOf(open.points) >= shortestM) pieces.push({ ...open, points: simplified(open.points, 0.5) });
    }
    open = null;
  };
  for (const point of points) {
    const here = districtAt(point);
    if (open !== null && (open as RoadPiece).districtCode !== here) close(point);
    if (here !== null && open === null) open = { districtCode: here, points: before === null ? [point] : [edgeBetween(point, before, districtAt), point] };
    else if (open !== null) (open as RoadPiece).points.push(point);
    before = point;
  }
  close(null);
  return pieces;
};
