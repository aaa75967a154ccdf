import { isPutAway } from '#db/errors.ts';
import { type Client, inTransaction } from '#db/pool.ts';
import { countDoubtKinds, countOpenDoubts, type Decided, decideDoubts, listDoubts, takeBackDecisions } from '#db/queries/imports/import-doubts.ts';
import { findKeptSample, listKeptDoubts, sampleImport } from '#db/queries/imports/import-findings.ts';
import { isStaged } from '#db/queries/imports/import-tables.ts';
import { holdImportRow, type ImportRow, updateImport } from '#db/queries/imports/imports.ts';
import * as contract from '#domain/contract/import-doubts.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { serve } from '../serve.ts';
import { idle, own, reachedWhole } from './reach-import.ts';

const withCounted = (counts: ImportRow['counts'], by: Decided['counts']): ImportRow['counts'] =>
  Object.assign({ ...counts }, ...Object.entries(by).map(([name, more]) => ({ [name]: Math.max(0, (counts[name as keyof typeof by] ?? 0) + more) })));

interface WhichRows {
  readonly rows?: number[];
  readonly kind?: string;
}

/** Decides of rows in doubt, or takes that back, in one transaction with what is counted; nobody does while the import is being written. */
const inOne = async (
  app: App,
  { params, person, body }: { params: { id: string }; person: Person | null; body: WhichRows },
  write: (client: Client, row: ImportRow, which: { rows: readonly number[] | null; kind: string | null }) => Promise<Decided>,
): Promise<{ rows: number; open: number }> => {
  const row = idle(await reachedWhole(app, params.id, person));
  if (!(await isStaged(app.pool, row.id))) throw refuse('import-not-checked');
  if (body.rows === undefined && body.kind === undefined)
    throw refuse('field-invalid', { field: 'rows', params: { field: 'rows', whyZh: '请写明行号或种类。', whyEn: 'name rows or a kind.' } });
  return inTransaction(app.pool, async (client) => {
    const { id, counts } = idle(await holdImportRow(client, row.id));
    const found = await write(client, row, { rows: body.rows ?? null, kind: body.kind ?? null });
    await updateImport(client, id, { counts: withCounted(counts, found.counts) });
    return { rows: found.rows, open: await countOpenDoubts(client, id) };
  });
};

/** What is read of an import's rows while they are there, else of what was kept of them: also where they are put away in this moment. */
const readRows = async <T>(app: App, id: string, read: (isHere: boolean) => Promise<T>): Promise<T> => {
  try {
    if (await isStaged(app.pool, id)) return await read(true);
  } catch (error) {
    if (!isPutAway(error)) throw error;
  }
  return read(false);
};

/** The rows of which a person says what they are, and a sample of all to be seen on a map. */
export const doubtRoutes = (app: App): void => {
  serve(app, contract.listDoubts, async ({ params, query, person }) => {
    const row = await reachedWhole(app, params.id, person);
    const limit = query.limit ?? 100;
    const asked = { after: query.after ?? 0, limit, kind: query.kind ?? null, isOpen: query.open ?? false };
    const [items, kinds] = await readRows(app, row.id, (isHere) =>
      Promise.all([(isHere ? listDoubts : listKeptDoubts)(app.pool, row.id, row.reach, asked), countDoubtKinds(app.pool, row.id, isHere)]),
    );
    return { open: kinds.reduce((sum, { open }) => sum + open, 0), kinds, items, nextAfter: items.length === limit ? (items.at(-1)?.row ?? null) : null };
  });
  serve(app, contract.decideDoubts, async ({ params, body, person, now }) => {
    const { decision } = body;
    const { rows, open } = await inOne(app, { params, person, body }, (client, { id, columns }, which) =>
      decideDoubts(client, id, { decision, ...which }, { columns: columns.length, personId: own(person).person.id, at: now }),
    );
    return { decided: rows, open };
  });
  serve(app, contract.takeBackDecisions, async ({ params, body, person }) => {
    const { rows, open } = await inOne(app, { params, person, body }, (client, { id }, which) => takeBackDecisions(client, id, which));
    return { takenBack: rows, open };
  });
  serve(app, contract.getImportSample, async ({ params, person }) => {
    const row = await reachedWhole(app, params.id, person);
    const rows = await readRows(app, row.id, (isHere) => (isHere ? sampleImport : findKeptSample)(app.pool, row.id));
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
