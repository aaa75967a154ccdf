import { isAscii, isUtf8 } from 'node:buffer';
import { CensusError } from '../../census-error.ts';
import type { CensusFile, CensusRecord } from '../../census-file.ts';
import { nameColumns } from '../columns.ts';
import { decodeGb, encodingNames, type TextEncoding } from '../csv/encoding.ts';
import { ByteQueue } from './byte-queue.ts';
import { type DbfField, dbfValue, isDeleted, readDbfHeader } from './dbf.ts';
import { joinParts } from './long-text.ts';
import { openParts } from './parts.ts';
import { readShapeHeader, readShapes, type Shape } from './shapes.ts';

const batchRows = 1000;
const batchBytes = 4 << 20;

/** What a .cpg says; null when it says nothing that is known. */
const encodingOfCpg = (text: string): TextEncoding | null => {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]/g, '');
  if (['utf8', '65001', 'cp65001'].includes(plain)) return 'utf-8';
  return ['gbk', 'gb2312', 'gb18030', '936', 'cp936', 'ansi936', 'ms936', 'windows936'].includes(plain) ? 'gb18030' : null;
};

/** Decodes values in the encoding said, or in the one that the first value beyond ASCII shows. Null when it is neither. */
class Decoder {
  encoding: TextEncoding | null;

  constructor(said: TextEncoding | null) {
    this.encoding = said;
  }

  decode(bytes: Buffer): string | null {
    if (isAscii(bytes)) return bytes.toString('latin1');
    this.encoding ??= isUtf8(bytes) ? 'utf-8' : 'gb18030';
    if (this.encoding === 'gb18030') return decodeGb(bytes);
    return isUtf8(bytes) ? bytes.toString('utf8') : null;
  }
}

const recordOf = (row: number, values: (string | null)[], shape: Shape, deleted: boolean): CensusRecord => {
  const point = typeof shape === 'string' ? null : shape;
  if (deleted) return { row, values, point, fault: { code: 'census-row-deleted' } };
  if (typeof shape === 'string') return { row, values, point, fault: { code: 'census-row-not-point', params: { found: shape } } };
  return { row, values, point };
};

/**
 * Opens a Shapefile: a zip, or the .shp with its parts beside it. Text is in what the .cpg says, else what the .dbf tells.
 * @throws CensusError census-part-missing, census-not-points, census-parts-differ, census-encoding-broken
 */
export const readShapefile = async (
  path: string,
  name: string,
  { layer = null, encoding = null, needsProjection = true }: { layer?: string | null; encoding?: TextEncoding | null; needsProjection?: boolean },
): Promise<CensusFile> => {
  const parts = await openParts(path, name, layer, needsProjection);
  const cpg = (await parts.read('.cpg'))?.toString('latin1') ?? '';
  const decoder = new Decoder(encoding ?? encodingOfCpg(cpg));
  const isSaid = decoder.encoding !== null;
  let row = 0;
  const decode = (bytes: Buffer): string => {
    const text = decoder.decode(bytes);
    if (text === null)
      throw new CensusError('census-encoding-broken', { file: name, row: row + 1, before: encodingNames[decoder.encoding ?? 'utf-8'], after: '' });
    return text;
  };
  const [shapes, table] = [new ByteQueue(await parts.stream('.shp')), new ByteQueue(await parts.stream('.dbf'))];
  const close = async () => {
    await Promise.all([shapes.end(), table.end()]);
    parts.close();
  };
  const opened = async () => {
    await readShapeHeader(shapes, name);
    return readDbfHeader(table, name, decode);
  };
  const header = await opened().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  decoder.encoding ??= header.codePage;
  const { columns, join } = joinParts(
    nameColumns(
      name,
      header.fields.map((field) => field.name),
    ),
  );
  const valuesOf = (record: Buffer) => join(header.fields.map((field: DbfField) => dbfValue(record, field, decode)));
  const differing = (found: number) => new CensusError('census-parts-differ', { file: name, shapes: found, records: header.rows });
  const endWhole = () => {
    // Both parts may end at one record, before as many as were said.
    if (row < header.rows) throw differing(row);
    if (row === 0) throw new CensusError('census-file-no-rows', { file: name });
  };
  const rowsAtOnce = Math.max(1, Math.min(batchRows, Math.floor(batchBytes / header.recordLength)));
  const batches = async function* (): AsyncGenerator<readonly CensusRecord[]> {
    try {
      for (;;) {
        const some = await readShapes(shapes, rowsAtOnce, name, row);
        const bytes = await table.take(Math.min(rowsAtOnce, header.rows - row) * header.recordLength);
        const records = Math.floor(bytes.length / header.recordLength);
        if (records !== some.length) throw differing(row + some.length);
        if (some.length === 0) break;
        const batch: CensusRecord[] = [];
        for (const [i, shape] of some.entries()) {
          const record = bytes.subarray(i * header.recordLength, (i + 1) * header.recordLength);
          batch.push(recordOf(row + 1, valuesOf(record), shape, isDeleted(record)));
          row++;
        }
        yield batch;
      }
      endWhole();
    } finally {
      await close();
    }
  };
  return {
    name,
    format: 'shapefile',
    columns,
    get encoding() {
      return { name: decoder.encoding ?? 'utf-8', known: isSaid ? 'said' : 'detected' } as const;
    },
    declaredSystem: (await parts.read('.prj'))?.toString('utf8').trim() ?? null,
    rowCount: header.rows,
    batches: { [Symbol.asyncIterator]: batches },
    copyChunks: null,
    progress: () => (header.rows === 0 ? 1 : row / header.rows),
    close,
  };
};
