import type { Point } from './contract/terms.ts';
import { accept, type Decision, reject } from './rejection.ts';

/** What is wrong with one field of a query, in both languages. */
export const wrongQuery = (field: string, whyZh: string, whyEn: string) => reject('query-invalid', { field, params: { field, whyZh, whyEn } });

export type Box = readonly [west: number, south: number, east: number, north: number];

/** A box as a query gives it: west, south, east, north. */
export const decideBox = (text: string): Decision<Box> => {
  const [west = 0, south = 0, east = 0, north = 0] = text.split(',').map(Number);
  const isBox = Math.max(Math.abs(west), Math.abs(east)) <= 180 && Math.max(Math.abs(south), Math.abs(north)) <= 90 && west <= east && south <= north;
  return isBox ? accept([west, south, east, north]) : wrongQuery('bbox', '顺序为 西,南,东,北，单位为度。', 'the order is west,south,east,north, in degrees.');
};

/** A point as a query gives it: lon, lat. */
export const decideQueryPoint = (field: string, text: string): Decision<Point> => {
  const [lon = 0, lat = 0] = text.split(',').map(Number);
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) return wrongQuery(field, '经度在 ±180、纬度在 ±90 以内。', 'longitude lies within ±180, latitude within ±90.');
  return accept({ lon, lat });
};
