import { findImport, type ImportRow, silenceS } from '#db/queries/imports/imports.ts';
import { reachesAll, reachOf } from '#domain/access.ts';
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

/** The same, to be worked on or to be read: whoever registers less than when they sent it has no more part in it. */
export const reachedWhole = async (app: App, id: string, who: Person | null): Promise<ImportRow> => {
  const row = await reached(app, id, who);
  if (!reachesAll(own(who).reach, row.reach)) throw refuse('import-reach-lost');
  return row;
};

/** Whether a program is at work on it, and was heard of just now. */
export const isAtWork = ({ state, silentS }: ImportRow): boolean => (state === 'checking' || state === 'applying') && silentS !== null && silentS < silenceS;

/** An import that no program is at work on. */
export const idle = (row: ImportRow): ImportRow => {
  if (isAtWork(row)) throw refuse('import-busy');
  return row;
};
