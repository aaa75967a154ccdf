import { refuse } from './errors.ts';

/** Where a page goes on that ends at a number: after the last one of the page before. @throws HttpError query-invalid */
export const readIdCursor = (cursor: string | undefined): string | null => {
  if (cursor === undefined) return null;
  if (/^\d{1,18}$/.test(cursor)) return cursor;
  const why = { whyZh: '请从第一页重新开始。', whyEn: 'begin again with the first page.' };
  throw refuse('query-invalid', { field: 'cursor', params: { field: 'cursor', ...why } });
};

/** One page of what was found, and the number after which the next one begins; null: it was the last. */
export const pageOf = <T extends { readonly id: string }>(found: readonly T[], size: number): { page: T[]; next: string | null } => {
  const page = found.slice(0, size);
  return { page, next: found.length > size ? (page.at(-1)?.id ?? null) : null };
};
