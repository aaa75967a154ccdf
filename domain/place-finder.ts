import type { MultiPolygon, Position } from 'geojson';

/** Finds which of many polygons a point lies in. */
export type PlaceFinder<K> = (lon: number, lat: number) => K | null;

interface Shape<K> {
  key: K;
  /** Rings as flat lon, lat, lon, lat…; the even-odd rule makes holes and parts alike. */
  rings: Float64Array[];
  box: [number, number, number, number];
}

const flat = (ring: Position[]): Float64Array => {
  const out = new Float64Array(ring.length * 2);
  ring.forEach(([lon = 0, lat = 0], i) => {
    out[2 * i] = lon;
    out[2 * i + 1] = lat;
  });
  return out;
};

const boxOf = (rings: Float64Array[]): [number, number, number, number] => {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings)
    for (let i = 0; i < ring.length; i += 2) {
      const [lon, lat] = [ring[i] ?? 0, ring[i + 1] ?? 0];
      box[0] = Math.min(box[0], lon);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lon);
      box[3] = Math.max(box[3], lat);
    }
  return box;
};

const holds = <K>({ rings, box }: Shape<K>, lon: number, lat: number): boolean => {
  if (lon < box[0] || lon > box[2] || lat < box[1] || lat > box[3]) return false;
  let inside = false;
  for (const ring of rings) {
    let [x1, y1] = [ring[ring.length - 2] ?? 0, ring[ring.length - 1] ?? 0];
    for (let i = 0; i < ring.length; i += 2) {
      const [x2, y2] = [ring[i] ?? 0, ring[i + 1] ?? 0];
      if (y2 > lat !== y1 > lat && lon < ((x1 - x2) * (lat - y2)) / (y1 - y2) + x2) inside = !inside;
      x1 = x2;
      y1 = y2;
    }
  }
  return inside;
};

/** Points along every edge of a ring, a step apart, and a step to each side so that no touched cell is missed. */
function* alongEdges(ring: Float64Array, step: number): Generator<[number, number]> {
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const [x1, y1, x2, y2] = [ring[i] ?? 0, ring[i + 1] ?? 0, ring[i + 2] ?? 0, ring[i + 3] ?? 0];
    const steps = Math.ceil(Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1)) / step) + 1;
    for (let s = 0; s <= steps; s++) {
      const [x, y] = [x1 + ((x2 - x1) * s) / steps, y1 + ((y2 - y1) * s) / steps];
      yield [x - step, y - step];
      yield [x + step, y - step];
      yield [x - step, y + step];
      yield [x + step, y + step];
    }
  }
}

/** Which shapes' edges run through each raster cell. */
const markEdges = <K>(shapes: readonly Shape<K>[], cellAt: (lon: number, lat: number) => number, step: number): Map<number, Shape<K>[]> => {
  const edges = new Map<number, Shape<K>[]>();
  for (const shape of shapes)
    for (const ring of shape.rings)
      for (const [lon, lat] of alongEdges(ring, step)) {
        const there = edges.get(cellAt(lon, lat));
        if (there === undefined) edges.set(cellAt(lon, lat), [shape]);
        else if (!there.includes(shape)) there.push(shape);
      }
  return edges;
};

/**
 * A raster over polygons: a cell that no edge crosses remembers its one answer, the others test the polygons whose edges
 * cross them. Five million look-ups take a second where testing each polygon takes minutes.
 * @param across how many cells the raster has from west to east
 */
export const placeFinder = <K>(places: readonly { key: K; geometry: MultiPolygon }[], across = 600): PlaceFinder<K> => {
  const shapes = places.map(({ key, geometry }): Shape<K> => {
    const rings = geometry.coordinates.flat().map(flat);
    return { key, rings, box: boxOf(rings) };
  });
  const all = shapes.reduce(
    (b, { box }) => [Math.min(b[0] ?? 0, box[0]), Math.min(b[1] ?? 0, box[1]), Math.max(b[2] ?? 0, box[2]), Math.max(b[3] ?? 0, box[3])],
    [Infinity, Infinity, -Infinity, -Infinity],
  );
  const [west = 0, south = 0, east = 0, north = 0] = all;
  const size = Math.max((east - west) / across, 1e-9);
  const columns = across + 3;
  const cellAt = (lon: number, lat: number) => (Math.floor((lat - south) / size) + 1) * columns + Math.floor((lon - west) / size) + 1;
  const edges = markEdges(shapes, cellAt, size / 3);
  const answers = new Map<number, K | null>();
  const search = (among: readonly Shape<K>[], lon: number, lat: number) => among.find((shape) => holds(shape, lon, lat))?.key ?? null;
  return (lon, lat) => {
    if (!(lon >= west && lon <= east && lat >= south && lat <= north)) return null;
    const cell = cellAt(lon, lat);
    const crossing = edges.get(cell);
    if (crossing !== undefined) return search(crossing, lon, lat) ?? search(shapes, lon, lat);
    const known = answers.get(cell);
    if (known !== undefined) return known;
    const found = search(shapes, lon, lat);
    answers.set(cell, found);
    return found;
  };
};
