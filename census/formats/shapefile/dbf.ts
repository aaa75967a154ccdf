import { isAscii } from 'node:buffer';
import { CensusError } from '../../census-error.ts';
import type { TextEncoding } from '../csv/encoding.ts';
import type { ByteQueue } from './byte-queue.ts';

export interface DbfField {
  readonly name: string;
  readonly type: string;
  readonly at: number;
  readonly length: number;
  readonly decimals: number;
}

export interface DbfHeader {
  readonly rows: number;
  readonly recordLength: number;
  readonly fields: readonly DbfField[];
  /** The code page that the header tells, GBK's or nothing. */
  readonly codePage: TextEncoding | null;
}

/** @throws CensusError census-file-broken */
export const readDbfHeader = async (queue: ByteQueue, file: string, decode: (bytes: Buffer) => string): Promise<DbfHeader> => {
  const broken = () => new CensusError('census-file-broken', { file, row: 0, why: '.dbf' });
  const start = await queue.take(32);
  if (start.length < 32) throw broken();
  const [rows, headerLength, recordLength] = [start.readUInt32LE(4), start.readUInt16LE(8), start.readUInt16LE(10)];
  if (headerLength < 33 || recordLength < 2) throw broken();
  const descriptors = await queue.take(headerLength - 32);
  if (descriptors.length < headerLength - 32) throw broken();
  const fields: DbfField[] = [];
  let at = 1;
  for (let i = 0; i + 32 <= descriptors.length && descriptors[i] !== 13; i += 32) {
    const one = descriptors.subarray(i, i + 32);
    const end = one.subarray(0, 11).indexOf(0);
    const length = one[16] ?? 0;
    fields.push({ name: decode(one.subarray(0, end < 0 ? 11 : end)).trim(), type: String.fromCharCode(one[11] ?? 67), at, length, decimals: one[17] ?? 0 });
    at += length;
  }
  if (fields.length === 0 || at > recordLength) throw broken();
  return { rows, recordLength, fields, codePage: start[29] === 0x4d ? 'gb18030' : null };
};

const dateText = (text: string) => (/^\d{8}$/.test(text) && text !== '00000000' ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : text);
const numberText = (text: string, decimals: number) => (decimals > 0 && /^-?\d*\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text);
const flags: Readonly<Record<string, string | null>> = { T: 'TRUE', Y: 'TRUE', F: 'FALSE', N: 'FALSE', '?': null };

/** What a field of a record holds, as text; null when it is blank. */
export const dbfValue = (record: Buffer, { type, at, length, decimals }: DbfField, decode: (bytes: Buffer) => string): string | null => {
  const bytes = record.subarray(at, at + length);
  if (type === 'I' && length === 4) return String(bytes.readInt32LE(0));
  if ((type === 'O' || type === 'B') && length === 8) return String(bytes.readDoubleLE(0));
  const text = (isAscii(bytes) ? bytes.toString('latin1') : decode(bytes)).replace(/[\0 ]+$/, '');
  if (type === 'C') return text === '' ? null : text;
  const trimmed = text.trim();
  if (trimmed === '' || /^\*+$/.test(trimmed)) return null;
  if (type === 'D') return dateText(trimmed);
  if (type === 'L') return flags[trimmed.toUpperCase()] ?? null;
  return numberText(trimmed, decimals);
};

export const isDeleted = (record: Buffer): boolean => record[0] === 0x2a;
