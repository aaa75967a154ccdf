import turfArea from '@turf/area';
import { length as turfLength } from '@turf/length';
import type { Point } from '#domain/contract/terms.ts';

export type SketchMode = 'distance' | 'polygon' | 'rectangle';

/** A line or an outline being drawn; `corners` of an outline do not repeat the first. */
export interface Sketch {
  readonly mode: SketchMode;
  readonly corners: readonly Point[];
  readonly isDone: boolean;
}

export const begin = (mode: SketchMode): Sketch => ({ mode, corners: [], isDone: false });

const least: Readonly<Record<SketchMode, number>> = { distance: 2, polygon: 3, rectangle: 4 };

/** Whether there is enough of it to stop. */
export const canFinish = ({ mode, corners }: Sketch): boolean => corners.length >= least[mode];

/** A rectangle by two opposite corners. */
export const boxOf = (a: Point, b: Point): Point[] => [a, { lon: b.lon, lat: a.lat }, b, { lon: a.lon, lat: b.lat }];

/** With one more corner; a rectangle is whole with its second. A finished sketch begins anew. */
export const addCorner = (sketch: Sketch, at: Point): Sketch => {
  const { mode, corners, isDone } = sketch;
  if (isDone) return { mode, corners: [at], isDone: false };
  const [first] = corners;
  if (mode === 'rectangle' && first) return { mode, corners: boxOf(first, at), isDone: true };
  return { mode, corners: [...corners, at], isDone: false };
};

export const dropCorner = ({ mode, corners }: Sketch): Sketch => ({ mode, corners: mode === 'rectangle' ? [] : corners.slice(0, -1), isDone: false });

/** What is shown while the pointer moves: the sketch with the next corner where the pointer is. */
export const ahead = (sketch: Sketch, pointer: Point | null): readonly Point[] => {
  const [first] = sketch.corners;
  if (sketch.isDone || !pointer || !first) return sketch.corners;
  return sketch.mode === 'rectangle' ? boxOf(first, pointer) : [...sketch.corners, pointer];
};

const coordinates = (points: readonly Point[]) => points.map(({ lon, lat }) => [lon, lat]);

/** Metres along a line, on the globe. */
export const lengthM = (line: readonly Point[]): number =>
  line.length < 2 ? 0 : turfLength({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: coordinates(line) } }, { units: 'meters' });

/** Square metres within corners, on the globe. */
export const areaM2 = (corners: readonly Point[]): number => {
  const [first] = corners;
  return corners.length < 3 || !first ? 0 : turfArea({ type: 'Polygon', coordinates: [coordinates([...corners, first])] });
};
