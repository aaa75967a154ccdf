import { type Sql, sql } from '../../sql.ts';

/** Some units as `ActingUnit` of domain/access.ts has them. @param ids a query of one column, `id` */
export const actingUnitsOf = (ids: Sql): Sql =>
  sql`(select coalesce(json_agg(json_build_object('unitId', u.id, 'centreOf', case when u.kind = 'centre' and u.active then u.place_code end)), '[]')
        from (${ids}) of_these join units u on u.id = of_these.id)`;

/** Who has a case of bill and blame of an order, as the one that acted: also where the order went elsewhere since. */
export const idsOfBilling = (orderId: Sql): Sql => sql`select l.fallback_unit_id as id from liability_cases l where l.order_id = ${orderId}`;
