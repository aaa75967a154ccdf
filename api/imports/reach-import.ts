import { findImport, type ImportRow } from '#db/queries/imports.ts';
import { reachOf } from '#domain/access.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';

/** Who may take files in, and how far. */
export const own = (person: Person | null) => {
  const reach = person === null ? null : reachOf(person.grants, 'assets.import', person.cityCode);
  if (person === null || reach === null) throw refuse('forbidden');
  return { person, reach };
};

/** An import that this person may work on: their own, or any where they keep the whole city. */
export const reached = async (app: App, id: string, who: Person | null): Promise<ImportRow> => {
  const { person, reach } = own(who);
  const row = await findImport(app.pool, id);
  if (row === undefined || (!reach.city && row.personId !== person.id)) throw refuse('not-found', { field: 'id' });
  return row;
};

/** An import that no program is at work on. */
export const idle = (row: ImportRow): ImportRow => {
  const isWorking = (row.state === 'checking' || row.state === 'applying') && row.silentS !== null && row.silentS < 20;
  if (isWorking) throw refuse('import-busy');
  return row;
};
