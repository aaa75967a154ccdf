import type { Row } from './city-rows.ts';
import type { Draws } from './random.ts';
import { restated, type StatedCity } from './stated-city.ts';
import { type StatedHours, statedBurst } from './stated-model.ts';

/** Some hours as they were drawn: the city as it is told of in them, and where one class is told of far more often. */
export interface DrawnHours {
  readonly city: StatedCity;
  readonly burst: { readonly x: number; readonly y: number; readonly classCode: string };
}

const isIn = (row: Row, { x, y, classCode }: DrawnHours['burst']): boolean =>
  row.classCode === classCode && Math.hypot(row.x - x, row.y - y) <= statedBurst.withinM;

/** Where the row that is meant stands within the burst. */
export const isInBurst = ({ burst }: DrawnHours, row: Row): boolean => Math.hypot(row.x - burst.x, row.y - burst.y) <= statedBurst.withinM;

const drawBurst = ({ rows }: StatedCity, draws: Draws): DrawnHours['burst'] => {
  for (;;) {
    const { x, y, classCode } = draws.pick(rows.things);
    const burst = { x, y, classCode };
    if (!statedBurst.classes.includes(classCode)) continue;
    if (rows.thingGrid.around(x, y, statedBurst.withinM).filter((row) => isIn(row, burst)).length >= statedBurst.fewest) return burst;
  }
};

/** The hour of the day at which hours of a sort come. */
export const drawHour = ({ byHour }: StatedHours, draws: Draws): number => draws.weighted(byHour.map((often, hour) => [hour, often] as const));

/** Hours of a sort: the weather is over the whole city, the burst at one place of it. Whoever answers best knows both. */
export const drawHours = (usual: StatedCity, { times }: StatedHours, draws: Draws): DrawnHours => {
  const weather = restated(usual, (row, often) => often * (times[row.classCode] ?? 1));
  const burst = drawBurst(usual, draws);
  const within = [...weather.meant].reduce((sum, [row, often]) => (isIn(row, burst) ? sum + often : sum), 0);
  const { share } = statedBurst;
  return { burst, city: restated(weather, (row, often) => (1 - share) * often + (isIn(row, burst) ? (share * often) / within : 0)) };
};
