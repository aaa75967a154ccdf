import type { Point } from '#domain/contract/terms.ts';
import { wrong } from './wrong-query.ts';

/** A point as an address gives it. @throws HttpError query-invalid */
export const readPoint = (field: string, text: string): Point => {
  const [lon = 0, lat = 0] = text.split(',').map(Number);
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) throw wrong(field, '经度在 ±180、纬度在 ±90 以内。', 'longitude lies within ±180, latitude within ±90.');
  return { lon, lat };
};
