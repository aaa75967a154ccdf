import { toWgs84 } from '../datum.ts';
import type { PhotoPosition } from '../photo/position.ts';
import { metresPerDegree } from './error-density.ts';
import type { AddressPoint } from './observation.ts';
import type { MatchPriors } from './priors.ts';

/**
 * Where the thing on a photo lies, by what the photo says of itself: a few steps ahead of the camera, or any way from it when the way it looked is
 * not said. A photo that names no datum may be in that of Chinese maps.
 */
export const photoPlace = ({ lon, lat, datum, errorM, directionDeg }: PhotoPosition, { photo }: Pick<MatchPriors, 'photo'>): AddressPoint => {
  const ahead = (standing: { readonly lon: number; readonly lat: number }) => {
    if (directionDeg === null) return standing;
    const way = (directionDeg * Math.PI) / 180;
    const degrees = photo.aheadM / metresPerDegree;
    return { lon: standing.lon + (degrees * Math.sin(way)) / Math.cos((lat * Math.PI) / 180), lat: standing.lat + degrees * Math.cos(way) };
  };
  const offM = Math.round(Math.hypot(errorM ?? photo.errorM, directionDeg === null ? photo.aheadM : photo.aheadM / 2) * 10) / 10;
  const point = ahead(toWgs84({ lon, lat, datum: datum ?? 'WGS84' }));
  const looked = directionDeg === null ? {} : { ahead: { directionDeg, metres: photo.aheadM } };
  if (datum !== null) return { point, errorM: offM, ...looked };
  const shifted = ahead(toWgs84({ lon, lat, datum: 'GCJ02' }));
  const places = [
    { point, errorM: offM, share: 1 - photo.gcj02Share },
    { point: shifted, errorM: offM, share: photo.gcj02Share },
  ];
  return { point, errorM: offM, places, ...looked };
};
