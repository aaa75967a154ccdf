import type { PlaceFinder } from '#domain/place-finder.ts';
import type { AddressWords } from './city-folder.ts';
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

/** What frontage needs to know of the city. */
export interface FrontageOf {
  seed: number;
  plane: Plane;
  /** The street of a dry place. */
  streetAt: PlaceFinder<string>;
  words: AddressWords;
  /** The road number of a lane, the same each time it is asked. */
  laneId: (key: string) => number;
  /** Whether another road ends about there. */
  atJunction: (at: XY, own: Road) => boolean;
}

/** Houses keep this far from the ends of their road, where it meets another; lanes farther. */
const clearOfEndsM = 24;
const laneClearOfEndsM = 40;

const houseShare = 0.75;
const laneShare = 0.14;

/** The lane behind a house into the compound; null where there is no dry ground of the same street behind it. */
const laneBehind = (house: House, key: string, depthM: number, streetCode: string, { plane, streetAt, laneId, words }: FrontageOf): House => {
  const { road, station, side, at } = house;
  const end = placeAt(road, station, side * (road.widthM / 2 + depthM));
  if (station < laneClearOfEndsM || station > road.lengthM - laneClearOfEndsM) return house;
  if (streetAt(...plane.toLonLat(end)) !== streetCode || distance(at, end) <= 20) return house;
  const number = numberAt(station, side);
  const text = worded(words.lane, { number });
  const mouth = placeAt(road, station, side * (road.widthM / 2));
  const lane = roadAlong(laneId(key), { zh: road.name.zh + text, en: `Lane ${number}, ${road.name.en}` }, 'lane', road.districtCode, [mouth, end]);
  return { ...house, number: text, lane, doors: doorsAlong(lane, text, words) };
};

const houseAt = (section: RoadSection, slot: number, side: 1 | -1, given: FrontageOf): House | null => {
  const { road, streetCode } = section;
  const station = slot * slotM + slotM / 2;
  const key = `${road.id}/${slot}/${side}`;
  const random = randomOf(given.seed, 'house', key);
  const kind = random();
  const at = placeAt(road, station, side * (road.widthM / 2 + 7));
  if (station < Math.max(section.fromM, clearOfEndsM) || station > road.lengthM - clearOfEndsM || kind > houseShare) return null;
  if (given.atJunction(placeAt(road, station, 0), road) || given.streetAt(...given.plane.toLonLat(at)) === null) return null;
  const house: House = { road, station, side, number: worded(given.words.house, { number: numberAt(station, side) }), at, lane: null, doors: [] };
  return kind < laneShare ? laneBehind(house, key, 30 + random() * 40, streetCode, given) : house;
};

/**
 * The houses along a section: odd numbers on one side, even on the other, a number every six metres with gaps, and here and
 * there a lane with doors. Depends on the road and the station alone, so that it can be asked again instead of being kept.
 */
export const frontage = (section: RoadSection, given: FrontageOf): House[] => {
  const { road, fromM, toM } = section;
  if (road.class === 'expressway') return [];
  const houses: House[] = [];
  for (let slot = Math.ceil((fromM - slotM / 2) / slotM); slot * slotM + slotM / 2 < toM; slot++)
    for (const side of [1, -1] as const) {
      const house = houseAt(section, slot, side, given);
      if (house !== null) houses.push(house);
    }
  return houses;
};
