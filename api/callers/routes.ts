import { inTransaction } from '#db/pool.ts';
import { insertLooks } from '#db/queries/people/looks.ts';
import { listReportsOfPhone } from '#db/queries/reports/callers.ts';
import { reachOf } from '#domain/access.ts';
import * as contract from '#domain/contract/callers.ts';
import type { App } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { knownPerson } from '../known-person.ts';
import { lookOf } from '../look-of.ts';
import { serve } from '../serve.ts';

export const callersRoutes = (app: App): void => {
  serve(app, contract.findCaller, ({ body, person, now, request }) => {
    const asker = knownPerson(person);
    // Whose number it is, is a caller's data: only as far as the asker may know callers, and no look without its line.
    const reach = reachOf(asker.grants, 'contacts.read', asker.cityCode);
    if (reach === null) throw refuse('forbidden');
    return inTransaction(app.pool, async (client) => {
      const found = await listReportsOfPhone(client, body.phone.trim(), { ...reach, unitIds: [] });
      const reportIds = found.map(({ reportId }) => reportId);
      await insertLooks(client, { ...lookOf(asker, 'telephone', now), reportIds, requestId: request.id });
      return { reports: found.map(({ reportId: _, ...report }) => report) };
    });
  });
};
