import type { LineString } from 'geojson';

interface Line {
  readonly id: number;
  readonly name: string;
  readonly widthM: number;
  readonly line: LineString;
}

/** The road a point lies on or beside. */
export interface FoundRoad {
  readonly id: number;
  /** From its centre line. */
  readonly distanceM: number;
  readonly halfWidthM: number;
}

export type RoadFinder = (lon: number, lat: number, name?: string | null) => FoundRoad | null;

const metresPerDegree = 111_195;
const cellM = 80;

const squaredDistance = (px: number, py: number, at: Float64Array, i: number): number => {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [at[i], at[i + 1], at[i + 2], at[i + 3]];
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((px - x1) * dx + (py - y1) * dy) / length));
  const [ex, ey] = [px - x1 - t * dx, py - y1 - t * dy];
  return ex * ex + ey * ey;
};

/**
 * Roads by a grid of cells that each know the pieces within `reachM` of them: a look-up tries a handful instead of asking an index.
 * A road of the name that the row says comes before a nearer one of another name.
 * @param reachM how far from its centre line a road is found
 */
export const roadFinder = (roads: readonly Line[], latitude: number, reachM: number): RoadFinder => {
  const perLon = metresPerDegree * Math.cos((latitude * Math.PI) / 180);
  const pieces: number[] = [];
  const owners: number[] = [];
  const cells = new Map<number, number[]>();
  const cellOf = (cx: number, cy: number) => cx * 4_194_304 + cy;
  const lay = (piece: number, [x1, y1, x2, y2]: readonly [number, number, number, number]) => {
    const [fromX, toX] = [Math.floor((Math.min(x1, x2) - reachM) / cellM), Math.floor((Math.max(x1, x2) + reachM) / cellM)];
    const [fromY, toY] = [Math.floor((Math.min(y1, y2) - reachM) / cellM), Math.floor((Math.max(y1, y2) + reachM) / cellM)];
    for (let cx = fromX; cx <= toX; cx++)
      for (let cy = fromY; cy <= toY; cy++) {
        const there = cells.get(cellOf(cx, cy));
        if (there === undefined) cells.set(cellOf(cx, cy), [piece]);
        else there.push(piece);
      }
  };
  const layPiece = (owner: number, [x1, y1, x2, y2]: readonly [number, number, number, number]) => {
    const parts = Math.max(1, Math.ceil(Math.hypot(x2 - x1, y2 - y1) / cellM));
    for (let p = 0; p < parts; p++) {
      const at = (share: number) => [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share] as const;
      const piece = [...at(p / parts), ...at((p + 1) / parts)] as const;
      lay(pieces.length, piece);
      pieces.push(...piece);
      owners.push(owner, 0, 0, 0);
    }
  };
  roads.forEach(({ line }, owner) => {
    const flat = line.coordinates.map(([lon = 0, lat = 0]) => [lon * perLon, lat * metresPerDegree] as const);
    for (let i = 0; i + 1 < flat.length; i++) layPiece(owner, [...(flat[i] ?? [0, 0]), ...(flat[i + 1] ?? [0, 0])]);
  });
  const at = Float64Array.from(pieces);
  // The nearest piece of any road, or of those of one name.
  const nearest = (px: number, py: number, name: string | null): { owner: number; far: number } | null => {
    let [far, found] = [reachM * reachM, -1];
    for (const piece of cells.get(cellOf(Math.floor(px / cellM), Math.floor(py / cellM))) ?? []) {
      const owner = owners[piece] ?? 0;
      if (name !== null && roads[owner]?.name !== name) continue;
      const here = squaredDistance(px, py, at, piece);
      if (here < far) [far, found] = [here, owner];
    }
    return found < 0 ? null : { owner: found, far: Math.sqrt(far) };
  };
  return (lon, lat, name = null) => {
    const [px, py] = [lon * perLon, lat * metresPerDegree];
    const found = (name === null ? null : nearest(px, py, name)) ?? nearest(px, py, null);
    const road = found === null ? undefined : roads[found.owner];
    return road === undefined || found === null ? null : { id: road.id, distanceM: found.far, halfWidthM: road.widthM / 2 };
  };
};
