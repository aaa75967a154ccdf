import type { Reach } from '#domain/access.ts';
import { type Connection, join, oneRow, type Sql, sql } from '../sql.ts';

const everything = sql`true`;
const nothing = sql`false`;

const anyOf = (conditions: readonly Sql[]): Sql => (conditions.length === 0 ? nothing : sql`(${join(conditions, sql` or `)})`);

// Six digits are a district, nine a street: the same columns that `covers` of domain/access.ts compares, and each code only where it can
// stand, so that one street's rows come from its index.
const inPlaces = ({ placeCodes }: Reach, alias: Sql): Sql[] => {
  const districts = placeCodes.filter((code) => code.length === 6);
  const smaller = placeCodes.filter((code) => code.length !== 6);
  return [
    ...(districts.length === 0 ? [] : [sql`${alias}.district_code = any(${districts})`]),
    ...(smaller.length === 0 ? [] : [sql`${alias}.street_code = any(${smaller})`]),
  ];
};

const keptBy = ({ unitIds }: Reach, alias: Sql): Sql[] =>
  unitIds.length === 0 ? [] : [sql`${alias}.owner_id = any(${unitIds})`, sql`${alias}.maintainer_id = any(${unitIds})`];

/** domain/access.ts `covers` for assets: place, or the unit as owner, maintainer or authority. @param alias the assets' name in the query */
export const assetInReach = (reach: Reach, alias: Sql = sql`a`): Sql => {
  if (reach.city) return everything;
  const overseen = reach.unitIds.length === 0 ? [] : [sql`${alias}.authority_id = any(${reach.unitIds})`];
  return anyOf([...inPlaces(reach, alias), ...keptBy(reach, alias), ...overseen]);
};

/** As assetInReach, but a unit reaches only what it keeps: what it owns or maintains, not what it merely oversees. */
export const assetKeptInReach = (reach: Reach, alias: Sql = sql`a`): Sql =>
  reach.city ? everything : anyOf([...inPlaces(reach, alias), ...keptBy(reach, alias)]);

const ofUnit = (unitIds: readonly string[], alias: Sql) => sql`${alias}.unit_id = any(${unitIds})`;

/** `covers` for orders: place, or the unit that is accountable or holds any open assignment. @param alias the orders' name in the query */
export const orderInReach = (reach: Reach, alias: Sql = sql`o`): Sql => {
  if (reach.city) return everything;
  const { unitIds } = reach;
  const isTold = sql`exists (select 1 from assignments held where held.order_id = ${alias}.id and held.ended_at is null and held.unit_id = any(${unitIds}))`;
  return anyOf([...inPlaces(reach, alias), ...(unitIds.length === 0 ? [] : [ofUnit(unitIds, alias), isTold])]);
};

/** How far a person reads orders, and how far they act on them; null: nowhere. */
export interface OrderReach {
  readonly reads: Reach | null;
  readonly acts: Reach | null;
}

/** domain/access.ts `mayRead`: what is in their reach, and wherever it went what a unit or centre that they act for has a case of bill and blame of. */
export const orderReadable = ({ reads, acts }: OrderReach, alias: Sql = sql`o`): Sql => {
  const isBilling = (units: Sql) =>
    sql`exists (select from liability_cases l join units u on u.id = l.fallback_unit_id where l.order_id = ${alias}.id and ${units})`;
  const centres =
    acts &&
    sql`(u.kind = 'centre' and u.active and (u.place_code = any(${acts.placeCodes}) or (${acts.city}::boolean and u.place_code = (select code from city))))`;
  return anyOf([
    ...(reads === null ? [] : [orderInReach(reads, alias)]),
    ...(acts === null ? [] : [isBilling(sql`(u.id = any(${acts.unitIds}) or ${centres})`)]),
  ]);
};

/** The same of open orders alone, out of their spots: what a unit was ever told of grows for ever. */
export const openOrderInReach = (reach: Reach, alias: Sql = sql`o`): Sql => {
  if (reach.city) return everything;
  const { unitIds } = reach;
  return anyOf([...inPlaces(reach, alias), ...(unitIds.length === 0 ? [] : [openOrderOf(unitIds, alias)])]);
};

export const openOrderOf = (unitIds: readonly string[], alias: Sql = sql`o`): Sql =>
  sql`${alias}.id in (select spot.order_id from order_spots spot where spot.units && ${unitIds}::text[])`;

/** More orders than these a unit was told of: some of any few thousand are theirs, which then are asked one by one. Less are gathered first. */
const manyOrders = 5_000;

/** The same of orders that are over, newest first. */
export const doneOrderInReach = async (connection: Connection, reach: Reach, alias: Sql = sql`o`): Promise<Sql> => {
  const { unitIds } = reach;
  if (reach.city || unitIds.length === 0) return orderInReach(reach, alias);
  const held = sql`assignments held where held.ended_at is null and held.unit_id = any(${unitIds})`;
  const { count } = await oneRow<{ count: number }>(connection, sql`select count(*)::integer as count from (select from ${held} limit ${manyOrders}) counted`);
  if (count < manyOrders) {
    const over = sql`select own.id from orders own where own.unit_id = any(${unitIds}) and own.state in ('closed', 'void', 'merged')`;
    return anyOf([...inPlaces(reach, alias), sql`${alias}.id in (select held.order_id from ${held} union all ${over})`]);
  }
  const isTold = sql`(select true from ${held} and held.order_id = ${alias}.id limit 1)`; // no EXISTS: of that all are gathered
  return anyOf([...inPlaces(reach, alias), ofUnit(unitIds, alias), isTold]);
};
