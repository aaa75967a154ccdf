import { listLooks } from '#db/queries/people/looks.ts';
import { reachOf } from '#domain/access.ts';
import * as contract from '#domain/contract/looks.ts';
import type { App } from '../app-type.ts';
import { knownPerson } from '../known-person.ts';
import { pageOf, readIdCursor } from '../page-by-id.ts';
import { serve } from '../serve.ts';

const pageSize = 50;

export const looksRoutes = (app: App): void => {
  serve(app, contract.listLooks, async ({ query, person: given }) => {
    const person = knownPerson(given);
    const reach = reachOf(person.grants, 'looks.read', person.cityCode);
    const wanted = { personId: person.id, reach, orderId: query.orderId ?? null };
    const { page, next } = pageOf(await listLooks(app.pool, wanted, { before: readIdCursor(query.cursor), limit: pageSize + 1 }), pageSize);
    return { looks: page, next };
  });
};
