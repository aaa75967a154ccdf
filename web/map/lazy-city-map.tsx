import { lazy, Suspense } from 'react';
import { Waiting } from '../ui/waiting.tsx';
import { MapUnavailable } from './map-unavailable.tsx';
import type { CityMapProps } from './types.ts';

// A map whose script cannot be had is a page without a map, not a page that is gone.
const Loaded = lazy(() => import('./city-map.tsx').catch(() => ({ default: MapUnavailable })));

/** The map, its 300 kB loaded after the page stands. Give its parent a size. */
export const CityMap = (props: CityMapProps) => (
  <Suspense fallback={<Waiting />}>
    <Loaded {...props} />
  </Suspense>
);
