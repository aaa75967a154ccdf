import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';

/** One row of a city's file, which knows where it stands so that a fault can be found in a spreadsheet. */
export interface TableRow {
  /** The text of a column; must not be empty. */
  text(column: string): string;
  optional(column: string): string | null;
  /** A list written `a;b;c`; empty when nothing is there. */
  list(column: string): string[];
  flag(column: string): boolean;
  number(column: string): number;
  oneOf<T extends string>(column: string, allowed: readonly T[]): T;
  matching(column: string, pattern: RegExp, meaning: string): string;
  /** An error that names file, row and column. */
  fault(column: string, sentence: string): Error;
}

const rowOf = (file: string, rowNumber: number, values: Record<string, string>): TableRow => {
  const fault = (column: string, sentence: string) => new Error(`${file}, row ${rowNumber}, column ${column}: ${sentence}`);
  const optional = (column: string) => values[column]?.trim() || null;
  const text = (column: string) => {
    const value = optional(column);
    if (value === null) throw fault(column, 'is empty');
    return value;
  };
  const oneOf = <T extends string>(column: string, allowed: readonly T[]): T => {
    const value = text(column);
    const found = allowed.find((a) => a === value);
    if (found === undefined) throw fault(column, `${JSON.stringify(value)} is none of ${allowed.join(', ')}`);
    return found;
  };
  return {
    text,
    optional,
    oneOf,
    fault,
    list: (column) => (optional(column) ?? '').split(';').filter((part) => part !== ''),
    flag: (column) => oneOf(column, ['0', '1']) === '1',
    number: (column) => {
      const value = Number(text(column));
      if (!Number.isFinite(value)) throw fault(column, `${JSON.stringify(values[column])} is no number`);
      return value;
    },
    matching: (column, pattern, meaning) => {
      const value = text(column);
      if (!pattern.test(value)) throw fault(column, `${JSON.stringify(value)} is not ${meaning}`);
      return value;
    },
  };
};

/**
 * Reads a CSV file with a heading line (UTF-8, with or without a byte order mark).
 * @throws an Error naming file and row when it cannot be read or a column is missing
 */
export const readTable = async <T>(path: string, columns: readonly string[], read: (row: TableRow) => T): Promise<T[]> => {
  const file = basename(path);
  const content = await readFile(path, 'utf8').catch((error: Error) => {
    throw new Error(`${file} cannot be read: ${error.message}`);
  });
  const records = parse<Record<string, string>>(content, { columns: true, bom: true, skip_empty_lines: true, relax_column_count_less: true });
  const first = records[0];
  if (first === undefined) throw new Error(`${file} has no rows`);
  for (const column of columns) if (!(column in first)) throw new Error(`${file}, row 1: the column ${column} is missing`);
  return records.map((values, i) => read(rowOf(file, i + 2, values)));
};

/** Refuses a key that stands twice. */
export const refuseTwice = (row: TableRow, column: string, seen: Set<string>): void => {
  const key = row.text(column);
  if (seen.has(key)) throw row.fault(column, `${key} stands here twice`);
  seen.add(key);
};
