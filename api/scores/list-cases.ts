import { listMonthsWithCases } from '#db/queries/figures/score-sums.ts';
import { type CaseRow, type CasesWanted, listCases, type ScoreScope } from '#db/queries/figures/scores.ts';
import { measures } from '#domain/score.ts';
import { monthsOf } from '#domain/score-period.ts';
import type { App } from '../app-type.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { isCountedLive, mostCountedLive } from './figures.ts';
import { storedMonths } from './stored-figures.ts';

/** Where most changes after it was counted, cases are looked for whatever the sums say. */
const freshMonths = 2;

/**
 * The orders behind one number, newest first. Of many orders month by month, and of those months alone whose sums hold such a case.
 * @param mostLive so many orders are read at once
 */
export const casesOf = async (app: App, wanted: CasesWanted, scope: ScoreScope, mostLive = mostCountedLive): Promise<CaseRow[]> => {
  if (await isCountedLive(app.pool, scope, mostLive)) return listCases(app.pool, wanted, scope);
  const { timeZone } = (await vocabularyOf(app.pool)).city;
  const months = monthsOf(scope, scope.now, timeZone).reverse();
  const nth = measures.indexOf(wanted.measure) + 1;
  const holding = new Set(await listMonthsWithCases(app.pool, await storedMonths(app, scope, scope.now), { ...wanted, nth }));
  const found: CaseRow[] = [];
  for (const [at, { month, fromAt, toAt }] of months.entries()) {
    if (found.length >= wanted.limit) break;
    if (at >= freshMonths && !holding.has(month)) continue;
    const here = await listCases(app.pool, { ...wanted, limit: wanted.limit - found.length }, { ...scope, fromAt, toAt });
    found.push(...here);
  }
  return found;
};
