import { type RowScanner, rowFlags } from './scan-rows.ts';

const comma = 44;
const lineFeed = 10;
const needsQuotes = /[",\r\n\\]/;

/** A field as COPY's CSV takes it: NULL is nothing, and what could be mistaken stands in quotes. */
export const copyField = (value: string | null): string => {
  if (value === null) return '';
  return value === '' || needsQuotes.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
};

/** Lines for COPY in one buffer that grows as it must. */
export class CopyBytes {
  private bytes: Buffer;
  private length = 0;
  rows = 0;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const bigger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + more));
    this.bytes.copy(bigger, 0, 0, this.length);
    this.bytes = bigger;
  }

  private text(text: string): void {
    this.reserve(text.length * 3);
    this.length += this.bytes.write(text, this.length, 'utf8');
  }

  private byte(byte: number): void {
    this.bytes[this.length++] = byte;
  }

  /** A row as it stands in the file, its number before it and what was derived after it. */
  asItStands(rowNumber: number, scanner: RowScanner, row: number, derived: readonly (string | null)[]): void {
    const [start, end] = [scanner.starts[row] as number, scanner.ends[row] as number];
    this.reserve(end - start + 24);
    this.number(rowNumber);
    this.byte(comma);
    scanner.bytes.copy(this.bytes, this.length, start, end);
    this.length += end - start;
    this.endRow(derived);
  }

  /** A row written anew from its values. */
  anew(rowNumber: number, values: readonly (string | null)[], derived: readonly (string | null)[]): void {
    this.text(`${rowNumber},${values.map(copyField).join(',')}`);
    this.endRow(derived);
  }

  private number(value: number): void {
    // Digits by hand: writing a short string costs ten times as much.
    let digits = 1;
    for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits++;
    let rest = value;
    for (let at = this.length + digits - 1; at >= this.length; at--) {
      const shorter = Math.floor(rest / 10);
      this.bytes[at] = 48 + (rest - shorter * 10);
      rest = shorter;
    }
    this.length += digits;
  }

  private endRow(derived: readonly (string | null)[]): void {
    let tail = '';
    for (const value of derived) tail += value === null ? ',' : `,${copyField(value)}`;
    if (tail !== '') this.text(tail);
    this.reserve(1);
    this.byte(lineFeed);
    this.rows++;
  }

  taken(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}

/** Whether a row can be handed on byte for byte: commas, quotes where they belong, as many fields as the heading has. */
export const standsAsItIs = (scanner: RowScanner, row: number, delimiter: number, width: number): boolean =>
  delimiter === comma && scanner.width(row) === width && ((scanner.flags[row] as number) & rowFlags.stray) === 0;
