import proj4 from 'proj4';
import { fromBd09, fromGcj02, toBd09, toGcj02 } from './chinese-datums.ts';
import { type AxisOrder, type CoordinateSystem, type KnownSystem, type LocalGrid, officialAxes, writeSystem } from './systems.ts';

/** A pair of numbers; which is which stands at each use. */
export type Pair = readonly [number, number];

/** Between a source's two numbers, in the source's own order, and WGS 84 degrees [lon, lat]. Numbers that mean nothing give NaN. */
export interface Transform {
  toWgs84(first: number, second: number): Pair;
  fromWgs84(lon: number, lat: number): Pair;
}

type Way = (east: number, north: number) => Pair;
interface Ways {
  readonly to: Way;
  readonly from: Way;
}

const nowhere: Pair = [Number.NaN, Number.NaN];
// CGCS2000 and WGS 84 differ by centimetres and drift; both are taken as they are, and zones stand on the same degrees.
const degrees: Ways = { to: (east, north) => [east, north], from: (lon, lat) => [lon, lat] };

const gaussKruger = (centralMeridian: number, falseEasting: number): string =>
  `+proj=tmerc +lat_0=0 +lon_0=${centralMeridian} +k=1 +x_0=${falseEasting} +y_0=0 +ellps=GRS80 +units=m +no_defs`;

const projected = (definition: string): Ways => {
  const projection = proj4(definition);
  const guarded =
    (way: (pair: [number, number]) => number[]): Way =>
    (a, b) => {
      if (!Number.isFinite(a) || !Number.isFinite(b)) return nowhere;
      const [x = Number.NaN, y = Number.NaN] = way([a, b]);
      return [x, y];
    };
  return { to: guarded((pair) => projection.inverse(pair)), from: guarded((pair) => projection.forward(pair)) };
};

/** The four parameters: grid = shift + scale · turn · plane. */
const localGrid = (grid: LocalGrid): Ways => {
  const { centralMeridian, latitudeOfOrigin = 0, scale = 1, falseEasting = 0, falseNorthing = 0, ellipsoid = 'GRS80' } = grid;
  const plane = projected(
    `+proj=tmerc +lat_0=${latitudeOfOrigin} +lon_0=${centralMeridian} +k=${scale} +x_0=${falseEasting} +y_0=${falseNorthing} +ellps=${ellipsoid} +units=m +no_defs`,
  );
  const turn = ((grid.rotationSeconds ?? 0) / 3600 / 180) * Math.PI;
  const k = grid.rotationScale ?? 1;
  const [cos, sin] = [k * Math.cos(turn), k * Math.sin(turn)];
  const [dx, dy] = [grid.shiftEast ?? 0, grid.shiftNorth ?? 0];
  return {
    to: (x, y) => plane.to((cos * (x - dx) + sin * (y - dy)) / (k * k), (-sin * (x - dx) + cos * (y - dy)) / (k * k)),
    from: (lon, lat) => {
      const [e, n] = plane.from(lon, lat);
      return [dx + cos * e - sin * n, dy + sin * e + cos * n];
    },
  };
};

const knownWays: Readonly<Record<KnownSystem, () => Ways>> = {
  'EPSG:4326': () => degrees,
  'EPSG:4490': () => degrees,
  'EPSG:4549': () => projected(gaussKruger(120, 500_000)),
  'EPSG:4550': () => projected(gaussKruger(123, 500_000)),
  'EPSG:4528': () => projected(gaussKruger(120, 40_500_000)),
  'EPSG:4529': () => projected(gaussKruger(123, 41_500_000)),
  'GCJ-02': () => ({ to: fromGcj02, from: toGcj02 }),
  'BD-09': () => ({ to: fromBd09, from: toBd09 }),
};

const waysOf = (system: CoordinateSystem): Ways => {
  if (typeof system === 'string') return knownWays[system]();
  return 'proj' in system ? projected(system.proj) : localGrid(system.grid);
};

// Building a projection costs a thousand times what using it does.
const built = new Map<string, Ways>();

const cachedWays = (system: CoordinateSystem): Ways => {
  const key = writeSystem(system);
  const found = built.get(key);
  if (found !== undefined) return found;
  const ways = waysOf(system);
  if (built.size > 100) built.clear();
  built.set(key, ways);
  return ways;
};

/**
 * Opens a coordinate system for many points.
 * @param axes which of a source's two numbers stands first; the system's official order unless the source says otherwise
 */
export const openSystem = (system: CoordinateSystem, axes: AxisOrder = officialAxes(system)): Transform => {
  const { to, from } = cachedWays(system);
  if (axes === 'east-north') return { toWgs84: to, fromWgs84: from };
  return {
    toWgs84: (first, second) => to(second, first),
    fromWgs84: (lon, lat) => {
      const [east, north] = from(lon, lat);
      return [north, east];
    },
  };
};

/** Turns many points where they stand: pairs of the source become pairs of lon and lat. */
export const manyToWgs84 = (transform: Transform, pairs: Float64Array): void => {
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const [lon, lat] = transform.toWgs84(pairs[i] ?? Number.NaN, pairs[i + 1] ?? Number.NaN);
    pairs[i] = lon;
    pairs[i + 1] = lat;
  }
};
