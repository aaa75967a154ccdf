/** A point in metres east and north of the city's centre. */
export interface XY {
  x: number;
  y: number;
}

/** A flat plane about the city's centre: good to about 1 % of length at 60 km, which a made-up road network never notices. */
export interface Plane {
  toPlane(lon: number, lat: number): XY;
  toLonLat(point: XY): [lon: number, lat: number];
}

const metresPerDegree = 111_195;

export const planeAbout = ([lon0, lat0]: readonly [number, number]): Plane => {
  const perLon = metresPerDegree * Math.cos((lat0 * Math.PI) / 180);
  return {
    toPlane: (lon, lat) => ({ x: (lon - lon0) * perLon, y: (lat - lat0) * metresPerDegree }),
    toLonLat: ({ x, y }) => [lon0 + x / perLon, lat0 + y / metresPerDegree],
  };
};

export const distance = (a: XY, b: XY): number => Math.hypot(a.x - b.x, a.y - b.y);
