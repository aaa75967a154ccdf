import { CensusError } from '../census-error.ts';
import type { CensusRecord } from '../census-file.ts';

export const mostColumns = 1000;

/** What a row has beyond its columns, in a file of rows that came back; never a column of the file: where anything stands there, the row still has too much. */
export const beyondColumn = '多出的内容 Beyond the columns';

/** The values that a row keeps: as many as there are columns, and whatever stands beyond them. */
export const fitted = (values: readonly (string | null)[], width: number): (string | null)[] => {
  const kept = values.slice(0, Math.max(width, values.findLastIndex((value) => value !== null) + 1));
  while (kept.length < width) kept.push(null);
  return kept;
};

/** What is wrong with a row that has more or fewer fields than there are columns. @param kept as `fitted` left them @param found how many it had in the file */
export const fieldsFault = (kept: readonly (string | null)[], found: number, width: number): CensusRecord['fault'] => {
  if (found < width) return { code: 'census-row-fields', params: { found, less: width - found } };
  if (kept.length === width) return undefined;
  const text = kept.slice(width).filter(Boolean).join('、').slice(0, 40);
  return { code: 'census-row-beyond', params: { more: kept.length - width, from: width + 1, text } };
};

/**
 * The names of a table's columns. Empty headings at the end are left out; one between others, and one that stands twice, is refused:
 * nobody could say which column is meant.
 * @throws CensusError census-heading-empty, census-column-twice, census-columns-too-many
 */
export const nameColumns = (file: string, heading: readonly (string | null)[]): string[] => {
  const names = heading.map((text) => (text ?? '').replace(/^\ufeff/, '').trim());
  while (names.at(-1) === '' || names.at(-1) === beyondColumn) names.pop();
  if (names.length > mostColumns) throw new CensusError('census-columns-too-many', { file, found: names.length, limit: mostColumns });
  const seen = new Map<string, number>();
  names.forEach((column, i) => {
    if (column === '') throw new CensusError('census-heading-empty', { file, first: i + 1 });
    const before = seen.get(column);
    if (before !== undefined) throw new CensusError('census-column-twice', { file, column, first: before + 1, second: i + 1 });
    seen.set(column, i);
  });
  return names;
};
