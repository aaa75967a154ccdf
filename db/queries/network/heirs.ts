import { type Connection, rows, type Sql, sql } from '../../sql.ts';

/** Which unit stands for each of those units that ended and left one, however often that ended in its turn: rows of id and heir. @param of which units `u` are asked of */
export const heirsOfUnits = (of: Sql): Sql => sql`(
  with recursive chain as (
    select u.id, u.successor_id as heir, 1 as step from units u where ${of} and not u.active and u.successor_id is not null
    union all select c.id, u.successor_id, step + 1 from chain c join units u on u.id = c.heir and not u.active where u.successor_id is not null and step < 20)
  select distinct on (id) id, heir from chain order by id, step desc)`;

/** All that have followed each unit that ended, one after the other: rows of id, heir and since when. Who ended with their place has no day of their own: they are followed from the first. */
export const followersOfUnits: Sql = sql`(
  with recursive chain as (
    select u.id, u.successor_id as heir, coalesce(e.ended_at, '-infinity') as since, 1 as step
    from units u left join unit_endings e on e.unit_id = u.id where not u.active and u.successor_id is not null
    union all select c.id, u.successor_id, greatest(c.since, coalesce(e.ended_at, '-infinity')), step + 1
    from chain c join units u on u.id = c.heir and not u.active left join unit_endings e on e.unit_id = u.id where u.successor_id is not null and step < 20)
  select id, heir, since from chain)`;

/** The units that others had followed by then. */
export const listFollowedAt = async (connection: Connection, at: string): Promise<string[]> =>
  (await rows<{ id: string }>(connection, sql`select distinct id from ${followersOfUnits} followers where since <= ${at}::timestamptz`)).map(({ id }) => id);
