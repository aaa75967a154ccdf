import type { Reach } from '#domain/access.ts';
import { join, type Sql, sql } from '../sql.ts';

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

/** `covers` for orders: place, or the unit that is accountable or holds any open assignment. @param alias the orders' name in the query */
export const orderInReach = (reach: Reach, alias: Sql = sql`o`): Sql => {
  if (reach.city) return everything;
  const { unitIds } = reach;
  const byUnit =
    unitIds.length === 0
      ? []
      : [
          sql`${alias}.unit_id = any(${unitIds})`,
          sql`exists (select 1 from assignments held where held.order_id = ${alias}.id and held.ended_at is null and held.unit_id = any(${unitIds}))`,
        ];
  return anyOf([...inPlaces(reach, alias), ...byUnit]);
};
