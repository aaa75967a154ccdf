import iconv from 'iconv-lite';
import type { Pool } from '#db/pool.ts';
import { listRefusals, type Refusal } from '#db/queries/import-refusals.ts';
import type { ImportRow } from '#db/queries/imports.ts';
import type { ErrorCode } from '#domain/contract/errors.ts';
import { wordError } from '#domain/contract/errors.ts';

const rowColumn = '原行号 Row';
const whyColumn = '退回原因 Reason';
const atOnce = 2000;

const needsQuotes = /[",\r\n]|^\s|\s$/;
const cell = (value: string | null) => (value === null ? '' : needsQuotes.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** Why a row came back, with its column, in one language. */
export const whyRefused = ({ code, columnName, params }: Pick<Refusal, 'code' | 'columnName' | 'params'>, language: 'zh' | 'en'): string => {
  const why = wordError(code as ErrorCode, language, params);
  return columnName === null ? why : language === 'zh' ? `“${columnName}”：${why}` : `“${columnName}”: ${why}`;
};

/**
 * The refused rows as a CSV: the file's own columns in their order and its own encoding, the row and the reason behind them, so that it
 * can be mended and sent again. The two added columns are known by their names and left out then.
 */
export async function* refusedRows(pool: Pool, given: Pick<ImportRow, 'id' | 'columns' | 'encoding'>): AsyncGenerator<Uint8Array> {
  const own = given.columns.flatMap((name, i) => (name === rowColumn || name === whyColumn ? [] : [i]));
  const isGb = given.encoding === 'gb18030';
  const encode = (text: string): Uint8Array => (isGb ? iconv.encode(text, 'gb18030') : Buffer.from(text));
  const heading = [...own.map((i) => given.columns[i] ?? ''), rowColumn, whyColumn];
  yield encode(`${isGb ? '' : '\ufeff'}${heading.map(cell).join(',')}\r\n`);
  for (let after = 0; ; ) {
    const refusals = await listRefusals(pool, given.id, after, atOnce);
    const lines = refusals.map((refusal) => {
      const values = [...own.map((i) => refusal.fields[i] ?? null), String(refusal.row), `${whyRefused(refusal, 'zh')} ${whyRefused(refusal, 'en')}`];
      return `${values.map(cell).join(',')}\r\n`;
    });
    if (lines.length > 0) yield encode(lines.join(''));
    if (refusals.length < atOnce) return;
    after = refusals.at(-1)?.row ?? after;
  }
}
