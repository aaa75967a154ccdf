import { findDryRun, insertDryRun, listDryRunChanges, listDryRunPoints, listFlows } from '#db/queries/network/dry-runs.ts';
import { findRuleSet } from '#db/queries/network/rule-sets.ts';
import { type Reach, reachOf } from '#domain/access.ts';
import type { DryRun } from '#domain/contract/rules.ts';
import * as contract from '#domain/contract/rules.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { serve } from '../serve.ts';
import { editor } from './editor.ts';

const dayMs = 86_400_000;
const mostDays = 400;
const mapMost = 5_000;

/** What a reader is shown of a run: the orders that they may read anyway. */
const reachFor = (person: Person | null): Reach => {
  const reach = person === null ? null : reachOf(person.grants, 'orders.read', person.cityCode);
  if (reach === null) throw refuse('forbidden');
  return reach;
};

const tell = async (app: App, id: string, person: Person | null): Promise<DryRun> => {
  const reach = reachFor(person);
  const run = await findDryRun(app.pool, id);
  if (!run) throw refuse('not-found', { field: 'id' });
  const { workedMs, ...shown } = run;
  return { ...shown, ordersPerSecond: workedMs > 0 ? Math.round((run.seen / workedMs) * 1000) : null, flows: await listFlows(app.pool, id, reach) };
};

export const dryRunRoutes = (app: App): void => {
  serve(app, contract.createDryRun, async ({ params, body, person, now }) => {
    const by = editor(person);
    if (!(await findRuleSet(app.pool, params.id))) throw refuse('not-found', { field: 'id' });
    const toAt = body.toAt ?? now;
    const fromAt = body.fromAt ?? new Date(Date.parse(toAt) - 30 * dayMs).toISOString();
    const lengthMs = Date.parse(toAt) - Date.parse(fromAt);
    if (lengthMs <= 0 || lengthMs > mostDays * dayMs) throw refuse('span-invalid', { field: 'fromAt', params: { days: mostDays } });
    const { id } = await insertDryRun(app.pool, { ruleSetId: params.id, personId: by.id, at: now, fromAt, toAt });
    return tell(app, id, person);
  });
  serve(app, contract.getDryRun, async ({ params, person }) => tell(app, params.id, person));
  serve(app, contract.listDryRunChanges, async ({ params, query, person }) => {
    const reach = reachFor(person);
    if (!(await findDryRun(app.pool, params.id))) throw refuse('not-found', { field: 'id' });
    const beforeId = query.cursor ?? null;
    if (beforeId !== null && !/^\d{1,18}$/.test(beforeId))
      throw refuse('query-invalid', { field: 'cursor', params: { field: 'cursor', whyZh: '不是上一页给出的。', whyEn: 'no page before gave it.' } });
    const limit = query.limit ?? 50;
    const wanted = { dryRunId: params.id, reach, fromUnit: query.fromUnit ?? null, toUnit: query.toUnit ?? null, beforeId, limit };
    const found = await listDryRunChanges(app.pool, wanted);
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.orderId ?? null) : null };
  });
  serve(app, contract.getDryRunMap, async ({ params, person }) => {
    const reach = reachFor(person);
    if (!(await findDryRun(app.pool, params.id))) throw refuse('not-found', { field: 'id' });
    const points = await listDryRunPoints(app.pool, params.id, reach, mapMost);
    return {
      type: 'FeatureCollection' as const,
      shown: points.length,
      total: points[0]?.total ?? 0,
      features: points.map(({ lon, lat, total: _, ...properties }) => ({
        type: 'Feature' as const,
        geometry: { type: 'Point' as const, coordinates: [lon, lat] },
        properties,
      })),
    };
  });
};
