import type { Analysis } from '#domain/contract/analysis.ts';
import { csvCell } from '#domain/csv-cell.ts';

export interface CsvWords {
  /** dimension, code, name, orders, hazards, open, late */
  readonly heading: readonly string[];
  readonly dimensions: Readonly<Record<'time' | 'place' | 'kind' | 'unit' | 'total', string>>;
  readonly named: (name: { zh: string; en: string }) => string;
}

/** All figures of an analysis as one table: a row for each group, with a mark at its head so that spreadsheets read it as UTF-8. */
export const figuresCsv = ({ times, places, kinds, units, total }: Analysis, { heading, dimensions, named }: CsvWords): string => {
  const row = (
    dimension: string,
    code: string,
    name: string,
    { orders, hazards, open, late }: Pick<Analysis['total'], 'orders' | 'hazards' | 'open' | 'late'>,
  ) => [dimension, code, name, orders, hazards, open, late].map(csvCell).join(',');
  const groups = (dimension: string, of: Analysis['places']) => of.map((group) => row(dimension, group.code, named(group.name), group));
  return [
    `\ufeff${heading.map(csvCell).join(',')}`,
    row(dimensions.total, '', '', total),
    ...times.map((part) => row(dimensions.time, part.from, part.to, part)),
    ...groups(dimensions.place, places),
    ...groups(dimensions.kind, kinds),
    ...groups(dimensions.unit, units),
    '',
  ].join('\r\n');
};
