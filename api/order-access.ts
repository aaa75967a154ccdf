import { findHandedOn, findOrderScope, type OrderScope } from '#db/queries/orders/orders.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import { covers, type Granted, type Located, mayRead, type Permission, type Reach, reachOf } from '#domain/access.ts';
import type { Centres } from '#domain/after-rules.ts';
import type { OrderState } from '#domain/contract/terms.ts';
import { localDate, localTime } from '#domain/local-time.ts';
import { type Hand, isOver } from '#domain/order-transitions.ts';
import type { App, Person } from './app-type.ts';
import { type HttpError, refuse } from './errors.ts';
import { vocabularyOf } from './vocabulary.ts';

/** Whether a permission of the person covers an order. */
export const reaches = (person: Person, permission: Permission, order: Located): boolean => {
  const reach = reachOf(person.grants, permission, person.cityCode);
  return reach !== null && covers(reach, order);
};

/** How far a person reads and acts on orders. */
export const orderReachOf = ({ grants, cityCode }: Granted) => ({
  reads: reachOf(grants, 'orders.read', cityCode),
  acts: reachOf(grants, 'orders.act', cityCode),
});

const nowhere: Reach = { city: false, placeCodes: [], unitIds: [] };

/** Units for which the person may act: those of the grants, and the handling centre of a place held with orders.act. */
export const actingUnits = (person: Person, centreOf: ReadonlyMap<string, string>): string[] => {
  const reach = reachOf(person.grants, 'orders.act', person.cityCode) ?? nowhere;
  const places = [...reach.placeCodes, ...(reach.city ? [person.cityCode] : [])];
  return [...reach.unitIds, ...places.flatMap((code) => centreOf.get(code) ?? [])];
};

/** An order with who holds it. */
type Held = Located & { readonly unitId: string; readonly fallbackUnitIds: readonly string[]; readonly lastActBy?: string | null };

/** Whether the person dispatches where an order lies. */
export const mayDispatch = (person: Person, order: Located): boolean => {
  const reach = reachOf(person.grants, 'orders.dispatch', person.cityCode);
  return reach !== null && covers({ ...reach, unitIds: [] }, order);
};

/** By which of these whoever does an act may do it: who has none of them any more only looks, also at what they did themselves. */
const doing: readonly Permission[] = ['orders.act', 'orders.dispatch', 'orders.supervise', 'reports.forCallers'];

/** Whose hands the person has for an order: its accountable unit's, its fallback's, and its place's dispatcher's and supervisor's, and of who did its last act. */
export const handsOf = (person: Person, order: Held, centreOf: ReadonlyMap<string, string>): Hand[] => {
  const acting = actingUnits(person, centreOf);
  return [
    ...(acting.includes(order.unitId) ? (['unit'] as const) : []),
    ...(order.fallbackUnitIds.some((id) => acting.includes(id)) ? (['fallback'] as const) : []),
    ...(reaches(person, 'orders.supervise', order) ? (['supervisor'] as const) : []),
    ...(mayDispatch(person, order) ? (['centre'] as const) : []),
    ...(reaches(person, 'reports.forCallers', { ...order, unitIds: [] }) ? (['agent'] as const) : []),
    ...(order.lastActBy === person.id && doing.some((permission) => reaches(person, permission, order)) ? (['doer'] as const) : []),
  ];
};

/** Whose callers the person may know: of a unit only who has to act, or, until it is over, who goes there as to a danger. Who was merely told does nothing with them. */
export const mayKnowCallers = (person: Person, order: Held & { readonly state: OrderState; readonly calledUnitIds: readonly string[] }): boolean =>
  reaches(person, 'contacts.read', { ...order, unitIds: [order.unitId, ...order.fallbackUnitIds, ...(isOver(order.state) ? [] : order.calledUnitIds)] });

/**
 * Whether the person settles a case of bill and blame: who dispatches where the order lies, but not as the unit that asks for the money, over which only the
 * city has nobody, and never who wrote the bill.
 */
export const maySettle = (
  person: Person,
  order: Located,
  { fallbackUnitId, billedBy }: { readonly fallbackUnitId: string; readonly billedBy: string | null },
  centreOf: ReadonlyMap<string, string>,
): boolean => {
  const reach = reachOf(person.grants, 'orders.dispatch', person.cityCode);
  if (reach === null || billedBy === person.id) return false;
  return covers({ ...reach, unitIds: [], placeCodes: reach.placeCodes.filter((code) => centreOf.get(code) !== fallbackUnitId) }, order);
};

/** For which unit the person acts on an order: its accountable one, else its fallback; null: for neither. */
export const unitOfHand = (person: Person, order: Pick<Held, 'unitId' | 'fallbackUnitIds'>, centreOf: ReadonlyMap<string, string>): string | null => {
  const acting = actingUnits(person, centreOf);
  return [order.unitId, ...order.fallbackUnitIds].find((id) => acting.includes(id)) ?? null;
};

/** What to say of an order that does not exist: to whoever would not be shown each order, the same as of one outside their reach. */
export const unknownOrder = (person: Person | null, permission: Permission): HttpError =>
  person && reachOf(person.grants, permission, person.cityCode)?.city ? refuse('not-found', { field: 'id' }) : refuse('outside-scope');

/**
 * What to say of an order that the person may not see. Who held it may know that it went, and to whom: nothing else of it, and only while
 * they could still read it as one of that unit or centre.
 */
export const beyondReach = async (connection: Connection, { units, city }: Vocabulary, orderId: string, person: Person): Promise<HttpError> => {
  const reach = reachOf(person.grants, 'orders.read', person.cityCode);
  if (reach === null) return refuse('outside-scope');
  const centreOf = centresOf(units);
  const heldBy = [...reach.unitIds, ...reach.placeCodes.flatMap((code) => centreOf.get(code) ?? [])];
  const went = heldBy.length === 0 ? undefined : await findHandedOn(connection, orderId, heldBy);
  if (!went) return refuse('outside-scope');
  const at = `${localDate(went.at, city.timeZone)} ${localTime(went.at, city.timeZone).slice(0, 5)}`;
  return refuse('order-handed-on', { params: { nameZh: went.unit.zh, nameEn: went.unit.en, at } });
};

const requireOrder = async (app: App, orderId: string, person: Person | null, isReadable: (person: Person, order: OrderScope) => boolean) => {
  const order = await findOrderScope(app.pool, orderId);
  if (!order) throw unknownOrder(person, 'orders.read');
  if (!person) throw refuse('outside-scope');
  if (isReadable(person, order)) return order;
  throw await beyondReach(app.pool, await vocabularyOf(app.pool), orderId, person);
};

/** Refuses an order that does not exist or that does not lie in the person's reach. */
export const requireReachable = (app: App, orderId: string, person: Person | null): Promise<Located> =>
  requireOrder(app, orderId, person, (reader, order) => reaches(reader, 'orders.read', order));

/** Refuses an order that does not exist or that the person may not see: as `requireReachable`, but who has a case of bill and blame of it sees it wherever it went. */
export const requireReadable = (app: App, orderId: string, person: Person | null): Promise<Located> => requireOrder(app, orderId, person, mayRead);

type Units = readonly { readonly id: string; readonly kind: string; readonly placeCode: string; readonly active: boolean }[];
const centresKnown = new WeakMap<Units, Map<string, string>>();

/** The handling centre of each place, by its code; read once of each list of units. */
export const centresOf = (units: Units): Map<string, string> => {
  const known = centresKnown.get(units) ?? new Map(units.flatMap((u) => (u.kind === 'centre' && u.active ? [[u.placeCode, u.id] as const] : [])));
  centresKnown.set(units, known);
  return known;
};

/** The handling centre of each level over a place. */
export const centresAt = (
  { units, city }: { readonly units: Units; readonly city: { readonly code: string } },
  place: { readonly districtCode: string; readonly streetCode: string },
): Centres => {
  const of = (code: string) => centresOf(units).get(code) ?? null;
  return { street: of(place.streetCode), district: of(place.districtCode), city: of(city.code) };
};

/** The handling centres over a place, the street's first: who is told, level by level, and who is the fallback. */
export const centreLevels = (
  { units, city }: { readonly units: Units; readonly city: { readonly code: string } },
  place: { readonly districtCode: string; readonly streetCode: string },
): string[] => {
  const centreOf = centresOf(units);
  return [place.streetCode, place.districtCode, city.code].flatMap((code) => centreOf.get(code) ?? []);
};
