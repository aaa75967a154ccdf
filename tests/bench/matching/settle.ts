import type { DrawnReport } from './drawn-report.ts';
import type { Draws } from './random.ts';
import type { StatedCity } from './stated-city.ts';

/** What was written down when the order was settled: some of it missing, some of it wrong. */
export interface Settlement {
  readonly assetId: string | null;
  readonly unitId: string | null;
  readonly beside: 'unregistered' | 'nothing' | null;
}

const assetWritten = 0.7;
const foundWrong = 0.03;

export const settle = (city: StatedCity, { truth }: DrawnReport, draws: Draws): Settlement => {
  const { row, near, owner, registered, classCode } = truth;
  if (draws.chance(foundWrong)) {
    const other = draws.pick(city.rows.thingGrid.around(near.x, near.y, 25));
    return { assetId: other.id, unitId: other.ownerId, beside: null };
  }
  if (!registered) return { assetId: null, unitId: owner, beside: classCode === null ? 'nothing' : 'unregistered' };
  return { assetId: draws.chance(assetWritten) ? (row?.id ?? null) : null, unitId: owner, beside: null };
};
