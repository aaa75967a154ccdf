import { open } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import yazl from 'yazl';
import { ByteQueue } from '../formats/shapefile/byte-queue.ts';
import { openParts, type ShapefileParts } from '../formats/shapefile/parts.ts';
import { fromScratch } from '../out/scratch-folder.ts';
import { type RefusalsByRow, whyRefused } from './refusals.ts';

/** What stands beside a row; a .dbf's names have ten letters. */
const added = [
  { name: 'ROW_NO', type: 'N', width: 10 },
  { name: 'REASON', type: 'C', width: 254 },
  { name: 'REASON_EN', type: 'C', width: 254 },
] as const;
const addedWidth = added.reduce((sum, { width }) => sum + width, 0);
const [descriptor, shpHeader, recordHeader] = [32, 100, 8];

type Encoding = 'utf-8' | 'gb18030';

/** As many whole characters as a column holds, filled with blanks. */
const field = (text: string, width: number, encoding: Encoding): Buffer => {
  let bytes = iconv.encode(text, encoding);
  for (let cut = text; bytes.length > width; bytes = iconv.encode(cut, encoding)) cut = cut.slice(0, -1 - Math.floor((bytes.length - width) / 4));
  return Buffer.concat([bytes, Buffer.alloc(width - bytes.length, 32)]);
};

const descriptorOf = ({ name, type, width }: (typeof added)[number]): Buffer => {
  const bytes = Buffer.alloc(descriptor);
  bytes.write(name, 0, 10, 'latin1');
  bytes.write(type, 11, 'latin1');
  bytes[16] = width;
  return bytes;
};

interface Table {
  /** The old head of the .dbf, and the descriptors of its own columns. */
  readonly start: Buffer;
  readonly descriptors: Buffer;
  readonly oldRecord: number;
  /** Of a record, without what was added when it came back once before. */
  readonly ownRecord: number;
}

const readHead = async (dbf: ByteQueue): Promise<Table> => {
  const start = Buffer.from(await dbf.take(descriptor));
  const rest = await dbf.take(start.readUInt16LE(8) - descriptor);
  const end = rest.indexOf(13) < 0 ? rest.length : Math.floor(rest.length / descriptor) * descriptor;
  const all = Buffer.from(rest.subarray(0, end));
  const back = all.subarray(-descriptor * added.length);
  const cameBack = added.every(({ name }, i) => back.toString('latin1', i * descriptor, i * descriptor + name.length + 1) === `${name}\0`);
  const oldRecord = start.readUInt16LE(10);
  return cameBack
    ? { start, descriptors: all.subarray(0, -descriptor * added.length), oldRecord, ownRecord: oldRecord - addedWidth }
    : { start, descriptors: all, oldRecord, ownRecord: oldRecord };
};

const dbfHead = ({ start, descriptors, ownRecord }: Table, rows: number): Buffer => {
  const head = Buffer.concat([start, descriptors, ...added.map(descriptorOf), Buffer.from([13])]);
  head.writeUInt32LE(rows, 4);
  head.writeUInt16LE(head.length, 8);
  head.writeUInt16LE(ownRecord + addedWidth, 10);
  return head;
};

const sized = (header: Buffer, bytes: number): Buffer => {
  const own = Buffer.from(header);
  own.writeInt32BE(bytes / 2, 24);
  return own;
};

/** Copies the refused shapes and records byte for byte, numbered anew, the reason behind each record. @returns their parts */
const lay = async (folder: string, parts: ShapefileParts, encoding: Encoding, refusals: RefusalsByRow): Promise<void> => {
  const [shapes, table] = [new ByteQueue(await parts.stream('.shp')), new ByteQueue(await parts.stream('.dbf'))];
  const [shp, shx, dbf] = await Promise.all(['.shp', '.shx', '.dbf'].map((part) => open(join(folder, `refused${part}`), 'w')));
  if (!shp || !shx || !dbf) throw new Error('no file was opened');
  try {
    const shapeHead = Buffer.from(await shapes.take(shpHeader));
    const head = await readHead(table);
    let [kept, shpAt] = [0, shpHeader];
    await dbf.write(dbfHead(head, 0));
    for (const file of [shp, shx]) await file.write(shapeHead);
    for (let row = 1; await refusals.peek(); row++) {
      const length = (await shapes.peek(recordHeader)).readInt32BE(4) * 2;
      const shape = Buffer.from(await shapes.take(recordHeader + length));
      const record = Buffer.from((await table.take(head.oldRecord)).subarray(0, head.ownRecord));
      const refusal = await refusals.of(row);
      if (!refusal) continue;
      kept++;
      shape.writeInt32BE(kept, 0);
      record[0] = 32; // a record marked as deleted comes back where it can be seen
      const index = Buffer.alloc(recordHeader);
      index.writeInt32BE(shpAt / 2, 0);
      index.writeInt32BE(length / 2, 4);
      const beside = [String(row).padStart(10), whyRefused(refusal, 'zh'), whyRefused(refusal, 'en')].map((text, i) =>
        field(text, added[i]?.width ?? 0, encoding),
      );
      await shp.write(shape);
      await shx.write(index);
      await dbf.write(Buffer.concat([record, ...beside]));
      shpAt += shape.length;
    }
    await dbf.write(Buffer.from([26]));
    await dbf.write(dbfHead(head, kept), 0, undefined, 0);
    await shp.write(sized(shapeHead, shpAt), 0, undefined, 0);
    await shx.write(sized(shapeHead, shpHeader + kept * recordHeader), 0, undefined, 0);
  } finally {
    await Promise.all([shp.close(), shx.close(), dbf.close(), shapes.end(), table.end()]);
  }
};

/** The refused rows of a Shapefile in a Shapefile: their bytes as they stand, in the file's own encoding and projection. */
export const refusedShapefile = (path: string, layer: string | null, encoding: Encoding, refusals: RefusalsByRow): AsyncGenerator<Uint8Array> =>
  fromScratch(async (folder) => {
    const parts = await openParts(path, path, layer, false);
    try {
      await lay(folder, parts, encoding, refusals);
      const zip = new yazl.ZipFile();
      for (const part of ['.shp', '.shx', '.dbf']) zip.addFile(join(folder, `refused${part}`), `refused${part}`);
      const projection = await parts.read('.prj');
      if (projection) zip.addBuffer(projection, 'refused.prj');
      zip.addBuffer(Buffer.from(encoding === 'utf-8' ? 'UTF-8' : 'GBK'), 'refused.cpg');
      zip.end();
      return zip.outputStream as AsyncIterable<Buffer>;
    } finally {
      parts.close();
    }
  });
