import { type Sql, sql } from '../../sql.ts';

/** Which unit stands for each of those units that ended and left one, however often that ended in its turn: rows of id and heir. @param of which units `u` are asked of */
export const heirsOfUnits = (of: Sql): Sql => sql`(
  with recursive chain as (
    select u.id, u.successor_id as heir, 1 as step from units u where ${of} and not u.active and u.successor_id is not null
    union all select c.id, u.successor_id, step + 1 from chain c join units u on u.id = c.heir and not u.active where u.successor_id is not null and step < 20)
  select distinct on (id) id, heir from chain order by id, step desc)`;
