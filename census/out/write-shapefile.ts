import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import yazl from 'yazl';
import { CensusError } from '../census-error.ts';
import { writeProjection } from '../declared-system.ts';
import { exchangeFields } from '../exchange-fields.ts';
import { cutText, partNames } from '../formats/shapefile/long-text.ts';
import { coordinate, isInDegrees, type OutRow, type OutTable } from './out-table.ts';
import { fromScratch } from './scratch-folder.ts';
import { type DbfColumn, widen, writeDbf } from './write-dbf.ts';

const headerLength = 100;
const pointRecord = 28;
const indexRecord = 8;
const dbfTypes = { text: 'C', integer: 'N', number: 'N', date: 'D', flag: 'C' } as const;

type Box = [number, number, number, number];

const header = (length: number, [minX, minY, maxX, maxY]: Box): Buffer => {
  const bytes = Buffer.alloc(headerLength);
  bytes.writeInt32BE(9994, 0);
  bytes.writeInt32BE(length / 2, 24);
  bytes.writeInt32LE(1000, 28);
  bytes.writeInt32LE(1, 32);
  [minX, minY, maxX, maxY].forEach((edge, i) => {
    bytes.writeDoubleLE(Number.isFinite(edge) ? edge : 0, 36 + 8 * i);
  });
  return bytes;
};

const put = async (stream: WriteStream, bytes: Buffer | string): Promise<void> => {
  if (!stream.write(bytes)) await once(stream, 'drain');
};

const end = async (stream: WriteStream): Promise<void> => {
  stream.end();
  await once(stream, 'close');
};

const pointBytes = (row: number, x: number, y: number): Buffer => {
  const bytes = Buffer.alloc(pointRecord);
  bytes.writeInt32BE(row, 0);
  bytes.writeInt32BE(10, 4);
  bytes.writeInt32LE(1, 8);
  bytes.writeDoubleLE(x, 12);
  bytes.writeDoubleLE(y, 20);
  return bytes;
};

const indexBytes = (row: number): Buffer => {
  const bytes = Buffer.alloc(indexRecord);
  bytes.writeInt32BE((headerLength + (row - 1) * pointRecord) / 2, 0);
  bytes.writeInt32BE(10, 4);
  return bytes;
};

const columnsOf = ({ fields }: OutTable): { columns: DbfColumn[]; parts: number[] } => {
  const names = fields.map((key) => partNames(exchangeFields[key].short));
  return {
    columns: names.flatMap((list, i) =>
      list.map((name, part): DbfColumn => ({ name, type: dbfTypes[exchangeFields[fields[i] ?? 'note'].kind], width: part === 0 ? 1 : 0, decimals: 0 })),
    ),
    parts: names.map((list) => list.length),
  };
};

/** A row's values over the columns that hold them. @throws CensusError export-text-too-long */
const spread = ({ values }: OutRow, parts: readonly number[], fields: OutTable['fields']): (string | null)[] =>
  values.flatMap((value, i) => {
    const count = parts[i] ?? 1;
    const cut = value === null ? [] : cutText(value, count);
    const key = fields[i] ?? 'note';
    if (cut === null) throw new CensusError('export-text-too-long', { column: exchangeFields[key].name, text: (value ?? '').slice(0, 40) });
    return Array.from({ length: count }, (_, part) => cut[part] ?? null);
  });

/** Writes shapes and spools values; columns learn how wide they must be. @returns how many rows */
const lay = async (folder: string, table: OutTable, columns: readonly DbfColumn[], parts: readonly number[]): Promise<number> => {
  const [shp, shx, spool] = ['assets.shp', 'assets.shx', 'values.jsonl'].map((name) => createWriteStream(join(folder, name))) as [
    WriteStream,
    WriteStream,
    WriteStream,
  ];
  const isDegrees = isInDegrees(table.system);
  const box: Box = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let rows = 0;
  try {
    for (const stream of [shp, shx]) await put(stream, Buffer.alloc(headerLength));
    for await (const batch of table.batches) {
      const [shapes, index, lines] = [[] as Buffer[], [] as Buffer[], [] as string[]];
      for (const row of batch) {
        const [x, y] = [coordinate(row.point.x, isDegrees), coordinate(row.point.y, isDegrees)];
        box.splice(0, 4, Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y));
        rows++;
        shapes.push(pointBytes(rows, x, y));
        index.push(indexBytes(rows));
        const values = spread(row, parts, table.fields);
        values.forEach((value, i) => {
          const column = columns[i];
          if (value !== null && column) widen(column, value);
        });
        lines.push(`${JSON.stringify(values)}\n`);
      }
      await put(shp, Buffer.concat(shapes));
      await put(shx, Buffer.concat(index));
      await put(spool, lines.join(''));
    }
  } finally {
    await Promise.all([shp, shx, spool].map(end));
  }
  for (const [name, each] of [['assets.shp', pointRecord] as const, ['assets.shx', indexRecord] as const]) {
    const file = await open(join(folder, name), 'r+');
    await file.write(header(headerLength + rows * each, box), 0, headerLength, 0);
    await file.close();
  }
  return rows;
};

/** What must be said of a .dbf so large that many programs refuse it (they count its bytes in 31 bits); null: nothing. */
export const noteOnSize = (dbfBytes: number): string | null =>
  dbfBytes < 2 ** 31
    ? null
    : `\ufeffassets.dbf 超过 2 GB（${dbfBytes} 字节），不少软件打不开。请改用 GeoPackage，或按区、小类分批导出。\r\nassets.dbf is larger than 2 GB (${dbfBytes} bytes); many programs cannot open it. Take a GeoPackage, or one district or class at a time.\r\n`;

/**
 * A Shapefile in a zip, its text in UTF-8 and its .cpg saying so. Columns are as wide as their widest value, so it is whole on a disk
 * before its first byte leaves.
 */
export const writeShapefile = (table: OutTable, on: Date): AsyncGenerator<Uint8Array> =>
  fromScratch(async (folder) => {
    const { columns, parts } = columnsOf(table);
    const rows = await lay(folder, table, columns, parts);
    await writeDbf(join(folder, 'assets.dbf'), join(folder, 'values.jsonl'), columns, rows, on);
    const zip = new yazl.ZipFile();
    for (const name of ['assets.shp', 'assets.shx', 'assets.dbf']) zip.addFile(join(folder, name), name);
    zip.addBuffer(Buffer.from(writeProjection(table.system)), 'assets.prj');
    zip.addBuffer(Buffer.from('UTF-8'), 'assets.cpg');
    const note = noteOnSize((await stat(join(folder, 'assets.dbf'))).size);
    if (note !== null) zip.addBuffer(Buffer.from(note), 'README.txt');
    zip.end();
    return zip.outputStream as AsyncIterable<Buffer>;
  });
