import { inTransaction } from '#db/pool.ts';
import { countDoubtKinds, countOpenDoubts, decideDoubts, listDoubts, sampleImport } from '#db/queries/import-doubts.ts';
import { isStaged } from '#db/queries/import-tables.ts';
import { holdCounts, type ImportRow, updateImport } from '#db/queries/imports.ts';
import * as contract from '#domain/contract/import-doubts.ts';
import type { App } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { serve } from '../serve.ts';
import { idle, own, reachedWhole } from './reach-import.ts';

/** What was counted, once doubts are decided: nobody counts millions of rows anew for one answer. */
const countsAfter = (
  counts: ImportRow['counts'],
  decision: 'merge' | 'keep' | 'refuse',
  { decided, ofAssets, left: standing }: { decided: number; ofAssets: number; left: number },
): ImportRow['counts'] => {
  const { asked = 0, fresh = 0, refused = 0, merged = 0, changed = 0, unchanged = 0 } = counts;
  const left = { ...counts, asked: Math.max(0, asked - decided) };
  if (decision === 'keep') return { ...left, fresh: fresh + decided - standing, unchanged: unchanged + standing };
  if (decision === 'refuse') return { ...left, refused: refused + decided };
  return { ...left, merged: merged + decided - ofAssets, changed: changed + ofAssets };
};

/** The rows of which a person says what they are, and a sample of all to be seen on a map. */
export const doubtRoutes = (app: App): void => {
  serve(app, contract.listDoubts, async ({ params, query, person }) => {
    const row = await reachedWhole(app, params.id, person);
    const limit = query.limit ?? 100;
    const items = (await isStaged(app.pool, row.id)) ? await listDoubts(app.pool, row.id, row.reach, query.after ?? 0, limit) : [];
    const kinds = await countDoubtKinds(app.pool, row.id);
    return { open: kinds.reduce((sum, { open }) => sum + open, 0), kinds, items, nextAfter: items.length === limit ? (items.at(-1)?.row ?? null) : null };
  });
  serve(app, contract.decideDoubts, async ({ params, body, person, now }) => {
    const row = idle(await reachedWhole(app, params.id, person));
    if (!(await isStaged(app.pool, row.id))) throw refuse('import-not-checked');
    if (body.rows === undefined && body.kind === undefined)
      throw refuse('field-invalid', { field: 'rows', params: { field: 'rows', whyZh: '请写明行号或种类。', whyEn: 'name rows or a kind.' } });
    const what = { decision: body.decision, rows: body.rows ?? null, kind: body.kind ?? null };
    return inTransaction(app.pool, async (client) => {
      const counts = await holdCounts(client, row.id);
      const found = await decideDoubts(client, row.id, what, { columns: row.columns.length, personId: own(person).person.id, at: now });
      await updateImport(client, row.id, { counts: countsAfter(counts, body.decision, found) });
      return { decided: found.decided, open: await countOpenDoubts(client, row.id) };
    });
  });
  serve(app, contract.getImportSample, async ({ params, person }) => {
    const row = await reachedWhole(app, params.id, person);
    const rows = (await isStaged(app.pool, row.id)) ? await sampleImport(app.pool, row.id, 2000) : [];
    return {
      type: 'FeatureCollection' as const,
      features: rows.map(({ lon, lat, ...properties }) => ({
        type: 'Feature' as const,
        geometry: { type: 'Point' as const, coordinates: [lon, lat] },
        properties,
      })),
    };
  });
};
