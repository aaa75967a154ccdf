import iconv from 'iconv-lite';
import type { Pool } from '#db/pool.ts';
import { hasRowsBeyond, type Refusal } from '#db/queries/imports/import-refusals.ts';
import type { ImportRow } from '#db/queries/imports/imports.ts';
import { beyondColumn, fitted } from '../formats/columns.ts';
import { writeCell } from '../formats/csv/write-cell.ts';
import { isOurs, refusalPages, rowColumn, whyColumn, whyInBoth } from './refusals.ts';

type Given = Pick<ImportRow, 'id' | 'columns'>;

/** The columns that come back: the file's own in their order, the row and the reason behind them, then what some row has beyond them all. */
export const headingOf = async (pool: Pool, { id, columns }: Given): Promise<string[]> => {
  const beyond = (await hasRowsBeyond(pool, id, columns.length)) ? [beyondColumn] : [];
  return [...columns.filter((name) => !isOurs(name)), rowColumn, whyColumn, ...beyond];
};

/** What stands beyond a row's columns, in one field: several as they would stand in a CSV. */
const beyondOf = (extra: Refusal['fields']): string[] => (extra.length > 1 ? [extra.map(writeCell).join(',')] : extra.map((value) => value ?? ''));

/** Refused rows as texts under that heading, as many as it has names, page by page: whatever is made of the last one, no row is too short for it. */
export async function* refusedTexts(pool: Pool, { id, columns }: Given, { length: width }: readonly string[]): AsyncGenerator<(string | null)[][]> {
  const own = columns.flatMap((name, i) => (isOurs(name) ? [] : [i]));
  for await (const page of refusalPages(pool, id))
    yield page.map((refusal) => {
      const { fields, row } = refusal;
      return fitted([...own.map((i) => fields[i] ?? null), String(row), whyInBoth(refusal), ...beyondOf(fields.slice(columns.length))], width);
    });
}

/** Refused rows as a CSV in the file's own encoding. */
export async function* refusedCsv(pool: Pool, given: Given & Pick<ImportRow, 'encoding'>): AsyncGenerator<Uint8Array> {
  const isGb = given.encoding === 'gb18030';
  const encode = (text: string): Uint8Array => (isGb ? iconv.encode(text, 'gb18030') : Buffer.from(text));
  const heading = await headingOf(pool, given);
  yield encode(`${isGb ? '' : '\ufeff'}${heading.map(writeCell).join(',')}\r\n`);
  for await (const rows of refusedTexts(pool, given, heading)) yield encode(rows.map((values) => `${values.map(writeCell).join(',')}\r\n`).join(''));
}
