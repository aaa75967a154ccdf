import { reachOf } from '#domain/access.ts';
import type { Person } from '../app-type.ts';
import { refuse } from '../errors.ts';

export const mayEdit = (person: Person | null): boolean => person !== null && reachOf(person.grants, 'rules.edit', person.cityCode)?.city === true;

/** Rules hold for the whole city: whoever keeps less than it may read them and not change them. */
export const editor = (person: Person | null): Person => {
  if (person === null || !mayEdit(person)) throw refuse('outside-scope');
  return person;
};
