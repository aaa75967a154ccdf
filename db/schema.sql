-- Made by npm run schema from migrations/ and functions/; a check fails when it differs. Not to be edited.
-- Name: city; Type: SCHEMA; Schema: -; Owner: -
CREATE SCHEMA city;
-- Name: tiles; Type: SCHEMA; Schema: -; Owner: -
CREATE SCHEMA tiles;
-- Name: tiles_staff; Type: SCHEMA; Schema: -; Owner: -
CREATE SCHEMA tiles_staff;
-- Name: area_tile(integer, integer, integer, text, text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.area_tile(z integer, x integer, y integer, area_kind text, layer text) RETURNS bytea
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    AS $$
  select st_asmvt(f, layer, 4096, 'geom') from (
    select st_asmvtgeom(st_transform(p.geom, 3857), st_tileenvelope(z, x, y), 4096, 64, true) as geom, p.code, p.name, p.name_en, p.synthetic
    from places p
    where tile_box(z, x, y) is not null and p.kind = area_kind and p.retired_on is null and p.geom && st_expand(tile_box(z, x, y), 360.0 / (1 << z) / 64)
  ) f where f.geom is not null
$$;
-- Name: begin_bulk_load(text[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.begin_bulk_load(tables text[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    AS $$
declare
  guard record;
begin
  create temp table if not exists bulk_load_guards (put_back text not null, sort integer not null) on commit drop;
  for guard in
    select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname) as drop_it,
      format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) as put_back, 2 as sort
    from pg_constraint c where c.contype = 'f' and c.conrelid = any (tables::regclass[])
    union all
    select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid), 1
    from pg_index i
    where i.indrelid = any (tables::regclass[]) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
  loop
    execute guard.drop_it;
    insert into bulk_load_guards values (guard.put_back, guard.sort);
  end loop;
end $$;
-- Name: check_character(text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.check_character(digits text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
declare
  p integer := 0;
  c integer;
begin
  for i in 1..length(digits) loop
    p := ((p + ascii(substr(digits, i, 1)) - 48) * 2) % 11;
  end loop;
  c := (12 - p) % 11;
  return case c when 10 then 'X' else c::text end;
end $$;
-- Name: empty_city(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.empty_city() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    AS $$
declare
  names text;
  guarded regclass;
begin
  for guarded in select tgrelid::regclass from pg_trigger where tgname = 'append_only_whole' and not tgisinternal and tgrelid::regclass = any (
    select c.oid::regclass from pg_class c where c.relnamespace = current_schema()::regnamespace
  ) loop
    execute format('alter table %s disable trigger append_only_whole', guarded);
  end loop;
  select string_agg(format('%I.%I', schemaname, tablename), ', ') into names
  from pg_tables where schemaname = current_schema() and tablename <> 'migrations';
  execute 'truncate ' || names || ' restart identity';
  for guarded in select tgrelid::regclass from pg_trigger where tgname = 'append_only_whole' and tgenabled = 'D' and tgrelid::regclass = any (
    select c.oid::regclass from pg_class c where c.relnamespace = current_schema()::regnamespace
  ) loop
    execute format('alter table %s enable trigger append_only_whole', guarded);
  end loop;
end $$;
-- Name: end_bulk_load(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.end_bulk_load() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    AS $$
declare
  guard record;
begin
  for guard in select put_back from bulk_load_guards order by sort, put_back loop
    execute guard.put_back;
  end loop;
  drop table bulk_load_guards;
end $$;
-- Name: first_road_zoom(text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.first_road_zoom(class text) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  select case class when 'expressway' then 8 when 'arterial' then 10 when 'secondary' then 12 when 'local' then 13 else 14 end
$$;
-- Name: first_single_zoom(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.first_single_zoom() RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$select 15$$;
-- Name: in_tile(public.geometry, public.geometry); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.in_tile(point public.geometry, box public.geometry) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select st_x(point) >= st_xmin(box) and st_x(point) < st_xmax(box) and st_y(point) > st_ymin(box) and st_y(point) <= st_ymax(box)
$$;
-- Name: lon_lat(double precision, double precision); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.lon_lat(lon double precision, lat double precision) RETURNS public.geometry
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select st_setsrid(st_makepoint(lon, lat), 4326) $$;
-- Name: mint_asset_ids(text, text, integer); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.mint_asset_ids(county text, class_code text, wanted integer) RETURNS SETOF text
    LANGUAGE plpgsql STRICT
    SET search_path TO 'city', 'public'
    AS $$
declare
  pre text := county || class_code;
  upto integer;
begin
  insert into asset_serials as s (prefix, last) values (pre, wanted)
  on conflict (prefix) do update set last = s.last + wanted
  returning last into upto;
  return query
    select n || check_character(n)
    from (select pre || lpad(i::text, 6, '0') as n from generate_series(upto - wanted + 1, upto) i) numbered;
exception when check_violation or numeric_value_out_of_range then
  raise exception 'serials of % are used up', pre using errcode = 'check_violation', constraint = 'asset_serials_exhausted';
end $$;
-- Name: public_asset_cells(integer, integer, integer, text, boolean); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.public_asset_cells(z integer, x integer, y integer, layer text, wells boolean) RETURNS bytea
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
declare box geometry := tile_box(z, x, y);
begin
  return (select st_asmvt(f, layer, 4096, 'geom') from (
    select tile_point(lon_lat(avg(st_x(a.geom)), avg(st_y(a.geom))), z, x, y) as geom, count(*)::integer as count,
      (count(*) filter (where a.status <> 'intact'))::integer as abnormal
    from public_assets_in(box, wells) a group by tile_cell(a.geom, box)) f);
end $$;
-- Name: public_asset_tile(integer, integer, integer, text, boolean); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.public_asset_tile(z integer, x integer, y integer, layer text, wells boolean) RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select case when tile_box(z, x, y) is null then null when z >= first_single_zoom() then public_single_assets(z, x, y, layer, wells) else public_asset_cells(z, x, y, layer, wells) end
$$;
-- Name: public_assets_in(public.geometry, boolean); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.public_assets_in(box public.geometry, wells boolean) RETURNS TABLE(geom public.geometry, class_code text, status text)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select a.geom, a.class_code, a.status from assets a join asset_classes c on c.code = a.class_code
  where a.geom && box and in_tile(a.geom, box) and a.status <> 'removed' and a.merged_into is null and c.is_well = wells and not c.is_sensitive
$$;
-- Name: public_single_assets(integer, integer, integer, text, boolean); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.public_single_assets(z integer, x integer, y integer, layer text, wells boolean) RETURNS bytea
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
declare box geometry := tile_box(z, x, y);
begin
  return (select st_asmvt(f, layer, 4096, 'geom') from (
    select tile_point(a.geom, z, x, y) as geom, a.class_code, a.status, a.status in ('damaged', 'missing') as damaged from public_assets_in(box, wells) a) f);
end $$;
-- Name: refuse_change(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
-- Name: staff_asset_cells(integer, integer, integer, text, boolean, boolean, text[], text[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.staff_asset_cells(z integer, x integer, y integer, layer text, wells boolean, city boolean, place_codes text[], unit_ids text[]) RETURNS bytea
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
declare box geometry := tile_box(z, x, y);
begin
  return (select st_asmvt(f, layer, 4096, 'geom') from (
    select tile_point(lon_lat(avg(st_x(a.geom)), avg(st_y(a.geom))), z, x, y) as geom, count(*)::integer as count,
      (count(*) filter (where a.status <> 'intact'))::integer as abnormal
    from staff_assets_in(box, wells, city, place_codes, unit_ids) a group by tile_cell(a.geom, box)) f);
end $$;
-- Name: staff_asset_tile(integer, integer, integer, text, boolean, boolean, text[], text[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.staff_asset_tile(z integer, x integer, y integer, layer text, wells boolean, city boolean, place_codes text[], unit_ids text[]) RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select case when tile_box(z, x, y) is null then null when z >= first_single_zoom() then staff_single_assets(z, x, y, layer, wells, city, place_codes, unit_ids)
    else staff_asset_cells(z, x, y, layer, wells, city, place_codes, unit_ids) end
$$;
-- Name: staff_assets_in(public.geometry, boolean, boolean, text[], text[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.staff_assets_in(box public.geometry, wells boolean, city boolean, place_codes text[], unit_ids text[]) RETURNS TABLE(geom public.geometry, id text, owner_id text, class_code text, status text)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select a.geom, a.id, a.owner_id, a.class_code, a.status from assets a join asset_classes c on c.code = a.class_code
  where a.geom && box and in_tile(a.geom, box) and a.status <> 'removed' and a.merged_into is null and c.is_well = wells
    and (city or a.district_code = any (place_codes) or a.street_code = any (place_codes)
      or a.owner_id = any (unit_ids) or a.maintainer_id = any (unit_ids) or a.authority_id = any (unit_ids))
$$;
-- Name: staff_single_assets(integer, integer, integer, text, boolean, boolean, text[], text[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.staff_single_assets(z integer, x integer, y integer, layer text, wells boolean, city boolean, place_codes text[], unit_ids text[]) RETURNS bytea
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
declare box geometry := tile_box(z, x, y);
begin
  return (select st_asmvt(f, layer, 4096, 'geom') from (
    select tile_point(a.geom, z, x, y) as geom, a.id, a.owner_id, a.class_code, a.status, a.status in ('damaged', 'missing') as damaged from staff_assets_in(box, wells, city, place_codes, unit_ids) a) f);
end $$;
-- Name: tile_box(integer, integer, integer); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.tile_box(z integer, x integer, y integer) RETURNS public.geometry
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  select case when z between 0 and 22 and x >= 0 and y >= 0 and x < (1 << z) and y < (1 << z) then
    st_makeenvelope(
      x / (1 << z)::float8 * 360 - 180, degrees(atan(sinh(pi() * (1 - 2 * (y + 1) / (1 << z)::float8)))),
      (x + 1) / (1 << z)::float8 * 360 - 180, degrees(atan(sinh(pi() * (1 - 2 * y / (1 << z)::float8)))), 4326)
  end
$$;
-- Name: tile_cell(public.geometry, public.geometry); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.tile_cell(point public.geometry, box public.geometry) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select least(31, floor((st_x(point) - st_xmin(box)) / (st_xmax(box) - st_xmin(box)) * 32)::integer)
    + 32 * least(31, floor((st_ymax(box) - st_y(point)) / (st_ymax(box) - st_ymin(box)) * 32)::integer)
$$;
-- Name: tile_point(public.geometry, integer, integer, integer); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.tile_point(point public.geometry, z integer, x integer, y integer) RETURNS public.geometry
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select st_asmvtgeom(st_transform(point, 3857), st_tileenvelope(z, x, y), 4096, 0, false) $$;
-- Name: assets(integer, integer, integer, json); Type: FUNCTION; Schema: tiles; Owner: -
CREATE FUNCTION tiles.assets(z integer, x integer, y integer, query_params json) RETURNS bytea
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'city', 'public', 'pg_temp'
    AS $$ select public_asset_tile(z, x, y, 'assets', false) $$;
-- Name: FUNCTION assets(z integer, x integer, y integer, query_params json); Type: COMMENT; Schema: tiles; Owner: -
COMMENT ON FUNCTION tiles.assets(z integer, x integer, y integer, query_params json) IS '{
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
-- Name: districts(integer, integer, integer, json); Type: FUNCTION; Schema: tiles; Owner: -
CREATE FUNCTION tiles.districts(z integer, x integer, y integer, query_params json) RETURNS bytea
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'city', 'public', 'pg_temp'
    AS $$ select area_tile(z, x, y, 'district', 'districts') $$;
-- Name: FUNCTION districts(z integer, x integer, y integer, query_params json); Type: COMMENT; Schema: tiles; Owner: -
COMMENT ON FUNCTION tiles.districts(z integer, x integer, y integer, query_params json) IS '{
  "name": "districts",
  "description": "区界 / Districts",
  "minzoom": 6, "maxzoom": 14,
  "vector_layers": [{ "id": "districts", "fields": {
    "code": "区划代码，六位 / GB/T 2260 code, six digits",
    "name": "中文名 / Chinese name", "name_en": "英文名 / English name",
    "synthetic": "边界为合成 / whether the outline is synthetic"
  } }]
}';
-- Name: labels(integer, integer, integer, json); Type: FUNCTION; Schema: tiles; Owner: -
CREATE FUNCTION tiles.labels(z integer, x integer, y integer, query_params json) RETURNS bytea
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'city', 'public', 'pg_temp'
    AS $$
  select st_asmvt(f, 'labels', 4096, 'geom') from (
    select tile_point(p.label_point, z, x, y) as geom, p.kind, p.name, p.name_en
    from places p
    where p.label_point && tile_box(z, x, y) and in_tile(p.label_point, tile_box(z, x, y)) and p.retired_on is null
      and z >= case p.kind when 'city' then 5 when 'district' then 8 when 'street' then 11 else 14 end and (p.kind <> 'city' or z < 9)
  ) f
$$;
-- Name: FUNCTION labels(z integer, x integer, y integer, query_params json); Type: COMMENT; Schema: tiles; Owner: -
COMMENT ON FUNCTION tiles.labels(z integer, x integer, y integer, query_params json) IS '{
  "name": "labels",
  "description": "地名的注记点；路名在 roads 里 / Label points of places; the names of roads are in roads",
  "minzoom": 5, "maxzoom": 15,
  "vector_layers": [{ "id": "labels", "fields": {
    "kind": "类型 / city, district, street or neighbourhood",
    "name": "中文名 / Chinese name", "name_en": "英文名 / English name"
  } }]
}';
-- Name: roads(integer, integer, integer, json); Type: FUNCTION; Schema: tiles; Owner: -
CREATE FUNCTION tiles.roads(z integer, x integer, y integer, query_params json) RETURNS bytea
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'city', 'public', 'pg_temp'
    AS $$
  select st_asmvt(f, 'roads', 4096, 'geom') from (
    select st_asmvtgeom(st_transform(r.geom, 3857), st_tileenvelope(z, x, y), 4096, 64, true) as geom, r.name, r.name_en, r.class, r.width_m
    from roads r
    where tile_box(z, x, y) is not null and first_road_zoom(r.class) <= z and r.geom && st_expand(tile_box(z, x, y), 360.0 / (1 << z) / 64)
  ) f where f.geom is not null
$$;
-- Name: FUNCTION roads(z integer, x integer, y integer, query_params json); Type: COMMENT; Schema: tiles; Owner: -
COMMENT ON FUNCTION tiles.roads(z integer, x integer, y integer, query_params json) IS '{
  "name": "roads",
  "description": "道路，按等级逐级出现 / Roads, the greater classes first",
  "minzoom": 8, "maxzoom": 15,
  "vector_layers": [{ "id": "roads", "fields": {
    "name": "中文名 / Chinese name", "name_en": "英文名 / English name",
    "class": "等级 / expressway, arterial, secondary, local or lane",
    "width_m": "宽度，米 / width in metres"
  } }]
}';
-- Name: streets(integer, integer, integer, json); Type: FUNCTION; Schema: tiles; Owner: -
CREATE FUNCTION tiles.streets(z integer, x integer, y integer, query_params json) RETURNS bytea
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'city', 'public', 'pg_temp'
    AS $$ select area_tile(z, x, y, 'street', 'streets') $$;
-- Name: FUNCTION streets(z integer, x integer, y integer, query_params json); Type: COMMENT; Schema: tiles; Owner: -
COMMENT ON FUNCTION tiles.streets(z integer, x integer, y integer, query_params json) IS '{
  "name": "streets",
  "description": "街道和镇界 / Streets and towns, the places below a district",
  "minzoom": 9, "maxzoom": 14,
  "vector_layers": [{ "id": "streets", "fields": {
    "code": "区划代码，九位 / code, nine digits",
    "name": "中文名 / Chinese name", "name_en": "英文名 / English name",
    "synthetic": "边界为合成 / whether the outline is synthetic"
  } }]
}';
-- Name: waters(integer, integer, integer, json); Type: FUNCTION; Schema: tiles; Owner: -
CREATE FUNCTION tiles.waters(z integer, x integer, y integer, query_params json) RETURNS bytea
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'city', 'public', 'pg_temp'
    AS $$
  select st_asmvt(f, 'waters', 4096, 'geom') from (
    select st_asmvtgeom(st_transform(w.geom, 3857), st_tileenvelope(z, x, y), 4096, 64, true) as geom, w.name
    from waters w where tile_box(z, x, y) is not null and w.geom && st_expand(tile_box(z, x, y), 360.0 / (1 << z) / 64)
  ) f where f.geom is not null
$$;
-- Name: FUNCTION waters(z integer, x integer, y integer, query_params json); Type: COMMENT; Schema: tiles; Owner: -
COMMENT ON FUNCTION tiles.waters(z integer, x integer, y integer, query_params json) IS '{
  "name": "waters",
  "description": "水面 / Water",
  "minzoom": 6, "maxzoom": 14,
  "vector_layers": [{ "id": "waters", "fields": { "name": "中文名 / Chinese name" } }]
}';
-- Name: wells(integer, integer, integer, json); Type: FUNCTION; Schema: tiles; Owner: -
CREATE FUNCTION tiles.wells(z integer, x integer, y integer, query_params json) RETURNS bytea
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'city', 'public', 'pg_temp'
    AS $$ select public_asset_tile(z, x, y, 'wells', true) $$;
-- Name: FUNCTION wells(z integer, x integer, y integer, query_params json); Type: COMMENT; Schema: tiles; Owner: -
COMMENT ON FUNCTION tiles.wells(z integer, x integer, y integer, query_params json) IS '{
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
-- Name: assets(integer, integer, integer, boolean, text[], text[]); Type: FUNCTION; Schema: tiles_staff; Owner: -
CREATE FUNCTION tiles_staff.assets(z integer, x integer, y integer, city boolean, place_codes text[], unit_ids text[]) RETURNS bytea
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'city', 'public', 'pg_temp'
    AS $$ select staff_asset_tile(z, x, y, 'staff-assets', false, city, place_codes, unit_ids) $$;
-- Name: FUNCTION assets(z integer, x integer, y integer, city boolean, place_codes text[], unit_ids text[]); Type: COMMENT; Schema: tiles_staff; Owner: -
COMMENT ON FUNCTION tiles_staff.assets(z integer, x integer, y integer, city boolean, place_codes text[], unit_ids text[]) IS '{
  "name": "staff-assets",
  "description": "职责范围内井以外的部件 / Assets that are no wells, within the reader’s reach",
  "minzoom": 7, "maxzoom": 16,
  "vector_layers": [{ "id": "staff-assets", "fields": {
    "id": "编号，17 位 / number, 17 characters", "owner_id": "权属单位 / owning unit",
    "class_code": "部件类别代码 / class code", "status": "状态 / status", "damaged": "破损或丢失 / damaged or missing",
    "count": "格内数量（15 级以下） / how many in the cell (below zoom 15)", "abnormal": "其中非完好的数量 / how many of them are not intact"
  } }]
}';
-- Name: orders(integer, integer, integer, boolean, text[], text[]); Type: FUNCTION; Schema: tiles_staff; Owner: -
CREATE FUNCTION tiles_staff.orders(z integer, x integer, y integer, city boolean, place_codes text[], unit_ids text[]) RETURNS bytea
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'city', 'public', 'pg_temp'
    AS $$
  select st_asmvt(f, 'staff-orders', 4096, 'geom') from (
    select tile_point(i.geom, z, x, y) as geom,
      o.id::text as id, o.state, o.is_hazard, o.problem_kind as kind, floor(extract(epoch from o.due_at))::bigint as due_at, o.unit_id
    from orders o join incidents i on i.id = o.incident_id
    where i.geom && tile_box(z, x, y) and in_tile(i.geom, tile_box(z, x, y)) and o.state not in ('closed', 'void')
      and (city or o.district_code = any (place_codes) or o.street_code = any (place_codes) or o.unit_id = any (unit_ids)
        or exists (select from assignments s where s.order_id = o.id and s.ended_at is null and s.unit_id = any (unit_ids)))
  ) f
$$;
-- Name: FUNCTION orders(z integer, x integer, y integer, city boolean, place_codes text[], unit_ids text[]); Type: COMMENT; Schema: tiles_staff; Owner: -
COMMENT ON FUNCTION tiles_staff.orders(z integer, x integer, y integer, city boolean, place_codes text[], unit_ids text[]) IS '{
  "name": "staff-orders",
  "description": "职责范围内未结的工单 / Open work orders within the reader’s reach",
  "minzoom": 5, "maxzoom": 16,
  "vector_layers": [{ "id": "staff-orders", "fields": {
    "id": "工单号 / order", "state": "状态 / state", "is_hazard": "是否危险 / whether it is dangerous", "kind": "问题类别 / kind of problem",
    "due_at": "最近的期限，自 1970 年起的秒数 / nearest deadline, seconds since 1970", "unit_id": "责任单位 / accountable unit"
  } }]
}';
-- Name: wells(integer, integer, integer, boolean, text[], text[]); Type: FUNCTION; Schema: tiles_staff; Owner: -
CREATE FUNCTION tiles_staff.wells(z integer, x integer, y integer, city boolean, place_codes text[], unit_ids text[]) RETURNS bytea
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'city', 'public', 'pg_temp'
    AS $$ select staff_asset_tile(z, x, y, 'staff-wells', true, city, place_codes, unit_ids) $$;
-- Name: FUNCTION wells(z integer, x integer, y integer, city boolean, place_codes text[], unit_ids text[]); Type: COMMENT; Schema: tiles_staff; Owner: -
COMMENT ON FUNCTION tiles_staff.wells(z integer, x integer, y integer, city boolean, place_codes text[], unit_ids text[]) IS '{
  "name": "staff-wells",
  "description": "职责范围内的检查井，含编号和权属单位 / Wells within the reader’s reach, with number and owner",
  "minzoom": 7, "maxzoom": 16,
  "vector_layers": [{ "id": "staff-wells", "fields": {
    "id": "编号，17 位 / number, 17 characters", "owner_id": "权属单位 / owning unit",
    "class_code": "部件类别代码 / class code", "status": "状态 / status", "damaged": "破损或丢失 / damaged or missing",
    "count": "格内数量（15 级以下） / how many in the cell (below zoom 15)", "abnormal": "其中非完好的数量 / how many of them are not intact"
  } }]
}';
-- Name: api_tokens; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.api_tokens (
    id bigint NOT NULL,
    token_hash bytea NOT NULL,
    person_id bigint NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone
);
-- Name: api_tokens_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.api_tokens ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.api_tokens_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: asset_classes; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.asset_classes (
    code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    is_well boolean NOT NULL,
    is_sensitive boolean DEFAULT false NOT NULL,
    words text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT asset_classes_code_check CHECK ((code ~ '^\d{4}$'::text))
);
-- Name: asset_events; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.asset_events (
    id bigint NOT NULL,
    asset_id text NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id bigint,
    action text NOT NULL,
    source text NOT NULL,
    changes jsonb NOT NULL,
    note text
);
-- Name: asset_events_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.asset_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.asset_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: asset_serials; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.asset_serials (
    prefix text NOT NULL,
    last integer DEFAULT 0 NOT NULL,
    CONSTRAINT asset_serials_last_check CHECK (((last >= 0) AND (last <= 999999))),
    CONSTRAINT asset_serials_prefix_check CHECK ((prefix ~ '^\d{10}$'::text))
);
-- Name: assets; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.assets (
    id text NOT NULL,
    class_code text NOT NULL,
    geom public.geometry(Point,4326) NOT NULL,
    position_accuracy_m real NOT NULL,
    district_code text NOT NULL,
    street_code text NOT NULL,
    road_id integer,
    address text,
    location_kind text NOT NULL,
    authority_id text,
    owner_id text,
    maintainer_id text,
    owner_confidence real DEFAULT 0.9 NOT NULL,
    owner_evidence text DEFAULT 'survey'::text NOT NULL,
    status text DEFAULT 'intact'::text NOT NULL,
    depth_m real,
    year_built integer,
    has_anti_fall_net boolean,
    first_recorded_on date NOT NULL,
    changed_on date NOT NULL,
    data_source text NOT NULL,
    source_number text,
    merged_into text,
    note text,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT assets_id_check CHECK ((id ~ '^\d{16}[0-9X]$'::text)),
    CONSTRAINT assets_location_kind_check CHECK ((location_kind = ANY (ARRAY['carriageway'::text, 'footway'::text, 'green'::text, 'compound'::text]))),
    CONSTRAINT assets_owner_confidence_check CHECK (((owner_confidence >= (0)::double precision) AND (owner_confidence <= (1)::double precision))),
    CONSTRAINT assets_status_check CHECK ((status = ANY (ARRAY['intact'::text, 'damaged'::text, 'missing'::text, 'abandoned'::text, 'removed'::text])))
);
-- Name: assignments; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.assignments (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    unit_id text NOT NULL,
    part text NOT NULL,
    assigned_at timestamp with time zone NOT NULL,
    assigned_by bigint,
    reason jsonb NOT NULL,
    ended_at timestamp with time zone,
    end_reason text,
    CONSTRAINT assignments_part_check CHECK ((part = ANY (ARRAY['accountable'::text, 'informed'::text, 'fallback'::text])))
);
-- Name: assignments_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.assignments ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.assignments_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: city; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.city (
    only_one boolean DEFAULT true NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    time_zone text NOT NULL,
    calendar text NOT NULL,
    centre public.geometry(Point,4326) NOT NULL,
    boundary public.geometry(MultiPolygon,4326) NOT NULL,
    demo boolean DEFAULT false NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb NOT NULL,
    seeded_at timestamp with time zone,
    CONSTRAINT city_only_one_check CHECK (only_one)
);
-- Name: covers; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.covers (
    id bigint NOT NULL,
    asset_id text NOT NULL,
    shape text NOT NULL,
    size_mm integer NOT NULL,
    material text NOT NULL,
    load_class text NOT NULL,
    lettering text,
    maker text,
    fitted_on date,
    removed_on date,
    CONSTRAINT covers_load_class_check CHECK ((load_class = ANY (ARRAY['A15'::text, 'B125'::text, 'C250'::text, 'D400'::text, 'E600'::text, 'F900'::text]))),
    CONSTRAINT covers_material_check CHECK ((material = ANY (ARRAY['ductile_iron'::text, 'grey_iron'::text, 'concrete'::text, 'composite'::text, 'concrete_filled'::text]))),
    CONSTRAINT covers_shape_check CHECK ((shape = ANY (ARRAY['round'::text, 'rectangular'::text])))
);
-- Name: covers_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.covers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.covers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: deadlines; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.deadlines (
    order_id bigint NOT NULL,
    clock text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    reason jsonb NOT NULL,
    met_at timestamp with time zone,
    CONSTRAINT deadlines_clock_check CHECK ((clock = ANY (ARRAY['contact'::text, 'close'::text, 'hazard'::text])))
);
-- Name: demo_truths; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.demo_truths (
    asset_id text NOT NULL,
    owner_id text
);
-- Name: house_numbers; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.house_numbers (
    road_id integer NOT NULL,
    number text NOT NULL,
    geom public.geometry(Point,4326) NOT NULL
);
-- Name: incidents; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.incidents (
    id bigint NOT NULL,
    problem_kind text NOT NULL,
    asset_id text,
    geom public.geometry(Point,4326) NOT NULL,
    district_code text NOT NULL,
    street_code text NOT NULL,
    address text,
    is_hazard boolean NOT NULL,
    opened_at timestamp with time zone NOT NULL
);
-- Name: incidents_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.incidents ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.incidents_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: migrations; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.migrations (
    name text NOT NULL,
    sha256 text NOT NULL,
    ran_at timestamp with time zone DEFAULT now() NOT NULL
);
-- Name: order_events; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.order_events (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id bigint,
    unit_id text,
    action text NOT NULL,
    from_state text,
    to_state text NOT NULL,
    note text,
    details jsonb DEFAULT '{}'::jsonb NOT NULL
);
-- Name: order_events_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.order_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.order_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: orders; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.orders (
    id bigint NOT NULL,
    incident_id bigint NOT NULL,
    state text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    is_hazard boolean NOT NULL,
    problem_kind text NOT NULL,
    asset_id text,
    district_code text NOT NULL,
    street_code text NOT NULL,
    unit_id text NOT NULL,
    match_score real,
    match_reasons jsonb NOT NULL,
    dispatch_reason jsonb NOT NULL,
    dispatch_path text[] NOT NULL,
    due_at timestamp with time zone NOT NULL,
    reply text,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    CONSTRAINT orders_state_check CHECK ((state = ANY (ARRAY['dispatched'::text, 'signed'::text, 'contacted'::text, 'in_progress'::text, 'resolved'::text, 'closed'::text, 'void'::text])))
);
-- Name: orders_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.orders ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.orders_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: people; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.people (
    id bigint NOT NULL,
    username text NOT NULL,
    password_hash text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
-- Name: people_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.people ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.people_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: person_roles; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.person_roles (
    person_id bigint NOT NULL,
    role text NOT NULL,
    place_code text,
    unit_id text,
    CONSTRAINT person_roles_check CHECK (((place_code IS NULL) <> (unit_id IS NULL))),
    CONSTRAINT person_roles_role_check CHECK ((role = ANY (ARRAY['agent'::text, 'dispatcher'::text, 'clerk'::text, 'crew'::text, 'registrar'::text, 'supervisor'::text, 'leader'::text, 'analyst'::text, 'administrator'::text])))
);
-- Name: personal_data_looks; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.personal_data_looks (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL,
    report_id bigint NOT NULL,
    purpose text NOT NULL,
    request_id text
);
-- Name: personal_data_looks_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.personal_data_looks ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.personal_data_looks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: photos; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.photos (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    report_id bigint,
    order_id bigint,
    uploaded_by bigint,
    uploaded_at timestamp with time zone NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    bytes bytea NOT NULL,
    of_reply boolean DEFAULT false NOT NULL,
    CONSTRAINT photos_check CHECK (((report_id IS NULL) OR (order_id IS NULL)))
);
-- Name: places; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.places (
    code text NOT NULL,
    kind text NOT NULL,
    parent_code text,
    name text NOT NULL,
    name_en text,
    settlement text DEFAULT 'town'::text NOT NULL,
    geom public.geometry(MultiPolygon,4326),
    label_point public.geometry(Point,4326) NOT NULL,
    synthetic boolean DEFAULT false NOT NULL,
    retired_on date,
    successor_code text,
    CONSTRAINT places_kind_check CHECK ((kind = ANY (ARRAY['city'::text, 'district'::text, 'street'::text, 'neighbourhood'::text]))),
    CONSTRAINT places_settlement_check CHECK ((settlement = ANY (ARRAY['town'::text, 'suburb'::text])))
);
-- Name: problem_kinds; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.problem_kinds (
    code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    asset_classes text[] DEFAULT '{}'::text[] NOT NULL,
    about text NOT NULL,
    is_hazard boolean DEFAULT false NOT NULL,
    is_emergency boolean DEFAULT false NOT NULL,
    asset_status text,
    acts text DEFAULT 'owner'::text NOT NULL,
    words text[] DEFAULT '{}'::text[] NOT NULL,
    sort integer DEFAULT 0 NOT NULL,
    CONSTRAINT problem_kinds_about_check CHECK ((about = ANY (ARRAY['well'::text, 'asset'::text, 'none'::text]))),
    CONSTRAINT problem_kinds_acts_check CHECK ((acts = ANY (ARRAY['owner'::text, 'road'::text, 'greening'::text, 'centre'::text]))),
    CONSTRAINT problem_kinds_asset_status_check CHECK ((asset_status = ANY (ARRAY['intact'::text, 'damaged'::text, 'missing'::text, 'abandoned'::text, 'removed'::text])))
);
-- Name: report_contacts; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.report_contacts (
    report_id bigint NOT NULL,
    name text,
    phone text,
    erased_at timestamp with time zone
);
-- Name: reports; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.reports (
    id bigint NOT NULL,
    number text NOT NULL,
    incident_id bigint NOT NULL,
    channel text NOT NULL,
    problem_kind text NOT NULL,
    geom public.geometry(Point,4326) NOT NULL,
    accuracy_m real NOT NULL,
    datum text NOT NULL,
    text text DEFAULT ''::text NOT NULL,
    address text,
    plate text,
    someone_hurt boolean DEFAULT false NOT NULL,
    picked_asset_id text,
    match_candidates jsonb NOT NULL,
    idempotency_key text,
    body_hash bytea NOT NULL,
    taken_by bigint,
    received_at timestamp with time zone NOT NULL,
    CONSTRAINT reports_channel_check CHECK ((channel = ANY (ARRAY['pin'::text, 'plate'::text, 'hotline'::text, 'api'::text])))
);
-- Name: reports_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.reports ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.reports_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: roads; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.roads (
    id integer NOT NULL,
    name text NOT NULL,
    name_en text,
    class text NOT NULL,
    district_code text NOT NULL,
    width_m real NOT NULL,
    geom public.geometry(LineString,4326) NOT NULL,
    CONSTRAINT roads_class_check CHECK ((class = ANY (ARRAY['expressway'::text, 'arterial'::text, 'secondary'::text, 'local'::text, 'lane'::text])))
);
-- Name: sessions; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.sessions (
    token_hash bytea NOT NULL,
    person_id bigint NOT NULL,
    csrf text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
-- Name: units; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.units (
    id text NOT NULL,
    kind text NOT NULL,
    level text NOT NULL,
    place_code text NOT NULL,
    parent_id text,
    name text NOT NULL,
    name_en text NOT NULL,
    words text[] DEFAULT '{}'::text[] NOT NULL,
    phone text,
    successor_id text,
    active boolean DEFAULT true NOT NULL,
    CONSTRAINT units_kind_check CHECK ((kind = ANY (ARRAY['trade'::text, 'road'::text, 'greening'::text, 'centre'::text]))),
    CONSTRAINT units_level_check CHECK ((level = ANY (ARRAY['city'::text, 'district'::text, 'street'::text, 'trade'::text])))
);
-- Name: waters; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.waters (
    id integer NOT NULL,
    name text,
    geom public.geometry(MultiPolygon,4326) NOT NULL
);
-- Name: api_tokens api_tokens_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.api_tokens
    ADD CONSTRAINT api_tokens_pkey PRIMARY KEY (id);
-- Name: api_tokens api_tokens_token_hash_key; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.api_tokens
    ADD CONSTRAINT api_tokens_token_hash_key UNIQUE (token_hash);
-- Name: asset_classes asset_classes_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.asset_classes
    ADD CONSTRAINT asset_classes_pkey PRIMARY KEY (code);
-- Name: asset_events asset_events_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.asset_events
    ADD CONSTRAINT asset_events_pkey PRIMARY KEY (id);
-- Name: asset_serials asset_serials_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.asset_serials
    ADD CONSTRAINT asset_serials_pkey PRIMARY KEY (prefix);
-- Name: assets assets_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.assets
    ADD CONSTRAINT assets_pkey PRIMARY KEY (id);
-- Name: assignments assignments_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.assignments
    ADD CONSTRAINT assignments_pkey PRIMARY KEY (id);
-- Name: city city_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.city
    ADD CONSTRAINT city_pkey PRIMARY KEY (only_one);
-- Name: covers covers_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.covers
    ADD CONSTRAINT covers_pkey PRIMARY KEY (id);
-- Name: deadlines deadlines_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.deadlines
    ADD CONSTRAINT deadlines_pkey PRIMARY KEY (order_id, clock);
-- Name: demo_truths demo_truths_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.demo_truths
    ADD CONSTRAINT demo_truths_pkey PRIMARY KEY (asset_id);
-- Name: house_numbers house_numbers_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.house_numbers
    ADD CONSTRAINT house_numbers_pkey PRIMARY KEY (road_id, number);
-- Name: incidents incidents_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.incidents
    ADD CONSTRAINT incidents_pkey PRIMARY KEY (id);
-- Name: migrations migrations_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (name);
-- Name: order_events order_events_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.order_events
    ADD CONSTRAINT order_events_pkey PRIMARY KEY (id);
-- Name: orders orders_incident_id_key; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_incident_id_key UNIQUE (incident_id);
-- Name: orders orders_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
-- Name: people people_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (id);
-- Name: people people_username_key; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.people
    ADD CONSTRAINT people_username_key UNIQUE (username);
-- Name: personal_data_looks personal_data_looks_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.personal_data_looks
    ADD CONSTRAINT personal_data_looks_pkey PRIMARY KEY (id);
-- Name: photos photos_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.photos
    ADD CONSTRAINT photos_pkey PRIMARY KEY (id);
-- Name: places places_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.places
    ADD CONSTRAINT places_pkey PRIMARY KEY (code);
-- Name: problem_kinds problem_kinds_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.problem_kinds
    ADD CONSTRAINT problem_kinds_pkey PRIMARY KEY (code);
-- Name: report_contacts report_contacts_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.report_contacts
    ADD CONSTRAINT report_contacts_pkey PRIMARY KEY (report_id);
-- Name: reports reports_idempotency_key_key; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.reports
    ADD CONSTRAINT reports_idempotency_key_key UNIQUE (idempotency_key);
-- Name: reports reports_number_key; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.reports
    ADD CONSTRAINT reports_number_key UNIQUE (number);
-- Name: reports reports_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.reports
    ADD CONSTRAINT reports_pkey PRIMARY KEY (id);
-- Name: roads roads_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.roads
    ADD CONSTRAINT roads_pkey PRIMARY KEY (id);
-- Name: sessions sessions_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (token_hash);
-- Name: units units_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.units
    ADD CONSTRAINT units_pkey PRIMARY KEY (id);
-- Name: waters waters_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.waters
    ADD CONSTRAINT waters_pkey PRIMARY KEY (id);
-- Name: asset_events_asset; Type: INDEX; Schema: city; Owner: -
CREATE INDEX asset_events_asset ON city.asset_events USING btree (asset_id, id);
-- Name: assets_district; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_district ON city.assets USING btree (district_code, id);
-- Name: assets_geom; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_geom ON city.assets USING gist (geom);
-- Name: assets_maintainer; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_maintainer ON city.assets USING btree (maintainer_id, id) WHERE (maintainer_id IS DISTINCT FROM owner_id);
-- Name: assets_not_intact; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_not_intact ON city.assets USING btree (status, id) WHERE (status <> 'intact'::text);
-- Name: assets_owner; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_owner ON city.assets USING btree (owner_id, id);
-- Name: assets_road; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_road ON city.assets USING btree (road_id, id);
-- Name: assets_source_number; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_source_number ON city.assets USING btree (source_number) WHERE (source_number IS NOT NULL);
-- Name: assets_street; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_street ON city.assets USING btree (street_code, id);
-- Name: assignments_one_accountable; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX assignments_one_accountable ON city.assignments USING btree (order_id) WHERE ((part = 'accountable'::text) AND (ended_at IS NULL));
-- Name: assignments_order; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assignments_order ON city.assignments USING btree (order_id);
-- Name: assignments_unit; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assignments_unit ON city.assignments USING btree (unit_id, order_id) WHERE (ended_at IS NULL);
-- Name: covers_one_on; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX covers_one_on ON city.covers USING btree (asset_id) WHERE (removed_on IS NULL);
-- Name: house_numbers_geom; Type: INDEX; Schema: city; Owner: -
CREATE INDEX house_numbers_geom ON city.house_numbers USING gist (geom);
-- Name: incidents_asset; Type: INDEX; Schema: city; Owner: -
CREATE INDEX incidents_asset ON city.incidents USING btree (asset_id) WHERE (asset_id IS NOT NULL);
-- Name: incidents_geom; Type: INDEX; Schema: city; Owner: -
CREATE INDEX incidents_geom ON city.incidents USING gist (geom);
-- Name: order_events_order; Type: INDEX; Schema: city; Owner: -
CREATE INDEX order_events_order ON city.order_events USING btree (order_id, id);
-- Name: orders_closed; Type: INDEX; Schema: city; Owner: -
CREATE INDEX orders_closed ON city.orders USING btree (closed_at DESC, id DESC) WHERE (state = ANY (ARRAY['closed'::text, 'void'::text]));
-- Name: orders_district; Type: INDEX; Schema: city; Owner: -
CREATE INDEX orders_district ON city.orders USING btree (district_code, due_at) WHERE (state <> ALL (ARRAY['closed'::text, 'void'::text]));
-- Name: orders_open; Type: INDEX; Schema: city; Owner: -
CREATE INDEX orders_open ON city.orders USING btree (((NOT is_hazard)), due_at, id) WHERE (state <> ALL (ARRAY['closed'::text, 'void'::text]));
-- Name: orders_street; Type: INDEX; Schema: city; Owner: -
CREATE INDEX orders_street ON city.orders USING btree (street_code, due_at) WHERE (state <> ALL (ARRAY['closed'::text, 'void'::text]));
-- Name: orders_unit; Type: INDEX; Schema: city; Owner: -
CREATE INDEX orders_unit ON city.orders USING btree (unit_id, due_at) WHERE (state <> ALL (ARRAY['closed'::text, 'void'::text]));
-- Name: person_roles_once; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX person_roles_once ON city.person_roles USING btree (person_id, role, COALESCE(place_code, ''::text), COALESCE(unit_id, ''::text));
-- Name: personal_data_looks_report; Type: INDEX; Schema: city; Owner: -
CREATE INDEX personal_data_looks_report ON city.personal_data_looks USING btree (report_id);
-- Name: photos_order; Type: INDEX; Schema: city; Owner: -
CREATE INDEX photos_order ON city.photos USING btree (order_id) WHERE (order_id IS NOT NULL);
-- Name: photos_orphans; Type: INDEX; Schema: city; Owner: -
CREATE INDEX photos_orphans ON city.photos USING btree (uploaded_at) WHERE ((report_id IS NULL) AND (order_id IS NULL));
-- Name: photos_report; Type: INDEX; Schema: city; Owner: -
CREATE INDEX photos_report ON city.photos USING btree (report_id) WHERE (report_id IS NOT NULL);
-- Name: places_geom; Type: INDEX; Schema: city; Owner: -
CREATE INDEX places_geom ON city.places USING gist (geom);
-- Name: places_label_point; Type: INDEX; Schema: city; Owner: -
CREATE INDEX places_label_point ON city.places USING gist (label_point);
-- Name: places_parent; Type: INDEX; Schema: city; Owner: -
CREATE INDEX places_parent ON city.places USING btree (parent_code);
-- Name: reports_incident; Type: INDEX; Schema: city; Owner: -
CREATE INDEX reports_incident ON city.reports USING btree (incident_id);
-- Name: roads_geom; Type: INDEX; Schema: city; Owner: -
CREATE INDEX roads_geom ON city.roads USING gist (geom);
-- Name: roads_name; Type: INDEX; Schema: city; Owner: -
CREATE INDEX roads_name ON city.roads USING btree (name);
-- Name: sessions_expires; Type: INDEX; Schema: city; Owner: -
CREATE INDEX sessions_expires ON city.sessions USING btree (expires_at);
-- Name: sessions_person; Type: INDEX; Schema: city; Owner: -
CREATE INDEX sessions_person ON city.sessions USING btree (person_id);
-- Name: units_one_centre; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX units_one_centre ON city.units USING btree (place_code) WHERE ((kind = 'centre'::text) AND active);
-- Name: units_place; Type: INDEX; Schema: city; Owner: -
CREATE INDEX units_place ON city.units USING btree (place_code, kind);
-- Name: waters_geom; Type: INDEX; Schema: city; Owner: -
CREATE INDEX waters_geom ON city.waters USING gist (geom);
-- Name: asset_events append_only; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON city.asset_events FOR EACH ROW EXECUTE FUNCTION city.refuse_change();
-- Name: order_events append_only; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON city.order_events FOR EACH ROW EXECUTE FUNCTION city.refuse_change();
-- Name: personal_data_looks append_only; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON city.personal_data_looks FOR EACH ROW EXECUTE FUNCTION city.refuse_change();
-- Name: asset_events append_only_whole; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON city.asset_events FOR EACH STATEMENT EXECUTE FUNCTION city.refuse_change();
-- Name: order_events append_only_whole; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON city.order_events FOR EACH STATEMENT EXECUTE FUNCTION city.refuse_change();
-- Name: personal_data_looks append_only_whole; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON city.personal_data_looks FOR EACH STATEMENT EXECUTE FUNCTION city.refuse_change();
-- Name: api_tokens api_tokens_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.api_tokens
    ADD CONSTRAINT api_tokens_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: asset_events asset_events_asset_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.asset_events
    ADD CONSTRAINT asset_events_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES city.assets(id);
-- Name: asset_events asset_events_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.asset_events
    ADD CONSTRAINT asset_events_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: assets assets_authority_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.assets
    ADD CONSTRAINT assets_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES city.units(id);
-- Name: assets assets_class_code_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.assets
    ADD CONSTRAINT assets_class_code_fkey FOREIGN KEY (class_code) REFERENCES city.asset_classes(code);
-- Name: assets assets_district_code_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.assets
    ADD CONSTRAINT assets_district_code_fkey FOREIGN KEY (district_code) REFERENCES city.places(code);
-- Name: assets assets_maintainer_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.assets
    ADD CONSTRAINT assets_maintainer_id_fkey FOREIGN KEY (maintainer_id) REFERENCES city.units(id);
-- Name: assets assets_merged_into_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.assets
    ADD CONSTRAINT assets_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES city.assets(id);
-- Name: assets assets_owner_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.assets
    ADD CONSTRAINT assets_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES city.units(id);
-- Name: assets assets_road_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.assets
    ADD CONSTRAINT assets_road_id_fkey FOREIGN KEY (road_id) REFERENCES city.roads(id);
-- Name: assets assets_street_code_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.assets
    ADD CONSTRAINT assets_street_code_fkey FOREIGN KEY (street_code) REFERENCES city.places(code);
-- Name: assignments assignments_assigned_by_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.assignments
    ADD CONSTRAINT assignments_assigned_by_fkey FOREIGN KEY (assigned_by) REFERENCES city.people(id);
-- Name: assignments assignments_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.assignments
    ADD CONSTRAINT assignments_order_id_fkey FOREIGN KEY (order_id) REFERENCES city.orders(id);
-- Name: assignments assignments_unit_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.assignments
    ADD CONSTRAINT assignments_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES city.units(id);
-- Name: covers covers_asset_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.covers
    ADD CONSTRAINT covers_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES city.assets(id);
-- Name: deadlines deadlines_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.deadlines
    ADD CONSTRAINT deadlines_order_id_fkey FOREIGN KEY (order_id) REFERENCES city.orders(id);
-- Name: demo_truths demo_truths_asset_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.demo_truths
    ADD CONSTRAINT demo_truths_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES city.assets(id);
-- Name: demo_truths demo_truths_owner_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.demo_truths
    ADD CONSTRAINT demo_truths_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES city.units(id);
-- Name: house_numbers house_numbers_road_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.house_numbers
    ADD CONSTRAINT house_numbers_road_id_fkey FOREIGN KEY (road_id) REFERENCES city.roads(id);
-- Name: incidents incidents_asset_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.incidents
    ADD CONSTRAINT incidents_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES city.assets(id);
-- Name: incidents incidents_district_code_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.incidents
    ADD CONSTRAINT incidents_district_code_fkey FOREIGN KEY (district_code) REFERENCES city.places(code);
-- Name: incidents incidents_problem_kind_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.incidents
    ADD CONSTRAINT incidents_problem_kind_fkey FOREIGN KEY (problem_kind) REFERENCES city.problem_kinds(code);
-- Name: incidents incidents_street_code_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.incidents
    ADD CONSTRAINT incidents_street_code_fkey FOREIGN KEY (street_code) REFERENCES city.places(code);
-- Name: order_events order_events_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.order_events
    ADD CONSTRAINT order_events_order_id_fkey FOREIGN KEY (order_id) REFERENCES city.orders(id);
-- Name: order_events order_events_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.order_events
    ADD CONSTRAINT order_events_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: order_events order_events_unit_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.order_events
    ADD CONSTRAINT order_events_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES city.units(id);
-- Name: orders orders_asset_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES city.assets(id);
-- Name: orders orders_district_code_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_district_code_fkey FOREIGN KEY (district_code) REFERENCES city.places(code);
-- Name: orders orders_incident_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES city.incidents(id);
-- Name: orders orders_problem_kind_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_problem_kind_fkey FOREIGN KEY (problem_kind) REFERENCES city.problem_kinds(code);
-- Name: orders orders_street_code_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_street_code_fkey FOREIGN KEY (street_code) REFERENCES city.places(code);
-- Name: orders orders_unit_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES city.units(id);
-- Name: person_roles person_roles_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.person_roles
    ADD CONSTRAINT person_roles_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: person_roles person_roles_place_code_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.person_roles
    ADD CONSTRAINT person_roles_place_code_fkey FOREIGN KEY (place_code) REFERENCES city.places(code);
-- Name: person_roles person_roles_unit_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.person_roles
    ADD CONSTRAINT person_roles_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES city.units(id);
-- Name: personal_data_looks personal_data_looks_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.personal_data_looks
    ADD CONSTRAINT personal_data_looks_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: photos photos_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.photos
    ADD CONSTRAINT photos_order_id_fkey FOREIGN KEY (order_id) REFERENCES city.orders(id);
-- Name: photos photos_report_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.photos
    ADD CONSTRAINT photos_report_id_fkey FOREIGN KEY (report_id) REFERENCES city.reports(id);
-- Name: photos photos_uploaded_by_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.photos
    ADD CONSTRAINT photos_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES city.people(id);
-- Name: places places_parent_code_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.places
    ADD CONSTRAINT places_parent_code_fkey FOREIGN KEY (parent_code) REFERENCES city.places(code);
-- Name: places places_successor_code_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.places
    ADD CONSTRAINT places_successor_code_fkey FOREIGN KEY (successor_code) REFERENCES city.places(code);
-- Name: report_contacts report_contacts_report_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.report_contacts
    ADD CONSTRAINT report_contacts_report_id_fkey FOREIGN KEY (report_id) REFERENCES city.reports(id);
-- Name: reports reports_incident_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.reports
    ADD CONSTRAINT reports_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES city.incidents(id);
-- Name: reports reports_picked_asset_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.reports
    ADD CONSTRAINT reports_picked_asset_id_fkey FOREIGN KEY (picked_asset_id) REFERENCES city.assets(id);
-- Name: reports reports_problem_kind_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.reports
    ADD CONSTRAINT reports_problem_kind_fkey FOREIGN KEY (problem_kind) REFERENCES city.problem_kinds(code);
-- Name: reports reports_taken_by_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.reports
    ADD CONSTRAINT reports_taken_by_fkey FOREIGN KEY (taken_by) REFERENCES city.people(id);
-- Name: roads roads_district_code_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.roads
    ADD CONSTRAINT roads_district_code_fkey FOREIGN KEY (district_code) REFERENCES city.places(code);
-- Name: sessions sessions_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.sessions
    ADD CONSTRAINT sessions_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: units units_parent_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.units
    ADD CONSTRAINT units_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES city.units(id);
-- Name: units units_place_code_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.units
    ADD CONSTRAINT units_place_code_fkey FOREIGN KEY (place_code) REFERENCES city.places(code);
-- Name: units units_successor_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.units
    ADD CONSTRAINT units_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES city.units(id);
