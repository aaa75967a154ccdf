import { existsSync } from 'node:fs';
import type { Pool } from '#db/pool.ts';
import type { ImportRow } from '#db/queries/imports/imports.ts';
import type { Rejection } from '#domain/rejection.ts';
import { type CensusFormat, isTable } from '../census-file.ts';
import { isUnchanged } from '../file-sha256.ts';
import { openCensus } from '../open-census.ts';
import { fileKinds } from '../out/write-census.ts';
import { writeWorkbook } from '../out/write-xlsx.ts';
import { RefusalsByRow } from './refusals.ts';
import { headingOf, refusedCsv, refusedTexts } from './refused-csv.ts';
import { refusedGeoJson } from './refused-geojson.ts';
import { refusedGeoPackage } from './refused-geopackage.ts';
import { refusedShapefile } from './refused-shapefile.ts';

export interface RefusedFile {
  readonly extension: string;
  readonly mediaType: string;
  readonly pieces: AsyncGenerator<Uint8Array>;
  /** Why they come in another form than they came in. */
  readonly why: Rejection | null;
}

/** A Shapefile's text is in what was said of it, else in what its parts tell. */
const encodingOf = async (path: string, row: ImportRow): Promise<'utf-8' | 'gb18030'> => {
  const said = { name: row.fileName, layer: row.layer, encoding: row.encoding, systemIsSaid: true };
  const file = await openCensus(path, said as Parameters<typeof openCensus>[1]);
  try {
    await file.batches[Symbol.asyncIterator]().next(); // what was not said shows in the first rows
    return file.encoding?.name ?? 'utf-8';
  } finally {
    await file.close();
  }
};

/** The file that rows with a geometry are copied from; null where it is gone, or (`why`) another than was checked. */
const originalOf = async (row: ImportRow): Promise<{ path: string | null; why: Rejection | null }> => {
  const { filePath, fileName, format } = row;
  if (isTable(format) || filePath === null || !existsSync(filePath)) return { path: null, why: null };
  if (await isUnchanged(filePath, row)) return { path: filePath, why: null };
  return { path: null, why: { code: 'import-file-changed', params: { file: fileName } } };
};

/**
 * The refused rows of an import in a file of the form they came in, each whole with its row and the reason beside it, to be mended and
 * sent again. Forms with a geometry are copied from the file itself; where that is gone (uploads stay 30 days) or was changed meanwhile,
 * so that its rows are others, they come as CSV.
 */
export const refusedFile = async (pool: Pool, row: ImportRow): Promise<RefusedFile> => {
  const { layer } = row;
  const format = row.format as CensusFormat;
  const { path, why } = await originalOf(row);
  const as = (form: CensusFormat, pieces: AsyncGenerator<Uint8Array>): RefusedFile => ({ ...fileKinds[form], pieces, why: null });
  const refusals = () => new RefusalsByRow(pool, row.id);
  if (format === 'xlsx') {
    const heading = await headingOf(pool, row);
    return as('xlsx', writeWorkbook({ heading, rows: refusedTexts(pool, row, heading), numeric: [], sheet: layer ?? '退回' }));
  }
  if (path !== null && format === 'geojson') return as('geojson', refusedGeoJson(path, refusals()));
  if (path !== null && format === 'geopackage') return as('geopackage', refusedGeoPackage(path, layer, refusals()));
  if (path !== null && format === 'shapefile') return as('shapefile', refusedShapefile(path, layer, await encodingOf(path, row), refusals()));
  const { extension, mediaType } = fileKinds.csv;
  return { extension, mediaType: `${mediaType}; charset=${row.encoding ?? 'utf-8'}`, pieces: refusedCsv(pool, row), why };
};
