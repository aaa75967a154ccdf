import type { Row } from './city-rows.ts';
import { type Channel, reportDrawer } from './draw-report.ts';
import type { DrawnReport } from './drawn-report.ts';
import type { Draws } from './random.ts';
import type { StatedCity } from './stated-city.ts';

/** A report of a storm: of which hole it tells, and when. */
export interface StormReport {
  readonly hole: Row;
  readonly drawn: DrawnReport;
  readonly minute: number;
}

/** Sixty people tell of one hole, and a third as many of another ten metres away that opened half-way. */
export const storm = { ofFirst: 60, ofSecond: 20, apartM: [8, 12], minutes: 360 } as const;

/** What people call a hole: mostly missing, else broken, loose or sunken. */
const calledKinds = [
  ['cover_missing', 0.6],
  ['cover_broken', 0.2],
  ['cover_loose', 0.12],
  ['cover_sunken', 0.08],
] as const;

const pairOf = (city: StatedCity, draws: Draws): readonly [Row, Row] => {
  const wells = city.rows.things.filter(({ isWell, status }) => isWell && status !== 'removed' && status !== 'abandoned');
  for (;;) {
    const first = draws.pick(wells);
    const others = city.rows.thingGrid.around(first.x, first.y, storm.apartM[1]).filter((row) => {
      const apart = Math.hypot(row.x - first.x, row.y - first.y);
      return row.isWell && apart >= storm.apartM[0];
    });
    if (others.length > 0) return [first, draws.pick(others)];
  }
};

const told = (city: StatedCity, draws: Draws, hole: Row, channels: readonly Channel[]): DrawnReport => {
  for (;;) {
    const drawn = reportDrawer(city, draws, draws.pick(channels), [hole])();
    if (drawn.truth.row === hole) return { ...drawn, kind: draws.weighted(calledKinds) };
  }
};

/** One storm's reports as they come. */
export const drawStorm = (city: StatedCity, draws: Draws, channels: readonly Channel[]): StormReport[] => {
  const [first, second] = pairOf(city, draws);
  const from = (hole: Row, count: number, since: number) =>
    Array.from({ length: count }, () => ({ hole, drawn: told(city, draws, hole, channels), minute: since + draws.next() * (storm.minutes - since) }));
  return [...from(first, storm.ofFirst, 0), ...from(second, storm.ofSecond, storm.minutes / 2)].sort((a, b) => a.minute - b.minute);
};
