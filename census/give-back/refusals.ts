import type { Pool } from '#db/pool.ts';
import { listRefusals, type Refusal } from '#db/queries/imports/import-refusals.ts';
import type { ErrorCode } from '#domain/contract/errors.ts';
import { wordError } from '#domain/contract/errors.ts';

/** What stands beside a row that comes back; left out again when the row is refused a second time. */
export const rowColumn = '原行号 Row';
export const whyColumn = '退回原因 Reason';
export const isOurs = (column: string): boolean => column === rowColumn || column === whyColumn;

const atOnce = 2000;

/** Why a row came back, with its column, in one language. */
export const whyRefused = ({ code, columnName, params }: Pick<Refusal, 'code' | 'columnName' | 'params'>, language: 'zh' | 'en'): string => {
  const why = wordError(code as ErrorCode, language, params);
  return columnName === null ? why : language === 'zh' ? `“${columnName}”：${why}` : `“${columnName}”: ${why}`;
};

export const whyInBoth = (refusal: Refusal): string => `${whyRefused(refusal, 'zh')} ${whyRefused(refusal, 'en')}`;

/** Refused rows of an import, page by page, by row. */
export async function* refusalPages(pool: Pool, importId: string): AsyncGenerator<Refusal[]> {
  for (let after = 0; ; ) {
    const page = await listRefusals(pool, importId, after, atOnce);
    if (page.length > 0) yield page;
    if (page.length < atOnce) return;
    after = page.at(-1)?.row ?? after;
  }
}

/** Refused rows, met while their file is read again from its beginning. */
export class RefusalsByRow {
  private readonly pages: AsyncGenerator<Refusal[]>;
  private page: Refusal[] = [];
  private next = 0;

  constructor(pool: Pool, importId: string) {
    this.pages = refusalPages(pool, importId);
  }

  /** The row that comes back next; undefined: none is left. */
  async peek(): Promise<Refusal | undefined> {
    if (this.next >= this.page.length) {
      this.page = (await this.pages.next()).value ?? [];
      this.next = 0;
    }
    return this.page[this.next];
  }

  /** The refusal of a row, undefined where it was taken; rows are asked for in their order. */
  async of(row: number): Promise<Refusal | undefined> {
    const refusal = await this.peek();
    if (refusal?.row !== row) return undefined;
    this.next++;
    return refusal;
  }
}
