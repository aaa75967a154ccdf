-- Staff tiles. The reader's reach comes as arguments of their own type from the session, never from a query string:
-- `city` means everything; else what lies in the places or has to do with the units. The same conditions as domain/access.ts.
-- What the query string asks for can only narrow that.

-- The box first, apart (offset 0): the planner would rather read a whole district by its own index.
-- The number goes as the feature's id (domain/asset-id.ts, tileNumberOf): 8 bytes that need no dictionary, so that 16,000 of them fit a
-- tile; as texts they took 90 kB gzipped and a third of its time. Less 10^15 it stays below 2^53, which browsers read exactly.
create or replace function staff_single_assets(z integer, x integer, y integer, layer text, classes text[], statuses text[], owners text[], city boolean, place_codes text[], unit_ids text[])
returns bytea language plpgsql stable parallel safe set plan_cache_mode to force_custom_plan set jit to off as $$
declare
  box geometry := tile_box(z, x, y);
begin
  return (select st_asmvt(f, layer, 4096, 'geom', 'id') from (
    select st_makepoint(floor((a.east * (1 << z) - x) * 4096), floor((a.south * (1 << z) - y) * 4096)) as geom, left(a.id, 16)::bigint - 1000000000000000 as id,
      a.owner_id, a.class_code, a.status
    from (
      select across(b.geom) as east, down(b.geom) as south, b.id, b.owner_id, b.class_code, b.status from (select * from assets where geom && box offset 0) b
      where is_on_map(b.status, b.merged_into)
        and b.class_code = any (classes) and (statuses is null or b.status = any (statuses)) and (owners is null or coalesce(b.owner_id, '-') = any (owners))
        and (city or b.district_code = any (place_codes) or b.street_code = any (place_codes)
          or b.owner_id = any (unit_ids) or b.maintainer_id = any (unit_ids) or b.authority_id = any (unit_ids)) offset 0) a
    where is_place_in_tile(a.east, a.south, z, x, y)) f);
end $$;

create or replace function staff_asset_tile(z integer, x integer, y integer, layer text, wells boolean, query_params json, city boolean, place_codes text[], unit_ids text[])
returns bytea language sql stable parallel safe as $$
  select case when tile_box(z, x, y) is null or z < first_counted_zoom() then null
    when z >= first_single_zoom() then staff_single_assets(z, x, y, layer, asked_classes(wells, true, query_params), asked_for(query_params, 'status'),
      asked_for(query_params, 'owner'), city, place_codes, unit_ids)
    else asset_cells(z, x, y, layer, asked_classes(wells, true, query_params), asked_for(query_params, 'status'),
      asked_for(query_params, 'owner'), city, place_codes, unit_ids) end
$$;

create or replace function tiles_staff.wells(z integer, x integer, y integer, query_params json, city boolean, place_codes text[], unit_ids text[]) returns bytea
language plpgsql stable security definer parallel safe as $$ begin return staff_asset_tile(z, x, y, 'staff-wells', true, query_params, city, place_codes, unit_ids); end $$;
comment on function tiles_staff.wells(integer, integer, integer, json, boolean, text[], text[]) is '{
  "name": "staff-wells",
  "description": "职责范围内的检查井，含权属单位；要素 id 为编号前 16 位减 10^15；可用 class、owner、status 收窄 / Wells within the reader’s reach, with owner; a feature’s id is the number’s 16 digits less 10^15; narrowed by class, owner and status",
  "minzoom": 6, "maxzoom": 20,
  "vector_layers": [{ "id": "staff-wells", "fields": {
    "owner_id": "权属单位（14 级起） / owning unit (from zoom 14)", "class_code": "部件类别代码（14 级起） / class code (from zoom 14)",
    "status": "状态；分格中只有破损和丢失单列 / status; of the cells only damaged and missing ones have it, each in a feature of their own",
    "count": "格内数量（14 级以下） / how many in the cell (below zoom 14)"
  } }]
}';

create or replace function tiles_staff.assets(z integer, x integer, y integer, query_params json, city boolean, place_codes text[], unit_ids text[]) returns bytea
language plpgsql stable security definer parallel safe as $$ begin return staff_asset_tile(z, x, y, 'staff-assets', false, query_params, city, place_codes, unit_ids); end $$;
comment on function tiles_staff.assets(integer, integer, integer, json, boolean, text[], text[]) is '{
  "name": "staff-assets",
  "description": "职责范围内井以外的部件；要素 id 为编号前 16 位减 10^15；可用 class、owner、status 收窄 / Assets that are no wells, within the reader’s reach; a feature’s id is the number’s 16 digits less 10^15; narrowed by class, owner and status",
  "minzoom": 6, "maxzoom": 20,
  "vector_layers": [{ "id": "staff-assets", "fields": {
    "owner_id": "权属单位（14 级起） / owning unit (from zoom 14)", "class_code": "部件类别代码（14 级起） / class code (from zoom 14)",
    "status": "状态；分格中只有破损和丢失单列 / status; of the cells only damaged and missing ones have it, each in a feature of their own",
    "count": "格内数量（14 级以下） / how many in the cell (below zoom 14)"
  } }]
}';

-- Open orders: one by one where few lie in a tile, else by cells of 16 pixels with a number, dangers and the rest each in their own
-- feature, so that none of them drowns. A cell of one order is that order.
create or replace function tiles_staff.orders(z integer, x integer, y integer, query_params json, city boolean, place_codes text[], unit_ids text[]) returns bytea
language plpgsql stable security definer parallel safe set plan_cache_mode to force_custom_plan set jit to off as $$
begin
  if tile_box(z, x, y) is null then return null; end if;
  return (
    with here as materialized (
      select s.order_id, s.is_hazard, s.world_x - (x << (22 - z)) as east, s.world_y - (y << (22 - z)) as south from order_spots s
      where s.world_x between x << (22 - z) and ((x + 1) << (22 - z)) - 1 and s.world_y between y << (22 - z) and ((y + 1) << (22 - z)) - 1
        and (city or s.district_code = any (place_codes) or s.street_code = any (place_codes) or s.units && unit_ids)
    ), cells as (
      select min(order_id) as order_id, is_hazard, count(*)::integer as count, (avg(east) + 0.5) * 4096 / (1 << (22 - z)) as east, (avg(south) + 0.5) * 4096 / (1 << (22 - z)) as south
      from here group by is_hazard, east >> greatest(17 - z, 0), south >> greatest(17 - z, 0), case when (select count(*) from here) <= 400 then order_id end
    )
    select st_asmvt(f, 'staff-orders', 4096, 'geom') from (
      select coalesce(tile_point(i.geom, z, x, y), st_makepoint(floor(c.east), floor(c.south))) as geom, o.id::text as id, o.state, c.is_hazard, o.problem_kind as kind,
        floor(extract(epoch from o.due_at))::bigint as due_at, o.unit_id, case when c.count > 1 then c.count end as count
      from cells c left join orders o on o.id = c.order_id and c.count = 1 left join incidents i on i.id = o.incident_id
      order by c.is_hazard, c.order_id
    ) f
  );
end $$;
comment on function tiles_staff.orders(integer, integer, integer, json, boolean, text[], text[]) is '{
  "name": "staff-orders",
  "description": "职责范围内未结的工单；密集处分格计数 / Open work orders within the reader’s reach; counted by cells where there are many",
  "minzoom": 5, "maxzoom": 20,
  "vector_layers": [{ "id": "staff-orders", "fields": {
    "id": "工单号（单独一件时） / order (where it stands alone)", "state": "状态（单独一件时） / state (where it stands alone)", "is_hazard": "是否危险 / whether it is dangerous",
    "kind": "问题类别（单独一件时） / kind of problem (where it stands alone)",
    "due_at": "最近的期限，自 1970 年起的秒数（单独一件时） / nearest deadline, seconds since 1970 (where it stands alone)", "unit_id": "责任单位（单独一件时） / accountable unit (where it stands alone)",
    "count": "格内数量（多件时） / how many in the cell (where there are several)"
  } }]
}';
