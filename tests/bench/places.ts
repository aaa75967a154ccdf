import type { Pool } from '#db/pool.ts';
import { oneRow, sql } from '#db/sql.ts';

export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** The middle of the city, 0.06° by 0.05°, where its assets are densest: where every measured pin falls. */
export const middleOf = async (pool: Pool): Promise<Box> => {
  const { lon, lat } = await oneRow<{ lon: number; lat: number }>(
    pool,
    sql`select avg(st_x(geom)) as lon, avg(st_y(geom)) as lat from assets where street_code = (select street_code from assets group by 1 order by count(*) / (
          select st_area(geom) from places where code = street_code) desc limit 1)`,
  );
  return { west: lon - 0.03, south: lat - 0.025, east: lon + 0.03, north: lat + 0.025 };
};

/** Numbers from 0 up to 1, the same every run (mulberry32). */
export const sameNumbers = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Places inside a box, one after another. */
export const placesIn = ({ west, south, east, north }: Box, seed: number): (() => { lon: number; lat: number }) => {
  const next = sameNumbers(seed);
  return () => ({ lon: west + next() * (east - west), lat: south + next() * (north - south) });
};
