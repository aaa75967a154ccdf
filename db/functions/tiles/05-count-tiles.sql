-- The counts under the low zooms (tables tile_*, migration 0025): how they follow the assets, and how they are made anew.

-- Living assets as their place in the world; what is removed or merged into another stands on no map.
create or replace function is_on_map(status text, merged_into text) returns boolean
language sql immutable parallel safe as $$ select status <> 'removed' and merged_into is null $$;

-- More rows than these in one statement are not counted one by one: the city is counted anew once, later. Of a city of five million a
-- whole count costs as much as a quarter of a million changes (docs/bench.md, "standing"), of a smaller one as much less.
create or replace function most_changes_of_a_statement() returns integer language sql stable parallel safe set search_path from current as $$
  select greatest(5000, reltuples / 20)::integer from pg_class where oid = 'assets'::regclass
$$;

-- One function for the three triggers; each sees the rows of its statement whole. Nothing but inserts, so that 64 writers never wait for each other.
create or replace function note_tile_changes() returns trigger
language plpgsql set search_path from current as $$
declare
  many integer;
begin
  if tg_op = 'DELETE' then select count(*) into many from gone; else select count(*) into many from come; end if;
  if many > most_changes_of_a_statement() then
    insert into tile_recounts (assets) values (many);
  elsif tg_op = 'INSERT' then
    insert into tile_changes (world_x, world_y, class, status, district_code, street_code, owner_id, maintainer_id, authority_id, count)
    select world_x(geom), world_y(geom), class_code::smallint, left(status, 1)::"char", district_code, street_code, owner_id, maintainer_id, authority_id, 1
    from come where is_on_map(status, merged_into);
  elsif tg_op = 'DELETE' then
    insert into tile_changes (world_x, world_y, class, status, district_code, street_code, owner_id, maintainer_id, authority_id, count)
    select world_x(geom), world_y(geom), class_code::smallint, left(status, 1)::"char", district_code, street_code, owner_id, maintainer_id, authority_id, -1
    from gone where is_on_map(status, merged_into);
  elsif many > 0 then
    insert into tile_changes (world_x, world_y, class, status, district_code, street_code, owner_id, maintainer_id, authority_id, count)
    select world_x(v.geom), world_y(v.geom), v.class_code::smallint, left(v.status, 1)::"char", v.district_code, v.street_code, v.owner_id, v.maintainer_id, v.authority_id, v.count
    from gone o join come n on n.id = o.id cross join lateral (values
      (o.geom, o.class_code, o.status, o.district_code, o.street_code, o.owner_id, o.maintainer_id, o.authority_id, o.merged_into, -1),
      (n.geom, n.class_code, n.status, n.district_code, n.street_code, n.owner_id, n.maintainer_id, n.authority_id, n.merged_into, 1)
    ) v (geom, class_code, status, district_code, street_code, owner_id, maintainer_id, authority_id, merged_into, count)
    where is_on_map(v.status, v.merged_into)
      and (o.class_code, o.status, o.district_code, o.street_code, o.owner_id, o.maintainer_id, o.authority_id, o.merged_into, st_x(o.geom), st_y(o.geom))
        is distinct from (n.class_code, n.status, n.district_code, n.street_code, n.owner_id, n.maintainer_id, n.authority_id, n.merged_into, st_x(n.geom), st_y(n.geom));
  end if;
  return null;
end $$;
create or replace trigger tiles_insert after insert on assets referencing new table as come for each statement execute function note_tile_changes();
create or replace trigger tiles_update after update on assets referencing old table as gone new table as come for each statement execute function note_tile_changes();
create or replace trigger tiles_delete after delete on assets referencing old table as gone for each statement execute function note_tile_changes();

-- A class that becomes sensitive changes public tiles everywhere.
create or replace function note_all_tiles_changed() returns trigger
language plpgsql set search_path from current as $$
begin
  perform mark_tiles_changed(array[-1]);
  return null;
end $$;

-- Gives tiles a new version: their tags are others from now on. In the order of their keys, so that two who mark never wait in a ring.
create or replace function mark_tiles_changed(keys integer[]) returns void
language sql set search_path from current as $$
  insert into tile_versions (tile, version) select key, nextval('tile_version_numbers') from (select distinct key from unnest(keys) key order by key) k
  on conflict (tile) do update set version = excluded.version
$$;
create or replace trigger tiles_of_classes after insert or update or delete on asset_classes for each statement execute function note_all_tiles_changed();

-- Three units, any of them none, as one text: an equality that can be hashed.
create or replace function holding_words(owner_id text, maintainer_id text, authority_id text) returns text
language sql immutable parallel safe as $$ select coalesce(owner_id, '') || '|' || coalesce(maintainer_id, '') || '|' || coalesce(authority_id, '') $$;

-- Places and units of the changes that have not been met before get their numbers.
create or replace function know_tile_parties(changes bigint[]) returns void
language sql set search_path from current as $$
  insert into tile_places (district_code, street_code)
  select distinct c.district_code, c.street_code from tile_changes c where c.id = any (changes)
    and not exists (select from tile_places p where p.street_code = c.street_code and p.district_code = c.district_code);
  insert into tile_holdings (owner_id, maintainer_id, authority_id)
  select distinct c.owner_id, c.maintainer_id, c.authority_id from tile_changes c where c.id = any (changes)
    and not exists (select from tile_holdings h where holding_words(h.owner_id, h.maintainer_id, h.authority_id) = holding_words(c.owner_id, c.maintainer_id, c.authority_id))
  on conflict do nothing; -- a conflict takes a number all the same: known ones are left out before
$$;

-- Counts up to `most` of the changes that wait. One caller at a time (db/queries/tile-counts.ts sees to it), all in the caller's transaction:
-- ended in the middle, the changes still wait. Returns how many it took.
create or replace function count_tile_changes(most integer) returns integer
language plpgsql set search_path from current set plan_cache_mode to force_custom_plan set jit to off as $$
declare
  taken bigint[] := array(select id from tile_changes order by id limit most);
begin
  if cardinality(taken) = 0 then return 0; end if;
  perform know_tile_parties(taken);
  insert into tile_counts as t (tile, holding, cell, place, class, status, count, sum_x, sum_y)
  select tile_key(z, c.world_x >> (22 - z), c.world_y >> (22 - z)), v.holding,
    (((c.world_y >> (17 - z)) & 31) * 32 + ((c.world_x >> (17 - z)) & 31))::smallint, p.id, c.class, c.status,
    sum(c.count)::integer, sum(c.count * (c.world_x & ((1 << (17 - z)) - 1)))::integer, sum(c.count * (c.world_y & ((1 << (17 - z)) - 1)))::integer
  from tile_changes c
    join tile_places p on p.street_code = c.street_code and p.district_code = c.district_code
    join tile_holdings h on holding_words(h.owner_id, h.maintainer_id, h.authority_id) = holding_words(c.owner_id, c.maintainer_id, c.authority_id)
    cross join lateral (values (0), (h.id)) v (holding)
    cross join generate_series(6, 13) z
  where c.id = any (taken)
  group by 1, 2, 3, 4, 5, 6
  having sum(c.count) <> 0 or sum(c.count * c.world_x) <> 0 or sum(c.count * c.world_y) <> 0
  on conflict (tile, holding, cell, place, class, status)
  do update set count = t.count + excluded.count, sum_x = t.sum_x + excluded.sum_x, sum_y = t.sum_y + excluded.sum_y;
  perform mark_tiles_changed(array(
    select distinct tile_key(z, c.world_x >> (22 - z), c.world_y >> (22 - z)) from tile_changes c cross join generate_series(6, 14) z where c.id = any (taken)));
  delete from tile_changes where id = any (taken);
  return cardinality(taken);
end $$;
