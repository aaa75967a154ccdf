-- What lies under the assets: areas, water, roads and names of places. Areas and lines reach 64 units (1/64 of a tile) over the edge, so that
-- their outlines are not drawn along it; a label is a point and stands in one tile only.
create or replace function area_tile(z integer, x integer, y integer, area_kind text, layer text) returns bytea
language sql stable strict parallel safe as $$
  select st_asmvt(f, layer, 4096, 'geom') from (
    select st_asmvtgeom(st_transform(p.geom, 3857), st_tileenvelope(z, x, y), 4096, 64, true) as geom, p.code, p.name, p.name_en, p.synthetic
    from places p
    where tile_box(z, x, y) is not null and p.kind = area_kind and p.retired_on is null and p.geom && st_expand(tile_box(z, x, y), 360.0 / (1 << z) / 64)
  ) f where f.geom is not null
$$;

create or replace function tiles.districts(z integer, x integer, y integer, query_params json) returns bytea
language sql stable security definer parallel safe as $$ select area_tile(z, x, y, 'district', 'districts') $$;
comment on function tiles.districts(integer, integer, integer, json) is '{
  "name": "districts",
  "description": "区界 / Districts",
  "minzoom": 6, "maxzoom": 14,
  "vector_layers": [{ "id": "districts", "fields": {
    "code": "区划代码，六位 / GB/T 2260 code, six digits",
    "name": "中文名 / Chinese name", "name_en": "英文名 / English name",
    "synthetic": "边界为合成 / whether the outline is synthetic"
  } }]
}';

create or replace function tiles.streets(z integer, x integer, y integer, query_params json) returns bytea
language sql stable security definer parallel safe as $$ select area_tile(z, x, y, 'street', 'streets') $$;
comment on function tiles.streets(integer, integer, integer, json) is '{
  "name": "streets",
  "description": "街道和镇界 / Streets and towns, the places below a district",
  "minzoom": 9, "maxzoom": 14,
  "vector_layers": [{ "id": "streets", "fields": {
    "code": "区划代码，九位 / code, nine digits",
    "name": "中文名 / Chinese name", "name_en": "英文名 / English name",
    "synthetic": "边界为合成 / whether the outline is synthetic"
  } }]
}';

create or replace function tiles.waters(z integer, x integer, y integer, query_params json) returns bytea
language sql stable security definer parallel safe as $$
  select st_asmvt(f, 'waters', 4096, 'geom') from (
    select st_asmvtgeom(st_transform(w.geom, 3857), st_tileenvelope(z, x, y), 4096, 64, true) as geom, w.name
    from waters w where tile_box(z, x, y) is not null and w.geom && st_expand(tile_box(z, x, y), 360.0 / (1 << z) / 64)
  ) f where f.geom is not null
$$;
comment on function tiles.waters(integer, integer, integer, json) is '{
  "name": "waters",
  "description": "水面 / Water",
  "minzoom": 6, "maxzoom": 14,
  "vector_layers": [{ "id": "waters", "fields": { "name": "中文名 / Chinese name" } }]
}';

-- From which zoom on a road of a class is worth its bytes.
create or replace function first_road_zoom(class text) returns integer language sql immutable strict parallel safe as $$
  select case class when 'expressway' then 8 when 'arterial' then 10 when 'secondary' then 12 when 'local' then 13 else 14 end
$$;

create or replace function tiles.roads(z integer, x integer, y integer, query_params json) returns bytea
language plpgsql stable security definer parallel safe set plan_cache_mode to force_custom_plan set jit to off as $$
declare
  box geometry := st_expand(tile_box(z, x, y), 360.0 / (1 << least(greatest(z, 0), 30)) / 64);
begin
  if box is null then return null; end if;
  return (select st_asmvt(f, 'roads', 4096, 'geom') from (
    select st_asmvtgeom(st_transform(r.geom, 3857), st_tileenvelope(z, x, y), 4096, 64, true) as geom, r.name, r.name_en, r.class, r.width_m
    from (
      select * from roads where z < 12 and class in ('expressway', 'arterial') and geom && box
      union all
      select * from roads where z >= 12 and geom && box
    ) r where first_road_zoom(r.class) <= z
  ) f where f.geom is not null);
end $$;
comment on function tiles.roads(integer, integer, integer, json) is '{
  "name": "roads",
  "description": "道路，按等级逐级出现 / Roads, the greater classes first",
  "minzoom": 8, "maxzoom": 15,
  "vector_layers": [{ "id": "roads", "fields": {
    "name": "中文名 / Chinese name", "name_en": "英文名 / English name",
    "class": "等级 / expressway, arterial, secondary, local or lane",
    "width_m": "宽度，米 / width in metres"
  } }]
}';

create or replace function tiles.labels(z integer, x integer, y integer, query_params json) returns bytea
language sql stable security definer parallel safe as $$
  select st_asmvt(f, 'labels', 4096, 'geom') from (
    select tile_point(p.label_point, z, x, y) as geom, p.kind, p.name, p.name_en
    from places p
    where p.label_point && tile_box(z, x, y) and in_tile(p.label_point, z, x, y) and p.retired_on is null
      and z >= case p.kind when 'city' then 5 when 'district' then 8 when 'street' then 11 else 14 end and (p.kind <> 'city' or z < 9)
  ) f
$$;
comment on function tiles.labels(integer, integer, integer, json) is '{
  "name": "labels",
  "description": "地名的注记点；路名在 roads 里 / Label points of places; the names of roads are in roads",
  "minzoom": 5, "maxzoom": 15,
  "vector_layers": [{ "id": "labels", "fields": {
    "kind": "类型 / city, district, street or neighbourhood",
    "name": "中文名 / Chinese name", "name_en": "英文名 / English name"
  } }]
}';

-- The tags of the ground's tiles change with any of it; a new city tells nothing of the old one's.
create or replace function note_ground_changed() returns trigger
language plpgsql set search_path from current as $$
begin
  perform mark_tiles_changed(array[-2]);
  return null;
end $$;
create or replace trigger tiles_of_places after insert or update or delete or truncate on places for each statement execute function note_ground_changed();
create or replace trigger tiles_of_roads after insert or update or delete or truncate on roads for each statement execute function note_ground_changed();
create or replace trigger tiles_of_waters after insert or update or delete or truncate on waters for each statement execute function note_ground_changed();
