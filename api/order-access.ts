import { findOrderScope } from '#db/queries/orders.ts';
import type { Connection } from '#db/sql.ts';
import { covers, type Located, type Permission, type Reach, reachOf } from '#domain/access.ts';
import type { Hand } from '#domain/order-transitions.ts';
import type { App, Person } from './app-type.ts';
import { refuse } from './errors.ts';

/** Whether a permission of the person covers an order. */
export const reaches = (person: Person, permission: Permission, order: Located): boolean => {
  const reach = reachOf(person.grants, permission, person.cityCode);
  return reach !== null && covers(reach, order);
};

const nowhere: Reach = { city: false, placeCodes: [], unitIds: [] };

/** Units for which the person may act: those of the grants, and the handling centre of a place held with orders.act. */
const actingUnits = (person: Person, centreOf: ReadonlyMap<string, string>): string[] => {
  const reach = reachOf(person.grants, 'orders.act', person.cityCode) ?? nowhere;
  const places = [...reach.placeCodes, ...(reach.city ? [person.cityCode] : [])];
  return [...reach.unitIds, ...places.flatMap((code) => centreOf.get(code) ?? [])];
};

/** Whose hands the person has for an order: its accountable unit's, and its place's dispatcher's. */
export const handsOf = (person: Person, order: Located & { readonly unitId: string }, centreOf: ReadonlyMap<string, string>): Hand[] => {
  const dispatching = reachOf(person.grants, 'orders.dispatch', person.cityCode);
  return [
    ...(actingUnits(person, centreOf).includes(order.unitId) ? (['unit'] as const) : []),
    ...(dispatching !== null && covers({ ...dispatching, unitIds: [] }, order) ? (['centre'] as const) : []),
  ];
};

/** Refuses an order that does not exist (`not-found`) or that the person may not see (`outside-scope`). */
export const requireReadable = async (app: App, orderId: string, person: Person | null, connection: Connection = app.pool): Promise<Located> => {
  const order = await findOrderScope(connection, orderId);
  if (!order) throw refuse('not-found', { field: 'id' });
  if (!person || !reaches(person, 'orders.read', order)) throw refuse('outside-scope');
  return order;
};

/** The handling centre of each place, by its code. */
export const centresOf = (units: readonly { id: string; kind: string; placeCode: string; active: boolean }[]): Map<string, string> =>
  new Map(units.flatMap((u) => (u.kind === 'centre' && u.active ? [[u.placeCode, u.id] as const] : [])));
