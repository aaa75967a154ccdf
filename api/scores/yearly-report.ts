import type { ScoreScope } from '#db/queries/figures/scores.ts';
import { type Counted, listTotals, type TotalRow } from '#db/queries/figures/yearly-figures.ts';
import { listScoredPlaces } from '#db/queries/places/places.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Subject, YearlyReport } from '#domain/contract/scores.ts';
import type { Name } from '#domain/contract/terms.ts';
import { scoreOf } from '#domain/score.ts';
import type { ScorePeriod } from '#domain/score-period.ts';
import type { App } from '../app-type.ts';
import { isCountedLive, mostCountedLive } from './figures.ts';
import { loadSums, scoreSubjects, tell, tellRule, wholeOf } from './load-scores.ts';
import { readTotals, storedMonths } from './stored-figures.ts';

/** Units that denied what they own, the most often wrong first. */
const wrongDenialsOf = (units: readonly Subject[]): YearlyReport['wrongDenials'] =>
  units
    .flatMap(({ name, tallies }) => {
      const denials = tallies.find(({ measure }) => measure === 'denials');
      const wrong = denials?.rate == null ? 0 : Math.round(denials.of * (1 - denials.rate));
      return wrong > 0 ? [{ unit: name, wrong, decided: denials?.of ?? 0 }] : [];
    })
    .sort((a, b) => b.wrong - a.wrong);

const sumOf = (rows: readonly TotalRow[]): number => rows.reduce((sum, { count }) => sum + count, 0);
const most = 20;

/** What was counted, by one of its sides: the greatest first, of equal ones by key. */
const countedBy = (rows: readonly TotalRow[], what: Counted, side: (row: TotalRow) => string): [key: string, count: number][] =>
  [
    ...Map.groupBy(
      rows.filter((row) => row.what === what),
      side,
    ),
  ]
    .map(([key, found]): [string, number] => [key, sumOf(found)])
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));

const monthly = (rows: readonly TotalRow[]): YearlyReport['byMonth'] => {
  const reports = new Map(countedBy(rows, 'reports', ({ month }) => month));
  return countedBy(rows, 'orders', ({ month }) => month)
    .map(([month, orders]) => ({ month, orders, reports: reports.get(month) ?? 0 }))
    .sort((a, b) => (a.month < b.month ? -1 : 1));
};

const named = (counts: readonly [string, number][], names: ReadonlyMap<string, Name>): { name: Name; count: number }[] =>
  counts.slice(0, most).flatMap(([key, count]) => {
    const name = names.get(key);
    return name ? [{ name, count }] : [];
  });

const loadTotals = async (app: App, scope: ScoreScope, timeZone: string, mostLive: number): Promise<TotalRow[]> =>
  (await isCountedLive(app.pool, scope, mostLive)) ? listTotals(app.pool, scope, timeZone) : readTotals(app, await storedMonths(app, scope, scope.now), scope);

/** The year in figures, each from the same rows as the scores. @param mostLive so many orders are counted while one waits */
export const makeYearlyReport = async (
  app: App,
  vocabulary: Vocabulary,
  period: ScorePeriod,
  scope: ScoreScope,
  mostLive = mostCountedLive,
): Promise<YearlyReport> => {
  const { sums, madeUp, countedAt, counting } = await loadSums(app, scope, mostLive);
  const totals = await loadTotals(app, scope, vocabulary.city.timeZone, mostLive);
  const scored = (by: 'unit' | 'district' | 'street') => scoreSubjects(app.pool, vocabulary, sums, by, scope.rule);
  const units = await scored('unit');
  const whole = wholeOf(sums);
  const count = (what: Counted): number => sumOf(totals.filter((row) => row.what === what));
  const districts = new Map((await listScoredPlaces(app.pool, 'district')).map(({ code, name }) => [code, name]));
  return {
    period: { name: period.name, fromAt: period.fromAt, toAt: period.toAt },
    rule: tellRule(scope.rule),
    countedAt,
    counting,
    madeUp,
    ...{ orders: count('orders'), closed: count('closed'), dangers: count('dangers'), reports: count('reports') },
    byMonth: monthly(totals),
    byChannel: countedBy(totals, 'channel', ({ key }) => key).map(([channel, found]) => ({ channel, count: found })),
    byKind: named(
      countedBy(totals, 'kind', ({ key }) => key),
      new Map(vocabulary.kinds.map(({ code, name }) => [code, name])),
    ),
    byDistrict: named(
      countedBy(totals, 'orders', ({ districtCode }) => districtCode),
      districts,
    ),
    whole: { score: scoreOf(whole, scope.rule), tallies: tell(whole) },
    wrongDenials: wrongDenialsOf(units),
    units,
    districts: await scored('district'),
    streets: await scored('street'),
  };
};
