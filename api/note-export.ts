import { insertTaken, type Taken } from '#db/queries/imports/export-book.ts';
import { type Permission, type Reach, reachOf } from '#domain/access.ts';
import type { App, Person } from './app-type.ts';
import { refuse } from './errors.ts';
import { knownPerson } from './known-person.ts';

type Given = Pick<Taken, 'what' | 'form' | 'count'> & { readonly filter: Readonly<Record<string, unknown>>; readonly reach: Reach };

/** Writes who takes what along, before it leaves: nothing goes without its line. */
export const noteExport = async (app: App, given: Person | null, { filter, reach, ...taken }: Given, now: string): Promise<void> => {
  await insertTaken(app.pool, { ...taken, at: now, personId: knownPerson(given).id, filter: { ...filter, reach } });
};

/** How far a person may do what they take something along of. @throws HttpError forbidden */
export const reachTaken = (given: Person | null, permission: Permission): Reach => {
  const { grants, cityCode } = knownPerson(given);
  const reach = reachOf(grants, permission, cityCode);
  if (reach === null) throw refuse('forbidden');
  return reach;
};

/** What is of one order may hold things of its place alone. */
export const reachOfOrder = ({ districtCode, streetCode }: { readonly districtCode: string; readonly streetCode: string }): Reach => ({
  city: false,
  placeCodes: [districtCode, streetCode],
  unitIds: [],
});
