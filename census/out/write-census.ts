import type { CensusFormat } from '../census-file.ts';
import type { TextEncoding } from '../formats/csv/encoding.ts';
import type { OutTable } from './out-table.ts';
import { writeCsv } from './write-csv.ts';
import { writeGeoJson } from './write-geojson.ts';
import { writeGeoPackage } from './write-geopackage.ts';
import { writeShapefile } from './write-shapefile.ts';
import { writeXlsx } from './write-xlsx.ts';

/** What a form is called in a file's name and in a reply. */
export const fileKinds: Readonly<Record<CensusFormat, { readonly extension: string; readonly mediaType: string }>> = {
  csv: { extension: 'csv', mediaType: 'text/csv' },
  xlsx: { extension: 'xlsx', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  geojson: { extension: 'geojson', mediaType: 'application/geo+json' },
  shapefile: { extension: 'zip', mediaType: 'application/zip' },
  geopackage: { extension: 'gpkg', mediaType: 'application/geopackage+sqlite3' },
};

/** Writes a table in a form, piece by piece: nothing is fetched that the reader has not asked for. @param on the day in the file's head */
export const writeCensus = (format: CensusFormat, table: OutTable, { encoding, on }: { encoding: TextEncoding; on: Date }): AsyncGenerator<Uint8Array> => {
  if (format === 'csv') return writeCsv(table, encoding);
  if (format === 'xlsx') return writeXlsx(table);
  if (format === 'geojson') return writeGeoJson(table);
  return format === 'geopackage' ? writeGeoPackage(table) : writeShapefile(table, on);
};
