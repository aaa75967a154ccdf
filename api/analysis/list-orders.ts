import type { Static } from 'typebox';
import type { Pool } from '#db/pool.ts';
import { type AnalysedRow, listAnalysed } from '#db/queries/figures/analysis.ts';
import type { listAnalysedOrders } from '#domain/contract/analysis.ts';
import type { OrderRow } from '#domain/contract/orders.ts';
import type { Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { readFilter } from './read-filter.ts';

/** `<instant as PostgreSQL writes it>|<id>` */
const readCursor = (cursor: string): { at: string; id: string } => {
  const found = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+00)\|(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString());
  const [, at = '', id = ''] = found ?? [];
  if (found === null || Number.isNaN(Date.parse(at)))
    throw refuse('query-invalid', { field: 'cursor', params: { field: 'cursor', whyZh: '请从第一页重新开始。', whyEn: 'start again from the first page.' } });
  return { at, id };
};
const writeCursor = ({ at, id }: AnalysedRow): string => Buffer.from(`${at}|${id}`).toString('base64url');

/** The orders behind the figures, newest first. @throws HttpError query-invalid */
export const ordersBehind = async (
  pool: Pool,
  person: Person,
  { cursor, limit = 50, ...query }: Static<(typeof listAnalysedOrders)['query']>,
  now: string,
): Promise<{ orders: OrderRow[]; nextCursor: string | null }> => {
  const after = cursor === undefined ? null : readCursor(cursor);
  const { filter } = await readFilter(pool, person, query, now);
  const found = await listAnalysed(pool, filter, { ownUnits: person.unitIds, after, limit });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { orders: page.map(({ at: _, ...line }) => line), nextCursor: found.length > limit && last ? writeCursor(last) : null };
};
