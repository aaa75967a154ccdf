import { affected, type Connection, oneRow, rows, type Sql, sql } from '../../sql.ts';
import { heirsOfUnits } from './heirs.ts';
import { type Ending, moveCases, moveOrders } from './unit-endings.ts';

/**
 * An order that slept (closed, merged, or as it was before its last act) lies in a place that is there: where its street was dissolved meanwhile, in the one that
 * it became part of. The caller holds the order.
 */
export const moveToLivingPlace = async (connection: Connection, orderId: string): Promise<{ districtCode: string; streetCode: string }> => {
  await affected(
    connection,
    sql`with recursive chain as (
          select p.code, p.parent_code, p.retired_on, p.successor_code from orders o join places p on p.code = o.street_code where o.id = ${orderId} and p.retired_on is not null
          union all select p.code, p.parent_code, p.retired_on, p.successor_code from chain c join places p on p.code = c.successor_code where c.retired_on is not null),
        moved as (update orders o set street_code = c.code, district_code = c.parent_code from chain c where o.id = ${orderId} and c.retired_on is null
          returning o.incident_id, o.district_code, o.street_code)
        update incidents i set district_code = m.district_code, street_code = m.street_code from moved m where i.id = m.incident_id`,
  );
  return oneRow(connection, sql`select district_code, street_code from orders where id = ${orderId}`);
};

/**
 * Open orders that lie in a dissolved place, or in which a unit has a part that ended and is followed by another; and orders, open or over, with a case of bill and
 * blame of such a unit. Whoever moved what was there then could not see them: a server wrote them within the two seconds after which it reads the city's places
 * and units anew. At most 100.
 */
export const listLeftBehind = async (connection: Connection): Promise<string[]> => {
  const open = sql`o.state not in ('closed', 'void', 'merged')`;
  const found = await rows<{ id: string }>(
    connection,
    sql`with gone as materialized (select h.id from ${heirsOfUnits(sql`true`)} h join units u on u.id = h.heir and u.active)
        select o.id from places p join orders o on o.street_code = p.code and ${open} where p.kind = 'street' and p.retired_on is not null
        union select o.id from gone g join orders o on o.unit_id = g.id and ${open}
        union select o.id from gone g join assignments a on a.unit_id = g.id and a.ended_at is null join orders o on o.id = a.order_id and ${open}
        union select l.order_id from gone g join liability_cases l on l.unit_id = g.id and l.settled_at is null
        union select l.order_id from gone g join liability_cases l on l.fallback_unit_id = g.id and l.settled_at is null
        order by id limit 100`,
  );
  return found.map(({ id }) => id);
};

/** Those of some units that ended, each with who follows it. */
const listGone = (connection: Connection, unitIds: Sql): Promise<Pick<Ending, 'unitId' | 'heirId' | 'why'>[]> =>
  rows(
    connection,
    sql`select h.id as unit_id, h.heir as heir_id, coalesce(e.why, '') as why
        from ${heirsOfUnits(sql`u.id in (${unitIds})`)} h join units u on u.id = h.heir and u.active left join unit_endings e on e.unit_id = h.id order by h.id`,
  );

/** Cases of bill and blame of an order, on either side, are who follows's where the unit ended, each with an event. The caller holds cases and order. */
export const moveCasesToLivingUnits = async (connection: Connection, orderId: string, by: Pick<Ending, 'at' | 'personId'>): Promise<void> => {
  const named = sql`select unnest(array[l.unit_id, l.fallback_unit_id]) from liability_cases l where l.order_id = ${orderId} and l.settled_at is null`;
  for (const ending of await listGone(connection, named)) await moveCases(connection, [orderId], { ...ending, ...by });
};

/** What an open order's units that ended had of it is their successors' from now on, each with an event, as at their ending. The caller holds the order. */
export const moveToLivingUnits = async (connection: Connection, orderId: string, by: Pick<Ending, 'at' | 'personId'>): Promise<void> => {
  const having = sql`select a.unit_id from assignments a where a.order_id = ${orderId} and a.ended_at is null`;
  for (const ending of await listGone(connection, having)) await moveOrders(connection, [orderId], { ...ending, ...by });
};
