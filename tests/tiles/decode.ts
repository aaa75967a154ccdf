import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

export interface DecodedFeature {
  /** Where the source gives its features numbers. */
  readonly id?: number;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
  /** Inside the tile, 0 to 4095 from its north-west corner. */
  readonly rings: readonly (readonly (readonly [number, number])[])[];
}

/** A tile's layers by name, each with its features. No bytes: no layers. */
export const decodeTile = (bytes: Uint8Array): Record<string, DecodedFeature[]> => {
  const tile = new VectorTile(new PbfReader(bytes));
  return Object.fromEntries(
    Object.entries(tile.layers).map(([name, layer]) => [
      name,
      Array.from({ length: layer.length }, (_, i) => {
        const feature = layer.feature(i);
        return {
          ...(feature.id === undefined ? {} : { id: feature.id }),
          properties: feature.properties as DecodedFeature['properties'],
          rings: feature.loadGeometry().map((ring) => ring.map(({ x, y }) => [x, y] as const)),
        };
      }),
    ]),
  );
};

/** The tile that a place lies in. */
export const tileAt = (lon: number, lat: number, z: number): { z: number; x: number; y: number } => ({
  z,
  x: Math.floor(((lon + 180) / 360) * 2 ** z),
  y: Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z),
});

/** All tiles of a zoom over a box, west, south, east, north in degrees. */
export const tilesOver = ([west, south, east, north]: readonly [number, number, number, number], z: number): { z: number; x: number; y: number }[] => {
  const from = tileAt(west, north, z);
  const to = tileAt(east, south, z);
  const wide = to.x - from.x + 1;
  return Array.from({ length: wide * (to.y - from.y + 1) }, (_, i) => ({ z, x: from.x + (i % wide), y: from.y + Math.floor(i / wide) }));
};
