import type { FoundPlace } from '#domain/contract/place-search.ts';
import type { Point } from '#domain/contract/terms.ts';
import { call } from './call.ts';
import { findPlaces } from './routes.ts';

/** lon,lat as a query takes it. */
export const pointText = ({ lon, lat }: Point): string => `${lon.toFixed(6)},${lat.toFixed(6)}`;

/** Places by what is typed, the nearest to where the map is first. */
export const findOnMap = async (words: string, near: Point, signal: AbortSignal): Promise<readonly FoundPlace[]> =>
  (await call(findPlaces, { query: { q: words, near: pointText(near) }, signal })).places;
