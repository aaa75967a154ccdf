import { CensusError } from '../census-error.ts';

export const mostColumns = 1000;

/**
 * The names of a table's columns. Empty headings at the end are left out; one between others, and one that stands twice, is refused:
 * nobody could say which column is meant.
 * @throws CensusError census-heading-empty, census-column-twice, census-columns-too-many
 */
export const nameColumns = (file: string, heading: readonly (string | null)[]): string[] => {
  const names = heading.map((text) => (text ?? '').replace(/^\ufeff/, '').trim());
  while (names.at(-1) === '') names.pop();
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
