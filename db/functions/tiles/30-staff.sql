-- Staff tiles. The reader's reach comes as arguments of their own type from the session, never from a query string:
-- `city` means everything; else what lies in the places or has to do with the units. The same conditions as domain/access.ts.
create or replace function staff_assets_in(box geometry, wells boolean, city boolean, place_codes text[], unit_ids text[])
returns table (geom geometry, id text, owner_id text, class_code text, status text)
language sql stable parallel safe as $$
  select a.geom, a.id, a.owner_id, a.class_code, a.status from assets a join asset_classes c on c.code = a.class_code
  where a.geom && box and in_tile(a.geom, box) and a.status <> 'removed' and a.merged_into is null and c.is_well = wells
    and (city or a.district_code = any (place_codes) or a.street_code = any (place_codes)
      or a.owner_id = any (unit_ids) or a.maintainer_id = any (unit_ids) or a.authority_id = any (unit_ids))
$$;

create or replace function staff_single_assets(z integer, x integer, y integer, layer text, wells boolean, city boolean, place_codes text[], unit_ids text[]) returns bytea
language plpgsql stable parallel safe set plan_cache_mode to force_custom_plan as $$
declare box geometry := tile_box(z, x, y);
begin
  return (select st_asmvt(f, layer, 4096, 'geom') from (
    select tile_point(a.geom, z, x, y) as geom, a.id, a.owner_id, a.class_code, a.status, a.status in ('damaged', 'missing') as damaged from staff_assets_in(box, wells, city, place_codes, unit_ids) a) f);
end $$;

create or replace function staff_asset_cells(z integer, x integer, y integer, layer text, wells boolean, city boolean, place_codes text[], unit_ids text[]) returns bytea
language plpgsql stable parallel safe set plan_cache_mode to force_custom_plan as $$
declare box geometry := tile_box(z, x, y);
begin
  return (select st_asmvt(f, layer, 4096, 'geom') from (
    select tile_point(lon_lat(avg(st_x(a.geom)), avg(st_y(a.geom))), z, x, y) as geom, count(*)::integer as count,
      (count(*) filter (where a.status <> 'intact'))::integer as abnormal
    from staff_assets_in(box, wells, city, place_codes, unit_ids) a group by tile_cell(a.geom, box)) f);
end $$;

create or replace function staff_asset_tile(z integer, x integer, y integer, layer text, wells boolean, city boolean, place_codes text[], unit_ids text[]) returns bytea
language sql stable parallel safe as $$
  select case when tile_box(z, x, y) is null then null when z >= first_single_zoom() then staff_single_assets(z, x, y, layer, wells, city, place_codes, unit_ids)
    else staff_asset_cells(z, x, y, layer, wells, city, place_codes, unit_ids) end
$$;

create or replace function tiles_staff.wells(z integer, x integer, y integer, city boolean, place_codes text[], unit_ids text[]) returns bytea
language sql stable security definer parallel safe as $$ select staff_asset_tile(z, x, y, 'staff-wells', true, city, place_codes, unit_ids) $$;
comment on function tiles_staff.wells(integer, integer, integer, boolean, text[], text[]) is '{
  "name": "staff-wells",
  "description": "职责范围内的检查井，含编号和权属单位 / Wells within the reader’s reach, with number and owner",
  "minzoom": 7, "maxzoom": 16,
  "vector_layers": [{ "id": "staff-wells", "fields": {
    "id": "编号，17 位 / number, 17 characters", "owner_id": "权属单位 / owning unit",
    "class_code": "部件类别代码 / class code", "status": "状态 / status", "damaged": "破损或丢失 / damaged or missing",
    "count": "格内数量（15 级以下） / how many in the cell (below zoom 15)", "abnormal": "其中非完好的数量 / how many of them are not intact"
  } }]
}';

create or replace function tiles_staff.assets(z integer, x integer, y integer, city boolean, place_codes text[], unit_ids text[]) returns bytea
language sql stable security definer parallel safe as $$ select staff_asset_tile(z, x, y, 'staff-assets', false, city, place_codes, unit_ids) $$;
comment on function tiles_staff.assets(integer, integer, integer, boolean, text[], text[]) is '{
  "name": "staff-assets",
  "description": "职责范围内井以外的部件 / Assets that are no wells, within the reader’s reach",
  "minzoom": 7, "maxzoom": 16,
  "vector_layers": [{ "id": "staff-assets", "fields": {
    "id": "编号，17 位 / number, 17 characters", "owner_id": "权属单位 / owning unit",
    "class_code": "部件类别代码 / class code", "status": "状态 / status", "damaged": "破损或丢失 / damaged or missing",
    "count": "格内数量（15 级以下） / how many in the cell (below zoom 15)", "abnormal": "其中非完好的数量 / how many of them are not intact"
  } }]
}';

create or replace function tiles_staff.orders(z integer, x integer, y integer, city boolean, place_codes text[], unit_ids text[]) returns bytea
language sql stable security definer parallel safe as $$
  select st_asmvt(f, 'staff-orders', 4096, 'geom') from (
    select tile_point(i.geom, z, x, y) as geom,
      o.id::text as id, o.state, o.is_hazard, o.problem_kind as kind, floor(extract(epoch from o.due_at))::bigint as due_at, o.unit_id
    from orders o join incidents i on i.id = o.incident_id
    where i.geom && tile_box(z, x, y) and in_tile(i.geom, tile_box(z, x, y)) and o.state not in ('closed', 'void')
      and (city or o.district_code = any (place_codes) or o.street_code = any (place_codes) or o.unit_id = any (unit_ids)
        or exists (select from assignments s where s.order_id = o.id and s.ended_at is null and s.unit_id = any (unit_ids)))
  ) f
$$;
comment on function tiles_staff.orders(integer, integer, integer, boolean, text[], text[]) is '{
  "name": "staff-orders",
  "description": "职责范围内未结的工单 / Open work orders within the reader’s reach",
  "minzoom": 5, "maxzoom": 16,
  "vector_layers": [{ "id": "staff-orders", "fields": {
    "id": "工单号 / order", "state": "状态 / state", "is_hazard": "是否危险 / whether it is dangerous", "kind": "问题类别 / kind of problem",
    "due_at": "最近的期限，自 1970 年起的秒数 / nearest deadline, seconds since 1970", "unit_id": "责任单位 / accountable unit"
  } }]
}';
