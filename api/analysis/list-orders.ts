import type { Static } from 'typebox';
import type { Pool } from '#db/pool.ts';
import { listAnalysed } from '#db/queries/figures/analysis.ts';
import type { listAnalysedOrders } from '#domain/contract/analysis.ts';
import type { OrderRow } from '#domain/contract/orders.ts';
import type { Person } from '../app-type.ts';
import { pageOf, readCursor } from './read-cursor.ts';
import { readFilter } from './read-filter.ts';

/** The orders behind the figures, newest first. @throws HttpError query-invalid */
export const ordersBehind = async (
  pool: Pool,
  person: Person,
  { cursor, limit = 50, ...query }: Static<(typeof listAnalysedOrders)['query']>,
  now: string,
): Promise<{ orders: OrderRow[]; nextCursor: string | null }> => {
  const after = cursor === undefined ? null : readCursor(cursor);
  const { filter } = await readFilter(pool, person, query, now);
  return pageOf(await listAnalysed(pool, filter, { ownUnits: person.unitIds, after, limit }), limit);
};
