import type { RoadClass } from './city-folder.ts';
import type { XY } from './plane.ts';
import type { Random } from './random.ts';

/** A made-up road before it is cut at water and district borders: sampled every `stepM`. */
export interface RoadLine {
  class: RoadClass;
  points: XY[];
}

export const stepM = 25;

interface Cell {
  u: number;
  v: number;
  width: number;
  height: number;
}

/** A bent and turned chessboard: two slow waves across each axis, so that straight lines become gently curved streets. */
const warp = (random: Random) => {
  const turn = (random() - 0.5) * 0.6;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const waves = Array.from({ length: 4 }, (_, i) => ({
    amplitude: (i % 2 === 0 ? 700 : 120) * (0.7 + random() * 0.6),
    length: i % 2 === 0 ? 9000 : 2100,
    phase: random() * 6.28,
  }));
  const [a, b, c, d] = waves.map(
    ({ amplitude, length, phase }) =>
      (t: number) =>
        amplitude * Math.sin(t / length + phase),
  );
  return (u: number, v: number): XY => {
    const p = u + (a?.(v) ?? 0) + (b?.(v) ?? 0);
    const q = v + (c?.(u) ?? 0) + (d?.(u) ?? 0);
    return { x: p * cos - q * sin, y: p * sin + q * cos };
  };
};

/** How large the block is that a road divides says how important the road is. */
const classOf = (sideM: number): RoadClass => {
  if (sideM > 9_000) return 'expressway';
  if (sideM > 1_900) return 'arterial';
  return sideM > 750 ? 'secondary' : 'local';
};

/** The finest block that any probed place of a cell asks for; null where there is no land. */
const finestBlock = (cell: Cell, place: (u: number, v: number) => XY, blockAt: (at: XY) => number | null): number | null => {
  const probes = Math.max(cell.width, cell.height) > 3_000 ? 9 : 3;
  let finest: number | null = null;
  for (let i = 0; i < probes; i++)
    for (let j = 0; j < probes; j++) {
      const block = blockAt(place(cell.u + (cell.width * (i + 0.5)) / probes, cell.v + (cell.height * (j + 0.5)) / probes));
      if (block !== null && (finest === null || block < finest)) finest = block;
    }
  return finest;
};

const lineBetween = (from: [number, number], to: [number, number], place: (u: number, v: number) => XY): XY[] => {
  const steps = Math.max(2, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / stepM));
  return Array.from({ length: steps + 1 }, (_, i) => place(from[0] + ((to[0] - from[0]) * i) / steps, from[1] + ((to[1] - from[1]) * i) / steps));
};

/** Cuts a cell across its longer side, not quite in the middle; the cut is a road. */
const split = (cell: Cell, random: Random): { halves: [Cell, Cell]; from: [number, number]; to: [number, number] } => {
  const at = 0.5 + (random() - 0.5) * 0.22;
  const { u, v, width, height } = cell;
  if (width > height) {
    const cut = u + width * at;
    return {
      halves: [
        { u, v, width: width * at, height },
        { u: cut, v, width: width * (1 - at), height },
      ],
      from: [cut, v],
      to: [cut, v + height],
    };
  }
  const cut = v + height * at;
  return {
    halves: [
      { u, v, width, height: height * at },
      { u, v: cut, width, height: height * (1 - at) },
    ],
    from: [u, cut],
    to: [u + width, cut],
  };
};

/**
 * Divides the land into blocks, again and again, until each is as fine as its place asks: dense in the centre, thin outside.
 * @param reachM half the side of the square about the centre that must be covered
 * @param blockAt the side in metres of a block there; null: no land
 */
export function* roadLines(random: Random, reachM: number, blockAt: (at: XY) => number | null): Generator<RoadLine> {
  const place = warp(random);
  const side = reachM * 2.6;
  let open: Cell[] = [{ u: -side / 2, v: -side / 2, width: side, height: side }];
  while (open.length > 0) {
    const next: Cell[] = [];
    for (const cell of open) {
      const block = finestBlock(cell, place, blockAt);
      const longer = Math.max(cell.width, cell.height);
      if (block === null || longer < block * 1.55) continue;
      const { halves, from, to } = split(cell, random);
      yield { class: classOf(longer), points: lineBetween(from, to, place) };
      next.push(...halves);
    }
    open = next;
  }
}
