import { listPlatesAmong } from '#db/queries/assets/asset-plates.ts';
import type { Connection } from '#db/sql.ts';
import { reachOf } from '#domain/access.ts';
import { parsePlate, plateSuggestions } from '#domain/asset-id.ts';
import type { Point } from '#domain/contract/terms.ts';
import type { Person } from './app-type.ts';
import { HttpError } from './errors.ts';

/** Who typed it, and where they stand; both decide what may be offered for a mistyped number. */
export interface Typist {
  readonly person: Person | null;
  readonly near: Point | null;
  /** Where in the request the number stood. */
  readonly field: string;
}

/** The public is offered what lies around it, and little of that: a mistyped number is no way to ask which numbers there are. */
const publicWithinM = 300;
const mostForPublic = 3;
const mostForStaff = 8;

const offer = async (connection: Connection, typed: string, { person, near }: Typist): Promise<string[]> => {
  const reach = person && reachOf(person.grants, 'assets.read', person.cityCode);
  const possible = plateSuggestions(typed);
  if (possible.length === 0 || (!reach && !near)) return [];
  return listPlatesAmong(connection, possible, { near, withinM: reach ? null : publicWithinM, reach, most: reach ? mostForStaff : mostForPublic });
};

/**
 * The number on a plate as it was typed, scanned or linked.
 * @throws HttpError plate-malformed; plate-mistyped with the registered numbers one slip away in `params.suggestions`, nearest first:
 * to staff those in their reach, to the public those around the place they say
 */
export const readPlate = async (connection: Connection, typed: string, typist: Typist): Promise<string> => {
  const decision = parsePlate(typed);
  if (decision.ok) return decision.value;
  const { field } = typist;
  const suggestions = await offer(connection, typed, typist);
  throw new HttpError({ ...decision.rejection, field, ...(suggestions.length > 0 ? { params: { suggestions: suggestions.join(' ') } } : {}) });
};
