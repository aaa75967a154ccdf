-- Of a source each scope's memory holds what that scope itself said, heading by heading and rule by rule, the coordinates as one: what it
-- only took over is followed, so that what the city puts right reaches it. Until now one word of its own made it a copy of all.
alter table census_sources alter column system drop not null, alter column axes drop not null;
alter table census_sources add constraint census_sources_coordinates_check check ((system is null) = (axes is null));
alter table imports add column said jsonb not null default '{}';   -- { headings, rules, coordinates }: what somebody chose of this file since its source was told of it last

-- What is wider than which scope, the nearest first; all as it stood, since one that is stripped below was whole.
create temporary table wider_memories on commit drop as
  select n.ctid as of_row, w.*, row_number() over (partition by n.ctid order by (w.reach ->> 'city')::boolean, jsonb_array_length(w.reach -> 'unitIds')
      + (select coalesce(sum(case when length(c) = 6 then 1000 else 1 end), 0) from jsonb_array_elements_text(w.reach -> 'placeCodes') c), w.updated_at desc) as nearness
    from census_sources n join census_sources w on w.name = n.name and w.reach <> n.reach and not (n.reach ->> 'city')::boolean
   where (w.reach ->> 'city')::boolean or w.reach -> 'unitIds' @> (n.reach -> 'unitIds')
     and not exists (select from jsonb_array_elements_text(n.reach -> 'placeCodes') c where not w.reach -> 'placeCodes' ?| array[c, left(c, 6)]);

create function pg_temp.said_otherwise(own jsonb, wider jsonb) returns jsonb language sql immutable as
  $$ select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(own) where not coalesce(wider, '{}') ? key or wider -> key <> value $$;

update census_sources s set
    mapping = pg_temp.said_otherwise(s.mapping, (select jsonb_object_agg(key, value order by w.nearness desc) from wider_memories w, jsonb_each(w.mapping) where w.of_row = s.ctid)),
    rules = pg_temp.said_otherwise(s.rules, w.rules) - 'systemIsSure',
    system = case when (s.system, s.axes) is distinct from (w.system, w.axes) then s.system end,
    axes = case when (s.system, s.axes) is distinct from (w.system, w.axes) then s.axes end,
    words = jsonb_build_object(
      'unit', pg_temp.said_otherwise(coalesce(s.words -> 'unit', '{}'), (select jsonb_object_agg(key, value order by w.nearness desc) from wider_memories w, jsonb_each(w.words -> 'unit') where w.of_row = s.ctid)),
      'class', pg_temp.said_otherwise(coalesce(s.words -> 'class', '{}'), (select jsonb_object_agg(key, value order by w.nearness desc) from wider_memories w, jsonb_each(w.words -> 'class') where w.of_row = s.ctid)))
  from wider_memories w where w.of_row = s.ctid and w.nearness = 1;
-- That places are right although they look wrong is said of one file.
update census_sources set rules = rules - 'systemIsSure' where rules ? 'systemIsSure';
delete from census_sources where mapping = '{}' and rules = '{}' and system is null and words in ('{}', '{"unit": {}, "class": {}}');

-- What stands in a file that waits for its check was said, for all that anybody knows.
update imports set said = jsonb_build_object('coordinates', true, 'headings', (select coalesce(jsonb_agg(k), '[]') from jsonb_object_keys(mapping) k),
    'rules', (select coalesce(jsonb_agg(k), '[]') from jsonb_object_keys(rules) k where k <> 'systemIsSure'))
  where state in ('waiting', 'checking', 'stopped', 'failed');
