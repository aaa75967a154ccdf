/** What a row needs beyond being copied as it stands. */
export const rowFlags = { quoted: 1, stray: 2 } as const;

const [lineFeed, carriageReturn, quote] = [10, 13, 34];
const [fieldStart, inText, closed] = [0, 1, 2];
const [plain, delimiting, ending, quoting] = [0, 1, 2, 3];

const kindsFor = (delimiter: number): Uint8Array => {
  const kinds = new Uint8Array(256);
  kinds[delimiter] = delimiting;
  kinds[lineFeed] = ending;
  kinds[carriageReturn] = ending;
  kinds[quote] = quoting;
  return kinds;
};

const doubled = (array: Int32Array): Int32Array => {
  const bigger = new Int32Array(array.length * 2);
  bigger.set(array);
  return bigger;
};

/**
 * Finds rows and fields in blocks of UTF-8 CSV, byte by byte, without making a string: a million rows a second and more. Quotes
 * count at the beginning of a field; inside a field they are what they are. Lines end in LF, CR LF or CR.
 */
export class RowScanner {
  readonly delimiter: number;
  private readonly delimiterText: string;
  /** The text scanned last, with what was left over before it. */
  bytes: Buffer = Buffer.alloc(0);
  /** Rows found in it; each has its place and its flags. */
  rows = 0;
  starts: Int32Array = new Int32Array(4096);
  ends: Int32Array = new Int32Array(4096);
  flags: Int32Array = new Int32Array(4096);
  /** For each row, where its first field stands in `fields`; one more entry than rows. */
  firstField: Int32Array = new Int32Array(4096);
  /** Where each field begins. */
  fields: Int32Array = new Int32Array(65_536);
  private readonly kinds: Uint8Array;
  private rest: Buffer = Buffer.alloc(0);
  private isLast = false;
  private isOpen = false;
  private state = fieldStart as number;
  private rowFlags = 0;
  private start = 0;
  private count = 0;

  constructor(delimiter: number) {
    this.delimiter = delimiter;
    this.delimiterText = String.fromCharCode(delimiter);
    this.kinds = kindsFor(delimiter);
  }

  /** Bytes that wait for the end of their row; whether a quotation mark is open in them, and whether they are a whole row whose CR an LF may follow. */
  get waiting(): { readonly length: number; readonly inQuotes: boolean; readonly isRow: boolean } {
    return { length: this.rest.length, inQuotes: this.isOpen, isRow: !this.isOpen && this.rest.at(-1) === carriageReturn };
  }

  /** Takes the next block; whole rows are found, an unfinished one waits. @param isLast its last row needs no line end */
  scan(block: Buffer, isLast = false): void {
    this.bytes = this.rest.length === 0 ? block : Buffer.concat([this.rest, block]);
    this.isLast = isLast;
    this.isOpen = false;
    this.rows = 0;
    this.count = 0;
    this.startRow(0);
    this.walk();
    if (isLast && !this.isOpen && this.start < this.bytes.length) {
      this.endRow(this.bytes.length);
      this.startRow(this.bytes.length);
    }
    this.rest = this.bytes.subarray(this.start);
  }

  private walk(): void {
    const { bytes, kinds } = this;
    const length = bytes.length;
    let at = 0;
    while (at >= 0 && at < length) {
      const from = at;
      while (at < length && kinds[bytes[at] as number] === plain) at++;
      if (at > from) this.afterText();
      if (at < length) at = this.step(at);
    }
  }

  private afterText(): void {
    if (this.state === closed) this.rowFlags |= rowFlags.stray;
    else this.state = inText;
  }

  /** Takes one byte that means something. @returns where to go on, or -1 when the row's end is not here yet */
  private step(at: number): number {
    const kind = this.kinds[this.bytes[at] as number];
    if (kind === delimiting) {
      this.startField(at + 1);
      return at + 1;
    }
    return kind === quoting ? this.atQuote(at) : this.atLineEnd(at);
  }

  private atQuote(at: number): number {
    if (this.state === fieldStart) {
      this.rowFlags |= rowFlags.quoted;
      return this.throughQuotes(at + 1);
    }
    this.rowFlags |= rowFlags.stray;
    return at + 1;
  }

  private throughQuotes(from: number): number {
    for (let at = from; ; ) {
      const end = this.bytes.indexOf(quote, at);
      // A quotation mark at the very end may be the first of a pair.
      if (end < 0 || (end + 1 === this.bytes.length && !this.isLast)) {
        this.isOpen = end < 0 || !this.isLast;
        return -1;
      }
      if (this.bytes[end + 1] !== quote) {
        this.state = closed;
        return end + 1;
      }
      at = end + 2;
    }
  }

  private atLineEnd(at: number): number {
    const isReturn = this.bytes[at] === carriageReturn;
    if (isReturn && at + 1 === this.bytes.length && !this.isLast) return -1;
    this.endRow(at);
    const next = isReturn && this.bytes[at + 1] === lineFeed ? at + 2 : at + 1;
    this.startRow(next);
    return next;
  }

  private startField(at: number): void {
    if (this.count + 2 > this.fields.length) this.fields = doubled(this.fields);
    this.fields[this.count++] = at;
    this.state = fieldStart;
  }

  private startRow(at: number): void {
    this.start = at;
    this.rowFlags = 0;
    this.firstField[this.rows] = this.count;
    this.startField(at);
  }

  private endRow(end: number): void {
    const row = this.rows++;
    if (row + 2 > this.starts.length) {
      this.starts = doubled(this.starts);
      this.ends = doubled(this.ends);
      this.flags = doubled(this.flags);
      this.firstField = doubled(this.firstField);
    }
    this.starts[row] = this.start;
    this.ends[row] = end;
    this.flags[row] = this.rowFlags;
  }

  /** How many fields a row has. */
  width(row: number): number {
    return (this.firstField[row + 1] as number) - (this.firstField[row] as number);
  }

  /** The text of one field, its quotation marks taken off; null when nothing stands there. */
  field(row: number, index: number): string | null {
    const at = (this.firstField[row] as number) + index;
    const start = this.fields[at] as number;
    const end = at + 1 < (this.firstField[row + 1] as number) ? (this.fields[at + 1] as number) - 1 : (this.ends[row] as number);
    if (start >= end) return null;
    const text = this.bytes.toString('utf8', start, end);
    if (this.bytes[start] !== quote) return text;
    const closing = text.lastIndexOf('"');
    const inner = closing === 0 ? text.slice(1) : text.slice(1, closing).replaceAll('""', '"') + text.slice(closing + 1);
    return inner === '' ? null : inner;
  }

  /** All fields of a row: its text is decoded once and cut, unless quotation marks stand in it. */
  values(row: number): (string | null)[] {
    const width = this.width(row);
    if (((this.flags[row] as number) & rowFlags.quoted) !== 0) return Array.from({ length: width }, (_, index) => this.field(row, index));
    const values: (string | null)[] = this.bytes.toString('utf8', this.starts[row], this.ends[row]).split(this.delimiterText);
    for (let i = 0; i < values.length; i++) if (values[i] === '') values[i] = null;
    return values;
  }
}
