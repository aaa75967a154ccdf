import type { PlaceFinder } from '#domain/place-finder.ts';
import type { District, RoadNameParts, Street } from './city-folder.ts';
import { clipRoad } from './clip-road.ts';
import { namedParts, roadNamer } from './name-roads.ts';
import { distance, type Plane, type XY } from './plane.ts';
import { randomOf } from './random.ts';
import { type Road, roadAlong } from './road.ts';
import { roadLines, stepM } from './road-network.ts';

/** A street's ground as the seeding uses it. */
export interface StreetGround {
  street: Street;
  district: District;
  /** Where the town centre is taken to be. */
  core: XY;
  areaM2: number;
}

/** How finely built it is about a place: blocks of 190 m where the density is 10, of 600 m where it is 1, finer still in a town's core. */
const blockSideM = ({ district, core, areaM2 }: StreetGround, at: XY): number => {
  const reach = Math.min(Math.sqrt(areaM2), 4_000);
  const outward = Math.min(1.35, 0.5 + distance(at, core) / reach);
  return Math.max(135, (600 / Math.sqrt(district.density)) * outward);
};

/**
 * Builds the made-up road network of the city, clipped to dry land and cut at district borders.
 * @param streetAt the street of a dry place; null in water and outside the city
 */
export const buildRoads = (
  seed: number,
  plane: Plane,
  reachM: number,
  grounds: ReadonlyMap<string, StreetGround>,
  streetAt: PlaceFinder<string>,
  names: RoadNameParts,
): Road[] => {
  const at = (point: XY) => streetAt(...plane.toLonLat(point));
  const blockAt = (point: XY) => {
    const ground = grounds.get(at(point) ?? '');
    return ground === undefined ? null : blockSideM(ground, point);
  };
  const nameOf = roadNamer(names, randomOf(seed, 'road names'));
  const roads: Road[] = [];
  for (const line of roadLines(randomOf(seed, 'roads'), reachM, blockAt)) {
    if (line.points.every((point) => at(point) === null)) continue;
    for (const part of namedParts(nameOf(line.class), line.class, line.points, line.points.length * stepM, names))
      for (const piece of clipRoad(part.points, at)) roads.push(roadAlong(roads.length + 1, part.name, line.class, piece.districtCode, piece.points));
  }
  return roads;
};
