import { permissionsOf } from '#domain/access.ts';
import type { Session } from '#domain/contract/sessions.ts';

export type Home = 'desk' | 'unit' | 'registry' | 'network' | 'analysis' | 'scores' | 'people';
/** A page in the staff's frame; everyone has an account. */
export type StaffPage = Home | 'account' | 'looks' | 'wall';

/** The desks a person has: a place's orders, a unit's orders, the registry; the first is where they start. */
export const homesOf = (session: Session): Home[] => {
  const reads = (grant: Session['grants'][number], permission: 'orders.read' | 'assets.read') => permissionsOf[grant.role].includes(permission);
  const homes: Home[] = [];
  if (session.grants.some((grant) => grant.place !== null && reads(grant, 'orders.read'))) homes.push('desk');
  if (session.grants.some((grant) => grant.unit !== null && reads(grant, 'orders.read'))) homes.push('unit');
  if (session.grants.some((grant) => reads(grant, 'assets.read'))) homes.push('registry');
  if (session.grants.some((grant) => permissionsOf[grant.role].includes('rules.read'))) homes.push('network');
  if (session.grants.some((grant) => permissionsOf[grant.role].includes('orders.analyse'))) homes.push('analysis');
  if (session.grants.some((grant) => permissionsOf[grant.role].includes('scores.read'))) homes.push('scores');
  if (session.grants.some((grant) => permissionsOf[grant.role].includes('people.manage'))) homes.push('people');
  return homes;
};

/** Who works in the street starts, on a phone, with the page that is made for it. */
export const startOnPhone = (session: Session): string =>
  session.grants.length > 0 && session.grants.every(({ role }) => role === 'crew') && !session.lacksSecondFactor ? '/crew' : startOf(session);

/** Where sign-in leads: analysts to the analysis, registrars to the registry, everyone else to the desk that has their orders. */
export const startOf = (session: Session): string => {
  if (session.lacksSecondFactor) return '/account';
  const homes = homesOf(session);
  const isOnly = (role: string) => session.grants.every((grant) => grant.role === role);
  const own = isOnly('analyst') ? 'analysis' : session.grants.every(({ role }) => role === 'analyst' || role === 'registrar') ? 'registry' : undefined;
  const first = own && homes.includes(own) ? own : homes[0];
  return `/${first ?? 'account'}`;
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
