import type { ImportRow } from '#db/queries/imports/imports.ts';
import type { ImportSettings } from '#domain/contract/imports.ts';
import { refuse } from '../errors.ts';

/** What is said of a file is of its own columns, and in words that a file may hold. @throws HttpError field-invalid */
export const refuseForeign = ({ columns }: ImportRow, { mapping = {}, words: { unit = {}, class: ofClass = {} } = {} }: ImportSettings): void => {
  const no = (field: string, text: string, whyZh: string, whyEn: string) =>
    refuse('field-invalid', { field, params: { field, whyZh: `“${text.slice(0, 60)}”${whyZh}`, whyEn: `“${text.slice(0, 60)}” ${whyEn}` } });
  const foreign = Object.keys(mapping).find((heading) => !columns.includes(heading));
  if (foreign !== undefined) throw no('mapping', foreign, '不是文件里的列名。', 'is no heading of the file.');
  const long = Object.keys({ ...unit, ...ofClass }).find((word) => word.length > 200);
  if (long !== undefined) throw no('words', long, '太长，最多 200 字。', 'is longer than 200 letters.');
};
