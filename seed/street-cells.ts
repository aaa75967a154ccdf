import { Delaunay } from 'd3-delaunay';
import type { Polygon } from 'geojson';
import { placeFinder } from '#domain/place-finder.ts';
import type { District, Street } from './city-folder.ts';
import { distance, type Plane, type XY } from './plane.ts';
import { type Random, randomOf } from './random.ts';

/** A convex piece of the plane that falls to a street; the database clips it to the district. */
export interface StreetCell {
  streetCode: string;
  districtCode: string;
  geometry: Polygon;
}

/** Pseudo-units (parks, zones, farms) have 4xx or 5xx as their last three digits: their ground falls to a neighbour. */
export const isPseudoUnit = (code: string): boolean => /[45]\d\d$/.test(code);

/** Streets (0xx) lie nearer the city's centre than towns (1xx) and townships (2xx). */
const byCode = (a: Street, b: Street) => Number(isPseudoUnit(a.code)) - Number(isPseudoUnit(b.code)) || (a.code < b.code ? -1 : 1);

const centreScaleM = 9_000;

/** Points of a district, more of them towards the city's centre, so that cells there become smaller. */
const samplesOf = (district: District, plane: Plane, random: Random, wanted: number): XY[] => {
  const inside = placeFinder([{ key: true, geometry: district.geometry }], 120);
  const corners = district.geometry.coordinates.flat(2);
  const [west, east] = [Math.min(...corners.map((c) => c[0] ?? 0)), Math.max(...corners.map((c) => c[0] ?? 0))];
  const [south, north] = [Math.min(...corners.map((c) => c[1] ?? 0)), Math.max(...corners.map((c) => c[1] ?? 0))];
  const nearest = Math.min(...corners.map((c) => distance(plane.toPlane(c[0] ?? 0, c[1] ?? 0), { x: 0, y: 0 })));
  const samples: XY[] = [];
  while (samples.length < wanted) {
    const [lon, lat] = [west + random() * (east - west), south + random() * (north - south)];
    const point = plane.toPlane(lon, lat);
    const falloff = (centreScaleM / (centreScaleM + Math.max(0, distance(point, { x: 0, y: 0 }) - nearest))) ** 1.5;
    if (random() < falloff && inside(lon, lat)) samples.push(point);
  }
  return samples;
};

/** Lloyd's relaxation over the samples: sites move to the middle of what is nearest to them. */
const relaxed = (samples: readonly XY[], count: number): XY[] => {
  let sites = samples.slice(0, count);
  for (let round = 0; round < 12; round++) {
    const delaunay = Delaunay.from(
      sites,
      (s) => s.x,
      (s) => s.y,
    );
    const sums = sites.map(() => ({ x: 0, y: 0, n: 0 }));
    let nearest = 0;
    for (const { x, y } of samples) {
      nearest = delaunay.find(x, y, nearest);
      const sum = sums[nearest];
      if (sum !== undefined) {
        sum.x += x;
        sum.y += y;
        sum.n += 1;
      }
    }
    sites = sums.map((sum, i) => (sum.n === 0 ? (sites[i] ?? { x: 0, y: 0 }) : { x: sum.x / sum.n, y: sum.y / sum.n }));
  }
  return sites;
};

/** Each pseudo-unit's heir: the nearest real street of the district. */
const heirs = (placed: readonly { street: Street; site: XY }[]): Map<string, string> => {
  const real = placed.filter((p) => !isPseudoUnit(p.street.code));
  return new Map(
    placed.map(({ street, site }) => {
      if (!isPseudoUnit(street.code)) return [street.code, street.code];
      const [heir] = [...real].sort((a, b) => distance(a.site, site) - distance(b.site, site));
      return [street.code, heir?.street.code ?? street.code];
    }),
  );
};

/**
 * Partitions a district among its streets: a made-up Voronoi diagram of seeded, relaxed points.
 * @returns the cells (several may belong to one street) and the heir of every street code, itself unless a pseudo-unit
 */
export const streetCells = (
  district: District,
  streets: readonly Street[],
  plane: Plane,
  seed: number,
): { cells: StreetCell[]; heirOf: Map<string, string> } => {
  const random = randomOf(seed, 'streets', district.code);
  const samples = samplesOf(district, plane, random, 150 * streets.length);
  const sites = relaxed(samples, streets.length).sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y));
  const placed = [...streets].sort(byCode).map((street, i) => ({ street, site: sites[i] ?? { x: 0, y: 0 } }));
  const heirOf = heirs(placed);
  const delaunay = Delaunay.from(
    placed,
    (p) => p.site.x,
    (p) => p.site.y,
  );
  const far = 500_000;
  const voronoi = delaunay.voronoi([-far, -far, far, far]);
  const cells = placed.map(({ street }, i): StreetCell => {
    const ring = [...(voronoi.cellPolygon(i) ?? [])].map(([x = 0, y = 0]) => plane.toLonLat({ x, y }));
    return { streetCode: heirOf.get(street.code) ?? street.code, districtCode: district.code, geometry: { type: 'Polygon', coordinates: [ring] } };
  });
  return { cells, heirOf };
};
