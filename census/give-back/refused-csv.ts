import iconv from 'iconv-lite';
import type { Pool } from '#db/pool.ts';
import type { ImportRow } from '#db/queries/imports.ts';
import { writeCell } from '../formats/csv/write-cell.ts';
import { isOurs, refusalPages, rowColumn, whyColumn, whyInBoth } from './refusals.ts';

/** The columns that come back: the file's own in their order, the row and the reason behind them. */
export const headingOf = (columns: readonly string[]): string[] => [...columns.filter((name) => !isOurs(name)), rowColumn, whyColumn];

/** Refused rows as texts under that heading, page by page. */
export async function* refusedTexts(pool: Pool, { id, columns }: Pick<ImportRow, 'id' | 'columns'>): AsyncGenerator<(string | null)[][]> {
  const own = columns.flatMap((name, i) => (isOurs(name) ? [] : [i]));
  for await (const page of refusalPages(pool, id))
    yield page.map((refusal) => [...own.map((i) => refusal.fields[i] ?? null), String(refusal.row), whyInBoth(refusal)]);
}

/** Refused rows as a CSV in the file's own encoding. */
export async function* refusedCsv(pool: Pool, given: Pick<ImportRow, 'id' | 'columns' | 'encoding'>): AsyncGenerator<Uint8Array> {
  const isGb = given.encoding === 'gb18030';
  const encode = (text: string): Uint8Array => (isGb ? iconv.encode(text, 'gb18030') : Buffer.from(text));
  yield encode(`${isGb ? '' : '\ufeff'}${headingOf(given.columns).map(writeCell).join(',')}\r\n`);
  for await (const rows of refusedTexts(pool, given)) yield encode(rows.map((values) => `${values.map(writeCell).join(',')}\r\n`).join(''));
}
