import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CensusError } from '../../census-error.ts';
import type { CensusFile, CensusRecord, CopyChunk, Derive } from '../../census-file.ts';
import { fieldsFault, fitted, nameColumns } from '../columns.ts';
import { CopyBytes, standsAsItIs } from './copy-bytes.ts';
import { delimiterOf } from './delimiter.ts';
import { encodingNames, type TextEncoding } from './encoding.ts';
import { RowScanner } from './scan-rows.ts';
import { EncodingBreak, type EncodingState, textBlocks } from './text-blocks.ts';

const longestRow = 1 << 20;
const batchRows = 2000;

interface Reading {
  readonly file: string;
  readonly scanner: RowScanner;
  /** Rows before those in the scanner now. */
  rowsBefore: number;
  /** Rows given so far; a file that ends without any is told. */
  given: number;
}

const breakError = ({ file, scanner, rowsBefore }: Reading, { before, after, isFirst }: EncodingBreak): CensusError => {
  const row = rowsBefore + scanner.rows + (scanner.waiting.isRow ? 2 : 1);
  const names = { before: encodingNames[before], after: after === null ? '' : encodingNames[after] };
  if (after === null) return new CensusError('census-encoding-broken', { file, row, ...names });
  return new CensusError(isFirst ? 'census-encoding-differs' : 'census-encoding-changes', { file, row, ...names });
};

const refuseEndless = ({ file, scanner, rowsBefore }: Reading, isLast: boolean): void => {
  const { length, inQuotes } = scanner.waiting;
  const row = rowsBefore + scanner.rows + 1;
  if (inQuotes && (isLast || length > longestRow)) throw new CensusError('census-quote-open', { file, row });
  if (length > longestRow) throw new CensusError('census-row-too-long', { file, row, limit: '1 MB' });
};

/** Goes through the file; after each step the scanner holds whole rows, `rowsBefore` says how many came before them. */
async function* scanned(reading: Reading, blocks: AsyncIterable<Buffer>): AsyncGenerator<void> {
  const { scanner } = reading;
  try {
    for await (const block of blocks) {
      scanner.scan(block);
      refuseEndless(reading, false);
      yield;
      reading.rowsBefore += scanner.rows;
      scanner.rows = 0;
    }
    scanner.scan(Buffer.alloc(0), true);
    refuseEndless(reading, true);
    yield;
  } catch (error) {
    throw error instanceof EncodingBreak ? breakError(reading, error) : error;
  }
}

const isEmptyRow = (scanner: RowScanner, row: number) => (scanner.ends[row] as number) - (scanner.starts[row] as number) === scanner.width(row) - 1;

const recordOf = (scanner: RowScanner, row: number, rowNumber: number, width: number, hasNul: boolean): CensusRecord => {
  const said = scanner.values(row);
  const values = fitted(said, width);
  const fault = fieldsFault(values, said.length, width);
  const control: CensusRecord['fault'] = hasNul && values.some((value) => value?.includes('\0')) ? { code: 'census-row-control' } : undefined;
  const found = fault ?? control;
  return { row: rowNumber, values, point: null, ...(found === undefined ? {} : { fault: found }) };
};

function* recordsOf(reading: Reading, from: number, width: number): Generator<CensusRecord> {
  const { scanner, rowsBefore } = reading;
  const hasNul = scanner.bytes.includes(0);
  for (let row = from; row < scanner.rows; row++) {
    if (isEmptyRow(scanner, row)) continue;
    reading.given++;
    yield recordOf(scanner, row, rowsBefore + row + 1, width, hasNul);
  }
}

/** What is derived of a row's fields; all of them are handed on as they are. */
const derivedOf = (derive: Derive | undefined, values: readonly (string | null)[], rowNumber: number) => {
  if (derive === undefined) return [];
  const { columns } = derive;
  return derive.append(columns.length === values.length ? values : columns.map((column) => values[column] ?? null), rowNumber);
};

const chunkOf = (reading: Reading, from: number, width: number, delimiter: number, derive: Derive | undefined): CopyChunk => {
  const { scanner, rowsBefore } = reading;
  const out = new CopyBytes(scanner.bytes.length + scanner.rows * 48);
  const faulty: CensusRecord[] = [];
  const hasNul = scanner.bytes.includes(0);
  for (let row = from; row < scanner.rows; row++) {
    if (isEmptyRow(scanner, row)) continue;
    reading.given++;
    const rowNumber = rowsBefore + row + 1;
    const asItIs = !hasNul && standsAsItIs(scanner, row, delimiter, width);
    const record = asItIs ? null : recordOf(scanner, row, rowNumber, width, hasNul);
    const derived = record?.fault ?? derivedOf(derive, record?.values ?? scanner.values(row), rowNumber);
    if ('code' in derived) faulty.push({ ...(record ?? recordOf(scanner, row, rowNumber, width, false)), fault: derived });
    else if (record === null) out.asItStands(rowNumber, scanner, row, derived);
    else out.anew(rowNumber, record.values, derived);
  }
  return { bytes: out.taken(), rows: out.rows, faulty };
};

/** Reads up to the heading: the first row with anything in it. */
const findHeading = async (reading: Reading, steps: AsyncIterator<void>): Promise<number> => {
  for (;;) {
    const step = await steps.next();
    if (step.done) throw new CensusError('census-file-empty', { file: reading.file });
    for (let row = 0; row < reading.scanner.rows; row++) if (!isEmptyRow(reading.scanner, row)) return row;
  }
};

/**
 * Opens a CSV: UTF-8 with or without its mark, or GB18030, said or shown by the first line beyond ASCII; commas, semicolons or tabs.
 * @throws CensusError while opening or reading, naming file and row
 */
export const readCsv = async (path: string, name: string, said: TextEncoding | null): Promise<CensusFile> => {
  const { size } = await stat(path);
  const stream = createReadStream(path, { highWaterMark: 1 << 20 });
  const state: EncodingState = { said, found: null };
  const reading: Reading = { file: name, scanner: new RowScanner(await delimiterOf(path, name)), rowsBefore: 0, given: 0 };
  const { scanner } = reading;
  const delimiter = scanner.delimiter;
  const steps = scanned(reading, textBlocks(stream, state));
  const headingRow = await findHeading(reading, steps).catch((error: unknown) => {
    stream.destroy();
    throw error;
  });
  const columns = nameColumns(name, scanner.values(headingRow));
  let from = headingRow + 1;
  const chunks = async function* <Chunk>(make: (from: number) => Chunk): AsyncGenerator<Chunk> {
    try {
      do {
        if (scanner.rows > from) yield make(from);
        from = 0;
      } while (!(await steps.next()).done);
      if (reading.given === 0) throw new CensusError('census-file-no-rows', { file: name });
    } finally {
      stream.destroy();
    }
  };
  const batches = async function* (): AsyncGenerator<readonly CensusRecord[]> {
    for await (const records of chunks((first) => [...recordsOf(reading, first, columns.length)]))
      for (let at = 0; at < records.length; at += batchRows) yield records.slice(at, at + batchRows);
  };
  return {
    name,
    format: 'csv',
    columns,
    get encoding() {
      return { name: state.found ?? state.said ?? 'utf-8', known: state.said === null ? 'detected' : 'said' } as const;
    },
    declaredSystem: null,
    rowCount: null,
    batches: { [Symbol.asyncIterator]: batches },
    copyChunks: (derive) => chunks((first) => chunkOf(reading, first, columns.length, delimiter, derive)),
    progress: () => (size === 0 ? 1 : stream.bytesRead / size),
    close: async () => {
      stream.destroy();
    },
  };
};
