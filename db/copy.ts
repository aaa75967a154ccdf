import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Client } from './pool.ts';

type CopyValue = string | number | boolean | null;

const special = /[\\\t\n\r]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const field = (value: CopyValue): string => {
  if (value === null) return '\\N';
  const text = String(value);
  return special.test(text) ? text.replace(/[\\\t\n\r]/g, (c) => escapes[c] ?? c) : text;
};

const chunkLength = 1 << 17;

function* chunks(rows: Iterable<readonly CopyValue[]>): Generator<string> {
  let chunk = '';
  for (const row of rows) {
    let line = '';
    for (const [i, value] of row.entries()) line += i === 0 ? field(value) : `\t${field(value)}`;
    chunk += `${line}\n`;
    if (chunk.length > chunkLength) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}

/**
 * Streams rows into a table by COPY, as they are made: memory stays flat.
 * @param frozen only for a table emptied in this very transaction: its rows need no vacuum later
 */
export const copyRows = async (
  client: Client,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]>,
  frozen = false,
): Promise<void> => {
  const stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin${frozen ? ' with (freeze)' : ''}`));
  await pipeline(Readable.from(chunks(rows), { objectMode: false }), stream);
};

/** A point as COPY takes it: EWKB in hex, WGS 84, both coordinates to the last bit. */
export const pointHex = (lon: number, lat: number): string => {
  const bytes = Buffer.allocUnsafe(16);
  bytes.writeDoubleLE(lon, 0);
  bytes.writeDoubleLE(lat, 8);
  return `0101000020e6100000${bytes.toString('hex')}`;
};

/** A line as COPY takes it: EWKB in hex, WGS 84. */
export const lineHex = (points: readonly (readonly [number, number])[]): string => {
  const bytes = Buffer.allocUnsafe(13 + 16 * points.length);
  bytes.writeUInt8(1, 0);
  bytes.writeUInt32LE(0x20000002, 1);
  bytes.writeUInt32LE(4326, 5);
  bytes.writeUInt32LE(points.length, 9);
  points.forEach(([lon, lat], i) => {
    bytes.writeDoubleLE(lon, 13 + 16 * i);
    bytes.writeDoubleLE(lat, 21 + 16 * i);
  });
  return bytes.toString('hex');
};

/** Streams lines of CSV into a table that this transaction made: they need no vacuum later. */
export const copyCsv = async (client: Client, table: string, columns: readonly string[], chunks: AsyncIterable<Uint8Array>): Promise<void> => {
  const stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin with (format csv, freeze)`));
  await pipeline(Readable.from(chunks, { objectMode: false }), stream);
};
