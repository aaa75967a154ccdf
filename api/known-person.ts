import type { Person } from './app-type.ts';
import { refuse } from './errors.ts';

/** Who asks, on a route that is never public: the contract's access has let a person in. @throws HttpError not-signed-in */
export const knownPerson = (person: Person | null): Person => {
  if (!person) throw refuse('not-signed-in');
  return person;
};
