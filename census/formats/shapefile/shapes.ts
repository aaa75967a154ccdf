import { CensusError } from '../../census-error.ts';
import type { ByteQueue } from './byte-queue.ts';

/** A shape as far as we want it: a point, nothing, or the name of what it is instead. */
export type Shape = { readonly x: number; readonly y: number } | null | string;

const names: Readonly<Record<number, string>> = {
  3: 'PolyLine',
  5: 'Polygon',
  8: 'MultiPoint',
  13: 'PolyLineZ',
  15: 'PolygonZ',
  18: 'MultiPointZ',
  23: 'PolyLineM',
  25: 'PolygonM',
  28: 'MultiPointM',
  31: 'MultiPatch',
};
const points = new Set([1, 11, 21]);
const headerLength = 100;
const recordHeader = 8;
const longestShape = 16 << 20;

/** @throws CensusError census-file-broken, census-not-points */
export const readShapeHeader = async (queue: ByteQueue, file: string): Promise<void> => {
  const header = await queue.take(headerLength);
  if (header.length < headerLength || header.readInt32BE(0) !== 9994) throw new CensusError('census-file-broken', { file, row: 0, why: '.shp' });
  const type = header.readInt32LE(32);
  if (type !== 0 && !points.has(type)) throw new CensusError('census-not-points', { file, found: names[type] ?? String(type) });
};

const shapeOf = (content: Buffer): Shape => {
  const type = content.readInt32LE(0);
  if (type === 0) return null;
  if (!points.has(type)) return names[type] ?? String(type);
  const [x, y] = [content.readDoubleLE(4), content.readDoubleLE(12)];
  // Less than -1e38 is the format's word for "no value".
  return x < -1e38 || y < -1e38 ? null : { x, y };
};

/** The next shapes, `count` at most; fewer at the end. @throws CensusError census-file-broken */
export const readShapes = async (queue: ByteQueue, count: number, file: string, row: number): Promise<Shape[]> => {
  const shapes: Shape[] = [];
  const broken = () => new CensusError('census-file-broken', { file, row: row + shapes.length, why: '.shp' });
  while (shapes.length < count) {
    const held = await queue.peek(recordHeader);
    if (held.length === 0) break;
    if (held.length < recordHeader) throw broken();
    const length = held.readInt32BE(4) * 2;
    if (length < 4 || length > longestShape) throw broken();
    const record = (await queue.peek(recordHeader + length)).subarray(recordHeader, recordHeader + length);
    if (record.length < length || (points.has(record.readInt32LE(0)) && length < 20)) throw broken();
    shapes.push(shapeOf(record));
    queue.drop(recordHeader + length);
  }
  return shapes;
};
