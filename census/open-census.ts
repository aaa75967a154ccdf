import { open } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { CensusError } from './census-error.ts';
import type { CensusFile, CensusFormat } from './census-file.ts';
import type { TextEncoding } from './formats/csv/encoding.ts';
import { readCsv } from './formats/csv/read-csv.ts';
import { readGeoJson } from './formats/geojson/read-geojson.ts';
import { readGeoPackage } from './formats/geopackage/read-geopackage.ts';
import { readShapefile } from './formats/shapefile/read-shapefile.ts';
import { readXlsx } from './formats/xlsx/read-xlsx.ts';
import { openZip } from './formats/zip.ts';

export interface CensusSaid {
  /** The name a person knows the file by, when it lies under another. */
  readonly name?: string;
  readonly encoding?: TextEncoding | null;
  /** A workbook's sheet, a GeoPackage's layer, a Shapefile among several in one zip. */
  readonly layer?: string | null;
  /** Whether the source has said its coordinate system: a Shapefile then needs no .prj. */
  readonly systemIsSaid?: boolean;
}

const extensions: Readonly<Record<CensusFormat, readonly string[]>> = {
  csv: ['.csv', '.txt', '.tsv', ''],
  xlsx: ['.xlsx', '.xlsm'],
  geojson: ['.geojson', '.json', '.geojsonl', '.ndjson'],
  shapefile: ['.zip', '.shp'],
  geopackage: ['.gpkg'],
};
const formatNames: Readonly<Record<CensusFormat, string>> = {
  csv: 'CSV',
  xlsx: 'Excel (.xlsx)',
  geojson: 'GeoJSON',
  shapefile: 'Shapefile',
  geopackage: 'GeoPackage',
};

const startsWith = (head: Buffer, ...bytes: number[]) => bytes.every((byte, i) => head[i] === byte);

const formatInZip = async (path: string, name: string): Promise<CensusFormat> => {
  const zip = await openZip(path, name);
  try {
    const parts = [...zip.parts.keys()].map((part) => part.toLowerCase());
    if (parts.includes('xl/workbook.xml')) return 'xlsx';
    // A zip with a .dbf and no .shp is a Shapefile that lost a part, and is told so.
    if (parts.some((part) => /\.(shp|dbf|shx)$/.test(part))) return 'shapefile';
    throw new CensusError('census-format-unknown', { file: name });
  } finally {
    zip.close();
  }
};

/** UTF-16 that does not announce itself: nearly all of its many zero bytes stand at the second, or at the first, of each pair. */
const isUnmarkedUtf16 = (head: Buffer): boolean => {
  const zeros = [0, 0];
  head.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  const [most, least] = [Math.max(...zeros), Math.min(...zeros)];
  return most * 20 > head.length && least * 10 <= most;
};

/** A table in which a zero byte stands here and there is one still: the row that holds it is told. */
const isText = (head: Buffer, name: string): boolean => {
  const zeros = head.reduce((sum, byte) => sum + (byte === 0 ? 1 : 0), 0);
  return zeros === 0 || (zeros * 100 <= head.length && extensions.csv.includes(extname(name).toLowerCase()));
};

/** What a file is by its first bytes. @throws CensusError census-file-empty, census-format-unknown, census-workbook-old */
const formatOf = async (path: string, name: string): Promise<CensusFormat> => {
  const handle = await open(path);
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(4096), 0, 4096, 0).finally(() => handle.close());
  const head = buffer.subarray(0, bytesRead);
  if (bytesRead === 0) throw new CensusError('census-file-empty', { file: name });
  if (startsWith(head, 0x50, 0x4b, 3, 4) || startsWith(head, 0x50, 0x4b, 5, 6)) return formatInZip(path, name);
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) throw new CensusError('census-workbook-old', { file: name });
  if (head.toString('latin1', 0, 15) === 'SQLite format 3') return 'geopackage';
  if (startsWith(head, 0, 0, 0x27, 0x0a)) return 'shapefile';
  if (startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff)) return 'csv'; // whose reader refuses it by its name
  if (extensions.csv.includes(extname(name).toLowerCase()) && isUnmarkedUtf16(head))
    throw new CensusError('census-encoding-unsupported', { file: name, found: 'UTF-16' });
  if (/^(\xef\xbb\xbf)?\s*\{/.test(head.toString('latin1'))) return 'geojson';
  if (!isText(head, name) || startsWith(head, 0x1f, 0x8b) || /^(%PDF|Rar!|7z|<\?xml|<!DOCTYPE|<html)/i.test(head.toString('latin1', 0, 16)))
    throw new CensusError('census-format-unknown', { file: name });
  return 'csv';
};

const openAs = (format: CensusFormat, path: string, name: string, { encoding = null, layer = null, systemIsSaid }: CensusSaid): Promise<CensusFile> => {
  if (format === 'csv') return readCsv(path, name, encoding);
  if (format === 'xlsx') return readXlsx(path, name, layer);
  if (format === 'geojson') return readGeoJson(path, name);
  if (format === 'geopackage') return Promise.resolve(readGeoPackage(path, name, layer));
  return readShapefile(path, name, { layer, encoding, needsProjection: systemIsSaid !== true });
};

/**
 * Opens a census file of any form. What it is is seen from its content; an extension that says otherwise is refused, lest it be the
 * wrong file.
 * @throws CensusError while opening or, later, while reading
 */
export const openCensus = async (path: string, said: CensusSaid = {}): Promise<CensusFile> => {
  const name = said.name ?? basename(path);
  const format = await formatOf(path, name);
  if (!extensions[format].includes(extname(name).toLowerCase())) throw new CensusError('census-extension-wrong', { file: name, found: formatNames[format] });
  const file = await openAs(format, path, name, said);
  const hidden = file.columns.findIndex((column) => column.includes('\0'));
  if (hidden < 0) return file;
  await file.close();
  throw new CensusError('census-heading-control', { file: name, first: hidden + 1 });
};
