import { decideSystem, type Fit, otherReadings, placeSample, type Reading, type SystemDecision } from '#domain/coordinates/decide-system.ts';
import { readCoordinate } from '#domain/coordinates/read-coordinate.ts';
import type { Pair } from '#domain/coordinates/transform.ts';
import type { CensusFile, CensusRecord } from '../census-file.ts';
import type { ExchangeKey } from '../exchange-fields.ts';
import { readListed } from '../exchange-values.ts';
import type { Ground } from './ground.ts';

const sampleSize = 1000;
const lookAt = 20_000;

interface Sampled {
  readonly pair: Pair;
  /** The road's name that the row says. */
  readonly road: string | null;
  /** Whether the row says that it lies inside a compound, where no road need be near. */
  readonly isInCompound: boolean;
}

type Places = readonly [x: number, y: number, road: number, location: number];
const placesOf = (fields: readonly (ExchangeKey | null)[]): Places => [
  fields.indexOf('x'),
  fields.indexOf('y'),
  fields.indexOf('roadName'),
  fields.indexOf('locationKind'),
];

const sampledOf = ({ values, point }: Pick<CensusRecord, 'values' | 'point'>, [x, y, road, location]: Places): Sampled | null => {
  const first = point?.x ?? readCoordinate(values[x]?.trim() ?? '')?.value ?? 0;
  const second = point?.y ?? readCoordinate(values[y]?.trim() ?? '')?.value ?? 0;
  if (first === 0 || second === 0) return null;
  const isInCompound = readListed('locationKind', values[location] ?? '') === 'compound';
  return { pair: [first, second], road: values[road]?.trim() ?? null, isInCompound };
};

/** Positions of rows spread over the beginning of a file, in its own numbers. Rows that say none are left out: they are refused one by one. */
export const sampleRows = async (file: CensusFile, fields: readonly (ExchangeKey | null)[]): Promise<Sampled[]> => {
  const columns = placesOf(fields);
  const all: Sampled[] = [];
  for await (const batch of file.batches) {
    all.push(...batch.flatMap((record) => (record.fault === undefined ? (sampledOf(record, columns) ?? []) : [])));
    if (all.length >= lookAt) break;
  }
  const step = Math.max(1, Math.floor(all.length / sampleSize));
  return all.filter((_, i) => i % step === 0).slice(0, sampleSize);
};

export interface WholeSample {
  see(values: readonly (string | null)[], point: CensusRecord['point']): void;
  /** What was held; none while no more rows passed than were looked at before. */
  rows(): readonly Sampled[];
}

/**
 * Positions of rows spread evenly over a whole file while it is read, however long it is: every row at first, and each time twice as many
 * are held as are wanted, every second of them and half as many of those to come.
 */
export const sampleWhole = (fields: readonly (ExchangeKey | null)[]): WholeSample => {
  const columns = placesOf(fields);
  let [held, step, passed]: [Sampled[], number, number] = [[], 1, 0];
  return {
    see: (values, point) => {
      if (passed++ % step !== 0) return;
      const sampled = sampledOf({ values, point }, columns);
      if (sampled !== null) held.push(sampled);
      if (held.length < 2 * sampleSize) return;
      held = held.filter((_, i) => i % 2 === 0);
      step *= 2;
    },
    rows: () => (passed <= lookAt ? [] : held),
  };
};

const besideM = 12;

const fitOf = (reading: Reading, sample: readonly Sampled[], ground: Ground): Fit => {
  const placed = placeSample(
    reading,
    sample.map(({ pair }) => pair),
    ground.isInCity,
  );
  let [outside, offRoad] = [0, 0];
  placed.forEach((at, i) => {
    if (at === null) outside++;
    else if (!sample[i]?.isInCompound) {
      const said = sample[i]?.road ?? null;
      const road = ground.roadAt(at[0], at[1], said);
      if (road === null || road.distanceM > road.halfWidthM + besideM) offRoad++;
    }
  });
  return { reading, sampled: sample.length, outside, offRoad };
};

/** Whether what was said of the coordinates can be true, by where a sample lies. Too few rows to tell say nothing. */
export const checkSystem = (said: Reading, sample: readonly Sampled[], ground: Ground, isGeometry: boolean): SystemDecision => {
  const fit = fitOf(said, sample, ground);
  if (sample.length === 0) return { fits: true, said: fit };
  // A geometry's numbers are always east first: only the system can be wrong.
  const others = otherReadings(said).filter(({ axes }) => !isGeometry || axes === 'east-north');
  return decideSystem(
    fit,
    others.map((reading) => fitOf(reading, sample, ground)),
  );
};
