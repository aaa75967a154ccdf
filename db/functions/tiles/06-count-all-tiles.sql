-- Counts the whole city anew into the temporary table `counted_tiles`, as tile_counts would stand at this moment without the changes that
-- wait (those that the caller's snapshot sees are taken off again). One pass over the assets, the lower zooms from the higher ones.
create or replace function count_tiles_aside() returns void
language plpgsql set search_path from current set work_mem to '256MB' set jit to off as $$
begin
  insert into tile_places (district_code, street_code)
  select distinct a.district_code, a.street_code from assets a
  where not exists (select from tile_places p where p.street_code = a.street_code and p.district_code = a.district_code);
  insert into tile_holdings (owner_id, maintainer_id, authority_id)
  select a.owner_id, a.maintainer_id, a.authority_id from (select distinct owner_id, maintainer_id, authority_id from assets) a
  where not exists (select from tile_holdings h where holding_words(h.owner_id, h.maintainer_id, h.authority_id) = holding_words(a.owner_id, a.maintainer_id, a.authority_id))
  on conflict do nothing;

  drop table if exists counted_tiles, counted_cells, wider_cells;
  create temp table counted_tiles (like tile_counts) on commit drop;
  create temp table counted_cells on commit drop as
  with standing as (
    select p.id as place, h.id as holding, a.class_code::smallint as class, left(a.status, 1)::"char" as status, world_x(a.geom) as world_x, world_y(a.geom) as world_y, 1 as count
    from assets a
      join tile_places p on p.street_code = a.street_code and p.district_code = a.district_code
      join tile_holdings h on holding_words(h.owner_id, h.maintainer_id, h.authority_id) = holding_words(a.owner_id, a.maintainer_id, a.authority_id)
    where is_on_map(a.status, a.merged_into)
    union all
    select p.id, h.id, c.class, c.status, c.world_x, c.world_y, -c.count
    from tile_changes c
      join tile_places p on p.street_code = c.street_code and p.district_code = c.district_code
      join tile_holdings h on holding_words(h.owner_id, h.maintainer_id, h.authority_id) = holding_words(c.owner_id, c.maintainer_id, c.authority_id)
  )
  select world_x >> 4 as x, world_y >> 4 as y, holding, place, class, status, sum(count)::integer as count,
    sum(count * (world_x & 15))::integer as sum_x, sum(count * (world_y & 15))::integer as sum_y
  from standing group by 1, 2, 3, 4, 5, 6;

  for z in reverse 13..6 loop
    insert into counted_tiles (tile, holding, cell, place, class, status, count, sum_x, sum_y)
    select tile_key(z, x >> 5, y >> 5), holding, ((y & 31) * 32 + (x & 31))::smallint, place, class, status, count, sum_x, sum_y from counted_cells
    union all
    select tile_key(z, x >> 5, y >> 5), 0, ((y & 31) * 32 + (x & 31))::smallint, place, class, status, sum(count), sum(sum_x), sum(sum_y)
    from counted_cells group by x, y, place, class, status;
    create temp table wider_cells on commit drop as
    select x >> 1 as x, y >> 1 as y, holding, place, class, status, sum(count)::integer as count,
      sum(sum_x + (x & 1) * (1 << (17 - z)) * count)::integer as sum_x, sum(sum_y + (y & 1) * (1 << (17 - z)) * count)::integer as sum_y
    from counted_cells group by 1, 2, 3, 4, 5, 6;
    drop table counted_cells;
    alter table wider_cells rename to counted_cells;
  end loop;
  drop table counted_cells;
  analyze counted_tiles;
end $$;

-- Makes tile_counts what a count of this moment says, changing only what differs. The caller's transaction sees one moment throughout
-- (repeatable read) or is alone with the assets; the changes it sees are in the count and need not wait any more.
create or replace function recount_tiles() returns void
language plpgsql set search_path from current set work_mem to '256MB' set jit to off as $$
begin
  delete from tile_changes;
  delete from tile_recounts;
  perform count_tiles_aside();
  if not exists (select from tile_counts) then
    insert into tile_counts select * from counted_tiles order by tile, holding, cell, place, class, status;
  else
    delete from tile_counts t where not exists (
      select from counted_tiles c
      where (c.tile, c.holding, c.cell, c.place, c.class, c.status) = (t.tile, t.holding, t.cell, t.place, t.class, t.status) and c.count <> 0);
    insert into tile_counts as t
    select c.* from counted_tiles c left join tile_counts s using (tile, holding, cell, place, class, status)
    where c.count <> 0 and (s.count, s.sum_x, s.sum_y) is distinct from (c.count, c.sum_x, c.sum_y)
    order by tile, holding, cell, place, class, status
    on conflict (tile, holding, cell, place, class, status) do update set count = excluded.count, sum_x = excluded.sum_x, sum_y = excluded.sum_y;
  end if;
  drop table counted_tiles;
  perform mark_tiles_changed(array[-1]);
end $$;

-- Counts aside, subtracts what stands, and says what differs: at most `most` rows, worst zooms first, and how many rows differ in all.
create or replace function compare_tiles(most integer)
returns table (zoom integer, x integer, y integer, cell integer, class_code text, status text, street_code text, owner_id text, stands integer, counted integer, differing integer)
language plpgsql set search_path from current set work_mem to '256MB' set jit to off as $$
#variable_conflict use_column
begin
  perform count_tiles_aside();
  return query
  with differing as (
    select d.*, coalesce(s.count, 0) as stands, coalesce(c.count, 0) as counted
    from tile_counts s full join counted_tiles c using (tile, holding, cell, place, class, status) as d
    where (coalesce(s.count, 0), coalesce(s.sum_x, 0), coalesce(s.sum_y, 0)) is distinct from (coalesce(c.count, 0), coalesce(c.sum_x, 0), coalesce(c.sum_y, 0))
  )
  select t.z, t.xy / (1 << t.z), t.xy % (1 << t.z), d.cell::integer, lpad(d.class::text, 4, '0'),
    case d.status when 'i' then 'intact' when 'd' then 'damaged' when 'm' then 'missing' else 'abandoned' end,
    p.street_code, case when d.holding = 0 then null else coalesce(h.owner_id, '-') end, d.stands, d.counted, (count(*) over ())::integer
  from differing d
    join lateral (select z, d.tile - tile_key(z, 0, 0) as xy from generate_series(6, 13) z where d.tile between tile_key(z, 0, 0) and tile_key(z + 1, 0, 0) - 1) t on true
    left join tile_places p on p.id = d.place left join tile_holdings h on h.id = d.holding
  order by t.z, d.holding, d.tile, d.cell limit most;
  drop table counted_tiles;
end $$;
