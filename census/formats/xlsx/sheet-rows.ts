import { cellText, columnOf } from './cells.ts';
import type { StringStore } from './shared-strings.ts';
import type { Workbook } from './workbook.ts';
import { xmlParser } from './xml.ts';

export interface SheetRow {
  /** As Excel shows it. */
  readonly row: number;
  readonly values: (string | null)[];
}

const mostColumns = 16_384;

/** Collects rows from a sheet's XML as its pieces come. */
class RowCollector {
  done: SheetRow[] = [];
  private row = 0;
  private column = 0;
  private values: (string | null)[] = [];
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
    else if (name === 'row') {
      this.row = Number(attributes['r'] ?? this.row + 1);
      this.column = 0;
      this.values = [];
    }
  };

  private openCell(attributes: Readonly<Record<string, string>>): void {
    const said = columnOf(attributes['r'] ?? '');
    if (said >= 0 && said < mostColumns) this.column = said;
    this.type = attributes['t'] ?? 'n';
    this.style = Number(attributes['s'] ?? 0);
    this.text = '';
  }

  take = (text: string): void => {
    if (this.takes) this.text += text;
  };

  close = (name: string): void => {
    if (name === 'c') {
      const value = cellText({ type: this.type, style: this.style, text: this.text }, this.strings, this.workbook);
      while (this.values.length < this.column) this.values.push(null);
      this.values[this.column++] = value;
    } else if (name === 'v' || name === 't') this.takes = false;
    else if (name === 'rPh') this.inPhonetic = false;
    else if (name === 'row' && this.values.some((value) => value !== null)) this.done.push({ row: this.row, values: this.values });
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
