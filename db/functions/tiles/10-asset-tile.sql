-- Single assets from this zoom on, counted cells before. A square kilometre of the centre holds about 5,000 wells and a z14 tile
-- there covers 4.4 km²: 20,000 points are too many for a phone, a fourth of them are not.
create or replace function first_single_zoom() returns integer language sql immutable parallel safe as 'select 15';

-- A point as a tile's own coordinates.
create or replace function tile_point(point geometry, z integer, x integer, y integer) returns geometry
language sql immutable parallel safe as $$ select st_asmvtgeom(st_transform(point, 3857), st_tileenvelope(z, x, y), 4096, 0, false) $$;

create or replace function lon_lat(lon float8, lat float8) returns geometry
language sql immutable parallel safe as $$ select st_setsrid(st_makepoint(lon, lat), 4326) $$;

-- The public's assets: living ones, none of a class whose single positions are sensitive (left out of the cells too, where a cell of
-- one would give it away).
create or replace function public_assets_in(box geometry, wells boolean) returns table (geom geometry, class_code text, status text)
language sql stable parallel safe as $$
  select a.geom, a.class_code, a.status from assets a join asset_classes c on c.code = a.class_code
  where a.geom && box and in_tile(a.geom, box) and a.status <> 'removed' and a.merged_into is null and c.is_well = wells and not c.is_sensitive
$$;

-- Planned anew each time with the box at hand: an index scan for a street corner, the whole table for the whole city, and the box's
-- edges computed once instead of for each row.
create or replace function public_single_assets(z integer, x integer, y integer, layer text, wells boolean) returns bytea
language plpgsql stable parallel safe set plan_cache_mode to force_custom_plan as $$
declare box geometry := tile_box(z, x, y);
begin
  return (select st_asmvt(f, layer, 4096, 'geom') from (
    select tile_point(a.geom, z, x, y) as geom, a.class_code, a.status, a.status in ('damaged', 'missing') as damaged from public_assets_in(box, wells) a) f);
end $$;

create or replace function public_asset_cells(z integer, x integer, y integer, layer text, wells boolean) returns bytea
language plpgsql stable parallel safe set plan_cache_mode to force_custom_plan as $$
declare box geometry := tile_box(z, x, y);
begin
  return (select st_asmvt(f, layer, 4096, 'geom') from (
    select tile_point(lon_lat(avg(st_x(a.geom)), avg(st_y(a.geom))), z, x, y) as geom, count(*)::integer as count,
      (count(*) filter (where a.status <> 'intact'))::integer as abnormal
    from public_assets_in(box, wells) a group by tile_cell(a.geom, box)) f);
end $$;

create or replace function public_asset_tile(z integer, x integer, y integer, layer text, wells boolean) returns bytea language sql stable parallel safe as $$
  select case when tile_box(z, x, y) is null then null when z >= first_single_zoom() then public_single_assets(z, x, y, layer, wells) else public_asset_cells(z, x, y, layer, wells) end
$$;

create or replace function tiles.wells(z integer, x integer, y integer, query_params json) returns bytea
language sql stable security definer parallel safe as $$ select public_asset_tile(z, x, y, 'wells', true) $$;
comment on function tiles.wells(integer, integer, integer, json) is '{
  "name": "wells",
  "description": "检查井：缩小时为分格计数，放大后为单井（不含敏感类别） / Wells: counted cells when zoomed out, single ones when zoomed in (none of a sensitive class)",
  "minzoom": 7, "maxzoom": 16,
  "vector_layers": [{ "id": "wells", "fields": {
    "class_code": "部件类别代码，四位 / class code, four digits",
    "status": "完好、破损、丢失、废弃 / intact, damaged, missing or abandoned",
    "damaged": "破损或丢失 / damaged or missing",
    "count": "格内数量（15 级以下） / how many in the cell (below zoom 15)",
    "abnormal": "其中非完好的数量 / how many of them are not intact"
  } }]
}';

create or replace function tiles.assets(z integer, x integer, y integer, query_params json) returns bytea
language sql stable security definer parallel safe as $$ select public_asset_tile(z, x, y, 'assets', false) $$;
comment on function tiles.assets(integer, integer, integer, json) is '{
  "name": "assets",
  "description": "井以外的部件：缩小时为分格计数，放大后为单件 / Assets that are no wells: counted cells when zoomed out, single ones when zoomed in",
  "minzoom": 7, "maxzoom": 16,
  "vector_layers": [{ "id": "assets", "fields": {
    "class_code": "部件类别代码，四位 / class code, four digits",
    "status": "完好、破损、丢失、废弃 / intact, damaged, missing or abandoned",
    "damaged": "破损或丢失 / damaged or missing",
    "count": "格内数量（15 级以下） / how many in the cell (below zoom 15)",
    "abnormal": "其中非完好的数量 / how many of them are not intact"
  } }]
}';
