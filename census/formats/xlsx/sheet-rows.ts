import { cellText, columnOf, losesDigits } from './cells.ts';
import { added, longestText, type StringStore } from './shared-strings.ts';
import type { Workbook } from './workbook.ts';
import { xmlParser } from './xml.ts';

export interface SheetRow {
  /** As Excel shows it. */
  readonly row: number;
  readonly values: (string | null)[];
  /** Columns in which figures stand that Excel has cut to fifteen digits. */
  readonly figures: readonly number[];
  /** How long it, or a cell of it, may be, where it is longer: what is kept of it is not whole. */
  readonly beyond: string | null;
}

const mostColumns = 16_384;
/** As far as any program counts; Excel ends at 1,048,576. */
const mostRows = 1 << 24;
const longestRow = 1 << 20;

/** Collects rows from a sheet's XML as its pieces come. */
class RowCollector {
  done: SheetRow[] = [];
  private row = 0;
  private column = 0;
  private values: (string | null)[] = [];
  private figures: number[] = [];
  private length = 0;
  private beyond: string | null = null;
  private type = '';
  private style = 0;
  private text = '';
  private takes = false;
  private inPhonetic = false;
  private readonly strings: StringStore;
  private readonly workbook: Workbook;

  constructor(strings: StringStore, workbook: Workbook) {
    this.strings = strings;
    this.workbook = workbook;
  }

  open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (name === 'c') this.openCell(attributes);
    else if (name === 'v' || name === 't') this.takes = !this.inPhonetic;
    else if (name === 'rPh') this.inPhonetic = true;
    else if (name === 'row') this.openRow(attributes['r']);
  };

  private openRow(said: string | undefined): void {
    const row = said === undefined ? this.row + 1 : Number(said);
    if (!Number.isInteger(row) || row <= this.row || row > mostRows) throw new Error(`<row r="${said?.slice(0, 40)}">`);
    [this.row, this.column, this.values, this.figures, this.length, this.beyond] = [row, 0, [], [], 0, null];
  }

  private openCell(attributes: Readonly<Record<string, string>>): void {
    const said = columnOf(attributes['r'] ?? '');
    if (said >= 0 && said < mostColumns) this.column = said;
    this.type = attributes['t'] ?? 'n';
    this.style = Number(attributes['s'] ?? 0);
    this.text = '';
  }

  take = (text: string): void => {
    if (this.takes) this.text = added(this.text, text);
  };

  private closeCell(): void {
    if (this.column >= mostColumns) throw new Error(`> ${mostColumns}`);
    const value = cellText({ type: this.type, style: this.style, text: this.text }, this.strings, this.workbook);
    const length = value?.length ?? 0;
    this.length += length;
    if (length > longestText) this.beyond = '64 kB';
    else if (this.length > longestRow) this.beyond = '1 MB';
    if (losesDigits(this.type, this.text)) this.figures.push(this.column);
    while (this.values.length < this.column) this.values.push(null);
    this.values[this.column++] = this.length > longestRow ? null : value;
  }

  close = (name: string): void => {
    if (name === 'c') this.closeCell();
    else if (name === 'v' || name === 't') this.takes = false;
    else if (name === 'rPh') this.inPhonetic = false;
    else if (name === 'row' && this.values.some((value) => value !== null))
      this.done.push({ row: this.row, values: this.values, figures: this.figures, beyond: this.beyond });
  };
}

/** The rows of a sheet that hold anything, as the sheet is unpacked; memory holds a piece of it at a time. */
export async function* sheetRows(sheet: AsyncIterable<string>, strings: StringStore, workbook: Workbook): AsyncGenerator<readonly SheetRow[]> {
  const collector = new RowCollector(strings, workbook);
  const parser = xmlParser({ open: collector.open, text: collector.take, close: collector.close });
  for await (const piece of sheet) {
    parser.write(piece);
    if (collector.done.length === 0) continue;
    yield collector.done;
    collector.done = [];
  }
  parser.end();
}
