import { affected, type Connection, rows, sql } from '../../sql.ts';

/**
 * Assets that lie in a street that was dissolved: who registered or moved one while the decree ran wrote the street of before, and the decree could not see it. A
 * few of each street, at most 100; each street's by its own index, so that a look that finds none costs nothing at any number of assets.
 */
export const listLeftAssets = async (connection: Connection): Promise<string[]> => {
  const found = await rows<{ id: string }>(
    connection,
    sql`select a.id from places p join places n on n.code = current_place(p.code) and n.retired_on is null
          cross join lateral (select id from assets where street_code = p.code order by street_code, id limit 100) a
        where p.kind = 'street' and p.retired_on is not null limit 100`,
  );
  return found.map(({ id }) => id);
};

/**
 * Such assets lie in the street that theirs became part of, each with an event, as by the decree. One that somebody else holds just now is left to the next look,
 * so that nobody is waited for. @param stamp `on`: the city's date then @returns how many
 */
export const moveLeftAssets = async (connection: Connection, ids: readonly string[], { at, on }: { at: string; on: string }): Promise<number> => {
  const free = await rows<{ id: string }>(
    connection,
    sql`select a.id from assets a join places p on p.code = a.street_code and p.retired_on is not null where a.id = any (${[...ids]}) order by a.id for no key update of a skip locked`,
  );
  const held = free.map(({ id }) => id);
  const became = sql`places p join places n on n.code = current_place(p.code)`;
  // The event first: it tells the version that the change makes.
  await affected(
    connection,
    sql`insert into asset_events (asset_id, at, action, source, changes, note, version)
        select a.id, ${at}::timestamptz, 'place', 'decree', jsonb_build_object('streetCode', jsonb_build_array(p.code, n.code))
          || case when a.district_code = n.parent_code then '{}' else jsonb_build_object('districtCode', jsonb_build_array(a.district_code, n.parent_code)) end,
          p.name || '（' || p.code || '）现为' || n.name || '（' || n.code || '）', a.version + 1
        from ${became} join assets a on a.street_code = p.code where a.id = any (${held})`,
  );
  return affected(
    connection,
    sql`update assets a set district_code = n.parent_code, street_code = n.code, recorded_at = ${at}::timestamptz, changed_on = ${on}::date from ${became}
        where p.code = a.street_code and a.id = any (${held})`,
  );
};
