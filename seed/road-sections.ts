import type { PlaceFinder } from '#domain/place-finder.ts';
import type { StreetGround } from './build-roads.ts';
import { distance, type Plane } from './plane.ts';
import { placeAt, type Road } from './road.ts';

/** A stretch of a road inside one street, at most 240 m: what is equipped at a time. */
export interface RoadSection {
  road: Road;
  fromM: number;
  toM: number;
  streetCode: string;
}

const sectionM = 240;
const probeM = 20;

/** Cuts a road into sections, each of the street that its middle lies in. */
export const sectionsOf = (road: Road, plane: Plane, streetAt: PlaceFinder<string>): RoadSection[] => {
  const sections: RoadSection[] = [];
  let open: RoadSection | null = null;
  for (let station = 0; station < road.lengthM; station += probeM) {
    const toM = Math.min(station + probeM, road.lengthM);
    const streetCode = streetAt(...plane.toLonLat(placeAt(road, (station + toM) / 2, 0)));
    if (open !== null && open.streetCode === streetCode && toM - open.fromM <= sectionM) open.toM = toM;
    else {
      open = streetCode === null ? null : { road, fromM: station, toM, streetCode };
      if (open !== null) sections.push(open);
    }
  }
  return sections;
};

/** Sections of each street, those about its core first: a small demonstration equips whole neighbourhoods, not a well here and there. */
export const sectionsByStreet = (
  roads: readonly Road[],
  grounds: ReadonlyMap<string, StreetGround>,
  plane: Plane,
  streetAt: PlaceFinder<string>,
): Map<string, RoadSection[]> => {
  const byStreet = new Map<string, { section: RoadSection; far: number }[]>([...grounds.keys()].map((code) => [code, []]));
  for (const road of roads)
    for (const section of sectionsOf(road, plane, streetAt)) {
      const ground = grounds.get(section.streetCode);
      const middle = placeAt(road, (section.fromM + section.toM) / 2, 0);
      if (ground !== undefined) byStreet.get(section.streetCode)?.push({ section, far: distance(middle, ground.core) });
    }
  return new Map([...byStreet].map(([code, found]) => [code, found.sort((a, b) => a.far - b.far).map((f) => f.section)]));
};
