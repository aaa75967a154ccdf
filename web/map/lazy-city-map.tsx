import { lazy, Suspense } from 'react';
import { Waiting } from '../ui/waiting.tsx';
import type { CityMapProps } from './types.ts';

const Loaded = lazy(() => import('./city-map.tsx'));

/** The map, its 300 kB loaded after the page stands. Give its parent a size. */
export const CityMap = (props: CityMapProps) => (
  <Suspense fallback={<Waiting />}>
    <Loaded {...props} />
  </Suspense>
);
