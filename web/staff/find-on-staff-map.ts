import { formatPlate } from '#domain/asset-id.ts';
import type { Point } from '#domain/contract/terms.ts';
import { call } from '../client/call.ts';
import { findOnMap, pointText } from '../client/find-on-map.ts';
import type { MapHit } from '../map/types.ts';
import { listAssets } from './routes.ts';

const mostWells = 4;

/** Some digits of a plate, as people write them; a house's number stands behind its road. */
const isNumber = (words: string): boolean => /^[\d\s-]{4,24}[Xx]?$/.test(words);

const findWells = async (q: string, near: Point, signal: AbortSignal): Promise<MapHit[]> => {
  const { assets } = await call(listAssets, { query: { q, near: pointText(near), sort: 'distance', limit: mostWells }, signal });
  return assets.map(({ id, position, street, district }) => ({
    kind: 'well',
    name: { zh: formatPlate(id), en: formatPlate(id) },
    street,
    district,
    position,
    reachM: 20,
  }));
};

/** As the public's search, and wells by their number for whoever may look one up; of who may not the places are told. */
export const findOnStaffMap = async (words: string, near: Point, signal: AbortSignal): Promise<readonly MapHit[]> => {
  const [wells, places] = await Promise.all([isNumber(words) ? findWells(words, near, signal).catch(() => []) : [], findOnMap(words, near, signal)]);
  return [...wells, ...places];
};
