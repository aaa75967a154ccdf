import { CensusError } from '../../census-error.ts';
import type { CensusFile, CensusRecord } from '../../census-file.ts';
import { fieldsFault, fitted, nameColumns } from '../columns.ts';
import { openZip, type Zip } from '../zip.ts';
import { mergedCells, rowsOfRange } from './merged-cells.ts';
import { readSharedStrings } from './shared-strings.ts';
import { type SheetRow, sheetRows } from './sheet-rows.ts';
import { readWorkbook, type Sheet, type Workbook } from './workbook.ts';

/** Whether a sheet holds any cell with a value. */
const hasContent = async (zip: Zip, { part }: Sheet): Promise<boolean> => {
  const stream = (await zip.stream(part)).setEncoding('latin1');
  let before = '';
  for await (const piece of stream) {
    if (/<(\w+:)?[vt][ >]/.test(before + piece)) return true;
    before = piece.slice(-20);
  }
  return false;
};

/** The sheet said, else the only one with anything in it. @throws CensusError census-layer-missing, census-layer-which, census-file-empty */
const chooseSheet = async (zip: Zip, { sheets }: Workbook, said: string | null): Promise<Sheet> => {
  const file = zip.name;
  if (said !== null) {
    const found = sheets.find(({ name }) => name === said);
    if (found === undefined) throw new CensusError('census-layer-missing', { file, layer: said });
    return found;
  }
  const filled: Sheet[] = [];
  for (const sheet of sheets) if (await hasContent(zip, sheet)) filled.push(sheet);
  const [first] = filled;
  if (first === undefined) throw new CensusError('census-file-empty', { file });
  if (filled.length > 1) throw new CensusError('census-layer-which', { file, found: filled.map(({ name }) => name).join('、') });
  return first;
};

/** Merged cells hide values: nobody could say which column or row they are of. */
const refuseMerged = async (zip: Zip, sheet: Sheet, headingRow: number): Promise<void> => {
  const merged = await mergedCells(await zip.stream(sheet.part));
  if (merged.length === 0) return;
  const inHeading = merged.filter((range) => rowsOfRange(range)[0] <= headingRow);
  const cells = (inHeading.length > 0 ? inHeading : merged).slice(0, 5).join('、');
  const code = inHeading.length > 0 ? 'census-headers-merged' : 'census-cells-merged';
  throw new CensusError(code, { file: zip.name, sheet: sheet.name, cells, row: headingRow });
};

const recordOf = ({ row, values, figures, beyond }: SheetRow, width: number): CensusRecord => {
  const kept = fitted(values, width);
  if (beyond !== null) return { row, values: kept, point: null, fault: { code: 'census-row-too-large', params: { limit: beyond } } };
  const fault = fieldsFault(kept, Math.max(values.length, width), width); // empty cells at the end are left out of a sheet
  return { row, values: kept, point: null, ...(figures.length > 0 ? { figures } : {}), ...(fault === undefined ? {} : { fault }) };
};

/** What is wrong with the XML or the archive, worded for the row that was reached. */
const brokenAt = (file: string, row: number, error: unknown) =>
  error instanceof CensusError ? error : new CensusError('census-file-broken', { file, row, why: String((error as Error).message).slice(0, 120) });

/**
 * Opens a workbook: one sheet, its first filled row the heading. Dates become ISO, numbers text as typed.
 * @param layer the sheet's name, needed when several hold something
 */
export const readXlsx = async (path: string, name: string, layer: string | null): Promise<CensusFile> => {
  const zip = await openZip(path, name);
  let lastRow = 0;
  let read = 0;
  const counted = async function* (pieces: AsyncIterable<string>): AsyncGenerator<string> {
    for await (const piece of pieces) {
      read += piece.length;
      yield piece;
    }
  };
  const faulty = (error: unknown): never => {
    zip.close();
    throw brokenAt(name, lastRow, error);
  };
  const opened = async () => {
    const workbook = await readWorkbook(zip);
    const sheet = await chooseSheet(zip, workbook, layer);
    const strings = await readSharedStrings(zip, workbook.sharedStrings);
    const rows = sheetRows(counted((await zip.stream(sheet.part)).setEncoding('utf8')), strings, workbook);
    const first = await rows.next();
    const [heading, ...firstRows] = first.done ? [] : first.value;
    if (heading === undefined) throw new CensusError('census-file-empty', { file: name });
    await refuseMerged(zip, sheet, heading.row);
    return { rows, firstRows, columns: nameColumns(name, heading.values), size: zip.parts.get(sheet.part)?.uncompressedSize ?? 1 };
  };
  const { rows, firstRows, columns, size } = await opened().catch(faulty);
  const batches = async function* (): AsyncGenerator<readonly CensusRecord[]> {
    let given = 0;
    try {
      for (let next: readonly SheetRow[] | undefined = firstRows; next !== undefined; next = (await rows.next()).value ?? undefined) {
        lastRow = next.at(-1)?.row ?? lastRow;
        given += next.length;
        if (next.length > 0) yield next.map((row) => recordOf(row, columns.length));
      }
      if (given === 0) throw new CensusError('census-file-no-rows', { file: name });
    } catch (error) {
      faulty(error);
    } finally {
      zip.close();
    }
  };
  return {
    name,
    format: 'xlsx',
    columns,
    encoding: null,
    declaredSystem: null,
    rowCount: null,
    batches: { [Symbol.asyncIterator]: batches },
    copyChunks: null,
    progress: () => Math.min(1, read / size),
    close: async () => zip.close(),
  };
};
