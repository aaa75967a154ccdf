/** One vector-tile source, as api, web and Martin's configuration agree on it. Descriptions and fields stand in the SQL comment of its function. */
export interface TileSource {
  /** Stands in `/tiles/{name}/{z}/{x}/{y}`, and names the one layer inside its tiles: MapLibre's `source-layer`. */
  readonly name: string;
  /** The function in schema `tiles`, or in `tiles_staff` where staff alone may see it. */
  readonly procedure: string;
  readonly minzoom: number;
  /** The nearest there are tiles of; a client may magnify farther ones. */
  readonly maxzoom: number;
}

/** From this zoom on wells and assets come singly; before it as cells with `count`, damaged and missing ones each in their own. */
export const firstSingleZoom = 14;

/** Everyone's: served by the API and by Martin, from the same functions. */
export const publicTileSources = [
  { name: 'wells', procedure: 'wells', minzoom: 6, maxzoom: 20 },
  { name: 'assets', procedure: 'assets', minzoom: 6, maxzoom: 20 },
  { name: 'districts', procedure: 'districts', minzoom: 6, maxzoom: 14 },
  { name: 'streets', procedure: 'streets', minzoom: 9, maxzoom: 14 },
  { name: 'roads', procedure: 'roads', minzoom: 8, maxzoom: 15 },
  { name: 'labels', procedure: 'labels', minzoom: 5, maxzoom: 15 },
  { name: 'waters', procedure: 'waters', minzoom: 6, maxzoom: 14 },
] as const satisfies readonly TileSource[];

/** Staff's: by the API alone, cut to the reach of the reader's session. */
export const staffTileSources = [
  { name: 'staff-wells', procedure: 'wells', minzoom: 6, maxzoom: 20 },
  { name: 'staff-assets', procedure: 'assets', minzoom: 6, maxzoom: 20 },
  { name: 'staff-orders', procedure: 'orders', minzoom: 5, maxzoom: 20 },
] as const satisfies readonly TileSource[];
