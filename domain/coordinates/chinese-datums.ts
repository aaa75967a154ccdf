type Pair = readonly [number, number];
type Way = (lon: number, lat: number) => Pair;

const { sin, cos, sqrt, abs, atan2, PI } = Math;
// Krasovsky's ellipsoid, as the grid has it.
const semiMajor = 6_378_245;
const eccentricity = 0.006693421622965823;

/** WGS 84 to GCJ-02, the grid of Chinese web maps: 100 to 700 m off. Outside China's box nothing is shifted. */
export const toGcj02: Way = (lon, lat) => {
  if (!(lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271)) return [lon, lat];
  const [x, y] = [lon - 105, lat - 35];
  const [px, py] = [x * PI, y * PI];
  const ripple = (20 * sin(6 * px) + 20 * sin(2 * px)) * 2;
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * sqrt(abs(x)) +
    (ripple + (20 * sin(px) + 40 * sin(px / 3)) * 2 + (150 * sin(px / 12) + 300 * sin(px / 30)) * 2) / 3;
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * sqrt(abs(x)) +
    (ripple + (20 * sin(py) + 40 * sin(py / 3)) * 2 + (160 * sin(py / 12) + 320 * sin(py / 30)) * 2) / 3;
  const radians = (lat / 180) * PI;
  const sine = sin(radians);
  const magic = 1 - eccentricity * sine * sine;
  const root = sqrt(magic);
  return [lon + (east * 180) / ((semiMajor / root) * cos(radians) * PI), lat + (north * 180) / (((semiMajor * (1 - eccentricity)) / (magic * root)) * PI)];
};

const baidu = (PI * 3000) / 180;

/** WGS 84 to BD-09, Baidu's grid upon GCJ-02. */
export const toBd09: Way = (lon, lat) => {
  const [x, y] = toGcj02(lon, lat);
  const far = sqrt(x * x + y * y) + 0.00002 * sin(y * baidu);
  const angle = atan2(y, x) + 0.000003 * cos(x * baidu);
  return [far * cos(angle) + 0.0065, far * sin(angle) + 0.006];
};

const close = 1e-9; // degrees: a tenth of a millimetre
const most = 12;

/**
 * Walks back from where the point stands until the way there gives what was asked; the shift changes so little from street to street
 * that three or four steps bring both grids home within a millimetre (the closed forms in use miss by one or two decimetres). Written
 * here and not taken from gcoord because a census has five million points: three times as fast, and held to that package by a test.
 */
const invert =
  (there: Way): Way =>
  (lon, lat) => {
    if (!(abs(lon) <= 360 && abs(lat) <= 360)) return [Number.NaN, Number.NaN];
    let [x, y] = [lon, lat];
    for (let step = 0; step < most; step++) {
      const [atLon, atLat] = there(x, y);
      const [dx, dy] = [atLon - lon, atLat - lat];
      x -= dx;
      y -= dy;
      if (abs(dx) < close && abs(dy) < close) break;
    }
    return [x, y];
  };

export const fromGcj02: Way = invert(toGcj02);
export const fromBd09: Way = invert(toBd09);
