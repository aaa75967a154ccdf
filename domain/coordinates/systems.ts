import type { Name } from '../contract/terms.ts';
import { accept, type Decision, reject } from '../rejection.ts';

/**
 * How a source's two numbers stand: east first as in a map's x and y, or north first as surveyors write (X to the north, Y to the
 * east), which is the official order of the CGCS2000 zones.
 */
export type AxisOrder = 'east-north' | 'north-east';

/** A city's own plane: a transverse Mercator, turned, scaled and shifted by four parameters. Metres and degrees. */
export interface LocalGrid {
  readonly centralMeridian: number;
  readonly latitudeOfOrigin?: number;
  readonly scale?: number;
  readonly falseEasting?: number;
  readonly falseNorthing?: number;
  readonly ellipsoid?: 'GRS80' | 'WGS84' | 'krass' | 'IAU76';
  /** Anticlockwise turn of the grid against the projection's plane, seconds of arc. */
  readonly rotationSeconds?: number;
  /** Scale of the turn, 1 unless said. */
  readonly rotationScale?: number;
  readonly shiftEast?: number;
  readonly shiftNorth?: number;
}

export const knownSystems = {
  'EPSG:4326': { name: { zh: 'WGS 84 经纬度', en: 'WGS 84 degrees' }, axes: 'east-north', unit: 'degree' },
  'EPSG:4490': { name: { zh: 'CGCS2000 经纬度', en: 'CGCS2000 degrees' }, axes: 'east-north', unit: 'degree' },
  'EPSG:4549': { name: { zh: 'CGCS2000 三度带，中央经线 120°', en: 'CGCS2000 3° zone, meridian 120°' }, axes: 'north-east', unit: 'metre' },
  'EPSG:4550': { name: { zh: 'CGCS2000 三度带，中央经线 123°', en: 'CGCS2000 3° zone, meridian 123°' }, axes: 'north-east', unit: 'metre' },
  'EPSG:4528': { name: { zh: 'CGCS2000 三度带 40 带（带号）', en: 'CGCS2000 3° zone 40 with its number' }, axes: 'north-east', unit: 'metre' },
  'EPSG:4529': { name: { zh: 'CGCS2000 三度带 41 带（带号）', en: 'CGCS2000 3° zone 41 with its number' }, axes: 'north-east', unit: 'metre' },
  'GCJ-02': { name: { zh: 'GCJ-02（国测局，高德、腾讯）', en: 'GCJ-02 (Amap, Tencent)' }, axes: 'east-north', unit: 'degree' },
  'BD-09': { name: { zh: 'BD-09（百度）', en: 'BD-09 (Baidu)' }, axes: 'east-north', unit: 'degree' },
} as const satisfies Readonly<Record<string, { name: Name; axes: AxisOrder; unit: 'degree' | 'metre' }>>;

export type KnownSystem = keyof typeof knownSystems;
/** A known system by its code, or a local grid by its parameters or its PROJ string (east first, metres). */
export type CoordinateSystem = KnownSystem | { readonly grid: LocalGrid } | { readonly proj: string };

export const knownSystemCodes = Object.keys(knownSystems) as KnownSystem[];

/** The order in which a system is officially written; a local grid in PROJ's own, east first. */
export const officialAxes = (system: CoordinateSystem): AxisOrder => (typeof system === 'string' ? knownSystems[system].axes : 'east-north');

const projPattern = /^(\+[a-z_0-9]+(=[A-Za-z0-9_.,-]+)?\s*)+$/;
const aliases: Readonly<Record<string, KnownSystem>> = {
  WGS84: 'EPSG:4326',
  CGCS2000: 'EPSG:4490',
  GCJ02: 'GCJ-02',
  BD09: 'BD-09',
};

const isKnown = (code: string): code is KnownSystem => Object.hasOwn(knownSystems, code);
const limits: Readonly<Record<keyof LocalGrid, readonly [number, number]>> = {
  centralMeridian: [-180, 180],
  latitudeOfOrigin: [-90, 90],
  scale: [0.9, 1.1],
  falseEasting: [-1e8, 1e8],
  falseNorthing: [-1e8, 1e8],
  ellipsoid: [0, 0],
  rotationSeconds: [-648_000, 648_000],
  rotationScale: [0.9, 1.1],
  shiftEast: [-1e8, 1e8],
  shiftNorth: [-1e8, 1e8],
};

const isGrid = (value: unknown): value is LocalGrid =>
  typeof value === 'object' &&
  value !== null &&
  'centralMeridian' in value &&
  Object.entries(value).every(([key, given]) => {
    if (!Object.hasOwn(limits, key)) return false;
    if (key === 'ellipsoid') return given === 'GRS80' || given === 'WGS84' || given === 'krass' || given === 'IAU76';
    const [least, most] = limits[key as keyof LocalGrid];
    return typeof given === 'number' && given >= least && given <= most;
  });

const readGrid = (text: string): LocalGrid | null => {
  try {
    const value: unknown = JSON.parse(text);
    return isGrid(value) ? value : null;
  } catch {
    return null;
  }
};

/**
 * A system as it is said on a command line, in a form or beside a source: 'EPSG:4549', 'GCJ-02', a local grid's PROJ string, or its
 * parameters as JSON. `coordinate-system-unknown` for anything else: it is never guessed.
 */
export const readSystem = (said: string): Decision<CoordinateSystem> => {
  const code = said.trim();
  const upper = code.toUpperCase();
  if (isKnown(upper)) return accept(upper);
  const alias = aliases[upper.replace(/[\s_-]/g, '')] ?? (/^\d{4}$/.test(code) && isKnown(`EPSG:${code}`) ? (`EPSG:${code}` as KnownSystem) : undefined);
  if (alias !== undefined) return accept(alias);
  const grid = code.startsWith('{') ? readGrid(code) : null;
  if (grid !== null) return accept({ grid });
  if (/\+proj=(tmerc|utm|merc|gauss|lcc|longlat)\b/.test(code) && code.length <= 300 && projPattern.test(code)) return accept({ proj: code });
  return reject('coordinate-system-unknown', { field: 'system', params: { system: code.slice(0, 80), known: knownSystemCodes.join(', ') } });
};

/** A system as it is said, the other way round: what `readSystem` reads again. */
export const writeSystem = (system: CoordinateSystem): string => {
  if (typeof system === 'string') return system;
  return 'proj' in system ? system.proj : JSON.stringify(system.grid);
};
