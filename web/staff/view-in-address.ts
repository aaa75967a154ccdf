import type { View } from '../map/types.ts';

const degrees = String.raw`-?\d{1,3}(?:\.\d{1,17})?`;
const written = new RegExp(`^(${degrees}),(${degrees}),(\\d{1,2}(?:\\.\\d{1,4})?)$`);
/** As far out and as near as a map goes. */
const mostZoom = 24;

/** Where a map stands, as an address says it: lon,lat,zoom in WGS 84; null without, and for what is no place on earth. */
export const readView = (text: string | undefined): View | null => {
  const found = written.exec(text ?? '');
  if (!found) return null;
  const [lon, lat, zoom] = [Number(found[1]), Number(found[2]), Number(found[3])];
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && zoom <= mostZoom ? { centre: { lon, lat }, zoom } : null;
};

export const writeView = ({ centre: { lon, lat }, zoom }: View): string => `${lon.toFixed(6)},${lat.toFixed(6)},${zoom.toFixed(2)}`;
