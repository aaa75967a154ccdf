import { listLooks } from '#db/queries/looks.ts';
import { reachOf } from '#domain/access.ts';
import * as contract from '#domain/contract/looks.ts';
import type { App } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { knownPerson } from '../known-person.ts';
import { serve } from '../serve.ts';

const pageSize = 50;

/** Where a page goes on: before the last number of the one before. */
const beforeOf = (cursor: string | undefined): string | null => {
  if (cursor === undefined) return null;
  if (/^\d{1,18}$/.test(cursor)) return cursor;
  const why = { whyZh: '请从第一页重新开始。', whyEn: 'begin again with the first page.' };
  throw refuse('query-invalid', { field: 'cursor', params: { field: 'cursor', ...why } });
};

const pageOf = <T extends { readonly id: string }>(found: readonly T[]): { page: T[]; next: string | null } => {
  const page = found.slice(0, pageSize);
  return { page, next: found.length > pageSize ? (page.at(-1)?.id ?? null) : null };
};

export const looksRoutes = (app: App): void => {
  serve(app, contract.listLooks, async ({ query, person: given }) => {
    const person = knownPerson(given);
    const reach = reachOf(person.grants, 'looks.read', person.cityCode);
    const wanted = { personId: person.id, reach, orderId: query.orderId ?? null };
    const { page, next } = pageOf(await listLooks(app.pool, wanted, { before: beforeOf(query.cursor), limit: pageSize + 1 }));
    return { looks: page, next };
  });
};
