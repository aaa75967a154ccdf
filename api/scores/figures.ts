import { holdsMoreOrders, type SumRow } from '#db/queries/figures/score-sums.ts';
import { type ScoreScope, tallyMeasure, tallyOrders } from '#db/queries/figures/scores.ts';
import type { Connection } from '#db/sql.ts';
import { measures } from '#domain/score.ts';

/** Scores of so few orders are counted while one waits (a second or less); of more the sums that the clockwork counted are told. */
export const mostCountedLive = 20_000;

export const isCountedLive = async (connection: Connection, span: { fromAt: string; toAt: string }, most = mostCountedLive): Promise<boolean> =>
  !(await holdsMoreOrders(connection, span, most));

/** What scores are made of, read from the orders themselves: by unit and place. */
export const countSums = async (connection: Connection, scope: ScoreScope): Promise<SumRow[]> => {
  const sums = new Map<string, SumRow & { orders: number; cases: number[]; good: number[] }>();
  const at = ({ unitId, streetCode, districtCode }: Pick<SumRow, 'unitId' | 'streetCode' | 'districtCode'>) => {
    const key = `${unitId} ${streetCode} ${districtCode}`;
    const sum = sums.get(key) ?? { unitId, streetCode, districtCode, orders: 0, cases: measures.map(() => 0), good: measures.map(() => 0) };
    sums.set(key, sum);
    return sum;
  };
  for (const row of await tallyOrders(connection, scope)) at(row).orders = row.of;
  for (const [nth, measure] of measures.entries())
    for (const row of await tallyMeasure(connection, measure, scope)) {
      const { cases, good } = at(row);
      cases[nth] = row.of;
      good[nth] = row.good;
    }
  return [...sums.values()];
};
