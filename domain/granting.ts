import { covers, type Grant, type Located, type Reach } from './access.ts';
import type { Role } from './contract/terms.ts';
import { accept, type Decision, reject } from './rejection.ts';

/** Roles that act for one unit; every other role acts in a place. */
const unitRoles: ReadonlySet<Role> = new Set(['clerk', 'crew']);

export const scopeOfRole = (role: Role): 'unit' | 'place' => (unitRoles.has(role) ? 'unit' : 'place');

/** Where each scope that grants name lies; a unit is where its place is. Missing: there is no such place or unit. */
export interface Grounds {
  readonly placeOf: ReadonlyMap<string, string>;
  /**
   * Units that ended and places that were dissolved: a role there is kept, to read what was closed, and given anew at a place alone, to who has
   * the same role where the place is part of now.
   */
  readonly ended: ReadonlySet<string>;
  /** Of each place that was dissolved: the code of the one that it is part of now, by its key. */
  readonly partOf: ReadonlyMap<string, string>;
}

/** The key of a grant's scope in Grounds. */
export const groundOf = ({ placeCode, unitId }: Grant): string => (unitId === null ? `place ${placeCode}` : `unit ${unitId}`);

const located = (code: string): Located => ({ districtCode: code.slice(0, 6), streetCode: code, unitIds: [] });

/** Whether an administrator's reach takes in a grant's scope: a district's takes in its streets and its own units, never the city's. */
const reachesScope = (reach: Reach, place: string): boolean => covers({ ...reach, unitIds: [] }, located(place));

/** Whether who reaches so far may see and change a person who holds these grants: all of them, or it is another's to decide. */
export const mayManage = (reach: Reach, grants: readonly Grant[], grounds: Grounds): boolean =>
  reach.city || (grants.length > 0 && grants.every((grant) => reachesScope(reach, grounds.placeOf.get(groundOf(grant)) ?? '')));

const isTwin = (grant: Grant) => (other: Grant) => other.role === grant.role && groundOf(other) === groundOf(grant);

/** Who gives roles, and what the person holds before, which their giver manages. */
interface Giving {
  readonly reach: Reach;
  readonly held: readonly Grant[];
  readonly grounds: Grounds;
}

const isNew = (grant: Grant, { held }: Giving): boolean => !held.some(isTwin(grant));

/** A dissolve gives who looks after the other place the same; who comes to that place later reads what was closed by this. */
const isAlsoAtSuccessor = ({ role, placeCode }: Grant, { grounds }: Giving, grants: readonly Grant[]): boolean =>
  grants.some((other) => other.role === role && other.placeCode !== null && other.placeCode === grounds.partOf.get(`place ${placeCode}`));

const decideGrant = (giving: Giving, grants: readonly Grant[], grant: Grant, at: string): Decision<Grant> => {
  const { reach, grounds } = giving;
  const isOfUnit = scopeOfRole(grant.role) === 'unit';
  const field = `${at}/${isOfUnit ? 'unitId' : 'placeCode'}`;
  if ((isOfUnit ? grant.unitId : grant.placeCode) === null) return reject(isOfUnit ? 'role-needs-unit' : 'role-needs-place', { field });
  const place = grounds.placeOf.get(groundOf(grant));
  const isOver = grounds.ended.has(groundOf(grant)) && isNew(grant, giving) && !isAlsoAtSuccessor(grant, giving, grants);
  if (place === undefined || isOver) return reject(isOfUnit ? 'unit-unknown' : 'place-unknown', { field });
  return reach.city || reachesScope(reach, place) ? accept(grant) : reject('outside-scope', { field: at });
};

/** Whether these roles may be given: each with a scope of its kind that exists, is held already or is part of another in which it is given, and lies within the giver's reach. Twins become one. */
export const decideGrants = (giving: Giving, grants: readonly Grant[]): Decision<readonly Grant[]> => {
  for (const [i, grant] of grants.entries()) {
    const decided = decideGrant(giving, grants, grant, `grants/${i}`);
    if (!decided.ok) return decided;
  }
  return accept(grants.filter((grant, i) => grants.findIndex(isTwin(grant)) === i));
};
