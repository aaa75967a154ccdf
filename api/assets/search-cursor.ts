import type { SearchPlace } from '#db/queries/search/order.ts';
import type { AssetSort } from '#domain/contract/asset-search.ts';
import { refuse } from '../errors.ts';

const bad = () =>
  refuse('query-invalid', { field: 'cursor', params: { field: 'cursor', whyZh: '请使用上一页给出的值。', whyEn: 'take the one that the page before gave.' } });

const isDay = (value: unknown): value is string => {
  if (typeof value !== 'string' || !/^(?!0000)\d{4}-\d\d-\d\d$/.test(value)) return false;
  const at = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value);
};
const isWithin = (value: unknown, most: number): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= most;

/** Which values a cursor of a sort can hold: years are whole, distances are degrees. */
const fits: Readonly<Record<AssetSort, (value: unknown) => boolean>> = {
  number: (value) => value === null,
  distance: (value) => isWithin(value, 720),
  verified: (value) => value === null || isDay(value),
  built: (value) => value === null || (Number.isInteger(value) && isWithin(value, 9999)),
  changed: isDay,
};

/** A cursor names its sort, so that one of another sort is told from its own. */
export const writeCursor = (sort: AssetSort, { value, id }: SearchPlace): string => Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');

const parse = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw bad();
  }
};

/** @param sorts those it may be of @throws HttpError query-invalid: no cursor, one of another sort, or one that no page gave */
export const readCursor = (sorts: readonly AssetSort[], cursor: string): SearchPlace & { readonly sort: AssetSort } => {
  const read = parse(cursor);
  const [of, value, id, ...more]: unknown[] = Array.isArray(read) ? read : [];
  const sort = sorts.find((one) => one === of);
  if (sort === undefined || more.length > 0 || typeof id !== 'string' || !/^\d{16}[0-9X]$/.test(id) || !fits[sort](value)) throw bad();
  return { sort, value: value as SearchPlace['value'], id };
};
