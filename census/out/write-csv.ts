import iconv from 'iconv-lite';
import type { TextEncoding } from '../formats/csv/encoding.ts';
import { writeCell } from '../formats/csv/write-cell.ts';
import type { OutTable } from './out-table.ts';
import { tableHeading, tableRows } from './table-rows.ts';

const line = (values: readonly (string | null)[]) => `${values.map(writeCell).join(',')}\r\n`;

/** CSV as spreadsheets in China open it: UTF-8 with its mark, or GB18030. */
export async function* writeCsv(table: OutTable, encoding: TextEncoding): AsyncGenerator<Uint8Array> {
  const encode = (text: string): Uint8Array => (encoding === 'utf-8' ? Buffer.from(text) : iconv.encode(text, 'gb18030'));
  yield encode(`${encoding === 'utf-8' ? '\ufeff' : ''}${line(tableHeading(table))}`);
  for await (const rows of tableRows(table)) yield encode(rows.map(line).join(''));
}
