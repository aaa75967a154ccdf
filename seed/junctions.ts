import { distance, type XY } from './plane.ts';
import type { Road } from './road.ts';

const cellM = 40;
const aboutM = 22;

/** Where roads end on other roads: no house is numbered and no lane begins in the mouth of a side street. */
export const junctionFinder = (roads: readonly Road[]): ((at: XY, own: Road) => boolean) => {
  const ends = new Map<string, { at: XY; road: Road }[]>();
  const keyOf = ({ x, y }: XY, column = 0, row = 0) => `${Math.floor(x / cellM) + column}/${Math.floor(y / cellM) + row}`;
  for (const road of roads)
    for (const at of [road.points[0], road.points.at(-1)]) {
      if (at === undefined) continue;
      ends.set(keyOf(at), [...(ends.get(keyOf(at)) ?? []), { at, road }]);
    }
  const around = [-1, 0, 1].flatMap((column) => [-1, 0, 1].map((row) => ({ column, row })));
  return (at, own) =>
    around.some(({ column, row }) => ends.get(keyOf(at, column, row))?.some((end) => end.road !== own && distance(end.at, at) < aboutM) === true);
};
