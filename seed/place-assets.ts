import type { House } from './frontage.ts';
import type { XY } from './plane.ts';
import { type Random, randomOf } from './random.ts';
import { placeAt, type Road } from './road.ts';
import type { RoadSection } from './road-sections.ts';
import { crossingWells, furnitureRows, type RowPattern, wellRows } from './row-patterns.ts';

/** An asset's place, before it has an owner and an identity. */
export interface Placed {
  classCode: string;
  at: XY;
  road: Road;
  station: number;
  /** The station on the road itself, for what lies in a lane too: a road is equipped from its beginning on. */
  roadStation: number;
  location: 'carriageway' | 'footway' | 'green' | 'compound';
  /** The side of the road it is on: 1 right, -1 left. */
  side: 1 | -1;
  /** In a lane: road, lane and door that it lies before. */
  door: string | null;
  /** Which of a pair of covers a metre apart; 0 when single. */
  ofPair: 0 | 1 | 2;
}

/** How a road is laid out again when one pass did not hold all the wanted assets: shifted along, never on top of the first. */
export interface Pass {
  number: number;
  seed: number;
}

const clearOfCrossingM = 9;

const hasRow = (row: RowPattern, road: Road, index: number, seed: number) => {
  const share = row.on[road.class] ?? 0;
  return share >= 1 || (share > 0 && randomOf(seed, 'row', road.id, index)() < share);
};

/** Stations of a row within a section, counted from the road's beginning, so that rows run on through sections. */
function* stationsOf(row: RowPattern, index: number, { road, fromM, toM }: RoadSection, pass: Pass): Generator<number> {
  const phase = ((index * 7.3 + pass.number * 11.7 + (road.id % 13)) % row.spacingM) + 1;
  const [first, last] = [Math.max(fromM, clearOfCrossingM), Math.min(toM, road.lengthM - clearOfCrossingM)];
  for (let k = Math.ceil((first - phase) / row.spacingM); k * row.spacingM + phase < last; k++) yield k * row.spacingM + phase;
}

/** The places of one row within a section. */
function* alongRow(row: RowPattern, index: number, section: RoadSection, pass: Pass, random: Random): Generator<Placed> {
  const { road } = section;
  const half = road.widthM / 2;
  const offset = (row.from === 'middle' ? half * row.distance : half + row.distance) + (pass.number % 4) * 0.55;
  const sides = row.side === 0 ? ([1, -1] as const) : ([row.side] as const);
  for (const regular of stationsOf(row, index, section, pass))
    for (const side of sides) {
      const station = Math.min(road.lengthM - 1, regular + (random() - 0.5) * 2);
      const off = side * (offset + (random() - 0.5) * 0.3);
      const placed = { classCode: row.classCode, road, location: row.location, side, door: null };
      yield { ...placed, station, roadStation: station, at: placeAt(road, station, off), ofPair: row.pair === true ? 1 : 0 };
      if (row.pair === true) yield { ...placed, station: station + 1, roadStation: station, at: placeAt(road, station + 1, off), ofPair: 2 };
    }
}

/** The cluster where a road meets another: more than rows alone would give. */
function* atCrossings({ road, fromM, toM }: RoadSection, random: Random): Generator<Placed> {
  const ends = [...(fromM === 0 ? [1] : []), ...(toM === road.lengthM ? [-1] : [])];
  const wells = road.class === 'arterial' || road.class === 'secondary' ? crossingWells : crossingWells.slice(2, 4);
  if (road.class === 'expressway' || road.lengthM < 60) return;
  for (const direction of ends)
    for (const { classCode, backM, beyondM, side } of wells) {
      const back = backM + 3 + random() * 0.4;
      const station = direction === 1 ? back : road.lengthM - back;
      yield {
        classCode,
        road,
        station,
        roadStation: station,
        at: placeAt(road, station, side * (road.widthM / 2 + beyondM)),
        location: beyondM < 0 ? 'carriageway' : 'footway',
        side,
        door: null,
        ofPair: 0,
      };
    }
}

/** A compound behind the road: sewage and storm water down the lane, water before the doors, power and telecom at its mouth. */
function* inCompound(house: House, random: Random): Generator<Placed> {
  const { lane, doors } = house;
  if (lane === null) return;
  const well = (classCode: string, station: number, off: number, ofPair: 0 | 1 | 2 = 0): Placed => {
    const near = doors.find((d) => Math.abs(d.station - station) < 8) ?? null;
    return {
      classCode,
      road: lane,
      station,
      roadStation: house.station,
      at: placeAt(lane, station, off),
      location: 'compound',
      side: off > 0 ? 1 : -1,
      door: house.road.name.zh + (near?.number ?? house.number),
      ofPair,
    };
  };
  for (let station = 5; station < lane.lengthM - 1; station += 15) {
    yield well('0102', station + random(), 0.8);
    yield well('0103', station + 2 + random(), -0.8);
  }
  for (const door of doors) if (random() < 0.5) yield well('0101', door.station, door.side * (2.6 + random() * 0.6));
  yield well('0105', 4 + random(), 2.4);
  yield well('0107', 6, -2.4, 1);
  yield well('0107', 7, -2.4, 2);
  if (random() < 0.6) yield well('0111', 9 + random(), 1.9);
}

/** Wells and other assets of one section, nine wells to one other, from the section's beginning on: cut off anywhere, what is before is whole. */
export const placeAssets = (section: RoadSection, houses: readonly House[], pass: Pass, known: ReadonlySet<string>): Placed[] => {
  const random = randomOf(pass.seed, 'assets', section.road.id, Math.round(section.fromM), pass.number);
  const wells: Placed[] = [];
  wellRows.forEach((row, i) => {
    if (hasRow(row, section.road, i, pass.seed)) wells.push(...alongRow(row, i, section, pass, random));
  });
  if (pass.number === 0) {
    wells.push(...atCrossings(section, random));
    for (const house of houses) wells.push(...inCompound(house, random));
  }
  const others = furnitureRows.flatMap((row, i) =>
    hasRow(row, section.road, 100 + i, pass.seed)
      ? [...alongRow(row, 100 + i, section, pass, random)].map((placed) => ({ placed, rank: random() ** (1 / row.weight) }))
      : [],
  );
  const usable = wells.filter((w) => known.has(w.classCode));
  const wanted = Math.floor(usable.length / 9 + random());
  const chosen = others.filter((o) => known.has(o.placed.classCode)).sort((a, b) => b.rank - a.rank);
  return [...usable, ...chosen.slice(0, wanted).map((o) => o.placed)].sort((a, b) => a.roadStation - b.roadStation);
};
