import type { ColumnMapping } from '#db/queries/imports/imports.ts';
import { recogniseColumns } from '../exchange-fields.ts';

/**
 * What a source said before, then what a heading says by itself. A field that the nearest scope gave to one heading is taken from the
 * heading that a wider one, or the name alone, would give it to.
 * @param remembered the nearest scope's first
 */
export const mapColumns = (columns: readonly string[], remembered: readonly ColumnMapping[]): ColumnMapping => {
  const known = recogniseColumns(columns);
  const layers = [...remembered, Object.fromEntries(columns.map((column, i) => [column, known[i] ?? null]))];
  const meant = new Map<string, string | null>();
  for (const layer of layers) {
    const taken = new Set(meant.values());
    for (const column of columns) {
      if (meant.has(column) || !Object.hasOwn(layer, column)) continue;
      const key = layer[column] ?? null;
      meant.set(column, key !== null && taken.has(key) ? null : key);
    }
  }
  return Object.fromEntries(columns.map((column) => [column, meant.get(column) ?? null]));
};
