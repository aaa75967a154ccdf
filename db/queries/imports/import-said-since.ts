import { affected, type Connection, type Sql, sql } from '../../sql.ts';
import { changeable, coverFields, movedM, piece } from './import-fields.ts';
import type { Scale } from './import-near.ts';
import { tablesOf } from './import-tables.ts';

/** People's edits name fields as the program does, imports as the tables do. */
const columnNamed = (key: Sql): Sql => sql`lower(regexp_replace(${key}, '([A-Z])', '_\\1', 'g'))`;

/** What a row says as it said before is written over by what stands. */
const yielding = (name: string, key: string, of: string): string => `${name} = case when '${key}' = any (j.dropped) then ${of}.${name} else s.${name} end`;

/**
 * A row without a date does not say that it is newer than what people, orders or other sources have said of its asset since its own source last
 * spoke. Where it says what they replaced, it says what it said before, and changes nothing; where it says something else again, a person is asked.
 * What a person has decided of that very question stands.
 */
export const heedOthers = async (connection: Connection, importId: string, { perLon, perLat }: Scale): Promise<void> => {
  const { rows: staged, plan } = tablesOf(importId);
  const isAsBefore = sql`case when c.key = 'position' then abs((w.was ->> 'lon')::float8 - (c.value -> 1 ->> 0)::float8) * ${perLon}::float8 <= ${movedM} and abs((w.was ->> 'lat')::float8 - (c.value -> 1 ->> 1)::float8) * ${perLat}::float8 <= ${movedM}
      when w.field = 'cover' and jsonb_typeof(w.was) = 'object' then exists (select from jsonb_each(w.was) k where 'cover.' || ${columnNamed(sql`k.key`)} = c.key and k.value = c.value -> 1)
      else w.was = c.value -> 1 end`;
  await affected(
    connection,
    sql`with undated as materialized (
          select p.row, p.asset_id, p.changes from ${plan} p join ${staged} s using (row) join assets a on a.id = p.asset_id
          where p.action = 'update' and s.changed_on is null and (s.last_verified_on is null or s.last_verified_on <= a.changed_on)
            and not exists (select from import_doubts d where d.import_id = ${importId} and d.row = p.row and d.kind = 'changed_since' and d.decision = 'merge')),
        said as (
          select u.row, e.id, ${columnNamed(sql`f.key`)} as field, f.value -> 0 as was, coalesce(i.source = own.source, false) as is_own
          from undated u join asset_events e on e.asset_id = u.asset_id and e.action <> 'status_passed' cross join lateral jsonb_each(e.changes) f
          join imports own on own.id = ${importId} left join imports i on i.id = e.import_id where jsonb_typeof(f.value) = 'array'),
        since as (select *, max(id) filter (where is_own) over (partition by row, field) as last_own from said),
        words as (select row, field, (array_agg(was order by id))[1] as was from since where not is_own and id > coalesce(last_own, 0) group by row, field),
        held as (
          select u.row, c.key, c.value, case when w.field is null then 'new' when ${isAsBefore} then 'as_before' else 'contradicts' end as against
          from undated u cross join lateral jsonb_each(u.changes) c left join words w on w.row = u.row and (w.field = c.key or (w.field = 'cover' and c.key like 'cover.%'))),
        judged as (
          select row, bool_or(against = 'contradicts') as contradicts, coalesce(jsonb_object_agg(key, value) filter (where against = 'new'), '{}') as news,
            array_agg(key) filter (where against = 'as_before') as dropped
          from held group by row having bool_or(against <> 'new')),
        yielded as (
          update ${staged} s set ${piece([...changeable.map((name) => yielding(name, name, 'a')), ...coverFields.map((name) => yielding(name, `cover.${name}`, 'v'))])}
          from judged j join ${plan} p using (row) join assets a on a.id = p.asset_id left join covers v on v.asset_id = a.id and v.removed_on is null
          where s.row = j.row and not j.contradicts)
        update ${plan} p set changes = case when j.contradicts then p.changes else j.news end,
          action = case when j.contradicts then 'ask_changed_since' when j.news = '{}' then 'unchanged' else 'update' end
        from judged j where j.row = p.row`,
  );
};
