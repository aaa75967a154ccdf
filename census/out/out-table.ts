import type { CoordinateSystem } from '#domain/coordinates/systems.ts';
import type { ExchangeKey } from '../exchange-fields.ts';

/** One row on its way out: its fields as text, and where it lies in the system asked for. */
export interface OutRow {
  readonly values: readonly (string | null)[];
  /** Eastward and northward. */
  readonly point: { readonly x: number; readonly y: number };
}

/** What is written into a file, whatever its form. */
export interface OutTable {
  /** Without x and y, which are the point's. */
  readonly fields: readonly ExchangeKey[];
  readonly system: CoordinateSystem;
  readonly batches: AsyncIterable<readonly OutRow[]>;
}

/** Degrees to a tenth of a millimetre, metres likewise. */
export const coordinateText = (value: number, isDegrees: boolean): string => String(Number(value.toFixed(isDegrees ? 9 : 4)));
export const coordinate = (value: number, isDegrees: boolean): number => Number(value.toFixed(isDegrees ? 9 : 4));

/** Whether a system's numbers are degrees. */
export const isInDegrees = (system: CoordinateSystem): boolean =>
  typeof system === 'string' ? ['EPSG:4326', 'EPSG:4490', 'GCJ-02', 'BD-09'].includes(system) : 'proj' in system && system.proj.includes('+proj=longlat');
