import type { Scores } from '#domain/contract/scores.ts';
import { csvCell } from '#domain/csv-cell.ts';
import type { Measure } from '#domain/score.ts';

/**
 * The scores as CSV (RFC 4180): a line each, of every measure its rate and its cases, so that the score can be computed again from the
 * weights in the second line. Exact, as every CSV here (docs/adr/0006); the byte order mark is for spreadsheets that else guess.
 */
export const csvOf = ({ subjects, rule }: Scores, measures: readonly Measure[], language: 'zh' | 'en'): string => {
  const head = ['id', 'name', 'kind', 'orders', 'score', 'rank', ...measures.flatMap((measure) => [measure, `${measure}_cases`])];
  const weightOf = new Map(rule.weights.map(({ measure, weight }) => [measure, weight]));
  const weights = ['', 'weight', '', '', 100, '', ...measures.flatMap((measure) => [weightOf.get(measure) ?? 0, ''])];
  const lines = subjects.map(({ id, name, kind, orders, score, rank, tallies }) => {
    const byMeasure = new Map(tallies.map((tally) => [tally.measure, tally]));
    const figures = measures.flatMap((measure) => {
      const tally = byMeasure.get(measure);
      return [tally?.rate == null ? null : Number(tally.rate.toFixed(4)), tally?.of ?? 0];
    });
    return [id, name[language], kind, orders, score, rank, ...figures];
  });
  return `\uFEFF${[head, weights, ...lines].map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`;
};
