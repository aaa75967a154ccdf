import type { RoadClass } from './city-folder.ts';
import type { RoadName } from './name-roads.ts';
import { distance, type XY } from './plane.ts';

/** A road as it is registered, with what is needed to walk along it. */
export interface Road {
  id: number;
  name: RoadName;
  class: RoadClass | 'lane';
  districtCode: string;
  widthM: number;
  points: readonly XY[];
  /** Metres from the road's beginning to each point. */
  stations: Float64Array;
  lengthM: number;
}

const widths: Record<RoadClass | 'lane', number> = { expressway: 28, arterial: 24, secondary: 15, local: 9, lane: 4 };

export const roadAlong = (id: number, name: RoadName, roadClass: RoadClass | 'lane', districtCode: string, points: readonly XY[]): Road => {
  const stations = new Float64Array(points.length);
  for (let i = 1; i < points.length; i++) stations[i] = (stations[i - 1] ?? 0) + distance(points[i - 1] ?? { x: 0, y: 0 }, points[i] ?? { x: 0, y: 0 });
  return { id, name, class: roadClass, districtCode, widthM: widths[roadClass], points, stations, lengthM: stations.at(-1) ?? 0 };
};

/** The place at a station (m along the road), `offsetM` to the right of it (negative: left). */
export const placeAt = (road: Road, station: number, offsetM: number): XY => {
  let [low, high] = [0, road.points.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((road.stations[middle] ?? 0) <= station) low = middle;
    else high = middle - 1;
  }
  const [a, b] = [road.points[low] ?? { x: 0, y: 0 }, road.points[low + 1] ?? { x: 0, y: 0 }];
  const length = distance(a, b) || 1;
  const along = station - (road.stations[low] ?? 0);
  const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  return { x: a.x + ux * along + uy * offsetM, y: a.y + uy * along - ux * offsetM };
};
