import { Readable } from 'node:stream';
import yazl from 'yazl';
import { CensusError } from '../census-error.ts';
import { exchangeFields } from '../exchange-fields.ts';
import type { OutTable } from './out-table.ts';
import { tableHeading, tableRows } from './table-rows.ts';

/** A sheet's 1,048,576 less its heading. */
export const mostSheetRows = 1_048_575;
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = 'http://schemas.openxmlformats.org';

const partsOf = (sheet: string): Readonly<Record<string, string>> => ({
  '[Content_Types].xml': `${declaration}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
  '_rels/.rels': `${declaration}<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${declaration}<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships"><sheets><sheet name="${sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${declaration}<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
});

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const hex = (character: string) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** Text for a cell: what XML cannot hold is written as _x000B_, and what looks like that already is kept apart from it. */
const cellText = (text: string): string =>
  text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, hex)
    .replace(/[&<>]/g, (sign) => entities[sign] ?? sign);

const plainNumber = /^-?(0|[1-9]\d{0,14})(\.\d+)?$/;
const isExact = (text: string) => plainNumber.test(text) && text.length <= 16 && String(Number(text)) === text;

const cell = (value: string | null, isNumber: boolean): string => {
  if (value === null) return '<c/>';
  if (isNumber && isExact(value)) return `<c><v>${value}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${cellText(value)}</t></is></c>`;
};

/** A workbook of one sheet: a heading, and rows of texts as they come. */
export interface Sheet {
  readonly heading: readonly string[];
  readonly rows: AsyncIterable<readonly (readonly (string | null)[])[]>;
  /** Which columns hold numbers; a number of more digits than a cell keeps stays text. */
  readonly numeric: readonly boolean[];
  readonly sheet: string;
}

async function* sheetXml({ heading, rows: pages, numeric }: Sheet): AsyncGenerator<string> {
  yield `${declaration}<worksheet xmlns="${office}/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
  yield `<row r="1">${heading.map((name) => cell(name, false)).join('')}</row>`;
  let rows = 0;
  for await (const batch of pages) {
    if (rows + batch.length > mostSheetRows) throw new CensusError('export-too-many-rows', { limit: mostSheetRows });
    yield batch.map((values) => `<row r="${++rows + 1}">${values.map((value, i) => cell(value, numeric[i] ?? false)).join('')}</row>`).join('');
  }
  yield '</sheetData></worksheet>';
}

/** A table as a workbook. @throws CensusError export-too-many-rows */
export const writeXlsx = (table: OutTable): AsyncGenerator<Uint8Array> => {
  const numeric = [...table.fields, 'x' as const, 'y' as const].map((key) => ['number', 'integer'].includes(exchangeFields[key].kind));
  return writeWorkbook({ heading: tableHeading(table), rows: tableRows(table), numeric, sheet: '部件' });
};

/** Written as its rows come. @throws CensusError export-too-many-rows */
export async function* writeWorkbook(given: Sheet): AsyncGenerator<Uint8Array> {
  const zip = new yazl.ZipFile();
  for (const [name, text] of Object.entries(partsOf(cellText(given.sheet).replaceAll('"', '&quot;')))) zip.addBuffer(Buffer.from(text), name);
  const sheet = Readable.from(sheetXml(given), { objectMode: false });
  // The archive does not pass on what goes wrong in a stream it reads.
  sheet.on('error', (error) => (zip.outputStream as Readable).destroy(error));
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml');
  zip.end();
  try {
    for await (const piece of zip.outputStream) yield piece as Buffer;
  } finally {
    sheet.destroy();
  }
}
