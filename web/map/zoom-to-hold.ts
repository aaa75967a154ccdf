import type { Point } from '#domain/contract/terms.ts';

/** Half a mark and its outline, pixels: a point whose mark is cut off is not in sight. */
const marginPx = 30;
const closeEnough = 0.25;
const worldPx = 512;

/** Web Mercator, the world being one wide. */
const project = ({ lon, lat }: Point): { x: number; y: number } => {
  const sin = Math.sin((lat * Math.PI) / 180);
  return { x: (lon + 180) / 360, y: 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI) };
};

/**
 * The zoom at which every point is in sight of a map of so many pixels around `centre`: the wanted one when they all are, else the
 * next lower quarter.
 */
export const zoomToHold = (centre: Point, points: readonly Point[], wanted: number, size: { width: number; height: number }): number => {
  const middle = project(centre);
  const half = { x: Math.max(1, size.width / 2 - marginPx), y: Math.max(1, size.height / 2 - marginPx) };
  const zooms = points.map((point) => {
    const at = project(point);
    const reach = Math.max(Math.abs(at.x - middle.x) / half.x, Math.abs(at.y - middle.y) / half.y);
    return reach === 0 ? wanted : -Math.log2(reach * worldPx);
  });
  const needed = Math.min(wanted, ...zooms);
  return needed === wanted ? wanted : Math.floor(needed / closeEnough) * closeEnough;
};
