import type { Map as GlMap, MapGeoJSONFeature, MapMouseEvent } from 'maplibre-gl';
import { useEffect, useRef } from 'react';
import { assetIdOf } from '#domain/asset-id.ts';
import type { CityMapProps } from './types.ts';

type Handlers = { readonly [K in 'onPick' | 'onPointClick' | 'onOrderClick' | 'onAssetClick' | 'onMoveEnd']?: CityMapProps[K] | undefined };

const featureUnder = (map: GlMap, event: MapMouseEvent, layers: readonly string[]): MapGeoJSONFeature | null => {
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
  return hits[0] ?? null;
};

const idUnder = (map: GlMap, event: MapMouseEvent, layers: readonly string[]): string | null => {
  const id: unknown = featureUnder(map, event, layers)?.properties['id'];
  return id === undefined || id === null ? null : String(id);
};

const assetUnder = (map: GlMap, event: MapMouseEvent): string | null => {
  const number = featureUnder(map, event, ['wells', 'well-dots'])?.id;
  return typeof number === 'number' ? assetIdOf(number) : null;
};

/** Taps go to the page's own point under them, else the order, else the well, else the ground. */
export const useClicks = (map: GlMap | null, handlers: Handlers): void => {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    if (!map) return;
    const clicked = (event: MapMouseEvent) => {
      const { onPointClick, onOrderClick, onAssetClick, onPick } = latest.current;
      const heard = [
        [onPointClick, () => idUnder(map, event, ['points'])],
        [onOrderClick, () => idUnder(map, event, ['orders'])],
        [onAssetClick, () => assetUnder(map, event)],
      ] as const;
      for (const [hear, under] of heard) {
        const id = hear ? under() : null;
        if (id !== null) return hear?.(id);
      }
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
