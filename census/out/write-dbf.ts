import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';

/** A column of a .dbf, as wide as its widest value. */
export interface DbfColumn {
  readonly name: string;
  readonly type: 'C' | 'N' | 'D';
  /** Bytes; a column that nothing made room in stays out of the file. */
  width: number;
  decimals: number;
}

const fieldEnd = 13;
const fileEnd = 26;

/** Makes room in a column for a value. */
export const widen = (column: DbfColumn, value: string): void => {
  // No character takes more than three bytes for each of its units.
  if (column.type !== 'D' && value.length * 3 > column.width) column.width = Math.max(column.width, Buffer.byteLength(value));
  if (column.type === 'D') column.width = 8;
  if (column.type === 'N') column.decimals = Math.max(column.decimals, value.split('.')[1]?.length ?? 0);
};

const header = (columns: readonly DbfColumn[], rows: number, recordLength: number, on: Date): Buffer => {
  const bytes = Buffer.alloc(32 * columns.length + 33);
  bytes[0] = 3;
  bytes.set([on.getUTCFullYear() - 1900, on.getUTCMonth() + 1, on.getUTCDate()], 1);
  bytes.writeUInt32LE(rows, 4);
  bytes.writeUInt16LE(bytes.length, 8);
  bytes.writeUInt16LE(recordLength, 10);
  columns.forEach(({ name, type, width, decimals }, i) => {
    const at = 32 * (i + 1);
    bytes.write(name, at, 10, 'latin1');
    bytes.write(type, at + 11, 'latin1');
    bytes[at + 16] = width;
    bytes[at + 17] = decimals;
  });
  bytes[bytes.length - 1] = fieldEnd;
  return bytes;
};

const recordOf = (columns: readonly DbfColumn[], values: readonly (string | null)[], length: number): Buffer => {
  const record = Buffer.alloc(length, 32);
  let at = 1;
  columns.forEach(({ type, width }, i) => {
    const value = values[i] ?? null;
    if (value !== null && width > 0) {
      const text = type === 'D' ? value.replaceAll('-', '') : type === 'N' ? value.padStart(width) : value;
      record.write(text, at, width, 'utf8');
    }
    at += width;
  });
  return record;
};

/** Writes a .dbf from lines that each hold a row's values as JSON: its columns are as wide as they turned out to be. */
export const writeDbf = async (path: string, spool: string, columns: readonly DbfColumn[], rows: number, on: Date): Promise<void> => {
  const filled = columns.filter(({ width }) => width > 0);
  const length = columns.reduce((sum, { width }) => sum + width, 1);
  const records = async function* (): AsyncGenerator<Buffer> {
    yield header(filled, rows, length, on);
    let held: Buffer[] = [];
    for await (const line of createInterface({ input: createReadStream(spool), crlfDelay: Number.POSITIVE_INFINITY })) {
      held.push(recordOf(columns, JSON.parse(line), length));
      if (held.length < 1000) continue;
      yield Buffer.concat(held);
      held = [];
    }
    yield Buffer.concat([...held, Buffer.from([fileEnd])]);
  };
  await pipeline(records, createWriteStream(path));
};
