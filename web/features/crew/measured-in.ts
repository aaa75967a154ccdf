import type { Measured } from '#domain/contract/measurements.ts';
import { everyMeasure } from '#domain/measured.ts';

/** What was typed, measure by measure. */
export type Typed = Readonly<Partial<Record<keyof Measured, string>>>;

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
}

/** As the contract has them, which a phone does not load. */
export const boundsOf: Readonly<Record<keyof Measured, Bounds>> = {
  sizeMm: { least: 1, most: 20_000, isWhole: true },
  widthMm: { least: 1, most: 20_000, isWhole: true },
  clearOpeningMm: { least: 1, most: 20_000, isWhole: true },
  levelDifferenceMm: { least: -2000, most: 2000, isWhole: false },
  depthM: { least: 0, most: 100, isWhole: false },
  waterM: { least: 0, most: 100, isWhole: false },
  gasLelPercent: { least: 0, most: 100, isWhole: false },
  h2sPpm: { least: 0, most: 2000, isWhole: false },
};

/** A measure as typed, with a comma or a full-width digit too; null: it is none, or out of bounds. */
export const readMeasure = (name: keyof Measured, typed: string): number | null => {
  const text = typed.normalize('NFKC').trim().replace(',', '.').replace(/^[−–]/, '-');
  if (!/^[-+]?\d{1,5}(\.\d{1,3})?$/.test(text)) return null;
  const value = Number(text);
  const { least, most, isWhole } = boundsOf[name];
  return value >= least && value <= most && (!isWhole || Number.isInteger(value)) ? value : null;
};

/** What was measured; null while something that was typed is no measure. */
export const measuredIn = (typed: Typed): Measured | null => {
  const given = everyMeasure.filter((name) => typed[name]?.trim());
  const read = given.map((name) => [name, readMeasure(name, typed[name] ?? '')] as const);
  return read.some(([, value]) => value === null) ? null : Object.fromEntries(read);
};
