import type { Map as GlMap, MapMouseEvent } from 'maplibre-gl';
import { useEffect, useRef } from 'react';
import type { CityMapProps } from './types.ts';

type Handlers = { readonly [K in 'onPick' | 'onOrderClick' | 'onAssetClick' | 'onMoveEnd']?: CityMapProps[K] | undefined };

const idUnder = (map: GlMap, event: MapMouseEvent, layers: readonly string[]): string | null => {
  const { x, y } = event.point;
  const there = layers.filter((id) => map.getLayer(id));
  if (there.length === 0) return null;
  // A finger is wider than a mark: 6 px around it count.
  const hits = map.queryRenderedFeatures(
    [
      [x - 6, y - 6],
      [x + 6, y + 6],
    ],
    { layers: there },
  );
  const id: unknown = hits[0]?.properties['id'];
  return id === undefined || id === null ? null : String(id);
};

/** Taps go to the order under them, else the well, else the ground. */
export const useClicks = (map: GlMap | null, handlers: Handlers): void => {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    if (!map) return;
    const clicked = (event: MapMouseEvent) => {
      const { onOrderClick, onAssetClick, onPick } = latest.current;
      const order = onOrderClick ? idUnder(map, event, ['orders']) : null;
      if (order !== null) return onOrderClick?.(order);
      const asset = onAssetClick ? idUnder(map, event, ['wells', 'well-dots']) : null;
      if (asset !== null) return onAssetClick?.(asset);
      // 78271.5 m: one pixel of a 512-pixel world tile at the equator, zoom 0.
      onPick?.({ lon: event.lngLat.lng, lat: event.lngLat.lat }, (78_271.5 * Math.cos((event.lngLat.lat * Math.PI) / 180)) / 2 ** map.getZoom());
    };
    const moved = () => {
      const centre = map.getCenter();
      const box = map.getBounds();
      latest.current.onMoveEnd?.({
        centre: { lon: centre.lng, lat: centre.lat },
        zoom: map.getZoom(),
        bounds: [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()],
      });
    };
    map.on('click', clicked);
    map.on('moveend', moved);
    moved(); // where it begins is a view too
    return () => {
      map.off('click', clicked);
      map.off('moveend', moved);
    };
  }, [map]);
};
