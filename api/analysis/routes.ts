import { sampleAnalysed } from '#db/queries/figures/analysis.ts';
import * as contract from '#domain/contract/analysis.ts';
import * as matching from '#domain/contract/matching.ts';
import type { App } from '../app-type.ts';
import { knownPerson } from '../known-person.ts';
import { serve } from '../serve.ts';
import { countOrders } from './count.ts';
import { ordersBehind } from './list-orders.ts';
import { countSaid, ordersSaid, versionsKept } from './matching.ts';
import { readFilter } from './read-filter.ts';

export const analysisRoutes = (app: App): void => {
  serve(app, contract.getAnalysis, async ({ person, query, now }) => countOrders(app.pool, knownPerson(person), query, now));
  serve(app, contract.listAnalysedOrders, async ({ person, query, now }) => ordersBehind(app.pool, knownPerson(person), query, now));
  serve(app, contract.getAnalysisMap, async ({ person, query, now }) => {
    const { filter } = await readFilter(app.pool, knownPerson(person), query, now);
    return sampleAnalysed(app.pool, filter, contract.mostPoints);
  });
  serve(app, matching.getMatching, async ({ person, query }) => countSaid(app.pool, knownPerson(person), query));
  serve(app, matching.listMatchingOrders, async ({ person, query }) => ordersSaid(app.pool, knownPerson(person), query));
  serve(app, matching.listMatchVersions, async () => versionsKept(app.pool));
};
