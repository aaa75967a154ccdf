-- Single assets from this zoom on, counted cells before. Of five million the fullest z14 tile holds 15,842 wells, the fullest z13 one
-- 57,132: docs/bench.md has what both cost.
create or replace function first_single_zoom() returns integer language sql immutable parallel safe as 'select 14';
create or replace function first_counted_zoom() returns integer language sql immutable parallel safe as 'select 6';

-- What a query string asks for: a list with commas; null where it asks for nothing. It can only narrow what the source shows anyway.
create or replace function asked_for(query_params json, name text) returns text[]
language sql immutable parallel safe as $$ select string_to_array(nullif(query_params ->> name, ''), ',') $$;

-- As tile_counts keeps them; what is no status becomes none of them.
create or replace function status_letters(statuses text[]) returns "char"[]
language sql immutable parallel safe as $$
  select case when statuses is not null then array(select left(s, 1)::"char" from unnest(statuses) s where s in ('intact', 'damaged', 'missing', 'abandoned')) end
$$;

-- The classes of a source that the query asks for. Sensitive ones are never the public's: not singly, and not in the cells, where a cell of
-- one would give it away.
create or replace function asked_classes(wells boolean, sensitive_too boolean, query_params json) returns text[]
language sql stable parallel safe as $$
  select array(select code from asset_classes
    where is_well = wells and (sensitive_too or not is_sensitive)
      and (asked_for(query_params, 'class') is null or code = any (asked_for(query_params, 'class'))))
$$;

-- Whether a place across and down the world lies in a tile, as in_tile says of a point. For what is asked of thousands of points: across
-- and down, each with its logarithm, are then reckoned once a point.
create or replace function is_place_in_tile(east float8, south float8, z integer, x integer, y integer) returns boolean
language sql immutable parallel safe as $$
  select floor(east * 4194304)::integer >> (22 - z) = x and floor(south * 4194304)::integer >> (22 - z) = y
$$;

-- The box first, apart (offset 0): the planner would rather read all the damaged ones of the city by their own index. So there is one way to
-- read it, planned once: planning it anew takes 0.35 ms, half of a z20 tile; that a kept plan compares classes one by one adds 1.5 ms to
-- the 17 of the fullest z14 tile.
create or replace function public_single_assets(z integer, x integer, y integer, layer text, classes text[], statuses text[]) returns bytea
language plpgsql stable parallel safe set plan_cache_mode to force_generic_plan set jit to off as $$
declare
  box geometry := tile_box(z, x, y);
begin
  return (select st_asmvt(f, layer, 4096, 'geom') from (
    select st_makepoint(floor((a.east * (1 << z) - x) * 4096), floor((a.south * (1 << z) - y) * 4096)) as geom, a.class_code, a.status
    from (
      select across(b.geom) as east, down(b.geom) as south, b.class_code, b.status from (select * from assets where geom && box offset 0) b
      where is_on_map(b.status, b.merged_into) and b.class_code = any (classes) and (statuses is null or b.status = any (statuses)) offset 0) a
    where is_place_in_tile(a.east, a.south, z, x, y)) f);
end $$;

-- The holdings that belong to any of the owners ("-": to nobody), and those that any of the units has to do with.
create or replace function holdings_owned(owners text[]) returns integer[]
language sql stable parallel safe as $$ select array(select id from tile_holdings where coalesce(owner_id, '-') = any (owners)) $$;
create or replace function holdings_of(unit_ids text[]) returns integer[]
language sql stable parallel safe as $$
  select array(select id from tile_holdings where owner_id = any (unit_ids) or maintainer_id = any (unit_ids) or authority_id = any (unit_ids))
$$;

-- What a reader may see of a tile's counts. The city is read from holding 0, some owners' or one unit's wells from the holdings that are
-- theirs; an asset that is both in the reader's places and the reader's unit's is counted once, in its place. `owned` is null where no owner is asked for. Holding by holding (offset 0): the planner would rather read the whole tile.
create or replace function counts_of_tile(key integer, owned integer[], city boolean, places smallint[], ours integer[]) returns setof tile_counts
language sql stable parallel safe as $$
  select t.* from tile_counts t where owned is null and t.tile = key and t.holding = 0 and (city or t.place = any (places))
  union all
  select t.* from unnest(case when owned is null and not city then ours end) h
    cross join lateral (select * from tile_counts where tile = key and holding = h offset 0) t
  where t.place <> all (places)
  union all
  select t.* from unnest(owned) h cross join lateral (select * from tile_counts where tile = key and holding = h offset 0) t
  where city or t.place = any (places) or t.holding = any (ours)
$$;

-- The cells of a tile: what is sound in one number, damaged and missing each in their own, each where the middle of its assets lies.
create or replace function asset_cells(z integer, x integer, y integer, layer text, classes text[], statuses text[], owners text[], city boolean, place_codes text[], unit_ids text[])
returns bytea language plpgsql stable parallel safe set plan_cache_mode to force_custom_plan set jit to off as $$
declare
  to_units float8 := 4096 / (1 << (22 - z))::float8; -- tile units in one of the world's
  key integer := tile_key(z, x, y);
  class_numbers smallint[] := classes;
  letters "char"[] := status_letters(statuses);
  owned integer[] := case when owners is not null then holdings_owned(owners) end;
  places smallint[] := array(select id from tile_places where district_code = any (place_codes) or street_code = any (place_codes));
  ours integer[] := holdings_of(unit_ids);
begin
  return (select st_asmvt(f, layer, 4096, 'geom') from (
    select st_makepoint(
        floor((c.cell % 32) * 128 + (sum(c.sum_x) / sum(c.count)::float8 + 0.5) * to_units), floor((c.cell / 32) * 128 + (sum(c.sum_y) / sum(c.count)::float8 + 0.5) * to_units)) as geom,
      sum(c.count)::integer as count, case c.status when 'd' then 'damaged' when 'm' then 'missing' end as status
    from counts_of_tile(key, owned, city, places, ours) c
    where c.class = any (class_numbers) and (letters is null or c.status = any (letters))
    group by c.cell, 3 having sum(c.count) > 0 order by 3 nulls first, c.cell) f);
end $$;

create or replace function public_asset_tile(z integer, x integer, y integer, layer text, wells boolean, query_params json) returns bytea
language sql stable parallel safe as $$
  select case when tile_box(z, x, y) is null or z < first_counted_zoom() then null
    when z >= first_single_zoom() then public_single_assets(z, x, y, layer, asked_classes(wells, false, query_params), asked_for(query_params, 'status'))
    else asset_cells(z, x, y, layer, asked_classes(wells, false, query_params), asked_for(query_params, 'status'), null, true, '{}', '{}') end
$$;

-- The published functions keep their plans (plpgsql): a function in SQL is planned at each call, a quarter of a near tile's time.
create or replace function tiles.wells(z integer, x integer, y integer, query_params json) returns bytea
language plpgsql stable security definer parallel safe as $$ begin return public_asset_tile(z, x, y, 'wells', true, query_params); end $$;
comment on function tiles.wells(integer, integer, integer, json) is '{
  "name": "wells",
  "description": "检查井：缩小时为分格计数，放大后为单井（不含敏感类别）；可用 class、status 收窄 / Wells: counted cells when zoomed out, single ones when zoomed in (none of a sensitive class); narrowed by class and status",
  "minzoom": 6, "maxzoom": 20,
  "vector_layers": [{ "id": "wells", "fields": {
    "class_code": "部件类别代码，四位（14 级起） / class code, four digits (from zoom 14)",
    "status": "完好、破损、丢失、废弃；分格中只有破损和丢失单列 / intact, damaged, missing or abandoned; of the cells only damaged and missing ones have it, each in a feature of their own",
    "count": "格内数量（14 级以下） / how many in the cell (below zoom 14)"
  } }]
}';

create or replace function tiles.assets(z integer, x integer, y integer, query_params json) returns bytea
language plpgsql stable security definer parallel safe as $$ begin return public_asset_tile(z, x, y, 'assets', false, query_params); end $$;
comment on function tiles.assets(integer, integer, integer, json) is '{
  "name": "assets",
  "description": "井以外的部件：缩小时为分格计数，放大后为单件；可用 class、status 收窄 / Assets that are no wells: counted cells when zoomed out, single ones when zoomed in; narrowed by class and status",
  "minzoom": 6, "maxzoom": 20,
  "vector_layers": [{ "id": "assets", "fields": {
    "class_code": "部件类别代码，四位（14 级起） / class code, four digits (from zoom 14)",
    "status": "完好、破损、丢失、废弃；分格中只有破损和丢失单列 / intact, damaged, missing or abandoned; of the cells only damaged and missing ones have it, each in a feature of their own",
    "count": "格内数量（14 级以下） / how many in the cell (below zoom 14)"
  } }]
}';
