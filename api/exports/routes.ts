import { listExports } from '#db/queries/imports/export-book.ts';
import { reachOf } from '#domain/access.ts';
import * as contract from '#domain/contract/exports.ts';
import type { App } from '../app-type.ts';
import { knownPerson } from '../known-person.ts';
import { noteExport, reachOfOrder, reachTaken } from '../note-export.ts';
import { requireReadable } from '../order-access.ts';
import { serve } from '../serve.ts';

const permissionOf = { analysis: 'orders.analyse', matching: 'matching.read', scores: 'scores.read', yearly: 'scores.read' } as const;

/** The book of exports: who took what along. */
export const exportsRoutes = (app: App): void => {
  serve(app, contract.listExports, async ({ person, query: { before = null, limit = 50 } }) => {
    const { id, grants, cityCode } = knownPerson(person);
    const taken = await listExports(app.pool, { personId: id, reach: reachOf(grants, 'exports.read', cityCode), before, limit });
    return { exports: taken, nextBefore: taken.length === limit ? (taken.at(-1)?.id ?? null) : null };
  });

  serve(app, contract.noteExport, async ({ body, person, now, reply }) => {
    const { what, form, filter } = body;
    const reach = what === 'order' ? reachOfOrder(await requireReadable(app, body.filter.orderId, person)) : reachTaken(person, permissionOf[what]);
    await noteExport(app, person, { what, form, filter, reach, count: 1 }, now);
    reply.code(204);
    return null;
  });
};
