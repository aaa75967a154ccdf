import { isOnlyCrew, type Permission, permissionsOf } from '#domain/access.ts';
import type { Session } from '#domain/contract/sessions.ts';

export type Home = 'desk' | 'unit' | 'registry' | 'network' | 'analysis' | 'matching' | 'scores' | 'people';
/** A page in the staff's frame; everyone has an account. */
export type StaffPage = Home | 'account' | 'looks' | 'wall';

/** Whether one of a person's roles carries a permission. */
export const holds = (session: Session, permission: Permission): boolean => session.grants.some(({ role }) => permissionsOf[role].includes(permission));

/** Where a home is: matching's accuracy stands beside the analysis, and alone for who has no analysis. */
export const addressOf = (home: Home): string => (home === 'matching' ? '/analysis/matching' : `/${home}`);

/** The desks a person has: a place's orders, a unit's orders, the registry; the first is where they start. */
export const homesOf = (session: Session): Home[] => {
  const reads = (grant: Session['grants'][number], permission: 'orders.read' | 'assets.read') => permissionsOf[grant.role].includes(permission);
  const homes: Home[] = [];
  if (session.grants.some((grant) => grant.place !== null && reads(grant, 'orders.read'))) homes.push('desk');
  if (session.grants.some((grant) => grant.unit !== null && reads(grant, 'orders.read'))) homes.push('unit');
  if (session.grants.some((grant) => reads(grant, 'assets.read'))) homes.push('registry');
  if (holds(session, 'rules.read')) homes.push('network');
  if (holds(session, 'orders.analyse')) homes.push('analysis');
  else if (holds(session, 'matching.read')) homes.push('matching');
  if (holds(session, 'scores.read')) homes.push('scores');
  if (holds(session, 'people.manage')) homes.push('people');
  return homes;
};

/** Who works in the street starts, on a phone, with the page that is made for it. */
export const startOnPhone = (session: Session): string =>
  isOnlyCrew(session.grants.map(({ role }) => role)) && !session.lacksSecondFactor ? '/crew' : startOf(session);

/** Where sign-in leads: analysts to the analysis, registrars to the registry, everyone else to the desk that has their orders. */
export const startOf = (session: Session): string => {
  if (session.lacksSecondFactor) return '/account';
  const homes = homesOf(session);
  const isOnly = (role: string) => session.grants.every((grant) => grant.role === role);
  const own = isOnly('analyst') ? 'analysis' : session.grants.every(({ role }) => role === 'analyst' || role === 'registrar') ? 'registry' : undefined;
  const first = own && homes.includes(own) ? own : homes[0];
  return first === undefined ? '/account' : addressOf(first);
};

/**
 * Where a reader finds the order that an address names in a desk that is not theirs: mails, SMS and colleagues name an order in one desk,
 * whoever reads it. Null: the address names no order, or they may open it there.
 */
export const ownAddressOf = (session: Session, path: string): string | null => {
  const [, desk, order] = /^\/(desk|unit)\/(\d+)$/.exec(path) ?? [];
  const homes = homesOf(session);
  const other = desk === 'desk' ? 'unit' : 'desk';
  return order === undefined || homes.some((home) => home === desk) || !homes.includes(other) ? null : `/${other}/${order}`;
};
