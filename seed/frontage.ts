import type { AddressWords } from './city-folder.ts';
import type { PlaceFinder } from './place-finder.ts';
import { distance, type Plane, type XY } from './plane.ts';
import { randomOf } from './random.ts';
import { placeAt, type Road, roadAlong } from './road.ts';
import type { RoadSection } from './road-sections.ts';

/** A house beside the road, with a lane behind it into the compound or not. */
export interface House {
  road: Road;
  station: number;
  side: 1 | -1;
  number: string;
  at: XY;
  lane: Road | null;
  /** Doors along the lane. */
  doors: { number: string; at: XY; station: number; side: 1 | -1 }[];
}

const slotM = 24;
const metresPerNumber = 6;

/** Fills `{name}` places of a city's address patterns. */
export const worded = (pattern: string, values: Record<string, string | number>): string =>
  pattern.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** Odd numbers on the right side of a road, even on the left, one every six metres. */
export const numberAt = (station: number, side: 1 | -1): number => 2 * Math.floor(station / metresPerNumber) + (side === 1 ? 1 : 2);

const doorsAlong = (lane: Road, laneNumber: string, words: AddressWords): House['doors'] => {
  const doors: House['doors'] = [];
  for (let station = 12, door = 1; station < lane.lengthM - 3; station += 14)
    for (const side of [1, -1] as const) {
      doors.push({ number: worded(words.door, { lane: laneNumber, door }), at: placeAt(lane, station, side * 6), station, side });
      door += 1;
    }
  return doors;
};

/**
 * The houses along a section: odd numbers on one side, even on the other, a number every six metres with gaps, and here and
 * there a lane with doors. Depends on the road and the station alone, so that it can be asked again instead of being kept.
 * @param laneId the road number of a lane, the same each time it is asked
 */
export const frontage = (
  section: RoadSection,
  seed: number,
  plane: Plane,
  streetAt: PlaceFinder<string>,
  words: AddressWords,
  laneId: (key: string) => number,
): House[] => {
  const { road, fromM, toM } = section;
  if (road.class === 'expressway') return [];
  const houses: House[] = [];
  for (let slot = Math.ceil((fromM - slotM / 2) / slotM); slot * slotM + slotM / 2 < toM; slot++)
    for (const side of [1, -1] as const) {
      const station = slot * slotM + slotM / 2;
      const random = randomOf(seed, 'house', road.id, slot, side);
      const kind = random();
      if (station < fromM || kind > 0.75) continue;
      const number = numberAt(station, side);
      const at = placeAt(road, station, side * (road.widthM / 2 + 7));
      const isLane = kind < 0.14;
      const end = placeAt(road, station, side * (road.widthM / 2 + 30 + random() * 40));
      if (streetAt(...plane.toLonLat(at)) === null) continue;
      const open = isLane && streetAt(...plane.toLonLat(end)) === section.streetCode && distance(at, end) > 20;
      const text = worded(open ? words.lane : words.house, { number });
      const lane = open
        ? roadAlong(laneId(`${road.id}/${slot}/${side}`), { zh: road.name.zh + text, en: `Lane ${number}, ${road.name.en}` }, 'lane', road.districtCode, [
            placeAt(road, station, side * (road.widthM / 2)),
            end,
          ])
        : null;
      houses.push({ road, station, side, number: text, at, lane, doors: lane === null ? [] : doorsAlong(lane, text, words) });
    }
  return houses;
};
