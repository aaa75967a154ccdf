import gcoord from 'gcoord';
import type { Point, Position } from './contract/terms.ts';

// The package's types describe its default export one level deeper than Node finds it.
const { transform } = gcoord as unknown as { transform: (at: [number, number], from: string, to: string) => [number, number] };

/**
 * Takes the datum off a position. GCJ-02 (Chinese web maps, phones' mini-programs) lies 100 to 700 m off; it comes back within
 * 0.2 m, BD-09 within 0.3 m. CGCS2000 differs from WGS 84 by less than a metre and passes as it is.
 */
export const toWgs84 = (position: Position): Point => {
  const datum = position.datum ?? 'WGS84';
  if (datum === 'WGS84' || datum === 'CGCS2000') return { lon: position.lon, lat: position.lat };
  const [lon, lat] = transform([position.lon, position.lat], datum, 'WGS84');
  return { lon, lat };
};
