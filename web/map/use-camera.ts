import type { Map as GlMap } from 'maplibre-gl';
import { useEffect, useRef } from 'react';
import type { Point } from '#domain/contract/terms.ts';
import type { CityMapProps } from './types.ts';
import { zoomToHold } from './zoom-to-hold.ts';

const metresWide = 0.0005; // degrees: some fifty metres

type Asked = Pick<CityMapProps, 'centre' | 'fitBounds' | 'goTo'> & { readonly zoom: number; readonly holds: readonly Point[] };

const inSight = (map: GlMap, points: readonly Point[]): boolean => points.every(({ lon, lat }) => map.getBounds().contains([lon, lat]));

/** Flies where the props say: to a new centre, out until everything that must be seen is in sight, to a box, or back to where it stood. */
export const useCamera = (map: GlMap | null, { centre, zoom, holds, fitBounds, goTo }: Asked): void => {
  const { lon, lat } = centre;
  const held = JSON.stringify(holds);
  const asked = useRef({ place: `${lon} ${lat} ${zoom}`, held: '[]' });
  useEffect(() => {
    const place = `${lon} ${lat} ${zoom}`;
    const before = asked.current;
    if (!map || (before.place === place && before.held === held)) return;
    asked.current = { place, held };
    const points: readonly Point[] = JSON.parse(held);
    // The reader may have moved the map: what they see already is not moved again.
    if (before.place === place && inSight(map, points)) return;
    const { clientWidth: width, clientHeight: height } = map.getContainer();
    map.easeTo({ center: [lon, lat], zoom: zoomToHold({ lon, lat }, points, zoom, { width, height }) });
  }, [map, lon, lat, zoom, held]);

  const box = fitBounds?.join(',') ?? '';
  useEffect(() => {
    const [west, south, east, north] = box.split(',').map(Number);
    if (!map || west === undefined || south === undefined || east === undefined || north === undefined) return;
    // A corner is seen best from z18; a box of a few metres asks for two wells beside each other.
    map.fitBounds([west, south, east, north], { padding: 40, maxZoom: east - west < metresWide ? 20 : 18, duration: 600 });
  }, [map, box]);

  useEffect(() => {
    if (map && goTo) map.jumpTo({ center: [goTo.centre.lon, goTo.centre.lat], zoom: goTo.zoom });
  }, [map, goTo]);
};
