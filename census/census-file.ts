import type { Rejection } from '#domain/rejection.ts';

/** The forms in which a census comes and the registry goes. */
export const censusFormats = ['csv', 'xlsx', 'geojson', 'shapefile', 'geopackage'] as const;
export type CensusFormat = (typeof censusFormats)[number];

/** Forms whose positions stand in two columns, in an order of their own; the others have a geometry, east first. */
export const isTable = (format: string): boolean => format === 'csv' || format === 'xlsx';

/** One row of a file as it stands there; nothing is trimmed, turned or believed yet. */
export interface CensusRecord {
  /** 1-based as its reader shows it: a table's heading is row 1, its first record row 2; a feature or a shape counts from 1. */
  readonly row: number;
  /** As many as there are columns; of a row that is refused for having more, all of them. Null where nothing stands: an empty cell, a missing property. */
  readonly values: readonly (string | null)[];
  /** x eastward and y northward as the file's own geometry says them, in its own coordinate system; null in a table. */
  readonly point: { readonly x: number; readonly y: number } | null;
  /** Columns in which a workbook has figures where more than fifteen digits stand: Excel has made noughts of the rest. */
  readonly figures?: readonly number[];
  /** Why this row alone cannot be read; its values are what could be saved of it. */
  readonly fault?: Rejection;
}

/**
 * Rows that are whole already, ready for COPY … WITH (FORMAT csv): UTF-8, commas, no heading; the row's number stands before its
 * fields, and what was derived after them. Empty fields are NULL unless quoted.
 */
export interface CopyChunk {
  readonly bytes: Uint8Array;
  readonly rows: number;
  /** Rows of this stretch that are not in the bytes, each with its fault. */
  readonly faulty: readonly CensusRecord[];
}

/** Fields worked out from a row's own while it passes: a position in WGS 84, say. */
export interface Derive {
  /** Which columns `append` is given, by their place from 0. */
  readonly columns: readonly number[];
  /** As many fields for each row, or why the row is refused. */
  append(texts: readonly (string | null)[], row: number): readonly (string | null)[] | Rejection;
}

/** A file opened for reading once, from beginning to end, with memory that does not grow with it. */
export interface CensusFile {
  /** Its name without folder, for people. */
  readonly name: string;
  readonly format: CensusFormat;
  readonly columns: readonly string[];
  /** How its text is written and how we know; null where the form leaves no choice. */
  readonly encoding: { readonly name: 'utf-8' | 'gb18030'; readonly known: 'said' | 'detected' } | null;
  /** What the file itself says of its coordinate system: an EPSG code, or the text of a .prj; null when it says nothing. */
  readonly declaredSystem: string | null;
  /** Rows in it, where the form tells without reading it all. */
  readonly rowCount: number | null;
  readonly batches: AsyncIterable<readonly CensusRecord[]>;
  /** The fast way in, for CSV alone; read either this or `batches`, once. */
  readonly copyChunks: ((derive?: Derive) => AsyncIterable<CopyChunk>) | null;
  /** The part read so far, 0 to 1. */
  progress(): number;
  close(): Promise<void>;
}
