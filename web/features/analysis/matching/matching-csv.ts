import type { Matching } from '#domain/contract/matching.ts';
import { csvCell } from '#domain/csv-cell.ts';

type Row = Matching['total'];

export interface MatchingCsvWords {
  /** dimension, code, name, then a heading for each of `figures`. */
  readonly heading: readonly string[];
  readonly dimensions: Readonly<Record<'total' | 'bin' | 'channel' | 'place' | 'class', string>>;
  readonly nameOf: (of: 'channel' | 'place' | 'class', group: Matching['channels'][number]) => string;
  readonly binName: (bin: number) => string;
}

/** The columns behind dimension, code and name; tenths have the first five. */
export const figures = ['answers', 'right', 'said', 'low', 'high', 'error', 'misdispatched', 'looked', 'heard', 'asked', 'questions'] as const;

const exact = (value: number | undefined): string => (value === undefined ? '' : Number.isInteger(value) ? String(value) : value.toFixed(4));

/** All figures as one table, shares from 0 to 1, with a mark at its head so that spreadsheets read it as UTF-8. */
export const matchingCsv = ({ total, bins, channels, districts, classes }: Matching, { heading, dimensions, nameOf, binName }: MatchingCsvWords): string => {
  const row = (dimension: string, code: string, name: string, of: Partial<Row>) =>
    [dimension, code, name, ...figures.map((figure) => exact(of[figure]))].map(csvCell).join(',');
  const groups = (of: 'channel' | 'place' | 'class', found: Matching['channels']) =>
    found.map((group) => row(dimensions[of], group.code, nameOf(of, group), group));
  return [
    `\ufeff${heading.map(csvCell).join(',')}`,
    row(dimensions.total, '', '', total),
    ...bins.map((bin) => row(dimensions.bin, String(bin.bin), binName(bin.bin), bin)),
    ...groups('channel', channels),
    ...groups('place', districts),
    ...groups('class', classes),
    '',
  ].join('\r\n');
};
