import { officialAxes } from '#domain/coordinates/systems.ts';
import { exchangeFields } from '../exchange-fields.ts';
import { coordinateText, isInDegrees, type OutTable } from './out-table.ts';

/** The heading of a table: its fields by their exchange names, then x and y. */
export const tableHeading = ({ fields }: OutTable): string[] => [...fields, 'x' as const, 'y' as const].map((key) => exchangeFields[key].name);

/**
 * Rows of a table that has no geometry. x and y stand in the system's official order, as the reading side takes them unless told
 * otherwise: in the zones of CGCS2000 x is the northing.
 */
export async function* tableRows(table: OutTable): AsyncGenerator<(string | null)[][]> {
  const isNorthFirst = officialAxes(table.system) === 'north-east';
  const isDegrees = isInDegrees(table.system);
  for await (const batch of table.batches)
    yield batch.map(({ values, point: { x, y } }) => {
      const [east, north] = [coordinateText(x, isDegrees), coordinateText(y, isDegrees)];
      return [...values, ...(isNorthFirst ? [north, east] : [east, north])];
    });
}
