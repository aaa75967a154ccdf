import type { ErrorEvent, Map as GlMap, MapSourceDataEvent, VectorTileSource } from 'maplibre-gl';

interface TileAt {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** Of each map the tiles that could not be had, by source. */
const failed = new WeakMap<GlMap, Map<string, Map<string, TileAt>>>();

const keyOf = ({ z, x, y }: TileAt): string => `${z}/${x}/${y}`;

const placeOf = (event: object): TileAt | null => {
  const tile: unknown = 'tile' in event ? event.tile : null;
  if (typeof tile !== 'object' || tile === null || !('tileID' in tile)) return null;
  return (tile.tileID as { canonical: TileAt }).canonical;
};

/** Notes from now on which tiles of a map could not be had. */
export const noteFailed = (map: GlMap): void => {
  const known = new Map<string, Map<string, TileAt>>();
  failed.set(map, known);
  map.on('error', (event: ErrorEvent) => {
    const at = placeOf(event);
    const sourceId: unknown = 'sourceId' in event ? event.sourceId : undefined;
    if (at === null || typeof sourceId !== 'string') return;
    known.set(sourceId, (known.get(sourceId) ?? new Map()).set(keyOf(at), at));
  });
  map.on('sourcedata', ({ sourceId, tile }: MapSourceDataEvent) => {
    if (tile?.state === 'loaded') known.get(sourceId)?.delete(keyOf(tile.tileID.canonical));
  });
};

/**
 * Fetches what a source shows anew, what of it could not be had before included: its description, where that is what failed, and its tiles. MapLibre's
 * own `refreshTiles` of a whole source waits without end for each tile that had failed, which is never sent for (6.17): those are asked for by name first.
 */
export const askAgain = (map: GlMap, sourceId: string): void => {
  const source = map.getSource<VectorTileSource>(sourceId);
  if (!source) return;
  if (source.tiles === undefined && source.url !== undefined && source.loaded()) {
    source.setUrl(source.url);
    return;
  }
  const missing = [...(failed.get(map)?.get(sourceId)?.values() ?? [])];
  if (missing.length > 0) map.refreshTiles(sourceId, [...missing]);
  map.refreshTiles(sourceId);
};
