import type { Role } from './contract/terms.ts';

/**
 * Who may do what, where: one rule. A grant is a role with its scope, a place or a unit; a permission reaches
 * exactly as far as the grants of the roles that carry it. Queries take the reach as their scope.
 */
export type Permission =
  | 'orders.read'
  | 'orders.act'
  | 'orders.dispatch'
  | 'orders.supervise'
  | 'duty.edit'
  | 'orders.analyse'
  | 'matching.read'
  | 'contacts.read'
  | 'assets.read'
  | 'assets.status'
  | 'assets.edit'
  | 'assets.register'
  | 'assets.export'
  | 'assets.import'
  | 'wells.claim'
  | 'scores.read'
  | 'exports.read'
  | 'plates.print'
  | 'reports.forCallers'
  | 'people.manage'
  | 'webhooks.manage'
  | 'looks.read'
  | 'rules.read'
  | 'rules.edit'
  | 'units.edit';

export interface Grant {
  readonly role: Role;
  /** GB/T 2260 code of city, district or street; null when the scope is a unit. */
  readonly placeCode: string | null;
  readonly unitId: string | null;
  /** What a program's token is good for of what the role may; not there: all of it. */
  readonly only?: readonly Permission[];
}

export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  agent: ['orders.read', 'assets.read', 'contacts.read', 'reports.forCallers'],
  dispatcher: [
    'orders.read',
    'orders.act',
    'orders.dispatch',
    'duty.edit',
    'assets.read',
    'contacts.read',
    'reports.forCallers',
    'rules.read',
    'scores.read',
    'webhooks.manage',
  ],
  clerk: [
    'orders.read',
    'orders.act',
    'assets.read',
    'assets.status',
    'assets.edit',
    'wells.claim',
    'duty.edit',
    'scores.read',
    'assets.export',
    'plates.print',
    'contacts.read',
    'webhooks.manage',
  ],
  crew: ['orders.read', 'orders.act', 'assets.read', 'assets.status', 'assets.edit'],
  registrar: ['assets.read', 'assets.edit', 'assets.register', 'assets.import', 'assets.export', 'plates.print'],
  supervisor: ['orders.read', 'orders.supervise', 'orders.analyse', 'assets.read', 'rules.read', 'scores.read', 'looks.read'],
  leader: [
    'orders.read',
    'orders.supervise',
    'orders.analyse',
    'matching.read',
    'orders.dispatch',
    'orders.act',
    'duty.edit',
    'assets.read',
    'rules.read',
    'scores.read',
  ],
  analyst: ['orders.read', 'orders.analyse', 'matching.read', 'assets.read', 'assets.export', 'rules.read', 'scores.read'],
  administrator: [
    'orders.read',
    'matching.read',
    'assets.read',
    'assets.export',
    'exports.read',
    'rules.read',
    'rules.edit',
    'units.edit',
    'scores.read',
    'people.manage',
    'webhooks.manage',
    'looks.read',
  ],
};

/** Whether somebody works in the street alone: a phone's page is theirs. */
export const isOnlyCrew = (roles: readonly Role[]): boolean => roles.length > 0 && roles.every((role) => role === 'crew');

/** The roles that carry a permission. */
export const rolesWith = (permission: Permission): Role[] => (Object.keys(permissionsOf) as Role[]).filter((role) => permissionsOf[role].includes(permission));

/** How far a permission reaches. `city` true means everything; else rows in these places or of these units. */
export interface Reach {
  readonly city: boolean;
  readonly placeCodes: readonly string[];
  readonly unitIds: readonly string[];
}

const holds = (grants: readonly Grant[], permission: Permission) =>
  grants.filter((g) => permissionsOf[g.role].includes(permission) && (g.only === undefined || g.only.includes(permission)));

/** The reach of a permission; null when no grant carries it. `cityCode` is the six digits of the whole city. */
export const reachOf = (grants: readonly Grant[], permission: Permission, cityCode: string): Reach | null => {
  const held = holds(grants, permission);
  if (held.length === 0) return null;
  const places = held.flatMap((g) => (g.placeCode === null ? [] : [g.placeCode]));
  return {
    city: places.includes(cityCode),
    placeCodes: [...new Set(places.filter((c) => c !== cityCode))],
    unitIds: [...new Set(held.flatMap((g) => (g.unitId === null ? [] : [g.unitId])))],
  };
};

/** Whether a reach goes as far as another: each place of that, or the district round it, and each unit. */
export const reachesAll = (reach: Reach, other: Reach): boolean =>
  reach.city ||
  (!other.city &&
    other.placeCodes.every((code) => reach.placeCodes.includes(code) || reach.placeCodes.includes(code.slice(0, 6))) &&
    other.unitIds.every((id) => reach.unitIds.includes(id)));

/** A thing with a place and the units that have to do with it. */
export interface Located {
  readonly districtCode: string;
  readonly streetCode: string;
  readonly unitIds: readonly string[];
}

/** A unit as its people act for it: those of the unit, or of the place whose handling centre it is. */
export interface ActingUnit {
  readonly unitId: string;
  /** Code of the place whose centre it is; null: it is none, or none any more. */
  readonly centreOf: string | null;
}

/** What a person may do, and where. */
export interface Granted {
  readonly grants: readonly Grant[];
  readonly cityCode: string;
}

/** Whether a person acts for one of some units. */
export const actsForAny = ({ grants, cityCode }: Granted, units: readonly ActingUnit[]): boolean => {
  const reach = units.length === 0 ? null : reachOf(grants, 'orders.act', cityCode);
  if (reach === null) return false;
  const places = [...reach.placeCodes, ...(reach.city ? [cityCode] : [])];
  return units.some(({ unitId, centreOf }) => reach.unitIds.includes(unitId) || (centreOf !== null && places.includes(centreOf)));
};

/** An order with the units that have a case of bill and blame of it, as those that acted. */
export interface LocatedOrder extends Located {
  readonly billing: readonly ActingUnit[];
}

/** Whether a person may read an order: where it lies in their reach, and wherever it went since they acted on it, as there alone the bill is entered. */
export const mayRead = (person: Granted, order: LocatedOrder): boolean => {
  const reach = reachOf(person.grants, 'orders.read', person.cityCode);
  return (reach !== null && covers(reach, order)) || actsForAny(person, order.billing);
};

/** Whether a reach covers a thing. The same three conditions stand in db/queries/reach.ts as SQL; a test holds the two equal. */
export const covers = (reach: Reach, thing: Located): boolean =>
  reach.city ||
  reach.placeCodes.includes(thing.districtCode) ||
  reach.placeCodes.includes(thing.streetCode) ||
  thing.unitIds.some((u) => reach.unitIds.includes(u));
