import { type AxisOrder, type CoordinateSystem, knownSystemCodes, officialAxes, writeSystem } from './systems.ts';
import { openSystem, type Pair } from './transform.ts';

/** A system and the order of its two numbers: how a source's numbers are to be read. */
export interface Reading {
  readonly system: CoordinateSystem;
  readonly axes: AxisOrder;
}

/** How well a sample lies under one reading. */
export interface Fit {
  readonly reading: Reading;
  readonly sampled: number;
  /** How many lie outside the city. */
  readonly outside: number;
  /** Of those inside, how many lie off their roads. */
  readonly offRoad: number;
}

export type SystemDecision =
  | { readonly fits: true; readonly said: Fit }
  | {
      readonly fits: false;
      readonly why: 'outside-city' | 'off-roads';
      readonly said: Fit;
      /** Readings in which the sample lies clearly better, likeliest first; none when nothing fits. */
      readonly likely: readonly Fit[];
    };

const otherAxes = (axes: AxisOrder): AxisOrder => (axes === 'east-north' ? 'north-east' : 'east-north');
// WGS 84 and CGCS2000 degrees are the same numbers; a question of which of the two cannot be answered by where things lie.
const numbersOf = ({ system, axes }: Reading) => `${system === 'EPSG:4490' ? 'EPSG:4326' : writeSystem(system)} ${axes}`;

/** Every reading worth trying beside the one said: each system, each order of numbers, and the grids that the city knows. */
export const otherReadings = (said: Reading, grids: readonly CoordinateSystem[] = []): Reading[] => {
  const seen = new Set([numbersOf(said)]);
  const all = [said.system, ...knownSystemCodes, ...grids].flatMap((system): Reading[] => {
    const axes = officialAxes(system);
    return [
      { system, axes },
      { system, axes: otherAxes(axes) },
    ];
  });
  return all.filter((reading) => {
    const numbers = numbersOf(reading);
    const isNew = !seen.has(numbers);
    seen.add(numbers);
    return isNew;
  });
};

/** Where a sample lies under a reading: WGS 84 [lon, lat], null for what lies outside the city. */
export const placeSample = ({ system, axes }: Reading, sample: readonly Pair[], isInCity: (lon: number, lat: number) => boolean): (Pair | null)[] => {
  const transform = openSystem(system, axes);
  return sample.map(([first, second]) => {
    const [lon, lat] = transform.toWgs84(first, second);
    return Number.isFinite(lon) && Number.isFinite(lat) && isInCity(lon, lat) ? [lon, lat] : null;
  });
};

/** Single rows may be wrong; more than this share of a sample out of place says that the system is. */
const tolerated = 0.2;
/** Fewer rows out of place than this are single rows, unless they are all there are. */
const fewest = 5;
/** Another reading is likelier when no more than half as many lie out of place under it. */
const clearlyBetter = 0.5;
/** Under this share nobody is out of place enough for a comparison to mean anything. */
const noise = 0.02;

const misfit = ({ sampled, outside, offRoad }: Fit) => (sampled === 0 ? 0 : (outside + offRoad) / sampled);
const areSingleRows = ({ sampled, outside, offRoad }: Fit) => outside + offRoad < Math.min(fewest, sampled);

/**
 * Whether what was said of the coordinates can be true. Said and never guessed: when too many of a sample lie outside the city or off
 * their roads, the answer is no, with the readings under which they would lie where they should. A single row out of place changes
 * nothing, nor do a few of a small file; a fifth of them does; fewer do when another reading puts nearly all of them right.
 */
export const decideSystem = (said: Fit, others: readonly Fit[]): SystemDecision => {
  const missed = misfit(said);
  const likely = others.filter((fit) => misfit(fit) <= missed * clearlyBetter).sort((a, b) => misfit(a) - misfit(b));
  const anotherIsRight = likely.some((fit) => misfit(fit) <= noise) && missed > 5 * noise;
  if ((missed <= tolerated || areSingleRows(said)) && !anotherIsRight) return { fits: true, said };
  return { fits: false, why: said.outside >= said.offRoad ? 'outside-city' : 'off-roads', said, likely };
};
