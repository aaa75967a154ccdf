import type { ColumnMapping } from '#db/queries/imports.ts';
import { recogniseColumns } from '../exchange-fields.ts';

/** What a source said before, then what a heading says by itself; a field is taken once. */
export const mapColumns = (columns: readonly string[], remembered: ColumnMapping): ColumnMapping => {
  const known = recogniseColumns(columns);
  const before = (column: string) => (Object.hasOwn(remembered, column) ? (remembered[column] ?? null) : undefined);
  const taken = new Set(columns.flatMap((column) => before(column) ?? []));
  return Object.fromEntries(
    columns.map((column, i): [string, string | null] => {
      const said = before(column);
      if (said !== undefined) return [column, said];
      const key = known[i] ?? null;
      return [column, key !== null && taken.has(key) ? null : key];
    }),
  );
};
