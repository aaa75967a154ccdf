-- Made by npm run schema from migrations/ and functions/; a check fails when it differs. Not to be edited.
-- Name: city; Type: SCHEMA; Schema: -; Owner: -
CREATE SCHEMA city;
-- Name: tiles; Type: SCHEMA; Schema: -; Owner: -
CREATE SCHEMA tiles;
-- Name: tiles_staff; Type: SCHEMA; Schema: -; Owner: -
CREATE SCHEMA tiles_staff;
-- Name: across(public.geometry); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.across(point public.geometry) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select least(greatest((st_x(point) + 180) / 360, 0), 1 - 1e-12)
$$;
-- Name: adopt_asset_id(text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.adopt_asset_id(given text) RETURNS TABLE(id text, refusal text)
    LANGUAGE plpgsql
    AS $$
declare
  n text := well_formed_number(given);
begin
  if n is not null then
    perform lock_serials(array[left(n, 10)]);
  end if;
  refusal := number_refusal(given);
  if refusal is null then
    update asset_serials set adopted = adopted + 1 where prefix = left(n, 10);
    id := n;
  end if;
  return next;
end $$;
-- Name: adopt_or_mint(regclass); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.adopt_or_mint(staging regclass) RETURNS TABLE("row" bigint, asset_id text, alias_reason text)
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    AS $_$
begin
  drop table if exists pg_temp.numbers_given, pg_temp.numbers_ranges, pg_temp.numbers_minted, pg_temp.numbers_taken;
  -- What was given: a number is taken by its first row.
  execute format($q$
    create temp table numbers_given on commit drop as
    select g.row::bigint, g.n, coalesce(
      case when g.n is null then number_refusal(g.given_number) end,
      case when p.code is null then 'unknown-place' when c.code is null then 'unknown-class' when a.id is not null or g.nth > 1
        or exists (select from asset_aliases l where l.number = g.n and l.reason = 'merged') then 'taken' end) as reason
    from (select s.row, s.given_number, w.n, row_number() over (partition by w.n order by s.row) as nth
          from %1$s s cross join lateral (select well_formed_number(s.given_number) as n) w where s.given_number is not null) g
    left join places p on p.code = left(g.n, 6) and p.kind = 'district'
    left join asset_classes c on c.code = substr(g.n, 7, 4)
    left join assets a on a.id = g.n
  $q$, staging);
  -- The ranges to mint in, few; the current place and the check of the prefix are worked out once for each.
  execute format($q$
    create temp table numbers_ranges on commit drop as
    select district_code, class_code, pre, check_of_prefix(pre) as of_prefix, dense_rank() over (order by pre)::integer as n
    from (select district_code, class_code, current_place(district_code) || class_code as pre
          from (select district_code, class_code from %1$s group by 1, 2 offset 0) used offset 0) ranges
  $q$, staging);
  analyze numbers_given;
  analyze numbers_ranges;
  perform lock_serials(array(select pre from numbers_ranges union select left(g.n, 10) from numbers_given g where g.reason is null));
  -- What others adopted or minted while this transaction waited for the locks.
  update numbers_given g set reason = 'taken' from assets a where g.reason is null and a.id = g.n;
  update numbers_given g set reason = 'taken' from asset_aliases l where g.reason is null and l.number = g.n and l.reason = 'merged';
  execute format($q$
    create temp table numbers_minted on commit drop as
    select s.row::bigint, r.n, g.reason, row_number() over (partition by r.n order by s.row)::integer as nth
    from %1$s s join numbers_ranges r on r.district_code = s.district_code and r.class_code = s.class_code
    left join numbers_given g on g.row = s.row
    where g.row is null or g.reason is not null
  $q$, staging);
  create temp table numbers_taken on commit drop as
  select r.n, r.pre, r.of_prefix, m.wanted, exists (select from asset_serials s where s.prefix = r.pre and s.adopted > 0)
      or has_awaited(r.pre) or exists (select from numbers_given g where g.reason is null and left(g.n, 10) = r.pre) as has_holes, null::integer as before
  from (select n, count(*)::integer as wanted from numbers_minted group by 1) m join (select distinct n, pre, of_prefix from numbers_ranges) r using (n);
  update numbers_taken set before = take_serials_whole(pre, wanted) where not has_holes;
  analyze numbers_minted;
  return query
    with passing_over as materialized ( -- once, whatever the plan: each call takes serials
      select t.n, t.pre, t.of_prefix, o.serial, o.nth
      from numbers_taken t cross join lateral take_serials(t.pre, t.wanted,
        array(select substr(g.n, 11, 6)::integer from numbers_given g where g.reason is null and left(g.n, 10) = t.pre)) with ordinality as o (serial, nth)
      where t.has_holes
    )
    select m.row, number_of_serial(t.pre, t.of_prefix, t.before + m.nth), m.reason from numbers_minted m join numbers_taken t using (n) where not t.has_holes
    union all
    select m.row, number_of_serial(o.pre, o.of_prefix, o.serial), m.reason from passing_over o join numbers_minted m on m.n = o.n and m.nth = o.nth
    union all
    select g.row, g.n, null from numbers_given g where g.reason is null;
  update asset_serials s set adopted = s.adopted + g.adopted
  from (select left(n, 10) as pre, count(*)::integer as adopted from numbers_given where reason is null group by 1) g where s.prefix = g.pre;
end $_$;
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
-- Name: asked_classes(boolean, boolean, json); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.asked_classes(wells boolean, sensitive_too boolean, query_params json) RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select array(select code from asset_classes
    where is_well = wells and (sensitive_too or not is_sensitive)
      and (asked_for(query_params, 'class') is null or code = any (asked_for(query_params, 'class'))))
$$;
-- Name: asked_for(json, text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.asked_for(query_params json, name text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select string_to_array(nullif(query_params ->> name, ''), ',') $$;
-- Name: asset_cells(integer, integer, integer, text, text[], text[], text[], boolean, text[], text[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.asset_cells(z integer, x integer, y integer, layer text, classes text[], statuses text[], owners text[], city boolean, place_codes text[], unit_ids text[]) RETURNS bytea
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET plan_cache_mode TO 'force_custom_plan'
    SET jit TO 'off'
    AS $$
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
-- Name: asset_facet(text, text, text, text, text, text, text, text[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.asset_facet(street_code text, district_code text, class_code text, owner_id text, maintainer_id text, authority_id text, status text, hazards text[]) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN hashtextextended(((((((((((((((((street_code || '|'::text) || district_code) || '|'::text) || class_code) || '|'::text) || COALESCE(owner_id, ''::text)) || '|'::text) || COALESCE(maintainer_id, ''::text)) || '|'::text) || COALESCE(authority_id, ''::text)) || '|'::text) || status) || '|'::text) || COALESCE((hazards)[1], ''::text)) || '|'::text) || COALESCE((hazards)[2], ''::text)), (0)::bigint);
-- Name: asset_wording(text, text, text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.asset_wording(address text, note text, object_name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN translate(((COALESCE(address, ''::text) || COALESCE((' '::text || note), ''::text)) || COALESCE((' '::text || object_name), ''::text)), '0123456789-'::text, ''::text);
-- Name: asset_wording_key(text, text, text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.asset_wording_key(address text, note text, object_name text) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN hashtextextended(translate(((COALESCE(address, ''::text) || COALESCE((' '::text || note), ''::text)) || COALESCE((' '::text || object_name), ''::text)), '0123456789-'::text, ''::text), (0)::bigint);
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
    union all
    select format('alter table %s disable trigger %I', t.tgrelid::regclass, t.tgname), format('alter table %s enable trigger %I', t.tgrelid::regclass, t.tgname), 4
    from pg_trigger t where t.tgrelid = any (tables::regclass[]) and t.tgnewtable is not null and t.tgoldtable is null
  loop
    execute guard.drop_it;
    insert into bulk_load_guards values (guard.put_back, guard.sort);
  end loop;
  if 'assets' = any (tables) then
    insert into bulk_load_guards values ('select count_asset_dictionaries()', 3);
  end if;
  if 'covers' = any (tables) then
    insert into bulk_load_guards values ('select count_cover_letterings()', 3);
  end if;
end $$;
-- Name: begin_fill_aside(text[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.begin_fill_aside(tables text[]) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    AS $$
declare
  city text := current_schema();
  aside text := city || '_filling';
  stand regclass[] := array(select format('%I.%I', city, t)::regclass from unnest(tables) t);
  named text := format('\m%s\.(%s)\M', city, array_to_string(tables, '|'));
  name text;
begin
  if not can_be_filled_aside(stand) then
    return false;
  end if;
  create temp table fill_aside_later (statement text not null, sort integer not null) on commit drop;
  execute format('create schema %I', aside);
  perform set_config('search_path', '', true); -- so that every definition names its schema
  foreach name in array tables loop
    execute format('create table %I.%I (like %I.%I including all excluding indexes)', aside, name, city, name);
  end loop;
  insert into fill_aside_later
  select regexp_replace(d.statement, named, aside || '.\1', 'g'), d.sort
  from (
    select format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) as statement,
      case when c.contype <> 'f' then 0 when c.confrelid = any (stand) then 2 else 4 end as sort
    from pg_constraint c where c.conrelid = any (stand) and c.contype in ('p', 'u', 'x', 'f')
    union all
    select pg_get_indexdef(i.indexrelid), 1 from pg_index i
    where i.indrelid = any (stand) and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))
    union all
    select pg_get_triggerdef(t.oid), case when t.tgnewtable is null and t.tgoldtable is null then 0 else 5 end
    from pg_trigger t where t.tgrelid = any (stand) and not t.tgisinternal
    union all
    select format('alter table %s set (%s)', c.oid::regclass, array_to_string(c.reloptions, ', ')), 0 from pg_class c where c.oid = any (stand) and c.reloptions is not null
    union all
    select format('alter table %s owner to %I', c.oid::regclass, pg_get_userbyid(c.relowner)), 0 from pg_class c where c.oid = any (stand) and pg_get_userbyid(c.relowner) <> current_user
    union all
    select format('grant %s on %s to %s%s', g.privilege_type, c.oid::regclass, case g.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(g.grantee)) end,
      case when g.is_grantable then ' with grant option' else '' end), 0
    from pg_class c cross join lateral aclexplode(c.relacl) g where c.oid = any (stand)
    union all
    select format('analyze %s', c), 3 from unnest(stand) c
  ) d;
  insert into fill_aside_later
  select format('select %I.%s()', city, counts), 3
  from (values ('assets', 'count_asset_dictionaries'), ('covers', 'count_cover_letterings')) v (counted, counts) where counted = any (tables);
  foreach name in array tables loop
    execute format('create temp view %I as select * from %I.%I', name, aside, name);
  end loop;
  while exists (select from fill_aside_later where sort = 0) loop
    execute format('select %I.put_next_aside(0)', city);
  end loop;
  return true;
end $$;
-- Name: can_be_filled_aside(regclass[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.can_be_filled_aside(stand regclass[]) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'city', 'public'
    AS $$
  select not exists (
      select from pg_depend d where d.refclassid = 'pg_class'::regclass and d.refobjid = any (stand::oid[])
        and d.classid not in ('pg_class'::regclass, 'pg_type'::regclass, 'pg_constraint'::regclass, 'pg_trigger'::regclass, 'pg_attrdef'::regclass)
      union all
      select from pg_depend d join pg_type t on d.refobjid in (t.oid, t.typarray)
      where d.refclassid = 'pg_type'::regclass and t.typrelid = any (stand::oid[]) and d.classid <> 'pg_type'::regclass
    )
    and not exists (
      select from pg_class c where c.oid = any (stand::oid[]) and (c.reltablespace <> 0 or c.relrowsecurity or c.relhassubclass or c.relispartition or c.relpersistence <> 'p')
    )
    and not exists (select from pg_attribute a where a.attrelid = any (stand::oid[]) and a.attacl is not null)
    and not exists (select from pg_trigger t where t.tgrelid = any (stand::oid[]) and t.tgenabled <> 'O')
$$;
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
-- Name: check_of_prefix(text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.check_of_prefix(prefix text) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  select (sum(substr(prefix, i, 1)::integer * (array[9, 10, 5, 8, 4, 2, 1, 6, 3, 7])[i]) % 11)::integer from generate_series(1, 10) i
$$;
-- Name: compare_tiles(integer); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.compare_tiles(most integer) RETURNS TABLE(zoom integer, x integer, y integer, cell integer, class_code text, status text, street_code text, owner_id text, stands integer, counted integer, differing integer)
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    SET work_mem TO '256MB'
    SET jit TO 'off'
    AS $$
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
-- Name: count_asset_dictionaries(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.count_asset_dictionaries() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    AS $$
begin
  create temp table facets_counted on commit drop as
  select street_code, district_code, class_code, owner_id, maintainer_id, authority_id, status, hazards, count(*)::integer as counted,
    left(min(id), 10) as first_prefix, left(max(id), 10) as last_prefix
  from assets group by 1, 2, 3, 4, 5, 6, 7, 8;
  insert into asset_facets as f (key, street_code, district_code, class_code, owner_id, maintainer_id, authority_id, status, hazards, counted, first_prefix, last_prefix)
  select asset_facet(street_code, district_code, class_code, owner_id, maintainer_id, authority_id, status, hazards), c.* from facets_counted c order by 1
  on conflict (key) do update set counted = excluded.counted, first_prefix = excluded.first_prefix, last_prefix = excluded.last_prefix;
  drop table facets_counted;
  create temp table wordings_counted on commit drop as
  select asset_wording(address, note, object_name) as wording, count(*)::integer as counted, left(min(id), 10) as first_prefix, left(max(id), 10) as last_prefix
  from assets group by 1;
  insert into asset_wordings as w (key, wording, counted, first_prefix, last_prefix)
  select hashtextextended(wording, 0), lower(wording), counted, first_prefix, last_prefix from wordings_counted order by 1
  on conflict (key) do update set counted = excluded.counted, first_prefix = excluded.first_prefix, last_prefix = excluded.last_prefix;
  drop table wordings_counted;
end $$;
-- Name: count_cover_letterings(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.count_cover_letterings() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    AS $$
begin
  create temp table letterings_counted on commit drop as
  select lettering, substr(asset_id, 7, 4) as minted_class, count(*)::integer as counted from covers where lettering is not null group by 1, 2;
  insert into cover_letterings as l (lettering, minted_class, counted) select * from letterings_counted order by 1, 2
  on conflict (lettering, minted_class) do update set counted = excluded.counted;
  drop table letterings_counted;
end $$;
-- Name: count_tile_changes(integer); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.count_tile_changes(most integer) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    SET plan_cache_mode TO 'force_custom_plan'
    SET jit TO 'off'
    AS $$
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
-- Name: count_tiles_aside(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.count_tiles_aside() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    SET work_mem TO '256MB'
    SET jit TO 'off'
    AS $$
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
-- Name: tile_counts; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.tile_counts (
    tile integer NOT NULL,
    holding integer NOT NULL,
    cell smallint NOT NULL,
    place smallint NOT NULL,
    class smallint NOT NULL,
    status "char" NOT NULL,
    count integer NOT NULL,
    sum_x integer NOT NULL,
    sum_y integer NOT NULL
)
WITH (fillfactor='85', autovacuum_vacuum_scale_factor='0.05');
-- Name: counts_of_tile(integer, integer[], boolean, smallint[], integer[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.counts_of_tile(key integer, owned integer[], city boolean, places smallint[], ours integer[]) RETURNS SETOF city.tile_counts
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select t.* from tile_counts t where owned is null and t.tile = key and t.holding = 0 and (city or t.place = any (places))
  union all
  select t.* from unnest(case when owned is null and not city then ours end) h
    cross join lateral (select * from tile_counts where tile = key and holding = h offset 0) t
  where t.place <> all (places)
  union all
  select t.* from unnest(owned) h cross join lateral (select * from tile_counts where tile = key and holding = h offset 0) t
  where city or t.place = any (places) or t.holding = any (ours)
$$;
-- Name: current_place(text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.current_place(code text) RETURNS text
    LANGUAGE sql STABLE
    AS $$
  with recursive chain as (
    select p.code, p.successor_code, 0 as step from places p where p.code = current_place.code
    union all
    select p.code, p.successor_code, step + 1 from chain c join places p on p.code = c.successor_code where step < 20
  )
  select coalesce((select chain.code from chain order by step desc limit 1), current_place.code)
$$;
-- Name: derive_hazards(jsonb, text, text, text, text, real, boolean); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.derive_hazards(rules jsonb, class_code text, location_kind text, status text, load_class text, depth_m real, has_anti_fall_net boolean) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select case when status = 'removed' then '{}'::text[] else
    case when strpos('A15 B125 C250 D400 E600 F900', load_class) < strpos('A15 B125 C250 D400 E600 F900', rules -> 'loadClass' ->> location_kind)
      then array['weak_cover'] else '{}'::text[] end
    || case when not has_anti_fall_net and rules -> 'antiFallNet' -> 'classCodes' ? class_code
        and coalesce(depth_m, 0)::float8 >= (rules -> 'antiFallNet' ->> 'fromDepthM')::float8 then array['no_anti_fall_net'] else '{}'::text[] end
  end
$$;
-- Name: dissolve_place(text, text, date, timestamp with time zone, timestamp with time zone, text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.dissolve_place(gone text, into_code text, on_date date, at timestamp with time zone, done_at timestamp with time zone, why text) RETURNS TABLE(streets integer, assets integer, units integer, orders integer)
    LANGUAGE plpgsql
    AS $$
begin
  perform list_place_moves(gone, into_code);
  -- The caller holds all units, before all else, as who ends one takes them; cases before orders, as whoever takes a step in one takes them.
  perform from liability_cases l where l.settled_at is null
    and exists (select from units u where u.id in (l.unit_id, l.fallback_unit_id) and u.place_code = gone) order by l.id for no key update of l;
  -- Orders before assets, as whoever acts on an order takes them; by their ids, so that two who take many never wait for each other; those of its cases too,
  -- which may be over.
  create temp table held_all on commit drop as
  select o.id, o.street_code, o.unit_id, o.state not in ('closed', 'void', 'merged') as is_open from orders o where o.id in (
    select l.order_id from liability_cases l where l.settled_at is null and exists (select from units u where u.id in (l.unit_id, l.fallback_unit_id) and u.place_code = gone)
    union select x.id from orders x where x.state not in ('closed', 'void', 'merged') and (x.street_code in (select code from place_moves)
      or exists (select from assignments s join units u on u.id = s.unit_id where s.order_id = x.id and s.ended_at is null and u.place_code = gone)
      or x.unit_id in (select u.id from units u where u.place_code = gone)))
  order by o.id for no key update of o;
  create temp table held_orders on commit drop as select id, street_code, unit_id from held_all where is_open;
  -- places: the new ones, then what was there is retired and points to them
  insert into places (code, kind, parent_code, name, name_en, settlement, geom, label_point, synthetic)
  select m.new_code, p.kind, parent.new_code, p.name, p.name_en, p.settlement, p.geom, p.label_point, p.synthetic
  from place_moves m join places p using (code) join place_moves parent on parent.code = p.parent_code where p.code <> gone order by length(p.code);
  update places p set geom = st_multi(st_union(p.geom, o.geom)) from places o where p.code = into_code and o.code = gone and p.geom is not null and o.geom is not null;
  update places p set retired_on = on_date, successor_code = m.new_code from place_moves m where m.code = p.code;
  if length(gone) = 6 then
    update roads set district_code = into_code where district_code = gone;
  end if;
  perform end_units(gone, into_code);
  select count(*)::integer into streets from place_moves m where length(m.code) = 9;
  select count(*)::integer into units from ended_units;
  assets := move_assets(on_date, at, why);
  orders := move_orders(done_at, why);
  perform move_liability_cases(array(select id from held_all), e.id, e.successor_id, done_at, null, why) from ended_units e;
  return next;
end $$;
-- Name: down(public.geometry); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.down(point public.geometry) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select least(greatest(0.5 - asinh(tan(radians(st_y(point)))) / (2 * pi()), 0), 1 - 1e-12)
$$;
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
-- Name: end_units(text, text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.end_units(gone text, into_code text) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
  create temp table ended_units on commit drop as
  select distinct on (u.id) u.id, s.id as successor_id from units u join units s on s.place_code = into_code and s.kind = u.kind and s.active
  where u.place_code = gone and u.active order by u.id, s.id;
  update units u set active = false, successor_id = e.successor_id from ended_units e where u.id = e.id;
  update units u set place_code = m.new_code from place_moves m where m.code = u.place_code and u.active;
  update units u set also_places = array(select distinct coalesce(m.new_code, p) from unnest(u.also_places) p left join place_moves m on m.code = p)
  where exists (select from place_moves m where m.code = any (u.also_places));
  update units u set parent_id = e.successor_id from ended_units e where u.parent_id = e.id and u.active;
  update duty_shifts d set unit_id = e.successor_id from ended_units e where d.unit_id = e.id;
  update calls c set unit_id = e.successor_id from ended_units e where c.unit_id = e.id and c.ended_at is null;
  -- people: what they hold goes on under the new codes and units, once each
  insert into person_roles (person_id, role, place_code, unit_id)
  select distinct r.person_id, r.role, m.new_code, e.successor_id
  from person_roles r left join place_moves m on m.code = r.place_code left join ended_units e on e.id = r.unit_id
  where m.new_code is not null or e.successor_id is not null on conflict do nothing;
  -- who looks after the other place may read what was closed in this one
  insert into person_roles (person_id, role, place_code) select r.person_id, r.role, gone from person_roles r where r.place_code = into_code on conflict do nothing;
end $$;
-- Name: first_counted_zoom(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.first_counted_zoom() RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$select 6$$;
-- Name: first_road_zoom(text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.first_road_zoom(class text) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  select case class when 'expressway' then 8 when 'arterial' then 10 when 'secondary' then 12 when 'local' then 13 else 14 end
$$;
-- Name: first_single_zoom(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.first_single_zoom() RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$select 14$$;
-- Name: has_awaited(text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.has_awaited(prefix text) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select exists (select from awaited_numbers w where w.number >= prefix and w.number < prefix || ':') -- ':' comes after all digits
$$;
-- Name: holding_words(text, text, text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.holding_words(owner_id text, maintainer_id text, authority_id text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select coalesce(owner_id, '') || '|' || coalesce(maintainer_id, '') || '|' || coalesce(authority_id, '') $$;
-- Name: holdings_of(text[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.holdings_of(unit_ids text[]) RETURNS integer[]
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select array(select id from tile_holdings where owner_id = any (unit_ids) or maintainer_id = any (unit_ids) or authority_id = any (unit_ids))
$$;
-- Name: holdings_owned(text[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.holdings_owned(owners text[]) RETURNS integer[]
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ select array(select id from tile_holdings where coalesce(owner_id, '-') = any (owners)) $$;
-- Name: in_tile(public.geometry, integer, integer, integer); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.in_tile(point public.geometry, z integer, x integer, y integer) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select world_x(point) >> (22 - z) = x and world_y(point) >> (22 - z) = y
$$;
-- Name: is_number_given(text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.is_number_given(number text) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select exists (select from assets a where a.id = is_number_given.number) or joined_by_number(is_number_given.number) is not null
$$;
-- Name: is_on_map(text, text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.is_on_map(status text, merged_into text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select status <> 'removed' and merged_into is null $$;
-- Name: is_place_in_tile(double precision, double precision, integer, integer, integer); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.is_place_in_tile(east double precision, south double precision, z integer, x integer, y integer) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select floor(east * 4194304)::integer >> (22 - z) = x and floor(south * 4194304)::integer >> (22 - z) = y
$$;
-- Name: joined_by_number(text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.joined_by_number(number text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select l.asset_id from asset_aliases l where l.number = joined_by_number.number and l.reason = 'merged' order by l.recorded_at, l.asset_id limit 1
$$;
-- Name: keep_asset_version(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.keep_asset_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
  hazards text[] := new.hazards;
begin
  if new.id <> old.id then
    raise exception 'a number is never changed' using errcode = 'integrity_constraint_violation';
  end if;
  new.hazards := old.hazards;
  if new is not distinct from old then
    new.hazards := hazards;
    return new;
  end if;
  new.hazards := hazards;
  new.version := old.version + 1;
  new.recorded_at := greatest(case when new.recorded_at = old.recorded_at then clock_timestamp() else new.recorded_at end, old.recorded_at + interval '1 microsecond');
  insert into asset_versions (asset_id, version, valid_from, valid_to, geom, row)
  values (old.id, old.version, old.recorded_at, new.recorded_at, old.geom, to_jsonb(old) - 'geom');
  return new;
end $$;
-- Name: keep_cover_version(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.keep_cover_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if new is not distinct from old then
    return new;
  end if;
  new.recorded_at := greatest(case when new.recorded_at = old.recorded_at then clock_timestamp() else new.recorded_at end, old.recorded_at + interval '1 microsecond');
  insert into cover_versions (cover_id, asset_id, valid_from, valid_to, row) values (old.id, old.asset_id, old.recorded_at, new.recorded_at, to_jsonb(old));
  return new;
end $$;
-- Name: keep_danger(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.keep_danger() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  new.was_hazard := new.was_hazard or new.is_hazard;
  return new;
end $$;
-- Name: keep_joined_number(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.keep_joined_number() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
  n text := well_formed_number(new.number);
  adopted record;
begin
  if n = new.asset_id then
    return null; -- its own
  end if;
  if n is null or exists (select from asset_aliases l where l.number = n and l.asset_id = new.asset_id) then
    return new;
  end if;
  select * into adopted from adopt_asset_id(n);
  if adopted.id is null then
    new.reason := adopted.refusal;
  else
    new.number := n;
  end if;
  return new;
end $$;
-- Name: keep_numbers(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.keep_numbers() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    AS $$
begin
  -- Materialized: what is no sequence must not be asked for its last number.
  perform setval(m.id::regclass, m.last) from (
    with made as materialized (
      select oid as id from pg_class where relkind = 'S' and relnamespace = current_schema()::regnamespace and xmin = pg_current_xact_id()::xid)
    select id, pg_sequence_last_value(id) as last from made) m
  where m.last is not null;
end $$;
-- Name: know_tile_parties(bigint[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.know_tile_parties(changes bigint[]) RETURNS void
    LANGUAGE sql
    SET search_path TO 'city', 'public'
    AS $$
  insert into tile_places (district_code, street_code)
  select distinct c.district_code, c.street_code from tile_changes c where c.id = any (changes)
    and not exists (select from tile_places p where p.street_code = c.street_code and p.district_code = c.district_code);
  insert into tile_holdings (owner_id, maintainer_id, authority_id)
  select distinct c.owner_id, c.maintainer_id, c.authority_id from tile_changes c where c.id = any (changes)
    and not exists (select from tile_holdings h where holding_words(h.owner_id, h.maintainer_id, h.authority_id) = holding_words(c.owner_id, c.maintainer_id, c.authority_id))
  on conflict do nothing; -- a conflict takes a number all the same: known ones are left out before
$$;
-- Name: last_serial_to_mint(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.last_serial_to_mint() RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select 999899 $$;
-- Name: lay_order_spots(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.lay_order_spots() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    AS $$
begin
  insert into order_spots (order_id, world_x, world_y, is_hazard, district_code, street_code, units)
  select o.id, world_x(i.geom), world_y(i.geom), o.is_hazard, o.district_code, o.street_code,
    array(select o.unit_id union select a.unit_id from assignments a where a.order_id = o.id and a.ended_at is null)
  from added o join incidents i on i.id = o.incident_id where o.state not in ('closed', 'void', 'merged') on conflict (order_id) do nothing;
  return null;
end $$;
-- Name: lay_recoded(text, text, text, text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.lay_recoded(gone text, new_code text, new_name text, new_name_en text) RETURNS void
    LANGUAGE sql
    AS $$
  insert into places (code, kind, parent_code, name, name_en, settlement, geom, label_point, synthetic)
  select new_code, kind, parent_code, coalesce(new_name, name), coalesce(new_name_en, name_en), settlement, geom, label_point, synthetic from places where code = gone
$$;
-- Name: list_place_moves(text, text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.list_place_moves(gone text, into_code text) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
  child text := case length(gone) when 6 then 'street' else 'neighbourhood' end;
begin
  create temp table place_moves on commit drop as
  with old as (
    select code, not exists (select from places t where t.code = into_code || right(p.code, 3)) as free
    from places p where p.kind = child and p.parent_code = gone and p.retired_on is null
  ), highest as (
    select coalesce(max(right(code, 3)::integer), 0) as n
    from (select code from places where left(code, length(gone)) = into_code and length(code) = length(gone) + 3 union all select code from old where free) used
  ), moved as (
    select code, into_code || case when free then right(code, 3) else lpad((highest.n + row_number() over (partition by free order by code))::text, 3, '0') end as new_code
    from old, highest
  )
  select gone as code, into_code as new_code union all select code, new_code from moved
  union all select n.code, m.new_code || right(n.code, 3) from places n join moved m on m.code = n.parent_code where n.kind = 'neighbourhood' and n.retired_on is null;
  create unique index on place_moves (code);
  analyze place_moves;
end $$;
-- Name: lock_serials(text[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.lock_serials(prefixes text[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
  insert into asset_serials (prefix) select distinct p from unnest(prefixes) p order by p on conflict do nothing;
  perform from asset_serials where prefix = any (prefixes) order by prefix for update;
end $$;
-- Name: lon_lat(double precision, double precision); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.lon_lat(lon double precision, lat double precision) RETURNS public.geometry
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select st_setsrid(st_makepoint(lon, lat), 4326) $$;
-- Name: mark_tiles_changed(integer[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.mark_tiles_changed(keys integer[]) RETURNS void
    LANGUAGE sql
    SET search_path TO 'city', 'public'
    AS $$
  insert into tile_versions (tile, version) select key, nextval('tile_version_numbers') from (select distinct key from unnest(keys) key order by key) k
  on conflict (tile) do update set version = excluded.version
$$;
-- Name: mint_asset_ids(text, text, integer); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.mint_asset_ids(county text, class_code text, wanted integer) RETURNS SETOF text
    LANGUAGE plpgsql STRICT
    SET search_path TO 'city', 'public'
    AS $$
declare
  pre text := current_place(county) || class_code;
  of_prefix integer := check_of_prefix(pre);
begin
  perform lock_serials(array[pre]);
  return query select number_of_serial(pre, of_prefix, s) from take_serials(pre, wanted) s;
end $$;
-- Name: most_changes_of_a_statement(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.most_changes_of_a_statement() RETURNS integer
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO 'city', 'public'
    AS $$
  select greatest(5000, reltuples / 20)::integer from pg_class where oid = 'assets'::regclass
$$;
-- Name: move_assets(date, timestamp with time zone, text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.move_assets(on_date date, at timestamp with time zone, why text) RETURNS integer
    LANGUAGE plpgsql
    AS $$
declare
  moved integer;
  others integer;
begin
  -- Held first, by their numbers as all who hold several take them: an edit of this moment would take the version that the event tells.
  -- What comes into the place meanwhile is moved as what was left (db/queries/assets/left-assets.ts).
  create temp table held_assets on commit drop as
  select a.id from assets a where a.id in (
    select a.id from place_moves m join assets a on a.street_code = m.code where length(m.code) = 9
    union select a.id from ended_units e join assets a on a.owner_id = e.id union select a.id from ended_units e join assets a on a.maintainer_id = e.id
    union select a.id from ended_units e join assets a on a.authority_id = e.id) order by a.id for no key update of a;
  analyze held_assets;
  create temp table kept_by_ended on commit drop as
  select a.id, a.street_code in (select code from place_moves) as moves, jsonb_strip_nulls(jsonb_build_object(
    'ownerId', (select jsonb_build_array(e.id, e.successor_id) from ended_units e where e.id = a.owner_id),
    'maintainerId', (select jsonb_build_array(e.id, e.successor_id) from ended_units e where e.id = a.maintainer_id),
    'authorityId', (select jsonb_build_array(e.id, e.successor_id) from ended_units e where e.id = a.authority_id))) as changes
  from held_assets h join assets a using (id)
  where exists (select from ended_units e where e.id in (a.owner_id, a.maintainer_id, a.authority_id));
  create unique index on kept_by_ended (id);
  analyze kept_by_ended;
  insert into asset_events (asset_id, at, action, source, changes, note, version)
  select a.id, move_assets.at, 'place', 'decree', jsonb_build_object('streetCode', jsonb_build_array(a.street_code, m.new_code))
    || case when a.district_code = left(m.new_code, 6) then '{}' else jsonb_build_object('districtCode', jsonb_build_array(a.district_code, left(m.new_code, 6))) end
    || coalesce(k.changes, '{}'), why, a.version + 1
  from held_assets h join assets a using (id) join place_moves m on m.code = a.street_code left join kept_by_ended k using (id) where length(m.code) = 9;
  update assets a set district_code = left(m.new_code, 6), street_code = m.new_code, recorded_at = move_assets.at, changed_on = on_date,
    owner_id = coalesce((select e.successor_id from ended_units e where e.id = a.owner_id), a.owner_id),
    maintainer_id = coalesce((select e.successor_id from ended_units e where e.id = a.maintainer_id), a.maintainer_id),
    authority_id = coalesce((select e.successor_id from ended_units e where e.id = a.authority_id), a.authority_id)
  from held_assets h, place_moves m where a.id = h.id and m.code = a.street_code and length(m.code) = 9;
  get diagnostics moved = row_count;
  insert into asset_events (asset_id, at, action, source, changes, note, version)
  select a.id, move_assets.at, 'owner', 'decree', k.changes, why, a.version + 1 from assets a join kept_by_ended k using (id) where not k.moves;
  update assets a set recorded_at = move_assets.at, changed_on = on_date,
    owner_id = coalesce((select e.successor_id from ended_units e where e.id = a.owner_id), a.owner_id),
    maintainer_id = coalesce((select e.successor_id from ended_units e where e.id = a.maintainer_id), a.maintainer_id),
    authority_id = coalesce((select e.successor_id from ended_units e where e.id = a.authority_id), a.authority_id)
  from kept_by_ended k where k.id = a.id and not k.moves;
  get diagnostics others = row_count;
  return moved + others;
end $$;
-- Name: move_liability_cases(bigint[], text, text, timestamp with time zone, bigint, text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.move_liability_cases(held bigint[], ended text, heir text, at timestamp with time zone, by_id bigint, why text) RETURNS SETOF bigint
    LANGUAGE plpgsql
    AS $$
begin
  return query
  with moved as (
    update liability_cases l set
      first_unit_id = case when l.unit_id = ended then coalesce(l.first_unit_id, l.unit_id) else l.first_unit_id end,
      unit_id = case when l.unit_id = ended then heir else l.unit_id end,
      fallback_unit_id = case when l.fallback_unit_id = ended then heir else l.fallback_unit_id end
    where l.settled_at is null and ended in (l.unit_id, l.fallback_unit_id) and l.order_id = any (held)
    returning l.id, l.order_id
  ), told as (
    insert into assignments (order_id, unit_id, part, assigned_at, assigned_by, reason)
    select distinct m.order_id, heir, 'informed', move_liability_cases.at, by_id, '{"code": "assignment-succeeded"}'::jsonb from moved m
    where not exists (select from assignments x where x.order_id = m.order_id and x.unit_id = heir and x.ended_at is null)
  ), noted as (
    insert into order_events (order_id, at, person_id, unit_id, action, from_state, to_state, note, details)
    select m.order_id, move_liability_cases.at, by_id, heir, 'succeed_case', o.state, o.state, why, jsonb_build_object('from', ended, 'caseId', m.id::text)
    from moved m join orders o on o.id = m.order_id order by m.id
  ) select distinct m.order_id from moved m;
end $$;
-- Name: move_orders(timestamp with time zone, text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.move_orders(at timestamp with time zone, why text) RETURNS integer
    LANGUAGE plpgsql
    AS $$
declare
  weights constant text[] := array['accountable', 'fallback', 'informed'];
  moved_orders integer;
begin
  create temp table parts_moved on commit drop as
  select s.id, s.order_id, s.part, s.crew_id, s.crew_sent_at, e.id as unit_id, e.successor_id from assignments s join held_orders h on h.id = s.order_id join ended_units e on e.id = s.unit_id
  where s.ended_at is null;
  update assignments s set ended_at = move_orders.at, end_reason = 'succeeded' from parts_moved p where s.id = p.id;
  update assignments s set ended_at = move_orders.at from parts_moved p
  where s.order_id = p.order_id and s.unit_id = p.successor_id and s.ended_at is null and array_position(weights, p.part) < array_position(weights, s.part);
  insert into assignments (order_id, unit_id, part, assigned_at, reason, crew_id, crew_sent_at)
  select distinct on (p.order_id, p.successor_id) p.order_id, p.successor_id, p.part, move_orders.at, '{"code": "assignment-succeeded"}'::jsonb, p.crew_id, p.crew_sent_at from parts_moved p
  where not exists (select from assignments x where x.order_id = p.order_id and x.unit_id = p.successor_id and x.ended_at is null
    and array_position(weights, x.part) <= array_position(weights, p.part))
  order by p.order_id, p.successor_id, array_position(weights, p.part);
  -- whom either had sent by name is sent by the part that goes on, where that one has sent nobody
  update assignments s set crew_id = e.crew_id, crew_sent_at = e.crew_sent_at
  from parts_moved p join assignments e on e.order_id = p.order_id and e.unit_id in (p.unit_id, p.successor_id) and e.ended_at = move_orders.at and e.crew_id is not null
  where s.order_id = p.order_id and s.unit_id = p.successor_id and s.ended_at is null and s.crew_id is null and s.part in ('accountable', 'fallback');
  with moved as (
    update orders o set district_code = coalesce(left(p.new_code, 6), o.district_code), street_code = coalesce(p.new_code, o.street_code),
      unit_id = coalesce(e.successor_id, o.unit_id), version = o.version + case when e.id is null then 0 else 1 end,
      dispatch_reason = case when e.id is null then o.dispatch_reason else '{"code": "assignment-succeeded"}'::jsonb end,
      dispatch_path = case when e.id is null then o.dispatch_path else array_replace(o.dispatch_path, e.id, e.successor_id) end
    from held_orders h left join place_moves p on p.code = h.street_code left join ended_units e on e.id = h.unit_id
    where o.id = h.id returning o.id, o.incident_id, o.district_code, o.street_code, o.state, o.unit_id, e.id as ended_id
  ), incidents_moved as (
    update incidents i set district_code = m.district_code, street_code = m.street_code from moved m where i.id = m.incident_id
  ), told as (
    insert into order_events (order_id, at, unit_id, action, from_state, to_state, note, details)
    select m.id, move_orders.at, m.unit_id, 'succeed', m.state, m.state, why, jsonb_build_object('from', m.ended_id) from moved m where m.ended_id is not null order by m.id
  ) select count(*)::integer into moved_orders from moved;
  return moved_orders;
end $$;
-- Name: neighbourhood_cell(text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.neighbourhood_cell(of_code text) RETURNS public.geometry
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO 'city', 'public'
    AS $$
  with asked as (
    select n.label_point, s.code as street, s.geom from places n join places s on s.code = n.parent_code where n.code = of_code and n.kind = 'neighbourhood'
  ),
  cells as (
    select (st_dump(st_voronoipolygons(st_collect(p.label_point), 0, (select st_expand(geom, 0.01) from asked)))).geom as cell
    from places p where p.parent_code = (select street from asked) and p.kind = 'neighbourhood' and p.retired_on is null
  )
  select coalesce(
    (select st_intersection(cells.cell, asked.geom) from cells, asked where st_intersects(cells.cell, asked.label_point) limit 1),
    (select geom from asked)
  )
$$;
-- Name: note_all_tiles_changed(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.note_all_tiles_changed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    AS $$
begin
  perform mark_tiles_changed(array[-1]);
  return null;
end $$;
-- Name: note_asset_dictionaries(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.note_asset_dictionaries() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    AS $$
declare
  many boolean := (select count(*) >= 500 from (select from changed limit 500) first);
begin
  insert into asset_facets as f (key, street_code, district_code, class_code, owner_id, maintainer_id, authority_id, status, hazards, counted, first_prefix, last_prefix)
  select asset_facet(c.street_code, c.district_code, c.class_code, c.owner_id, c.maintainer_id, c.authority_id, c.status, c.hazards) as key,
    c.street_code, c.district_code, c.class_code, c.owner_id, c.maintainer_id, c.authority_id, c.status, c.hazards, count(*), left(min(c.id), 10), left(max(c.id), 10)
  from changed c where many or not exists (
    select from asset_facets known where known.key = asset_facet(c.street_code, c.district_code, c.class_code, c.owner_id, c.maintainer_id, c.authority_id, c.status, c.hazards)
      and left(c.id, 10) between known.first_prefix and known.last_prefix
  )
  group by 2, 3, 4, 5, 6, 7, 8, 9 order by 1
  on conflict (key) do update set counted = f.counted + case when many then excluded.counted else 0 end,
    first_prefix = least(f.first_prefix, excluded.first_prefix), last_prefix = greatest(f.last_prefix, excluded.last_prefix);
  insert into asset_wordings as w (key, wording, counted, first_prefix, last_prefix)
  select asset_wording_key(c.address, c.note, c.object_name) as key, lower(asset_wording(c.address, c.note, c.object_name)), count(*), left(min(c.id), 10), left(max(c.id), 10)
  from changed c where many or not exists (
    select from asset_wordings known where known.key = asset_wording_key(c.address, c.note, c.object_name) and left(c.id, 10) between known.first_prefix and known.last_prefix
  )
  group by 1, 2 order by 1
  on conflict (key) do update set counted = w.counted + case when many then excluded.counted else 0 end,
    first_prefix = least(w.first_prefix, excluded.first_prefix), last_prefix = greatest(w.last_prefix, excluded.last_prefix);
  return null;
end $$;
-- Name: note_cover_letterings(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.note_cover_letterings() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    AS $$
declare
  many boolean := (select count(*) >= 500 from (select from changed limit 500) first);
begin
  insert into cover_letterings as l (lettering, minted_class, counted)
  select c.lettering, substr(c.asset_id, 7, 4), count(*) from changed c
  where c.lettering is not null
    and (many or not exists (select from cover_letterings known where known.lettering = c.lettering and known.minted_class = substr(c.asset_id, 7, 4)))
  group by 1, 2 order by 1, 2
  on conflict (lettering, minted_class) do update set counted = l.counted + excluded.counted where many;
  return null;
end $$;
-- Name: note_ground_changed(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.note_ground_changed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    AS $$
begin
  perform mark_tiles_changed(array[-2]);
  return null;
end $$;
-- Name: note_order_spot(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.note_order_spot() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    AS $$
begin
  if tg_table_name = 'orders' then perform spot_order(new.id);
  elsif tg_table_name = 'incidents' then perform spot_order(o.id) from orders o where o.incident_id = new.id;
  else perform spot_order(new.order_id);
  end if;
  return null;
end $$;
-- Name: note_tile_changes(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.note_tile_changes() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    AS $$
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
-- Name: note_told_spots(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.note_told_spots() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    AS $$
begin
  perform spot_order(a.order_id)
  from (select distinct a.order_id from added a left join order_spots s on s.order_id = a.order_id where s.order_id is null or a.unit_id <> all (s.units)) a;
  return null;
end $$;
-- Name: number_of_serial(text, integer, integer); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.number_of_serial(prefix text, of_prefix integer, serial integer) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select prefix || lpad(serial::text, 6, '0') || substr('10X98765432', 1 + (of_prefix + serial / 100000 % 10 * 9 + serial / 10000 % 10 * 10
    + serial / 1000 % 10 * 5 + serial / 100 % 10 * 8 + serial / 10 % 10 * 4 + serial % 10 * 2) % 11, 1)
$$;
-- Name: number_refusal(text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.number_refusal(given text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $_$
  select case
    when n is null and upper(translate(given, ' -', '')) ~ '^\d{16}[0-9X]$' then 'mistyped'
    when n is null then 'malformed'
    when not exists (select from places p where p.code = left(n, 6) and p.kind = 'district') then 'unknown-place'
    when not exists (select from asset_classes c where c.code = substr(n, 7, 4)) then 'unknown-class'
    when is_number_given(n) then 'taken'
  end from (select well_formed_number(given) as n) formed
$_$;
-- Name: open_filled(text[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.open_filled(tables text[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    SET lock_timeout TO '1500ms'
    AS $$
declare
  city text := current_schema();
  aside text := city || '_filling';
  stand regclass[] := array(select format('%I.%I', city, t)::regclass from unnest(tables) t);
  key record;
  put_back text[];
  statement text;
begin
  perform set_config('search_path', '', true);
  execute (
    select 'lock table ' || string_agg(t.name, ', ' order by t.name) || ' in access exclusive mode'
    from (select s::text from unnest(stand) s union select c.conrelid::regclass::text from pg_constraint c where c.contype = 'f' and c.confrelid = any (stand)) t (name)
  );
  for key in
    select c.conrelid::regclass as "from", c.conname as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c where c.contype = 'f' and c.confrelid = any (stand) and c.conrelid <> all (stand)
  loop
    put_back := put_back || format('alter table %s add constraint %I %s', key."from", key.name, key.definition);
    execute format('alter table %s drop constraint %I', key."from", key.name);
  end loop;
  execute (select 'drop view ' || string_agg(format('pg_temp.%I', t), ', ') from unnest(tables) t);
  execute (select 'drop table ' || string_agg(s::text, ', ') from unnest(stand) s);
  execute (select string_agg(format('alter table %I.%I set schema %I', aside, t, city), '; ') from unnest(tables) t);
  execute format('drop schema %I', aside);
  foreach statement in array put_back loop
    execute statement;
  end loop;
end $$;
-- Name: own_number(text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.own_number(given text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN upper((translate(CASE WHEN (octet_length(given) = length(given)) THEN given ELSE NORMALIZE(given, NFKC) END, ' 	-_.·‐‑‒–—―−。・‧'::text, ''::text) COLLATE "C"));
-- Name: own_number_key(text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.own_number_key(given text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(city.own_number(given), '^[^0-9]+([0-9].{3,})$'::text, '\1'::text);
-- Name: public_asset_tile(integer, integer, integer, text, boolean, json); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.public_asset_tile(z integer, x integer, y integer, layer text, wells boolean, query_params json) RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select case when tile_box(z, x, y) is null or z < first_counted_zoom() then null
    when z >= first_single_zoom() then public_single_assets(z, x, y, layer, asked_classes(wells, false, query_params), asked_for(query_params, 'status'))
    else asset_cells(z, x, y, layer, asked_classes(wells, false, query_params), asked_for(query_params, 'status'), null, true, '{}', '{}') end
$$;
-- Name: public_single_assets(integer, integer, integer, text, text[], text[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.public_single_assets(z integer, x integer, y integer, layer text, classes text[], statuses text[]) RETURNS bytea
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET plan_cache_mode TO 'force_generic_plan'
    SET jit TO 'off'
    AS $$
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
-- Name: put_next_aside(integer); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.put_next_aside(upto integer) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    AS $$
declare
  next text;
begin
  delete from fill_aside_later l where l.ctid = (select f.ctid from fill_aside_later f where f.sort <= upto order by f.sort, f.statement limit 1) returning statement into next;
  if next is not null then
    execute next;
  end if;
  return (select count(*) from fill_aside_later where sort <= upto);
end $$;
-- Name: queue_heard_events(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.queue_heard_events() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  insert into outbox (event_id, queued_at) select id, at from added
    where exists (select from heard_actions heard where heard.action = added.action or heard.action = '*')
      or exists (select from subscriptions s where s.order_id = added.order_id);
  return null;
end $$;
-- Name: recount_tiles(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.recount_tiles() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    SET work_mem TO '256MB'
    SET jit TO 'off'
    AS $$
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
-- Name: refuse_change(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
-- Name: refuse_change_but_erasure(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.refuse_change_but_erasure() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_op = 'UPDATE' and new.note is null and to_jsonb(new) - 'note' = to_jsonb(old) - 'note' then
    return new;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
-- Name: refuse_deletion(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.refuse_deletion() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception 'a row of % is never deleted', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
-- Name: refuse_switched_on(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.refuse_switched_on() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if old.version is not null and not (
    tg_op = 'UPDATE' and old.withdrawn_at is null and to_jsonb(new) - 'withdrawn_at' - 'withdrawn_by' = to_jsonb(old) - 'withdrawn_at' - 'withdrawn_by'
  ) then
    raise exception 'a rule set that was switched on is not changed' using errcode = 'integrity_constraint_violation';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
-- Name: sender_of(bytea, text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.sender_of(line_key bytea, number text) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path TO 'city', 'public'
    AS $$ select substring(sha256(line_key || convert_to(number, 'UTF8')) for 16) $$;
-- Name: spot_order(bigint); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.spot_order(which bigint) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'city', 'public'
    AS $$
begin
  delete from order_spots s using orders o where s.order_id = which and o.id = which and o.state in ('closed', 'void', 'merged');
  insert into order_spots (order_id, world_x, world_y, is_hazard, district_code, street_code, units)
  select o.id, world_x(i.geom), world_y(i.geom), o.is_hazard, o.district_code, o.street_code,
    array(select o.unit_id union select a.unit_id from assignments a where a.order_id = o.id and a.ended_at is null)
  from orders o join incidents i on i.id = o.incident_id where o.id = which and o.state not in ('closed', 'void', 'merged')
  on conflict (order_id) do update set world_x = excluded.world_x, world_y = excluded.world_y, is_hazard = excluded.is_hazard,
    district_code = excluded.district_code, street_code = excluded.street_code, units = excluded.units, version = excluded.version;
end $$;
-- Name: staff_asset_tile(integer, integer, integer, text, boolean, json, boolean, text[], text[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.staff_asset_tile(z integer, x integer, y integer, layer text, wells boolean, query_params json, city boolean, place_codes text[], unit_ids text[]) RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select case when tile_box(z, x, y) is null or z < first_counted_zoom() then null
    when z >= first_single_zoom() then staff_single_assets(z, x, y, layer, asked_classes(wells, true, query_params), asked_for(query_params, 'status'),
      asked_for(query_params, 'owner'), city, place_codes, unit_ids)
    else asset_cells(z, x, y, layer, asked_classes(wells, true, query_params), asked_for(query_params, 'status'),
      asked_for(query_params, 'owner'), city, place_codes, unit_ids) end
$$;
-- Name: staff_single_assets(integer, integer, integer, text, text[], text[], text[], boolean, text[], text[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.staff_single_assets(z integer, x integer, y integer, layer text, classes text[], statuses text[], owners text[], city boolean, place_codes text[], unit_ids text[]) RETURNS bytea
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET plan_cache_mode TO 'force_custom_plan'
    SET jit TO 'off'
    AS $$
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
-- Name: status_letters(text[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.status_letters(statuses text[]) RETURNS "char"[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select case when statuses is not null then array(select left(s, 1)::"char" from unnest(statuses) s where s in ('intact', 'damaged', 'missing', 'abandoned')) end
$$;
-- Name: take_serials(text, integer, integer[]); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.take_serials(pre text, wanted integer, adopted_now integer[] DEFAULT '{}'::integer[]) RETURNS SETOF integer
    LANGUAGE plpgsql
    AS $$
declare
  of_prefix integer := check_of_prefix(pre);
  upto integer;
  holes boolean;
  missing integer := wanted;
  look integer := wanted; -- how far ahead; farther each time, so that a long run of adopted ones is crossed in few steps
  serials integer[];
begin
  select last, adopted > 0 or adopted_now <> '{}' or has_awaited(pre) into strict upto, holes from asset_serials where prefix = pre;
  while missing > 0 loop
    serials := case when holes then array(
        select s from generate_series(upto + 1, least(upto + look, last_serial_to_mint())) s left join unnest(adopted_now) t on t = s
        where t is null and not exists (select from assets a where a.id = number_of_serial(pre, of_prefix, s))
          and not exists (select from asset_aliases l where l.number = number_of_serial(pre, of_prefix, s) and l.reason = 'merged')
          and not exists (select from awaited_numbers w where w.number = number_of_serial(pre, of_prefix, s)) order by s limit missing)
      else array(select s from generate_series(upto + 1, least(upto + look, last_serial_to_mint())) s) end;
    return query select unnest(serials);
    upto := case when cardinality(serials) = missing then serials[missing] else upto + look end;
    missing := missing - cardinality(serials);
    if missing > 0 and upto >= last_serial_to_mint() then
      raise exception 'serials of % are used up', pre using errcode = 'check_violation', constraint = 'asset_serials_exhausted', detail = pre;
    end if;
    look := 2 * greatest(look, missing, 64);
  end loop;
  update asset_serials set last = upto where prefix = pre;
end $$;
-- Name: take_serials_whole(text, integer); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.take_serials_whole(pre text, wanted integer) RETURNS integer
    LANGUAGE plpgsql
    AS $$
declare
  before integer;
begin
  select last into strict before from asset_serials where prefix = pre;
  if before + wanted > last_serial_to_mint() then
    raise exception 'serials of % are used up', pre using errcode = 'check_violation', constraint = 'asset_serials_exhausted', detail = pre;
  end if;
  update asset_serials set last = before + wanted where prefix = pre;
  return before;
end $$;
-- Name: tell_person_changed(); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.tell_person_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  perform pg_notify('order_changed', json_build_object('person', to_jsonb(coalesce(old, new)) ->> tg_argv[0])::text);
  return null;
end $$;
-- Name: text_grams(text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.text_grams(given text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (SELECT COALESCE(array_agg(DISTINCT of.gram), '{}'::text[]) AS "coalesce" FROM generate_series(1, length(text_grams.given)) at(at), LATERAL (VALUES (substr(text_grams.given, at.at, 1)), (substr(text_grams.given, at.at, 2))) of(gram) WHERE (of.gram <> ' '::text));
-- Name: tile_box(integer, integer, integer); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.tile_box(z integer, x integer, y integer) RETURNS public.geometry
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  select case when z between 0 and 22 and x >= 0 and y >= 0 and x < (1 << z) and y < (1 << z) then
    st_makeenvelope(
      x / (1 << z)::float8 * 360 - 180 - 1e-9, degrees(atan(sinh(pi() * (1 - 2 * (y + 1) / (1 << z)::float8)))) - 1e-9,
      (x + 1) / (1 << z)::float8 * 360 - 180 + 1e-9, degrees(atan(sinh(pi() * (1 - 2 * y / (1 << z)::float8)))) + 1e-9, 4326)
  end
$$;
-- Name: tile_key(integer, integer, integer); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.tile_key(z integer, x integer, y integer) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select ((1 << (2 * z)) - 1) / 3 + x * (1 << z) + y
$$;
-- Name: tile_point(public.geometry, integer, integer, integer); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.tile_point(point public.geometry, z integer, x integer, y integer) RETURNS public.geometry
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select st_makepoint(floor((across(point) * (1 << z) - x) * 4096), floor((down(point) * (1 << z) - y) * 4096))
$$;
-- Name: well_formed_number(text); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.well_formed_number(given text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $_$
declare
  n bigint;
  c text;
begin
  if given !~ '^\d{16}[0-9X]?$' then
    given := upper(translate(given, ' -', ''));
    if given !~ '^\d{16}[0-9X]?$' then
      return null;
    end if;
  end if;
  n := left(given, 16)::bigint;
  if n % 1000000 = 0 then
    return null; -- no serial is 000000
  end if;
  c := substr('10X98765432', (1 + (n / 1000000000000000 * 9 + n / 100000000000000 % 10 * 10 + n / 10000000000000 % 10 * 5 + n / 1000000000000 % 10 * 8
    + n / 100000000000 % 10 * 4 + n / 10000000000 % 10 * 2 + n / 1000000000 % 10 + n / 100000000 % 10 * 6 + n / 10000000 % 10 * 3 + n / 1000000 % 10 * 7
    + n / 100000 % 10 * 9 + n / 10000 % 10 * 10 + n / 1000 % 10 * 5 + n / 100 % 10 * 8 + n / 10 % 10 * 4 + n % 10 * 2) % 11)::integer, 1);
  return case when length(given) = 16 then given || c when right(given, 1) = c then given end;
end $_$;
-- Name: world_x(public.geometry); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.world_x(point public.geometry) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select floor(across(point) * 4194304)::integer
$$;
-- Name: world_y(public.geometry); Type: FUNCTION; Schema: city; Owner: -
CREATE FUNCTION city.world_y(point public.geometry) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select floor(down(point) * 4194304)::integer
$$;
-- Name: assets(integer, integer, integer, json); Type: FUNCTION; Schema: tiles; Owner: -
CREATE FUNCTION tiles.assets(z integer, x integer, y integer, query_params json) RETURNS bytea
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'city', 'public', 'pg_temp'
    AS $$ begin return public_asset_tile(z, x, y, 'assets', false, query_params); end $$;
-- Name: FUNCTION assets(z integer, x integer, y integer, query_params json); Type: COMMENT; Schema: tiles; Owner: -
COMMENT ON FUNCTION tiles.assets(z integer, x integer, y integer, query_params json) IS '{
  "name": "assets",
  "description": "井以外的部件：缩小时为分格计数，放大后为单件；可用 class、status 收窄 / Assets that are no wells: counted cells when zoomed out, single ones when zoomed in; narrowed by class and status",
  "minzoom": 6, "maxzoom": 20,
  "vector_layers": [{ "id": "assets", "fields": {
    "class_code": "部件类别代码，四位（14 级起） / class code, four digits (from zoom 14)",
    "status": "完好、破损、丢失、废弃；分格中只有破损和丢失单列 / intact, damaged, missing or abandoned; of the cells only damaged and missing ones have it, each in a feature of their own",
    "count": "格内数量（14 级以下） / how many in the cell (below zoom 14)"
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
    where p.label_point && tile_box(z, x, y) and in_tile(p.label_point, z, x, y) and p.retired_on is null
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
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET plan_cache_mode TO 'force_custom_plan'
    SET jit TO 'off'
    SET search_path TO 'city', 'public', 'pg_temp'
    AS $$
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
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'city', 'public', 'pg_temp'
    AS $$ begin return public_asset_tile(z, x, y, 'wells', true, query_params); end $$;
-- Name: FUNCTION wells(z integer, x integer, y integer, query_params json); Type: COMMENT; Schema: tiles; Owner: -
COMMENT ON FUNCTION tiles.wells(z integer, x integer, y integer, query_params json) IS '{
  "name": "wells",
  "description": "检查井：缩小时为分格计数，放大后为单井（不含敏感类别）；可用 class、status 收窄 / Wells: counted cells when zoomed out, single ones when zoomed in (none of a sensitive class); narrowed by class and status",
  "minzoom": 6, "maxzoom": 20,
  "vector_layers": [{ "id": "wells", "fields": {
    "class_code": "部件类别代码，四位（14 级起） / class code, four digits (from zoom 14)",
    "status": "完好、破损、丢失、废弃；分格中只有破损和丢失单列 / intact, damaged, missing or abandoned; of the cells only damaged and missing ones have it, each in a feature of their own",
    "count": "格内数量（14 级以下） / how many in the cell (below zoom 14)"
  } }]
}';
-- Name: assets(integer, integer, integer, json, boolean, text[], text[]); Type: FUNCTION; Schema: tiles_staff; Owner: -
CREATE FUNCTION tiles_staff.assets(z integer, x integer, y integer, query_params json, city boolean, place_codes text[], unit_ids text[]) RETURNS bytea
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'city', 'public', 'pg_temp'
    AS $$ begin return staff_asset_tile(z, x, y, 'staff-assets', false, query_params, city, place_codes, unit_ids); end $$;
-- Name: FUNCTION assets(z integer, x integer, y integer, query_params json, city boolean, place_codes text[], unit_ids text[]); Type: COMMENT; Schema: tiles_staff; Owner: -
COMMENT ON FUNCTION tiles_staff.assets(z integer, x integer, y integer, query_params json, city boolean, place_codes text[], unit_ids text[]) IS '{
  "name": "staff-assets",
  "description": "职责范围内井以外的部件；要素 id 为编号前 16 位减 10^15；可用 class、owner、status 收窄 / Assets that are no wells, within the reader’s reach; a feature’s id is the number’s 16 digits less 10^15; narrowed by class, owner and status",
  "minzoom": 6, "maxzoom": 20,
  "vector_layers": [{ "id": "staff-assets", "fields": {
    "owner_id": "权属单位（14 级起） / owning unit (from zoom 14)", "class_code": "部件类别代码（14 级起） / class code (from zoom 14)",
    "status": "状态；分格中只有破损和丢失单列 / status; of the cells only damaged and missing ones have it, each in a feature of their own",
    "count": "格内数量（14 级以下） / how many in the cell (below zoom 14)"
  } }]
}';
-- Name: orders(integer, integer, integer, json, boolean, text[], text[]); Type: FUNCTION; Schema: tiles_staff; Owner: -
CREATE FUNCTION tiles_staff.orders(z integer, x integer, y integer, query_params json, city boolean, place_codes text[], unit_ids text[]) RETURNS bytea
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET plan_cache_mode TO 'force_custom_plan'
    SET jit TO 'off'
    SET search_path TO 'city', 'public', 'pg_temp'
    AS $$
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
-- Name: FUNCTION orders(z integer, x integer, y integer, query_params json, city boolean, place_codes text[], unit_ids text[]); Type: COMMENT; Schema: tiles_staff; Owner: -
COMMENT ON FUNCTION tiles_staff.orders(z integer, x integer, y integer, query_params json, city boolean, place_codes text[], unit_ids text[]) IS '{
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
-- Name: wells(integer, integer, integer, json, boolean, text[], text[]); Type: FUNCTION; Schema: tiles_staff; Owner: -
CREATE FUNCTION tiles_staff.wells(z integer, x integer, y integer, query_params json, city boolean, place_codes text[], unit_ids text[]) RETURNS bytea
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'city', 'public', 'pg_temp'
    AS $$ begin return staff_asset_tile(z, x, y, 'staff-wells', true, query_params, city, place_codes, unit_ids); end $$;
-- Name: FUNCTION wells(z integer, x integer, y integer, query_params json, city boolean, place_codes text[], unit_ids text[]); Type: COMMENT; Schema: tiles_staff; Owner: -
COMMENT ON FUNCTION tiles_staff.wells(z integer, x integer, y integer, query_params json, city boolean, place_codes text[], unit_ids text[]) IS '{
  "name": "staff-wells",
  "description": "职责范围内的检查井，含权属单位；要素 id 为编号前 16 位减 10^15；可用 class、owner、status 收窄 / Wells within the reader’s reach, with owner; a feature’s id is the number’s 16 digits less 10^15; narrowed by class, owner and status",
  "minzoom": 6, "maxzoom": 20,
  "vector_layers": [{ "id": "staff-wells", "fields": {
    "owner_id": "权属单位（14 级起） / owning unit (from zoom 14)", "class_code": "部件类别代码（14 级起） / class code (from zoom 14)",
    "status": "状态；分格中只有破损和丢失单列 / status; of the cells only damaged and missing ones have it, each in a feature of their own",
    "count": "格内数量（14 级以下） / how many in the cell (below zoom 14)"
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
    revoked_at timestamp with time zone,
    permissions text[]
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
-- Name: asset_aliases; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.asset_aliases (
    number text NOT NULL,
    asset_id text NOT NULL,
    source text NOT NULL,
    reason text NOT NULL,
    import_id bigint,
    import_row integer,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT asset_aliases_number_check CHECK (((length(number) >= 1) AND (length(number) <= 64)))
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
    note text,
    order_id bigint,
    import_id bigint,
    import_row integer,
    version integer
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
-- Name: asset_facets; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.asset_facets (
    key bigint NOT NULL,
    street_code text NOT NULL,
    district_code text NOT NULL,
    class_code text NOT NULL,
    owner_id text,
    maintainer_id text,
    authority_id text,
    status text NOT NULL,
    hazards text[] NOT NULL,
    counted integer DEFAULT 0 NOT NULL,
    first_prefix text DEFAULT ''::text NOT NULL,
    last_prefix text DEFAULT 'Z'::text NOT NULL
);
-- Name: asset_serials; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.asset_serials (
    prefix text NOT NULL,
    last integer DEFAULT 0 NOT NULL,
    adopted integer DEFAULT 0 NOT NULL,
    CONSTRAINT asset_serials_adopted_check CHECK ((adopted >= 0)),
    CONSTRAINT asset_serials_last_check CHECK (((last >= 0) AND (last <= 999999))),
    CONSTRAINT asset_serials_prefix_check CHECK ((prefix ~ '^\d{10}$'::text))
);
-- Name: asset_versions; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.asset_versions (
    asset_id text NOT NULL,
    version integer NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    valid_to timestamp with time zone NOT NULL,
    geom public.geometry(Point,4326) NOT NULL,
    "row" jsonb NOT NULL,
    CONSTRAINT asset_versions_check CHECK ((valid_to > valid_from))
);
-- Name: asset_wordings; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.asset_wordings (
    key bigint NOT NULL,
    wording text NOT NULL,
    counted integer DEFAULT 0 NOT NULL,
    first_prefix text DEFAULT ''::text NOT NULL,
    last_prefix text DEFAULT 'Z'::text NOT NULL
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
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    last_verified_on date,
    how_measured text,
    flood_prone boolean,
    chamber_size_mm integer,
    chamber_material text,
    grid_cell text,
    object_name text,
    import_id bigint,
    import_row integer,
    hazards text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT assets_chamber_size_mm_check CHECK ((chamber_size_mm > 0)),
    CONSTRAINT assets_hazards_check CHECK ((hazards <@ ARRAY['weak_cover'::text, 'no_anti_fall_net'::text])),
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
    taken_back boolean DEFAULT false NOT NULL,
    crew_id bigint,
    crew_sent_at timestamp with time zone,
    CONSTRAINT assignments_crew_check CHECK (((crew_id IS NULL) = (crew_sent_at IS NULL))),
    CONSTRAINT assignments_part_check CHECK ((part = ANY (ARRAY['accountable'::text, 'informed'::text, 'fallback'::text])))
);
-- Name: COLUMN assignments.crew_id; Type: COMMENT; Schema: city; Owner: -
COMMENT ON COLUMN city.assignments.crew_id IS 'Who of the unit was sent; null: nobody by name, all of its people see it alike';
-- Name: assignments_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.assignments ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.assignments_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: awaited_numbers; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.awaited_numbers (
    number text NOT NULL,
    import_id bigint NOT NULL,
    CONSTRAINT awaited_numbers_number_check CHECK ((number ~ '^\d{16}[0-9X]$'::text))
);
-- Name: calls; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.calls (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    unit_id text NOT NULL,
    person_id bigint NOT NULL,
    round integer NOT NULL,
    called_at timestamp with time zone NOT NULL,
    answer_by timestamp with time zone NOT NULL,
    acknowledged_at timestamp with time zone,
    ended_at timestamp with time zone,
    passed_over boolean DEFAULT false NOT NULL
);
-- Name: calls_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.calls ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.calls_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: census_sources; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.census_sources (
    name text NOT NULL,
    mapping jsonb NOT NULL,
    system text,
    axes text,
    rules jsonb NOT NULL,
    words jsonb DEFAULT '{}'::jsonb NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint,
    reach jsonb NOT NULL,
    CONSTRAINT census_sources_axes_check CHECK ((axes = ANY (ARRAY['east-north'::text, 'north-east'::text]))),
    CONSTRAINT census_sources_coordinates_check CHECK (((system IS NULL) = (axes IS NULL))),
    CONSTRAINT census_sources_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80))),
    CONSTRAINT census_sources_reach_check CHECK ((reach ?& ARRAY['city'::text, 'placeCodes'::text, 'unitIds'::text]))
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
-- Name: cover_letterings; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.cover_letterings (
    lettering text NOT NULL,
    minted_class text NOT NULL,
    counted integer DEFAULT 0 NOT NULL
);
-- Name: cover_versions; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.cover_versions (
    cover_id bigint NOT NULL,
    asset_id text NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    valid_to timestamp with time zone NOT NULL,
    "row" jsonb NOT NULL,
    CONSTRAINT cover_versions_check CHECK ((valid_to > valid_from))
);
-- Name: covers; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.covers (
    id bigint NOT NULL,
    asset_id text NOT NULL,
    shape text,
    size_mm integer,
    material text,
    load_class text,
    lettering text,
    maker text,
    fitted_on date,
    removed_on date,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    clear_opening_mm integer,
    width_mm integer,
    bolted boolean,
    vented boolean,
    smart_sensor boolean,
    level_difference_mm real,
    removed_reason text,
    CONSTRAINT covers_clear_opening_mm_check CHECK ((clear_opening_mm > 0)),
    CONSTRAINT covers_load_class_check CHECK ((load_class = ANY (ARRAY['A15'::text, 'B125'::text, 'C250'::text, 'D400'::text, 'E600'::text, 'F900'::text]))),
    CONSTRAINT covers_material_check CHECK ((material = ANY (ARRAY['ductile_iron'::text, 'grey_iron'::text, 'concrete'::text, 'composite'::text, 'concrete_filled'::text]))),
    CONSTRAINT covers_shape_check CHECK ((shape = ANY (ARRAY['round'::text, 'rectangular'::text]))),
    CONSTRAINT covers_width_mm_check CHECK ((width_mm > 0))
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
    due_at timestamp with time zone,
    reason jsonb NOT NULL,
    met_at timestamp with time zone,
    id bigint NOT NULL,
    ended_at timestamp with time zone,
    report_id bigint,
    CONSTRAINT deadlines_check CHECK (((report_id IS NULL) OR (clock = 'contact'::text))),
    CONSTRAINT deadlines_clock_check CHECK ((clock = ANY (ARRAY['contact'::text, 'close'::text, 'hazard'::text, 'supervise'::text, 'request'::text, 'recheck'::text, 'secure'::text]))),
    CONSTRAINT deadlines_pending CHECK (((due_at IS NULL) = ((reason ->> 'code'::text) = 'deadline-calendar-pending'::text)))
);
-- Name: deadlines_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.deadlines ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.deadlines_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: deliveries; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.deliveries (
    id bigint NOT NULL,
    webhook_id bigint NOT NULL,
    event_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    taken_until timestamp with time zone,
    state text DEFAULT 'waiting'::text NOT NULL,
    last_answer text,
    ended_at timestamp with time zone,
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'arrived'::text, 'given-up'::text])))
);
-- Name: deliveries_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.deliveries ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.deliveries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: demo_truths; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.demo_truths (
    asset_id text NOT NULL,
    owner_id text
);
-- Name: denials; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.denials (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    unit_id text NOT NULL,
    asset_id text,
    person_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    note text NOT NULL,
    decided_at timestamp with time zone,
    upheld boolean,
    CONSTRAINT denials_check CHECK (((decided_at IS NULL) = (upheld IS NULL)))
);
-- Name: denials_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.denials ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.denials_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: dry_run_changes; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.dry_run_changes (
    dry_run_id bigint NOT NULL,
    order_id bigint NOT NULL,
    from_unit text NOT NULL,
    to_unit text NOT NULL,
    from_rule jsonb NOT NULL,
    to_rule jsonb NOT NULL,
    newly_told text[] NOT NULL,
    no_longer_told text[] NOT NULL
);
-- Name: dry_runs; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.dry_runs (
    id bigint NOT NULL,
    rule_set_id bigint NOT NULL,
    revision integer NOT NULL,
    rules jsonb NOT NULL,
    asked_by bigint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    from_at timestamp with time zone NOT NULL,
    to_at timestamp with time zone NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    after_at timestamp with time zone,
    after_id bigint DEFAULT 0 NOT NULL,
    seen integer DEFAULT 0 NOT NULL,
    without_case integer DEFAULT 0 NOT NULL,
    moved integer DEFAULT 0 NOT NULL,
    told integer DEFAULT 0 NOT NULL,
    worked_ms integer DEFAULT 0 NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT dry_runs_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text])))
);
-- Name: dry_runs_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.dry_runs ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.dry_runs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: duty_shifts; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.duty_shifts (
    id bigint NOT NULL,
    unit_id text NOT NULL,
    person_id bigint NOT NULL,
    weekdays integer[] NOT NULL,
    from_time time without time zone NOT NULL,
    to_time time without time zone NOT NULL,
    rank integer DEFAULT 1 NOT NULL,
    CONSTRAINT duty_shifts_weekdays_check CHECK (((weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7]) AND (cardinality(weekdays) > 0)))
);
-- Name: duty_shifts_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.duty_shifts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.duty_shifts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: exports; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.exports (
    id bigint NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    person_id bigint,
    form text NOT NULL,
    coordinate_system text,
    filter jsonb NOT NULL,
    outcome text DEFAULT 'running'::text NOT NULL,
    asset_count bigint DEFAULT 0 NOT NULL,
    seen_at timestamp with time zone,
    what text NOT NULL,
    CONSTRAINT exports_check CHECK (((ended_at IS NULL) = (outcome = 'running'::text))),
    CONSTRAINT exports_form_check CHECK ((form = ANY (ARRAY['csv'::text, 'xlsx'::text, 'geojson'::text, 'shapefile'::text, 'geopackage'::text, 'pdf'::text, 'png'::text, 'paper'::text, 'rows'::text]))),
    CONSTRAINT exports_outcome_check CHECK ((outcome = ANY (ARRAY['running'::text, 'whole'::text, 'cancelled'::text, 'broken'::text]))),
    CONSTRAINT exports_system_check CHECK (((coordinate_system IS NULL) = (what <> 'assets'::text))),
    CONSTRAINT exports_what_check CHECK ((what = ANY (ARRAY['assets'::text, 'scores'::text, 'yearly'::text, 'analysis'::text, 'matching'::text, 'order'::text, 'bill'::text, 'plates'::text, 'refused'::text])))
);
-- Name: exports_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.exports ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.exports_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: follows; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.follows (
    number text NOT NULL,
    incident_id bigint NOT NULL,
    idempotency_key text NOT NULL,
    followed_at timestamp with time zone NOT NULL
);
-- Name: handovers; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.handovers (
    id bigint NOT NULL,
    place_code text NOT NULL,
    person_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    note text NOT NULL,
    order_ids bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    open_count integer NOT NULL,
    danger_count integer NOT NULL,
    late_count integer NOT NULL,
    taken_by bigint,
    taken_at timestamp with time zone,
    CONSTRAINT handovers_check CHECK (((taken_by IS NULL) = (taken_at IS NULL)))
);
-- Name: handovers_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.handovers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.handovers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: hazard_rounds; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.hazard_rounds (
    only_one boolean DEFAULT true NOT NULL,
    rules jsonb NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    began_at timestamp with time zone,
    is_last boolean NOT NULL,
    upto text DEFAULT ''::text NOT NULL,
    done_at timestamp with time zone,
    CONSTRAINT hazard_rounds_check CHECK (((began_at IS NOT NULL) OR ((NOT is_last) AND (done_at IS NULL)))),
    CONSTRAINT hazard_rounds_only_one_check CHECK (only_one)
);
-- Name: heard_actions; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.heard_actions (
    action text NOT NULL
);
-- Name: house_numbers; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.house_numbers (
    road_id integer NOT NULL,
    number text NOT NULL,
    geom public.geometry(Point,4326) NOT NULL
);
-- Name: import_doubts; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.import_doubts (
    import_id bigint NOT NULL,
    "row" integer NOT NULL,
    kind text NOT NULL,
    asset_id text,
    other_row integer,
    distance_m real,
    decision text,
    decided_by bigint,
    decided_at timestamp with time zone,
    said text,
    told jsonb,
    CONSTRAINT import_doubts_decision_check CHECK ((decision = ANY (ARRAY['merge'::text, 'keep'::text, 'refuse'::text]))),
    CONSTRAINT import_doubts_kind_check CHECK ((kind = ANY (ARRAY['near_registered'::text, 'near_in_file'::text, 'source_number_in_file'::text, 'source_number_classes'::text, 'source_number_registered'::text, 'moved_far'::text, 'number_refused_before'::text, 'number_class_differs'::text, 'place_differs'::text, 'changed_since'::text])))
);
-- Name: import_refusals; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.import_refusals (
    import_id bigint NOT NULL,
    "row" integer NOT NULL,
    column_name text,
    code text NOT NULL,
    params jsonb DEFAULT '{}'::jsonb NOT NULL,
    fields jsonb NOT NULL
);
-- Name: import_samples; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.import_samples (
    import_id bigint NOT NULL,
    points jsonb NOT NULL
);
-- Name: imports; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.imports (
    id bigint NOT NULL,
    source text NOT NULL,
    file_name text NOT NULL,
    file_path text,
    file_is_ours boolean NOT NULL,
    file_bytes bigint NOT NULL,
    file_sha256 text NOT NULL,
    format text NOT NULL,
    columns text[] NOT NULL,
    encoding text,
    layer text,
    mapping jsonb NOT NULL,
    system text,
    axes text,
    class_code text,
    rules jsonb NOT NULL,
    reach jsonb NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    step text,
    done bigint DEFAULT 0 NOT NULL,
    total bigint DEFAULT 0 NOT NULL,
    step_started_at timestamp with time zone,
    heartbeat_at timestamp with time zone,
    cancel_asked boolean DEFAULT false NOT NULL,
    applied_upto integer DEFAULT 0 NOT NULL,
    counts jsonb DEFAULT '{}'::jsonb NOT NULL,
    rejection jsonb,
    likely jsonb,
    person_id bigint,
    created_at timestamp with time zone NOT NULL,
    checked_at timestamp with time zone,
    applied_at timestamp with time zone,
    ranges jsonb DEFAULT '[]'::jsonb NOT NULL,
    registry_mark jsonb,
    wrote_at timestamp with time zone,
    memory jsonb,
    said jsonb DEFAULT '{}'::jsonb NOT NULL,
    followed jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT imports_axes_check CHECK ((axes = ANY (ARRAY['east-north'::text, 'north-east'::text]))),
    CONSTRAINT imports_source_check CHECK (((length(source) >= 1) AND (length(source) <= 80))),
    CONSTRAINT imports_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'checking'::text, 'stopped'::text, 'failed'::text, 'checked'::text, 'applying'::text, 'applied'::text, 'cancelled'::text])))
);
-- Name: imports_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.imports ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.imports_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
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
-- Name: invitations; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.invitations (
    id bigint NOT NULL,
    token_hash bytea NOT NULL,
    person_id bigint NOT NULL,
    made_by bigint,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone
);
-- Name: invitations_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.invitations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.invitations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: join_offers; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.join_offers (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    other_order_id bigint NOT NULL,
    probability real NOT NULL,
    reasons jsonb NOT NULL,
    offered_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    answer text,
    person_id bigint,
    CONSTRAINT join_offers_answer_check CHECK ((answer = ANY (ARRAY['merged'::text, 'apart'::text]))),
    CONSTRAINT join_offers_check CHECK ((((answered_at IS NULL) = (answer IS NULL)) AND (order_id <> other_order_id)))
);
-- Name: join_offers_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.join_offers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.join_offers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: judgements; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.judgements (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    report_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id bigint,
    solved boolean NOT NULL,
    speed text,
    manner text,
    outcome text,
    CONSTRAINT judgements_manner_check CHECK ((manner = ANY (ARRAY['satisfied'::text, 'mostly'::text, 'fair'::text, 'unsatisfied'::text]))),
    CONSTRAINT judgements_outcome_check CHECK ((outcome = ANY (ARRAY['satisfied'::text, 'mostly'::text, 'fair'::text, 'unsatisfied'::text]))),
    CONSTRAINT judgements_speed_check CHECK ((speed = ANY (ARRAY['satisfied'::text, 'mostly'::text, 'fair'::text, 'unsatisfied'::text])))
);
-- Name: judgements_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.judgements ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.judgements_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: laid_functions; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.laid_functions (
    sha256 text NOT NULL
);
-- Name: TABLE laid_functions; Type: COMMENT; Schema: city; Owner: -
COMMENT ON TABLE city.laid_functions IS 'Of all files of db/functions, as they were laid last; in no backup';
-- Name: last_acts; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.last_acts (
    order_id bigint NOT NULL,
    event_id bigint NOT NULL,
    action text NOT NULL,
    person_id bigint NOT NULL,
    version integer NOT NULL,
    opened_order_id bigint,
    opened_event_id bigint,
    before jsonb NOT NULL,
    standing_event_id bigint NOT NULL
);
-- Name: COLUMN last_acts.standing_event_id; Type: COMMENT; Schema: city; Owner: -
COMMENT ON COLUMN city.last_acts.standing_event_id IS 'The order''s last event as long as nothing followed the act: its own, or that of the later step which was taken back again; so too its version';
-- Name: last_positions; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.last_positions (
    person_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    geom public.geometry(Point,4326) NOT NULL,
    unit_id text NOT NULL,
    order_id bigint NOT NULL
);
-- Name: liability_cases; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.liability_cases (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    unit_id text NOT NULL,
    fallback_unit_id text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    reason jsonb NOT NULL,
    settled_at timestamp with time zone,
    settlement text,
    bill_fen bigint,
    bill_note text,
    billed_at timestamp with time zone,
    billed_by bigint,
    settled_by bigint,
    outcome text,
    first_unit_id text,
    objected_at timestamp with time zone,
    objected_by bigint,
    objection text,
    CONSTRAINT liability_cases_bill_fen_check CHECK ((bill_fen > 0)),
    CONSTRAINT liability_cases_billed CHECK (((bill_fen IS NULL) = (billed_at IS NULL))),
    CONSTRAINT liability_cases_objected CHECK ((((objected_at IS NULL) = (objection IS NULL)) AND ((objected_at IS NULL) = (objected_by IS NULL)))),
    CONSTRAINT liability_cases_objected_once_billed CHECK (((objected_at IS NULL) OR (billed_at IS NOT NULL))),
    CONSTRAINT liability_cases_outcome_check CHECK ((outcome = ANY (ARRAY['paid'::text, 'shared'::text, 'waived'::text, 'unbilled'::text]))),
    CONSTRAINT liability_cases_unbilled CHECK (((outcome IS DISTINCT FROM 'unbilled'::text) OR (bill_fen IS NULL)))
);
-- Name: liability_cases_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.liability_cases ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.liability_cases_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: match_versions; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.match_versions (
    id bigint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    priors jsonb NOT NULL,
    summary jsonb NOT NULL,
    is_used boolean NOT NULL
);
-- Name: match_versions_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.match_versions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.match_versions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: measurements; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.measurements (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id bigint,
    taken jsonb NOT NULL,
    answered_at timestamp with time zone,
    answered_by bigint,
    adopted boolean,
    CONSTRAINT measurements_check CHECK ((((answered_at IS NULL) = (answered_by IS NULL)) AND ((answered_at IS NULL) = (adopted IS NULL))))
);
-- Name: measurements_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.measurements ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.measurements_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: message_channels; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.message_channels (
    channel text NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    paused_until timestamp with time zone
);
-- Name: messages; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.messages (
    id bigint NOT NULL,
    notice_id bigint NOT NULL,
    channel text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    taken_until timestamp with time zone,
    state text DEFAULT 'waiting'::text NOT NULL,
    last_answer text,
    ended_at timestamp with time zone,
    CONSTRAINT messages_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'sms'::text]))),
    CONSTRAINT messages_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'arrived'::text, 'given-up'::text])))
);
-- Name: messages_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.messages ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.messages_id_seq
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
-- Name: notice_choices; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.notice_choices (
    person_id bigint NOT NULL,
    kind text NOT NULL,
    channels text[] NOT NULL,
    CONSTRAINT notice_choices_channels_check CHECK ((channels <@ ARRAY['page'::text, 'email'::text, 'sms'::text]))
);
-- Name: notices; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.notices (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    kind text NOT NULL,
    event_id bigint,
    order_id bigint,
    at timestamp with time zone NOT NULL,
    on_page boolean NOT NULL,
    read_at timestamp with time zone,
    step_id bigint,
    CONSTRAINT notices_about CHECK ((((event_id IS NULL) = (order_id IS NULL)) AND ((event_id IS NULL) <> (step_id IS NULL))))
);
-- Name: notices_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.notices ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.notices_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
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
-- Name: tile_version_numbers; Type: SEQUENCE; Schema: city; Owner: -
CREATE SEQUENCE city.tile_version_numbers
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
-- Name: order_spots; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.order_spots (
    order_id bigint NOT NULL,
    world_x integer NOT NULL,
    world_y integer NOT NULL,
    is_hazard boolean NOT NULL,
    district_code text NOT NULL,
    street_code text NOT NULL,
    units text[] NOT NULL,
    version bigint DEFAULT nextval('city.tile_version_numbers'::regclass) NOT NULL
)
WITH (fillfactor='80');
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
    arrived_at timestamp with time zone,
    secured_at timestamp with time zone,
    secured_geom public.geometry(Point,4326),
    time_asked_at timestamp with time zone,
    time_granted_at timestamp with time zone,
    supervised_at timestamp with time zone,
    dispatch_case jsonb,
    dispatch_rule jsonb,
    fallback_unit_ids text[] DEFAULT '{}'::text[] NOT NULL,
    made_up boolean DEFAULT false NOT NULL,
    time_asked_by bigint,
    pause_asked_at timestamp with time zone,
    pause_asked_by bigint,
    resumes_on date,
    paused_at timestamp with time zone,
    supervised_by text[] DEFAULT '{}'::text[] NOT NULL,
    docketed_at timestamp with time zone,
    repaired_at timestamp with time zone,
    merged_into bigint,
    erased_at timestamp with time zone,
    was_hazard boolean DEFAULT false NOT NULL,
    merged_how jsonb,
    calendar_pending boolean DEFAULT false NOT NULL,
    asset_chosen_at timestamp with time zone,
    asset_chosen_by bigint,
    chosen_unit_id text,
    CONSTRAINT orders_asset_chosen CHECK ((((asset_chosen_at IS NULL) = (asset_chosen_by IS NULL)) AND ((asset_chosen_at IS NOT NULL) OR (chosen_unit_id IS NULL)))),
    CONSTRAINT orders_danger_over CHECK (((NOT is_hazard) OR (state <> ALL (ARRAY['resolved'::text, 'checked'::text, 'called_back'::text, 'closed'::text])))),
    CONSTRAINT orders_merged CHECK (((state = 'merged'::text) = (merged_into IS NOT NULL))),
    CONSTRAINT orders_paused CHECK ((((state = 'paused'::text) = (paused_at IS NOT NULL)) AND ((state <> 'paused'::text) OR (resumes_on IS NOT NULL)))),
    CONSTRAINT orders_state_check CHECK ((state = ANY (ARRAY['dispatched'::text, 'signed'::text, 'contacted'::text, 'in_progress'::text, 'paused'::text, 'resolved'::text, 'checked'::text, 'called_back'::text, 'closed'::text, 'void'::text, 'merged'::text]))),
    CONSTRAINT orders_supervised_by_check CHECK ((supervised_by <@ ARRAY['hotline_office'::text, 'supervision_bureau'::text, 'inspection_office'::text]))
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
-- Name: outbox; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.outbox (
    event_id bigint NOT NULL,
    queued_at timestamp with time zone NOT NULL
);
-- Name: ownership_claims; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.ownership_claims (
    id bigint NOT NULL,
    notice_id bigint NOT NULL,
    unit_id text NOT NULL,
    person_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    note text NOT NULL,
    decided_at timestamp with time zone,
    accepted boolean,
    CONSTRAINT ownership_claims_check CHECK (((decided_at IS NULL) = (accepted IS NULL)))
);
-- Name: ownership_claims_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.ownership_claims ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.ownership_claims_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: ownership_notices; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.ownership_notices (
    id bigint NOT NULL,
    asset_id text NOT NULL,
    keeper_id text NOT NULL,
    kept_before text,
    opened_at timestamp with time zone NOT NULL,
    ends_on date NOT NULL,
    note text,
    due_at timestamp with time zone,
    outcome text,
    settled_at timestamp with time zone,
    owner_id text,
    CONSTRAINT ownership_notices_check CHECK (((outcome IS NULL) = (settled_at IS NULL))),
    CONSTRAINT ownership_notices_check1 CHECK (((outcome IS NULL) = (due_at IS NOT NULL))),
    CONSTRAINT ownership_notices_check2 CHECK ((((outcome = ANY (ARRAY['confirmed'::text, 'assigned'::text])) = (owner_id IS NOT NULL)) OR (outcome IS NULL))),
    CONSTRAINT ownership_notices_outcome_check CHECK ((outcome = ANY (ARRAY['confirmed'::text, 'assigned'::text, 'unowned'::text, 'withdrawn'::text])))
);
-- Name: ownership_notices_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.ownership_notices ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.ownership_notices_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: ownership_steps; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.ownership_steps (
    id bigint NOT NULL,
    notice_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    step text NOT NULL,
    person_id bigint,
    unit_id text,
    note text,
    CONSTRAINT ownership_steps_step_check CHECK ((step = ANY (ARRAY['publish'::text, 'claim'::text, 'refuse'::text, 'remind'::text, 'confirm'::text, 'assign'::text, 'unowned'::text, 'withdraw'::text])))
);
-- Name: ownership_steps_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.ownership_steps ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.ownership_steps_id_seq
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
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    email text,
    mobile text,
    totp_secret text,
    totp_confirmed_at timestamp with time zone,
    totp_step bigint,
    signed_in_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    language text DEFAULT 'zh'::text NOT NULL,
    CONSTRAINT people_language_check CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text])))
);
-- Name: people_events; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.people_events (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL,
    by_id bigint,
    action text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL
);
-- Name: people_events_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.people_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.people_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
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
    request_id text,
    way text NOT NULL,
    token_id bigint,
    hour integer,
    CONSTRAINT personal_data_looks_way_check CHECK ((way = ANY (ARRAY['contacts'::text, 'telephone'::text, 'order'::text, 'photo'::text, 'number'::text])))
);
-- Name: COLUMN personal_data_looks.hour; Type: COMMENT; Schema: city; Owner: -
COMMENT ON COLUMN city.personal_data_looks.hour IS 'Hours since 1970 of a line that stands for all looks of one hour; null: each look has its own';
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
    shows text,
    claim_id bigint,
    fingerprint bit(64),
    addition_id bigint,
    "position" jsonb,
    erased_at timestamp with time zone,
    liability_case_id bigint,
    CONSTRAINT photos_addition_of_report CHECK (((addition_id IS NULL) OR (report_id IS NOT NULL))),
    CONSTRAINT photos_check CHECK (((report_id IS NULL) OR (order_id IS NULL))),
    CONSTRAINT photos_erased CHECK (((erased_at IS NULL) OR ((bytes = '\x'::bytea) AND (fingerprint IS NULL) AND ("position" IS NULL) AND (report_id IS NOT NULL)))),
    CONSTRAINT photos_objection CHECK (((NOT (shows IS DISTINCT FROM 'objection'::text)) = (liability_case_id IS NOT NULL))),
    CONSTRAINT photos_one_holder CHECK ((num_nonnulls(report_id, order_id, claim_id) <= 1)),
    CONSTRAINT photos_shows_check CHECK ((shows = ANY (ARRAY['reply'::text, 'evidence'::text, 'secured'::text, 'objection'::text])))
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
-- Name: preferences; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.preferences (
    person_id bigint NOT NULL,
    value jsonb NOT NULL
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
-- Name: recovery_codes; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.recovery_codes (
    person_id bigint NOT NULL,
    code_hash bytea NOT NULL,
    used_at timestamp with time zone
);
-- Name: report_additions; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.report_additions (
    id bigint NOT NULL,
    report_id bigint NOT NULL,
    text text NOT NULL,
    idempotency_key text,
    added_at timestamp with time zone NOT NULL
);
-- Name: report_additions_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.report_additions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.report_additions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: report_contacts; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.report_contacts (
    report_id bigint NOT NULL,
    name text,
    phone text,
    erased_at timestamp with time zone
);
-- Name: report_moves; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.report_moves (
    id bigint NOT NULL,
    report_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    from_order_id bigint NOT NULL,
    to_order_id bigint NOT NULL,
    why text NOT NULL,
    person_id bigint,
    after_event_id bigint NOT NULL,
    CONSTRAINT report_moves_why_check CHECK ((why = ANY (ARRAY['merge'::text, 'unmerge'::text, 'split'::text])))
);
-- Name: report_moves_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.report_moves ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.report_moves_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
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
    erased_at timestamp with time zone,
    match_version bigint,
    match_seen jsonb,
    sender bytea,
    match_likely json,
    match_owners jsonb,
    CONSTRAINT reports_channel_check CHECK ((channel = ANY (ARRAY['pin'::text, 'plate'::text, 'hotline'::text, 'api'::text])))
);
-- Name: COLUMN reports.match_owners; Type: COMMENT; Schema: city; Owner: -
COMMENT ON COLUMN city.reports.match_owners IS 'The likeliest owners of the match, [{unitId, probability}], likeliest first; null: a report of before this was kept';
-- Name: reports_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.reports ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.reports_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: request_counts; Type: TABLE; Schema: city; Owner: -
CREATE UNLOGGED TABLE city.request_counts (
    counted text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    count integer NOT NULL
)
WITH (fillfactor='60');
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
-- Name: rule_sets; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.rule_sets (
    id bigint NOT NULL,
    version integer,
    title text NOT NULL,
    rules jsonb NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    based_on bigint,
    drafted_by bigint,
    drafted_at timestamp with time zone NOT NULL,
    edited_by bigint,
    edited_at timestamp with time zone,
    switched_on_by bigint,
    switched_on_at timestamp with time zone,
    effective_at timestamp with time zone,
    dropped_at timestamp with time zone,
    after jsonb DEFAULT '{"denial": {"decides": "district", "fallsTo": "street", "mostDenials": 2, "leastPercent": 20}, "warnings": {"close": {"tell": [], "minutes": 1440}, "hazard": {"tell": [], "minutes": 30}, "secure": {"tell": [], "minutes": 30}, "contact": {"tell": [], "minutes": 240}, "recheck": {"tell": [], "minutes": 1440}, "request": {"tell": [], "minutes": 240}, "supervise": {"tell": [], "minutes": 1440}}, "escalation": {"close": {"tell": ["street", "district", "city"], "everyHours": 24}, "hazard": {"tell": ["street", "district", "city"], "everyHours": 1}, "secure": {"tell": ["street", "district", "city"], "everyHours": 1}, "contact": {"tell": ["street", "district", "city"], "everyHours": 24}, "recheck": {"tell": ["street", "district", "city"], "everyHours": 24}, "request": {"tell": ["street", "district", "city"], "everyHours": 24}, "supervise": {"tell": ["street", "district", "city"], "everyHours": 24}}}'::jsonb NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_by bigint,
    words_from timestamp with time zone,
    CONSTRAINT rule_sets_check CHECK (((version IS NULL) = (effective_at IS NULL))),
    CONSTRAINT rule_sets_check1 CHECK (((version IS NULL) OR (dropped_at IS NULL))),
    CONSTRAINT rule_sets_check2 CHECK (((withdrawn_at IS NULL) = (withdrawn_by IS NULL))),
    CONSTRAINT rule_sets_check3 CHECK (((withdrawn_at IS NULL) OR ((version IS NOT NULL) AND (withdrawn_at < effective_at))))
);
-- Name: COLUMN rule_sets.words_from; Type: COMMENT; Schema: city; Owner: -
COMMENT ON COLUMN city.rule_sets.words_from IS 'As of when its words were copied; null: as it was drafted';
-- Name: rule_sets_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.rule_sets ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.rule_sets_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: score_months; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.score_months (
    month text NOT NULL,
    rule_version integer NOT NULL,
    counted_at timestamp with time zone NOT NULL,
    CONSTRAINT score_months_month_check CHECK ((month ~ '^\d{4}-\d\d$'::text))
);
-- Name: score_months_wanted; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.score_months_wanted (
    month text NOT NULL,
    rule_version integer NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    CONSTRAINT score_months_wanted_month_check CHECK ((month ~ '^\d{4}-\d\d$'::text))
);
-- Name: score_sums; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.score_sums (
    month text NOT NULL,
    rule_version integer NOT NULL,
    unit_id text NOT NULL,
    district_code text NOT NULL,
    street_code text NOT NULL,
    orders integer NOT NULL,
    cases integer[] NOT NULL,
    good double precision[] NOT NULL
);
-- Name: score_totals; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.score_totals (
    month text NOT NULL,
    rule_version integer NOT NULL,
    district_code text NOT NULL,
    street_code text NOT NULL,
    what text NOT NULL,
    key text NOT NULL,
    count integer NOT NULL
);
-- Name: secrets; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.secrets (
    name text NOT NULL,
    value bytea NOT NULL
);
-- Name: sessions; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.sessions (
    token_hash bytea NOT NULL,
    person_id bigint NOT NULL,
    csrf text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    id bigint NOT NULL,
    seen_at timestamp with time zone,
    agent text DEFAULT ''::text NOT NULL
);
-- Name: sessions_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.sessions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.sessions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: setting_changes; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.setting_changes (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL,
    name text NOT NULL,
    value_before integer NOT NULL,
    value_after integer NOT NULL
);
-- Name: setting_changes_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.setting_changes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.setting_changes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: sign_in_failures; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.sign_in_failures (
    name_hash bytea NOT NULL,
    failures integer NOT NULL,
    failed_at timestamp with time zone NOT NULL,
    locked_until timestamp with time zone
);
-- Name: subscriptions; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.subscriptions (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    order_id bigint,
    class_code text,
    since timestamp with time zone NOT NULL,
    CONSTRAINT subscriptions_one CHECK (((order_id IS NULL) <> (class_code IS NULL)))
);
-- Name: subscriptions_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.subscriptions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.subscriptions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: tile_changes; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.tile_changes (
    id bigint NOT NULL,
    world_x integer NOT NULL,
    world_y integer NOT NULL,
    class smallint NOT NULL,
    status "char" NOT NULL,
    district_code text NOT NULL,
    street_code text NOT NULL,
    owner_id text,
    maintainer_id text,
    authority_id text,
    count integer NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='5000');
-- Name: tile_changes_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.tile_changes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.tile_changes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: tile_holdings; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.tile_holdings (
    id integer NOT NULL,
    owner_id text,
    maintainer_id text,
    authority_id text
);
-- Name: tile_holdings_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.tile_holdings ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.tile_holdings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: tile_places; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.tile_places (
    id smallint NOT NULL,
    district_code text NOT NULL,
    street_code text NOT NULL
);
-- Name: tile_places_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.tile_places ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.tile_places_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: tile_recounts; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.tile_recounts (
    id bigint NOT NULL,
    asked_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    assets integer NOT NULL
);
-- Name: tile_recounts_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.tile_recounts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.tile_recounts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: tile_versions; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.tile_versions (
    tile integer NOT NULL,
    version bigint NOT NULL
)
WITH (fillfactor='50');
-- Name: timers; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.timers (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    kind text NOT NULL,
    clock text,
    step integer DEFAULT 0 NOT NULL,
    due_at timestamp with time zone NOT NULL,
    armed_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    outcome text,
    attempts integer DEFAULT 0 NOT NULL,
    retry_at timestamp with time zone,
    CONSTRAINT timers_check CHECK (((ended_at IS NULL) = (outcome IS NULL))),
    CONSTRAINT timers_clock_check CHECK ((clock = ANY (ARRAY['contact'::text, 'close'::text, 'hazard'::text, 'supervise'::text, 'request'::text, 'recheck'::text, 'secure'::text]))),
    CONSTRAINT timers_kind_check CHECK ((kind = ANY (ARRAY['warn'::text, 'due'::text, 'remind'::text, 'call'::text, 'look'::text, 'resume'::text, 'calendar'::text]))),
    CONSTRAINT timers_outcome_check CHECK ((outcome = ANY (ARRAY['worked'::text, 'disarmed'::text])))
);
-- Name: timers_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.timers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.timers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: unit_changes; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.unit_changes (
    id bigint NOT NULL,
    unit_id text NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL,
    action text NOT NULL,
    version integer NOT NULL,
    changes jsonb NOT NULL,
    why text NOT NULL,
    CONSTRAINT unit_changes_action_check CHECK ((action = ANY (ARRAY['added'::text, 'changed'::text, 'closed'::text])))
);
-- Name: unit_changes_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.unit_changes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.unit_changes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: unit_endings; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.unit_endings (
    unit_id text NOT NULL,
    ended_at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL,
    why text NOT NULL,
    settled_at timestamp with time zone
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
    version integer DEFAULT 1 NOT NULL,
    also_places text[] DEFAULT '{}'::text[] NOT NULL,
    hours jsonb,
    CONSTRAINT units_kind_check CHECK ((kind = ANY (ARRAY['trade'::text, 'road'::text, 'greening'::text, 'centre'::text]))),
    CONSTRAINT units_level_check CHECK ((level = ANY (ARRAY['city'::text, 'district'::text, 'street'::text, 'trade'::text])))
);
-- Name: watched_clients; Type: TABLE; Schema: city; Owner: -
CREATE UNLOGGED TABLE city.watched_clients (
    client text NOT NULL,
    state jsonb,
    stopped_until timestamp with time zone,
    changed_at timestamp with time zone NOT NULL,
    version integer DEFAULT 0 NOT NULL
)
WITH (fillfactor='60');
-- Name: waters; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.waters (
    id integer NOT NULL,
    name text,
    geom public.geometry(MultiPolygon,4326) NOT NULL
);
-- Name: webhooks; Type: TABLE; Schema: city; Owner: -
CREATE TABLE city.webhooks (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    name text NOT NULL,
    url text NOT NULL,
    secret text NOT NULL,
    actions text[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    failures integer DEFAULT 0 NOT NULL,
    paused_until timestamp with time zone,
    subscribed_only boolean DEFAULT false NOT NULL
);
-- Name: webhooks_id_seq; Type: SEQUENCE; Schema: city; Owner: -
ALTER TABLE city.webhooks ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME city.webhooks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
-- Name: api_tokens api_tokens_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.api_tokens
    ADD CONSTRAINT api_tokens_pkey PRIMARY KEY (id);
-- Name: api_tokens api_tokens_token_hash_key; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.api_tokens
    ADD CONSTRAINT api_tokens_token_hash_key UNIQUE (token_hash);
-- Name: asset_aliases asset_aliases_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.asset_aliases
    ADD CONSTRAINT asset_aliases_pkey PRIMARY KEY (number, asset_id);
-- Name: asset_classes asset_classes_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.asset_classes
    ADD CONSTRAINT asset_classes_pkey PRIMARY KEY (code);
-- Name: asset_events asset_events_action_known; Type: CHECK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE city.asset_events
    ADD CONSTRAINT asset_events_action_known CHECK ((action = ANY (ARRAY['minted'::text, 'changed'::text, 'status'::text, 'status_passed'::text, 'owner'::text, 'cover'::text, 'merged'::text, 'split'::text, 'retired'::text, 'place'::text]))) NOT VALID;
-- Name: asset_events asset_events_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.asset_events
    ADD CONSTRAINT asset_events_pkey PRIMARY KEY (id);
-- Name: asset_events asset_events_source_known; Type: CHECK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE city.asset_events
    ADD CONSTRAINT asset_events_source_known CHECK ((source = ANY (ARRAY['survey'::text, 'drawing'::text, 'owner'::text, 'order'::text, 'import'::text, 'registrar'::text, 'notice'::text, 'decree'::text]))) NOT VALID;
-- Name: asset_facets asset_facets_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.asset_facets
    ADD CONSTRAINT asset_facets_pkey PRIMARY KEY (key);
-- Name: asset_serials asset_serials_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.asset_serials
    ADD CONSTRAINT asset_serials_pkey PRIMARY KEY (prefix);
-- Name: asset_versions asset_versions_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.asset_versions
    ADD CONSTRAINT asset_versions_pkey PRIMARY KEY (asset_id, version);
-- Name: asset_wordings asset_wordings_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.asset_wordings
    ADD CONSTRAINT asset_wordings_pkey PRIMARY KEY (key);
-- Name: assets assets_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.assets
    ADD CONSTRAINT assets_pkey PRIMARY KEY (id);
-- Name: assignments assignments_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.assignments
    ADD CONSTRAINT assignments_pkey PRIMARY KEY (id);
-- Name: awaited_numbers awaited_numbers_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.awaited_numbers
    ADD CONSTRAINT awaited_numbers_pkey PRIMARY KEY (number);
-- Name: calls calls_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.calls
    ADD CONSTRAINT calls_pkey PRIMARY KEY (id);
-- Name: city city_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.city
    ADD CONSTRAINT city_pkey PRIMARY KEY (only_one);
-- Name: cover_letterings cover_letterings_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.cover_letterings
    ADD CONSTRAINT cover_letterings_pkey PRIMARY KEY (lettering, minted_class);
-- Name: cover_versions cover_versions_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.cover_versions
    ADD CONSTRAINT cover_versions_pkey PRIMARY KEY (cover_id, valid_from);
-- Name: covers covers_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.covers
    ADD CONSTRAINT covers_pkey PRIMARY KEY (id);
-- Name: deadlines deadlines_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.deadlines
    ADD CONSTRAINT deadlines_pkey PRIMARY KEY (id);
-- Name: deliveries deliveries_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.deliveries
    ADD CONSTRAINT deliveries_pkey PRIMARY KEY (id);
-- Name: deliveries deliveries_webhook_id_event_id_key; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.deliveries
    ADD CONSTRAINT deliveries_webhook_id_event_id_key UNIQUE (webhook_id, event_id);
-- Name: demo_truths demo_truths_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.demo_truths
    ADD CONSTRAINT demo_truths_pkey PRIMARY KEY (asset_id);
-- Name: denials denials_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.denials
    ADD CONSTRAINT denials_pkey PRIMARY KEY (id);
-- Name: dry_run_changes dry_run_changes_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.dry_run_changes
    ADD CONSTRAINT dry_run_changes_pkey PRIMARY KEY (dry_run_id, order_id);
-- Name: dry_runs dry_runs_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.dry_runs
    ADD CONSTRAINT dry_runs_pkey PRIMARY KEY (id);
-- Name: duty_shifts duty_shifts_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.duty_shifts
    ADD CONSTRAINT duty_shifts_pkey PRIMARY KEY (id);
-- Name: exports exports_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.exports
    ADD CONSTRAINT exports_pkey PRIMARY KEY (id);
-- Name: follows follows_idempotency_key_key; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.follows
    ADD CONSTRAINT follows_idempotency_key_key UNIQUE (idempotency_key);
-- Name: follows follows_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.follows
    ADD CONSTRAINT follows_pkey PRIMARY KEY (number);
-- Name: handovers handovers_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.handovers
    ADD CONSTRAINT handovers_pkey PRIMARY KEY (id);
-- Name: hazard_rounds hazard_rounds_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.hazard_rounds
    ADD CONSTRAINT hazard_rounds_pkey PRIMARY KEY (only_one);
-- Name: heard_actions heard_actions_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.heard_actions
    ADD CONSTRAINT heard_actions_pkey PRIMARY KEY (action);
-- Name: house_numbers house_numbers_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.house_numbers
    ADD CONSTRAINT house_numbers_pkey PRIMARY KEY (road_id, number);
-- Name: import_doubts import_doubts_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.import_doubts
    ADD CONSTRAINT import_doubts_pkey PRIMARY KEY (import_id, "row");
-- Name: import_refusals import_refusals_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.import_refusals
    ADD CONSTRAINT import_refusals_pkey PRIMARY KEY (import_id, "row");
-- Name: import_samples import_samples_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.import_samples
    ADD CONSTRAINT import_samples_pkey PRIMARY KEY (import_id);
-- Name: imports imports_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.imports
    ADD CONSTRAINT imports_pkey PRIMARY KEY (id);
-- Name: incidents incidents_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.incidents
    ADD CONSTRAINT incidents_pkey PRIMARY KEY (id);
-- Name: invitations invitations_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.invitations
    ADD CONSTRAINT invitations_pkey PRIMARY KEY (id);
-- Name: invitations invitations_token_hash_key; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.invitations
    ADD CONSTRAINT invitations_token_hash_key UNIQUE (token_hash);
-- Name: join_offers join_offers_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.join_offers
    ADD CONSTRAINT join_offers_pkey PRIMARY KEY (id);
-- Name: judgements judgements_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.judgements
    ADD CONSTRAINT judgements_pkey PRIMARY KEY (id);
-- Name: laid_functions laid_functions_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.laid_functions
    ADD CONSTRAINT laid_functions_pkey PRIMARY KEY (sha256);
-- Name: last_acts last_acts_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.last_acts
    ADD CONSTRAINT last_acts_pkey PRIMARY KEY (order_id, event_id);
-- Name: last_positions last_positions_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.last_positions
    ADD CONSTRAINT last_positions_pkey PRIMARY KEY (person_id);
-- Name: liability_cases liability_cases_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.liability_cases
    ADD CONSTRAINT liability_cases_pkey PRIMARY KEY (id);
-- Name: liability_cases liability_cases_settled; Type: CHECK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE city.liability_cases
    ADD CONSTRAINT liability_cases_settled CHECK ((((settled_at IS NULL) = (outcome IS NULL)) OR ((outcome IS NULL) AND (settlement = ''::text)))) NOT VALID;
-- Name: match_versions match_versions_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.match_versions
    ADD CONSTRAINT match_versions_pkey PRIMARY KEY (id);
-- Name: measurements measurements_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.measurements
    ADD CONSTRAINT measurements_pkey PRIMARY KEY (id);
-- Name: message_channels message_channels_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.message_channels
    ADD CONSTRAINT message_channels_pkey PRIMARY KEY (channel);
-- Name: messages messages_notice_id_channel_key; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.messages
    ADD CONSTRAINT messages_notice_id_channel_key UNIQUE (notice_id, channel);
-- Name: messages messages_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (id);
-- Name: migrations migrations_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (name);
-- Name: notice_choices notice_choices_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.notice_choices
    ADD CONSTRAINT notice_choices_pkey PRIMARY KEY (person_id, kind);
-- Name: notices notices_person_id_event_id_kind_key; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.notices
    ADD CONSTRAINT notices_person_id_event_id_kind_key UNIQUE (person_id, event_id, kind);
-- Name: notices notices_person_id_step_id_kind_key; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.notices
    ADD CONSTRAINT notices_person_id_step_id_kind_key UNIQUE (person_id, step_id, kind);
-- Name: notices notices_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.notices
    ADD CONSTRAINT notices_pkey PRIMARY KEY (id);
-- Name: order_events order_events_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.order_events
    ADD CONSTRAINT order_events_pkey PRIMARY KEY (id);
-- Name: order_spots order_spots_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.order_spots
    ADD CONSTRAINT order_spots_pkey PRIMARY KEY (order_id);
-- Name: orders orders_incident_id_key; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_incident_id_key UNIQUE (incident_id);
-- Name: orders orders_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (event_id);
-- Name: ownership_claims ownership_claims_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.ownership_claims
    ADD CONSTRAINT ownership_claims_pkey PRIMARY KEY (id);
-- Name: ownership_notices ownership_notices_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.ownership_notices
    ADD CONSTRAINT ownership_notices_pkey PRIMARY KEY (id);
-- Name: ownership_steps ownership_steps_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.ownership_steps
    ADD CONSTRAINT ownership_steps_pkey PRIMARY KEY (id);
-- Name: people_events people_events_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.people_events
    ADD CONSTRAINT people_events_pkey PRIMARY KEY (id);
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
-- Name: preferences preferences_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.preferences
    ADD CONSTRAINT preferences_pkey PRIMARY KEY (person_id);
-- Name: problem_kinds problem_kinds_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.problem_kinds
    ADD CONSTRAINT problem_kinds_pkey PRIMARY KEY (code);
-- Name: recovery_codes recovery_codes_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.recovery_codes
    ADD CONSTRAINT recovery_codes_pkey PRIMARY KEY (person_id, code_hash);
-- Name: report_additions report_additions_idempotency_key_key; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.report_additions
    ADD CONSTRAINT report_additions_idempotency_key_key UNIQUE (idempotency_key);
-- Name: report_additions report_additions_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.report_additions
    ADD CONSTRAINT report_additions_pkey PRIMARY KEY (id);
-- Name: report_contacts report_contacts_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.report_contacts
    ADD CONSTRAINT report_contacts_pkey PRIMARY KEY (report_id);
-- Name: report_moves report_moves_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.report_moves
    ADD CONSTRAINT report_moves_pkey PRIMARY KEY (id);
-- Name: reports reports_idempotency_key_key; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.reports
    ADD CONSTRAINT reports_idempotency_key_key UNIQUE (idempotency_key);
-- Name: reports reports_number_key; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.reports
    ADD CONSTRAINT reports_number_key UNIQUE (number);
-- Name: reports reports_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.reports
    ADD CONSTRAINT reports_pkey PRIMARY KEY (id);
-- Name: request_counts request_counts_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.request_counts
    ADD CONSTRAINT request_counts_pkey PRIMARY KEY (counted);
-- Name: roads roads_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.roads
    ADD CONSTRAINT roads_pkey PRIMARY KEY (id);
-- Name: rule_sets rule_sets_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.rule_sets
    ADD CONSTRAINT rule_sets_pkey PRIMARY KEY (id);
-- Name: rule_sets rule_sets_version_key; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.rule_sets
    ADD CONSTRAINT rule_sets_version_key UNIQUE (version);
-- Name: score_months score_months_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.score_months
    ADD CONSTRAINT score_months_pkey PRIMARY KEY (month, rule_version);
-- Name: score_months_wanted score_months_wanted_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.score_months_wanted
    ADD CONSTRAINT score_months_wanted_pkey PRIMARY KEY (month, rule_version);
-- Name: score_sums score_sums_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.score_sums
    ADD CONSTRAINT score_sums_pkey PRIMARY KEY (month, rule_version, unit_id, street_code, district_code);
-- Name: score_totals score_totals_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.score_totals
    ADD CONSTRAINT score_totals_pkey PRIMARY KEY (month, rule_version, street_code, what, key, district_code);
-- Name: secrets secrets_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.secrets
    ADD CONSTRAINT secrets_pkey PRIMARY KEY (name);
-- Name: sessions sessions_id_key; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.sessions
    ADD CONSTRAINT sessions_id_key UNIQUE (id);
-- Name: sessions sessions_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (token_hash);
-- Name: setting_changes setting_changes_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.setting_changes
    ADD CONSTRAINT setting_changes_pkey PRIMARY KEY (id);
-- Name: sign_in_failures sign_in_failures_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.sign_in_failures
    ADD CONSTRAINT sign_in_failures_pkey PRIMARY KEY (name_hash);
-- Name: subscriptions subscriptions_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.subscriptions
    ADD CONSTRAINT subscriptions_pkey PRIMARY KEY (id);
-- Name: tile_changes tile_changes_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.tile_changes
    ADD CONSTRAINT tile_changes_pkey PRIMARY KEY (id);
-- Name: tile_counts tile_counts_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.tile_counts
    ADD CONSTRAINT tile_counts_pkey PRIMARY KEY (tile, holding, cell, place, class, status);
-- Name: tile_holdings tile_holdings_owner_id_maintainer_id_authority_id_key; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.tile_holdings
    ADD CONSTRAINT tile_holdings_owner_id_maintainer_id_authority_id_key UNIQUE NULLS NOT DISTINCT (owner_id, maintainer_id, authority_id);
-- Name: tile_holdings tile_holdings_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.tile_holdings
    ADD CONSTRAINT tile_holdings_pkey PRIMARY KEY (id);
-- Name: tile_places tile_places_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.tile_places
    ADD CONSTRAINT tile_places_pkey PRIMARY KEY (id);
-- Name: tile_places tile_places_street_code_district_code_key; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.tile_places
    ADD CONSTRAINT tile_places_street_code_district_code_key UNIQUE (street_code, district_code);
-- Name: tile_recounts tile_recounts_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.tile_recounts
    ADD CONSTRAINT tile_recounts_pkey PRIMARY KEY (id);
-- Name: tile_versions tile_versions_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.tile_versions
    ADD CONSTRAINT tile_versions_pkey PRIMARY KEY (tile);
-- Name: timers timers_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.timers
    ADD CONSTRAINT timers_pkey PRIMARY KEY (id);
-- Name: unit_changes unit_changes_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.unit_changes
    ADD CONSTRAINT unit_changes_pkey PRIMARY KEY (id);
-- Name: unit_endings unit_endings_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.unit_endings
    ADD CONSTRAINT unit_endings_pkey PRIMARY KEY (unit_id);
-- Name: units units_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.units
    ADD CONSTRAINT units_pkey PRIMARY KEY (id);
-- Name: watched_clients watched_clients_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.watched_clients
    ADD CONSTRAINT watched_clients_pkey PRIMARY KEY (client);
-- Name: waters waters_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.waters
    ADD CONSTRAINT waters_pkey PRIMARY KEY (id);
-- Name: webhooks webhooks_pkey; Type: CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.webhooks
    ADD CONSTRAINT webhooks_pkey PRIMARY KEY (id);
-- Name: asset_aliases_asset; Type: INDEX; Schema: city; Owner: -
CREATE INDEX asset_aliases_asset ON city.asset_aliases USING btree (asset_id);
-- Name: asset_events_asset; Type: INDEX; Schema: city; Owner: -
CREATE INDEX asset_events_asset ON city.asset_events USING btree (asset_id, id);
-- Name: asset_events_words_of_order; Type: INDEX; Schema: city; Owner: -
CREATE INDEX asset_events_words_of_order ON city.asset_events USING btree (order_id) WHERE ((order_id IS NOT NULL) AND (note IS NOT NULL));
-- Name: asset_facets_authority; Type: INDEX; Schema: city; Owner: -
CREATE INDEX asset_facets_authority ON city.asset_facets USING btree (authority_id);
-- Name: asset_facets_class; Type: INDEX; Schema: city; Owner: -
CREATE INDEX asset_facets_class ON city.asset_facets USING btree (class_code);
-- Name: asset_facets_first; Type: INDEX; Schema: city; Owner: -
CREATE INDEX asset_facets_first ON city.asset_facets USING btree (first_prefix);
-- Name: asset_facets_maintainer; Type: INDEX; Schema: city; Owner: -
CREATE INDEX asset_facets_maintainer ON city.asset_facets USING btree (maintainer_id);
-- Name: asset_facets_not_intact; Type: INDEX; Schema: city; Owner: -
CREATE INDEX asset_facets_not_intact ON city.asset_facets USING btree (first_prefix) WHERE (status <> 'intact'::text);
-- Name: asset_facets_owner_first; Type: INDEX; Schema: city; Owner: -
CREATE INDEX asset_facets_owner_first ON city.asset_facets USING btree (owner_id, first_prefix);
-- Name: asset_facets_street; Type: INDEX; Schema: city; Owner: -
CREATE INDEX asset_facets_street ON city.asset_facets USING btree (street_code);
-- Name: asset_versions_geom; Type: INDEX; Schema: city; Owner: -
CREATE INDEX asset_versions_geom ON city.asset_versions USING gist (geom);
-- Name: asset_versions_merged; Type: INDEX; Schema: city; Owner: -
CREATE INDEX asset_versions_merged ON city.asset_versions USING btree ((("row" ->> 'merged_into'::text))) WHERE (("row" ->> 'merged_into'::text) IS NOT NULL);
-- Name: asset_wordings_grams; Type: INDEX; Schema: city; Owner: -
CREATE INDEX asset_wordings_grams ON city.asset_wordings USING gin (city.text_grams(wording));
-- Name: assets_built; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_built ON city.assets USING btree (year_built NULLS FIRST, reverse(id));
-- Name: assets_changed; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_changed ON city.assets USING btree (changed_on, reverse(id));
-- Name: assets_district; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_district ON city.assets USING btree (district_code, id);
-- Name: assets_doubted; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_doubted ON city.assets USING btree (district_code, owner_confidence, id) WHERE ((owner_confidence < (0.9)::real) AND (owner_id IS NOT NULL) AND (merged_into IS NULL) AND (status <> ALL (ARRAY['abandoned'::text, 'removed'::text])));
-- Name: assets_facet; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_facet ON city.assets USING btree (city.asset_facet(street_code, district_code, class_code, owner_id, maintainer_id, authority_id, status, hazards), id);
-- Name: assets_geom; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_geom ON city.assets USING gist (geom);
-- Name: assets_hazards; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_hazards ON city.assets USING btree (street_code, id) WHERE (hazards <> '{}'::text[]);
-- Name: assets_maintainer; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_maintainer ON city.assets USING btree (maintainer_id, id) WHERE (maintainer_id IS DISTINCT FROM owner_id);
-- Name: assets_merged; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_merged ON city.assets USING btree (merged_into) WHERE (merged_into IS NOT NULL);
-- Name: assets_merged_own_number; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_merged_own_number ON city.assets USING btree (city.own_number_key(source_number)) WHERE ((merged_into IS NOT NULL) AND (source_number IS NOT NULL));
-- Name: assets_not_intact; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_not_intact ON city.assets USING btree (status, id) WHERE (status <> 'intact'::text);
-- Name: assets_own_number; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_own_number ON city.assets USING btree (city.own_number_key(source_number), id) WHERE (source_number IS NOT NULL);
-- Name: assets_owner; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_owner ON city.assets USING btree (owner_id, id);
-- Name: assets_recorded; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_recorded ON city.assets USING btree (first_recorded_on);
-- Name: assets_road; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_road ON city.assets USING btree (road_id, id);
-- Name: assets_source_number; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_source_number ON city.assets USING btree (source_number, id) WHERE (source_number IS NOT NULL);
-- Name: assets_street; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_street ON city.assets USING btree (street_code, id);
-- Name: assets_verified; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_verified ON city.assets USING btree (last_verified_on NULLS FIRST, reverse(id));
-- Name: assets_wording; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assets_wording ON city.assets USING btree (city.asset_wording_key(address, note, object_name), id);
-- Name: assignments_crew; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assignments_crew ON city.assignments USING btree (crew_id) WHERE ((crew_id IS NOT NULL) AND (ended_at IS NULL));
-- Name: assignments_one_accountable; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX assignments_one_accountable ON city.assignments USING btree (order_id) WHERE ((part = 'accountable'::text) AND (ended_at IS NULL));
-- Name: assignments_order; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assignments_order ON city.assignments USING btree (order_id);
-- Name: assignments_unit; Type: INDEX; Schema: city; Owner: -
CREATE INDEX assignments_unit ON city.assignments USING btree (unit_id, order_id) WHERE (ended_at IS NULL);
-- Name: awaited_numbers_import; Type: INDEX; Schema: city; Owner: -
CREATE INDEX awaited_numbers_import ON city.awaited_numbers USING btree (import_id);
-- Name: calls_one_open; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX calls_one_open ON city.calls USING btree (order_id) WHERE (ended_at IS NULL);
-- Name: calls_order; Type: INDEX; Schema: city; Owner: -
CREATE INDEX calls_order ON city.calls USING btree (order_id, id);
-- Name: calls_person_open; Type: INDEX; Schema: city; Owner: -
CREATE INDEX calls_person_open ON city.calls USING btree (person_id) WHERE (ended_at IS NULL);
-- Name: census_sources_of_scope; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX census_sources_of_scope ON city.census_sources USING btree (name, md5((reach)::text));
-- Name: cover_versions_asset; Type: INDEX; Schema: city; Owner: -
CREATE INDEX cover_versions_asset ON city.cover_versions USING btree (asset_id);
-- Name: covers_lettering; Type: INDEX; Schema: city; Owner: -
CREATE INDEX covers_lettering ON city.covers USING btree (lettering, asset_id) WHERE ((removed_on IS NULL) AND (lettering IS NOT NULL));
-- Name: covers_one_on; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX covers_one_on ON city.covers USING btree (asset_id) WHERE (removed_on IS NULL);
-- Name: covers_taken_off; Type: INDEX; Schema: city; Owner: -
CREATE INDEX covers_taken_off ON city.covers USING btree (asset_id) WHERE (removed_on IS NOT NULL);
-- Name: deadlines_one_running; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX deadlines_one_running ON city.deadlines USING btree (order_id, clock, COALESCE(report_id, (0)::bigint)) WHERE (ended_at IS NULL);
-- Name: deadlines_pending_orders; Type: INDEX; Schema: city; Owner: -
CREATE INDEX deadlines_pending_orders ON city.deadlines USING btree (order_id) WHERE ((due_at IS NULL) AND (met_at IS NULL) AND (ended_at IS NULL));
-- Name: deadlines_report; Type: INDEX; Schema: city; Owner: -
CREATE INDEX deadlines_report ON city.deadlines USING btree (report_id) WHERE (report_id IS NOT NULL);
-- Name: deliveries_ended; Type: INDEX; Schema: city; Owner: -
CREATE INDEX deliveries_ended ON city.deliveries USING btree (ended_at) WHERE (state <> 'waiting'::text);
-- Name: deliveries_of_one; Type: INDEX; Schema: city; Owner: -
CREATE INDEX deliveries_of_one ON city.deliveries USING btree (webhook_id, due_at, id) WHERE (state = 'waiting'::text);
-- Name: deliveries_on_their_way; Type: INDEX; Schema: city; Owner: -
CREATE INDEX deliveries_on_their_way ON city.deliveries USING btree (webhook_id) WHERE ((state = 'waiting'::text) AND (taken_until IS NOT NULL));
-- Name: denials_asset; Type: INDEX; Schema: city; Owner: -
CREATE INDEX denials_asset ON city.denials USING btree (asset_id) WHERE (asset_id IS NOT NULL);
-- Name: denials_once; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX denials_once ON city.denials USING btree (order_id, unit_id);
-- Name: denials_unit; Type: INDEX; Schema: city; Owner: -
CREATE INDEX denials_unit ON city.denials USING btree (unit_id, at);
-- Name: dry_runs_of; Type: INDEX; Schema: city; Owner: -
CREATE INDEX dry_runs_of ON city.dry_runs USING btree (rule_set_id, id DESC);
-- Name: dry_runs_open; Type: INDEX; Schema: city; Owner: -
CREATE INDEX dry_runs_open ON city.dry_runs USING btree (id) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
-- Name: duty_shifts_unit; Type: INDEX; Schema: city; Owner: -
CREATE INDEX duty_shifts_unit ON city.duty_shifts USING btree (unit_id);
-- Name: exports_person; Type: INDEX; Schema: city; Owner: -
CREATE INDEX exports_person ON city.exports USING btree (person_id, id);
-- Name: exports_running; Type: INDEX; Schema: city; Owner: -
CREATE INDEX exports_running ON city.exports USING btree (id) WHERE (outcome = 'running'::text);
-- Name: follows_incident; Type: INDEX; Schema: city; Owner: -
CREATE INDEX follows_incident ON city.follows USING btree (incident_id);
-- Name: handovers_place; Type: INDEX; Schema: city; Owner: -
CREATE INDEX handovers_place ON city.handovers USING btree (place_code, id);
-- Name: handovers_words; Type: INDEX; Schema: city; Owner: -
CREATE INDEX handovers_words ON city.handovers USING btree (at) WHERE (note <> ''::text);
-- Name: house_numbers_geom; Type: INDEX; Schema: city; Owner: -
CREATE INDEX house_numbers_geom ON city.house_numbers USING gist (geom);
-- Name: imports_created; Type: INDEX; Schema: city; Owner: -
CREATE INDEX imports_created ON city.imports USING btree (created_at DESC);
-- Name: incidents_asset; Type: INDEX; Schema: city; Owner: -
CREATE INDEX incidents_asset ON city.incidents USING btree (asset_id) WHERE (asset_id IS NOT NULL);
-- Name: incidents_geom; Type: INDEX; Schema: city; Owner: -
CREATE INDEX incidents_geom ON city.incidents USING gist (geom);
-- Name: invitations_open; Type: INDEX; Schema: city; Owner: -
CREATE INDEX invitations_open ON city.invitations USING btree (person_id) WHERE (ended_at IS NULL);
-- Name: join_offers_once; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX join_offers_once ON city.join_offers USING btree (order_id, other_order_id);
-- Name: join_offers_other; Type: INDEX; Schema: city; Owner: -
CREATE INDEX join_offers_other ON city.join_offers USING btree (other_order_id);
-- Name: judgements_order; Type: INDEX; Schema: city; Owner: -
CREATE INDEX judgements_order ON city.judgements USING btree (order_id, id);
-- Name: judgements_report; Type: INDEX; Schema: city; Owner: -
CREATE INDEX judgements_report ON city.judgements USING btree (report_id);
-- Name: liability_cases_once; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX liability_cases_once ON city.liability_cases USING btree (order_id, COALESCE(first_unit_id, unit_id));
-- Name: liability_cases_unsettled; Type: INDEX; Schema: city; Owner: -
CREATE INDEX liability_cases_unsettled ON city.liability_cases USING btree (order_id) WHERE (settled_at IS NULL);
-- Name: measurements_waiting; Type: INDEX; Schema: city; Owner: -
CREATE INDEX measurements_waiting ON city.measurements USING btree (order_id) WHERE (answered_at IS NULL);
-- Name: messages_ended; Type: INDEX; Schema: city; Owner: -
CREATE INDEX messages_ended ON city.messages USING btree (ended_at) WHERE (state <> 'waiting'::text);
-- Name: messages_waiting; Type: INDEX; Schema: city; Owner: -
CREATE INDEX messages_waiting ON city.messages USING btree (channel, due_at, id) WHERE (state = 'waiting'::text);
-- Name: notices_person; Type: INDEX; Schema: city; Owner: -
CREATE INDEX notices_person ON city.notices USING btree (person_id, id) WHERE on_page;
-- Name: order_events_answered; Type: INDEX; Schema: city; Owner: -
CREATE INDEX order_events_answered ON city.order_events USING btree (order_id) WHERE (action = 'answer'::text);
-- Name: order_events_calendar; Type: INDEX; Schema: city; Owner: -
CREATE INDEX order_events_calendar ON city.order_events USING btree (at) WHERE (action = 'calendar_alarm'::text);
-- Name: order_events_order; Type: INDEX; Schema: city; Owner: -
CREATE INDEX order_events_order ON city.order_events USING btree (order_id, id);
-- Name: order_spots_units; Type: INDEX; Schema: city; Owner: -
CREATE INDEX order_spots_units ON city.order_spots USING gin (units) WITH (fastupdate='on', gin_pending_list_limit='256');
-- Name: order_spots_world; Type: INDEX; Schema: city; Owner: -
CREATE INDEX order_spots_world ON city.order_spots USING btree (world_x, world_y);
-- Name: orders_analysis; Type: INDEX; Schema: city; Owner: -
CREATE INDEX orders_analysis ON city.orders USING btree (opened_at, id) INCLUDE (district_code, street_code, problem_kind, unit_id, was_hazard, state, due_at, made_up);
-- Name: orders_closed; Type: INDEX; Schema: city; Owner: -
CREATE INDEX orders_closed ON city.orders USING btree (closed_at DESC, id DESC) WHERE (state = ANY (ARRAY['closed'::text, 'void'::text, 'merged'::text]));
-- Name: orders_district; Type: INDEX; Schema: city; Owner: -
CREATE INDEX orders_district ON city.orders USING btree (district_code, due_at) WHERE (state <> ALL (ARRAY['closed'::text, 'void'::text, 'merged'::text]));
-- Name: orders_merged_into; Type: INDEX; Schema: city; Owner: -
CREATE INDEX orders_merged_into ON city.orders USING btree (merged_into) WHERE (merged_into IS NOT NULL);
-- Name: orders_open; Type: INDEX; Schema: city; Owner: -
CREATE INDEX orders_open ON city.orders USING btree (((NOT is_hazard)), due_at, id) WHERE (state <> ALL (ARRAY['closed'::text, 'void'::text, 'merged'::text]));
-- Name: orders_settled; Type: INDEX; Schema: city; Owner: -
CREATE INDEX orders_settled ON city.orders USING btree (closed_at DESC, id DESC) WHERE ((state = 'closed'::text) AND (NOT made_up));
-- Name: orders_settled_district; Type: INDEX; Schema: city; Owner: -
CREATE INDEX orders_settled_district ON city.orders USING btree (district_code, closed_at DESC, id DESC, street_code) WHERE ((state = 'closed'::text) AND (NOT made_up));
-- Name: orders_street; Type: INDEX; Schema: city; Owner: -
CREATE INDEX orders_street ON city.orders USING btree (street_code, due_at) WHERE (state <> ALL (ARRAY['closed'::text, 'void'::text, 'merged'::text]));
-- Name: orders_unerased; Type: INDEX; Schema: city; Owner: -
CREATE INDEX orders_unerased ON city.orders USING btree (closed_at) WHERE ((closed_at IS NOT NULL) AND ((erased_at IS NULL) OR (erased_at < closed_at)));
-- Name: orders_unit; Type: INDEX; Schema: city; Owner: -
CREATE INDEX orders_unit ON city.orders USING btree (unit_id, due_at) WHERE (state <> ALL (ARRAY['closed'::text, 'void'::text, 'merged'::text]));
-- Name: orders_unit_closed; Type: INDEX; Schema: city; Owner: -
CREATE INDEX orders_unit_closed ON city.orders USING btree (unit_id, closed_at DESC, id DESC) WHERE (state = ANY (ARRAY['closed'::text, 'void'::text, 'merged'::text]));
-- Name: ownership_claims_notice; Type: INDEX; Schema: city; Owner: -
CREATE INDEX ownership_claims_notice ON city.ownership_claims USING btree (notice_id);
-- Name: ownership_claims_once; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX ownership_claims_once ON city.ownership_claims USING btree (notice_id, unit_id) WHERE (accepted IS NULL);
-- Name: ownership_notices_asset; Type: INDEX; Schema: city; Owner: -
CREATE INDEX ownership_notices_asset ON city.ownership_notices USING btree (asset_id);
-- Name: ownership_notices_due; Type: INDEX; Schema: city; Owner: -
CREATE INDEX ownership_notices_due ON city.ownership_notices USING btree (due_at) WHERE (outcome IS NULL);
-- Name: ownership_notices_one_open; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX ownership_notices_one_open ON city.ownership_notices USING btree (asset_id) WHERE (outcome IS NULL);
-- Name: ownership_steps_notice; Type: INDEX; Schema: city; Owner: -
CREATE INDEX ownership_steps_notice ON city.ownership_steps USING btree (notice_id, id);
-- Name: people_events_person; Type: INDEX; Schema: city; Owner: -
CREATE INDEX people_events_person ON city.people_events USING btree (person_id, id);
-- Name: person_roles_once; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX person_roles_once ON city.person_roles USING btree (person_id, role, COALESCE(place_code, ''::text), COALESCE(unit_id, ''::text));
-- Name: personal_data_looks_once; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX personal_data_looks_once ON city.personal_data_looks USING btree (report_id, person_id, way, hour, COALESCE(token_id, (0)::bigint));
-- Name: personal_data_looks_person; Type: INDEX; Schema: city; Owner: -
CREATE INDEX personal_data_looks_person ON city.personal_data_looks USING btree (person_id, id);
-- Name: photos_claim; Type: INDEX; Schema: city; Owner: -
CREATE INDEX photos_claim ON city.photos USING btree (claim_id) WHERE (claim_id IS NOT NULL);
-- Name: photos_order; Type: INDEX; Schema: city; Owner: -
CREATE INDEX photos_order ON city.photos USING btree (order_id) WHERE (order_id IS NOT NULL);
-- Name: photos_orphans; Type: INDEX; Schema: city; Owner: -
CREATE INDEX photos_orphans ON city.photos USING btree (uploaded_at) WHERE ((report_id IS NULL) AND (order_id IS NULL) AND (claim_id IS NULL));
-- Name: photos_report; Type: INDEX; Schema: city; Owner: -
CREATE INDEX photos_report ON city.photos USING btree (report_id) WHERE (report_id IS NOT NULL);
-- Name: places_geom; Type: INDEX; Schema: city; Owner: -
CREATE INDEX places_geom ON city.places USING gist (geom);
-- Name: places_label_point; Type: INDEX; Schema: city; Owner: -
CREATE INDEX places_label_point ON city.places USING gist (label_point);
-- Name: places_parent; Type: INDEX; Schema: city; Owner: -
CREATE INDEX places_parent ON city.places USING btree (parent_code);
-- Name: report_additions_report; Type: INDEX; Schema: city; Owner: -
CREATE INDEX report_additions_report ON city.report_additions USING btree (report_id, id);
-- Name: report_contacts_figures; Type: INDEX; Schema: city; Owner: -
CREATE INDEX report_contacts_figures ON city.report_contacts USING btree (regexp_replace(regexp_replace(phone, '\D'::text, ''::text, 'g'::text), '^(00)?86(?=1\d{9,})'::text, ''::text)) WHERE (phone IS NOT NULL);
-- Name: report_moves_from; Type: INDEX; Schema: city; Owner: -
CREATE INDEX report_moves_from ON city.report_moves USING btree (from_order_id);
-- Name: report_moves_report; Type: INDEX; Schema: city; Owner: -
CREATE INDEX report_moves_report ON city.report_moves USING btree (report_id, id);
-- Name: reports_incident; Type: INDEX; Schema: city; Owner: -
CREATE INDEX reports_incident ON city.reports USING btree (incident_id);
-- Name: reports_sender; Type: INDEX; Schema: city; Owner: -
CREATE INDEX reports_sender ON city.reports USING btree (received_at) WHERE (sender IS NOT NULL);
-- Name: roads_geom; Type: INDEX; Schema: city; Owner: -
CREATE INDEX roads_geom ON city.roads USING gist (geom);
-- Name: roads_geom_main; Type: INDEX; Schema: city; Owner: -
CREATE INDEX roads_geom_main ON city.roads USING gist (geom) WHERE (class = ANY (ARRAY['expressway'::text, 'arterial'::text]));
-- Name: roads_name; Type: INDEX; Schema: city; Owner: -
CREATE INDEX roads_name ON city.roads USING btree (name);
-- Name: roads_name_en; Type: INDEX; Schema: city; Owner: -
CREATE INDEX roads_name_en ON city.roads USING btree (lower(name_en)) WHERE (class <> 'lane'::text);
-- Name: rule_sets_effective; Type: INDEX; Schema: city; Owner: -
CREATE INDEX rule_sets_effective ON city.rule_sets USING btree (effective_at DESC, version DESC) WHERE ((version IS NOT NULL) AND (withdrawn_at IS NULL));
-- Name: sessions_expires; Type: INDEX; Schema: city; Owner: -
CREATE INDEX sessions_expires ON city.sessions USING btree (expires_at);
-- Name: sessions_person; Type: INDEX; Schema: city; Owner: -
CREATE INDEX sessions_person ON city.sessions USING btree (person_id);
-- Name: sign_in_failures_failed; Type: INDEX; Schema: city; Owner: -
CREATE INDEX sign_in_failures_failed ON city.sign_in_failures USING btree (failed_at);
-- Name: subscriptions_class; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX subscriptions_class ON city.subscriptions USING btree (class_code, person_id) WHERE (class_code IS NOT NULL);
-- Name: subscriptions_order; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX subscriptions_order ON city.subscriptions USING btree (order_id, person_id) WHERE (order_id IS NOT NULL);
-- Name: subscriptions_person; Type: INDEX; Schema: city; Owner: -
CREATE INDEX subscriptions_person ON city.subscriptions USING btree (person_id, id);
-- Name: timers_armed; Type: INDEX; Schema: city; Owner: -
CREATE INDEX timers_armed ON city.timers USING btree (due_at, id) WHERE (ended_at IS NULL);
-- Name: timers_of_order; Type: INDEX; Schema: city; Owner: -
CREATE INDEX timers_of_order ON city.timers USING btree (order_id) WHERE (ended_at IS NULL);
-- Name: timers_one_armed; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX timers_one_armed ON city.timers USING btree (order_id, kind, COALESCE(clock, ''::text)) WHERE ((ended_at IS NULL) AND ((clock IS DISTINCT FROM 'contact'::text) OR (kind = 'remind'::text)));
-- Name: timers_one_contact; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX timers_one_contact ON city.timers USING btree (order_id, kind, due_at) WHERE ((ended_at IS NULL) AND (clock = 'contact'::text) AND (kind <> 'remind'::text));
-- Name: unit_changes_unit; Type: INDEX; Schema: city; Owner: -
CREATE INDEX unit_changes_unit ON city.unit_changes USING btree (unit_id, id DESC);
-- Name: unit_endings_unsettled; Type: INDEX; Schema: city; Owner: -
CREATE INDEX unit_endings_unsettled ON city.unit_endings USING btree (ended_at) WHERE (settled_at IS NULL);
-- Name: units_one_centre; Type: INDEX; Schema: city; Owner: -
CREATE UNIQUE INDEX units_one_centre ON city.units USING btree (place_code) WHERE ((kind = 'centre'::text) AND active);
-- Name: units_place; Type: INDEX; Schema: city; Owner: -
CREATE INDEX units_place ON city.units USING btree (place_code, kind);
-- Name: watched_clients_stopped; Type: INDEX; Schema: city; Owner: -
CREATE INDEX watched_clients_stopped ON city.watched_clients USING btree (stopped_until) WHERE (stopped_until IS NOT NULL);
-- Name: waters_geom; Type: INDEX; Schema: city; Owner: -
CREATE INDEX waters_geom ON city.waters USING gist (geom);
-- Name: webhooks_living; Type: INDEX; Schema: city; Owner: -
CREATE INDEX webhooks_living ON city.webhooks USING btree (id) WHERE (ended_at IS NULL);
-- Name: webhooks_person; Type: INDEX; Schema: city; Owner: -
CREATE INDEX webhooks_person ON city.webhooks USING btree (person_id);
-- Name: asset_events append_only; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON city.asset_events FOR EACH ROW EXECUTE FUNCTION city.refuse_change_but_erasure();
-- Name: asset_versions append_only; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON city.asset_versions FOR EACH ROW EXECUTE FUNCTION city.refuse_change();
-- Name: cover_versions append_only; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON city.cover_versions FOR EACH ROW EXECUTE FUNCTION city.refuse_change();
-- Name: judgements append_only; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON city.judgements FOR EACH ROW EXECUTE FUNCTION city.refuse_change();
-- Name: match_versions append_only; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON city.match_versions FOR EACH ROW EXECUTE FUNCTION city.refuse_change();
-- Name: order_events append_only; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON city.order_events FOR EACH ROW EXECUTE FUNCTION city.refuse_change_but_erasure();
-- Name: ownership_steps append_only; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON city.ownership_steps FOR EACH ROW EXECUTE FUNCTION city.refuse_change();
-- Name: people_events append_only; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON city.people_events FOR EACH ROW EXECUTE FUNCTION city.refuse_change();
-- Name: personal_data_looks append_only; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON city.personal_data_looks FOR EACH ROW EXECUTE FUNCTION city.refuse_change();
-- Name: report_moves append_only; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON city.report_moves FOR EACH ROW EXECUTE FUNCTION city.refuse_change();
-- Name: setting_changes append_only; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON city.setting_changes FOR EACH ROW EXECUTE FUNCTION city.refuse_change();
-- Name: unit_changes append_only; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON city.unit_changes FOR EACH ROW EXECUTE FUNCTION city.refuse_change();
-- Name: asset_events append_only_whole; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON city.asset_events FOR EACH STATEMENT EXECUTE FUNCTION city.refuse_change();
-- Name: asset_versions append_only_whole; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON city.asset_versions FOR EACH STATEMENT EXECUTE FUNCTION city.refuse_change();
-- Name: cover_versions append_only_whole; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON city.cover_versions FOR EACH STATEMENT EXECUTE FUNCTION city.refuse_change();
-- Name: judgements append_only_whole; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON city.judgements FOR EACH STATEMENT EXECUTE FUNCTION city.refuse_change();
-- Name: match_versions append_only_whole; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON city.match_versions FOR EACH STATEMENT EXECUTE FUNCTION city.refuse_change();
-- Name: order_events append_only_whole; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON city.order_events FOR EACH STATEMENT EXECUTE FUNCTION city.refuse_change();
-- Name: ownership_steps append_only_whole; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON city.ownership_steps FOR EACH STATEMENT EXECUTE FUNCTION city.refuse_change();
-- Name: people_events append_only_whole; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON city.people_events FOR EACH STATEMENT EXECUTE FUNCTION city.refuse_change();
-- Name: personal_data_looks append_only_whole; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON city.personal_data_looks FOR EACH STATEMENT EXECUTE FUNCTION city.refuse_change();
-- Name: report_moves append_only_whole; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON city.report_moves FOR EACH STATEMENT EXECUTE FUNCTION city.refuse_change();
-- Name: setting_changes append_only_whole; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON city.setting_changes FOR EACH STATEMENT EXECUTE FUNCTION city.refuse_change();
-- Name: unit_changes append_only_whole; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON city.unit_changes FOR EACH STATEMENT EXECUTE FUNCTION city.refuse_change();
-- Name: orders keep_danger; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER keep_danger BEFORE INSERT OR UPDATE OF is_hazard ON city.orders FOR EACH ROW EXECUTE FUNCTION city.keep_danger();
-- Name: asset_aliases keep_joined_number; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER keep_joined_number BEFORE INSERT ON city.asset_aliases FOR EACH ROW WHEN ((new.reason = 'merged'::text)) EXECUTE FUNCTION city.keep_joined_number();
-- Name: assets keep_version; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER keep_version BEFORE UPDATE ON city.assets FOR EACH ROW EXECUTE FUNCTION city.keep_asset_version();
-- Name: covers keep_version; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER keep_version BEFORE UPDATE ON city.covers FOR EACH ROW EXECUTE FUNCTION city.keep_cover_version();
-- Name: orders lay_spots; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER lay_spots AFTER INSERT ON city.orders REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION city.lay_order_spots();
-- Name: assets never_deleted; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER never_deleted BEFORE DELETE ON city.assets FOR EACH ROW EXECUTE FUNCTION city.refuse_deletion();
-- Name: assets note_dictionaries_inserted; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER note_dictionaries_inserted AFTER INSERT ON city.assets REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION city.note_asset_dictionaries();
-- Name: assets note_dictionaries_updated; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER note_dictionaries_updated AFTER UPDATE ON city.assets REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION city.note_asset_dictionaries();
-- Name: covers note_letterings_inserted; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER note_letterings_inserted AFTER INSERT ON city.covers REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION city.note_cover_letterings();
-- Name: covers note_letterings_updated; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER note_letterings_updated AFTER UPDATE ON city.covers REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION city.note_cover_letterings();
-- Name: order_events queue_heard_events; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER queue_heard_events AFTER INSERT ON city.order_events REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION city.queue_heard_events();
-- Name: assignments spot_order; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER spot_order AFTER UPDATE OF unit_id, ended_at, order_id ON city.assignments FOR EACH ROW EXECUTE FUNCTION city.note_order_spot();
-- Name: incidents spot_order; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER spot_order AFTER UPDATE OF geom ON city.incidents FOR EACH ROW EXECUTE FUNCTION city.note_order_spot();
-- Name: orders spot_order; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER spot_order AFTER UPDATE OF state, is_hazard, district_code, street_code, unit_id, incident_id, problem_kind, due_at ON city.orders FOR EACH ROW EXECUTE FUNCTION city.note_order_spot();
-- Name: assignments spot_told; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER spot_told AFTER INSERT ON city.assignments REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION city.note_told_spots();
-- Name: rule_sets switched_on_stays; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER switched_on_stays BEFORE DELETE OR UPDATE ON city.rule_sets FOR EACH ROW EXECUTE FUNCTION city.refuse_switched_on();
-- Name: api_tokens tell_person_changed; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER tell_person_changed AFTER DELETE OR UPDATE OF revoked_at ON city.api_tokens FOR EACH ROW EXECUTE FUNCTION city.tell_person_changed('person_id');
-- Name: people tell_person_changed; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER tell_person_changed AFTER UPDATE OF active, totp_confirmed_at ON city.people FOR EACH ROW EXECUTE FUNCTION city.tell_person_changed('id');
-- Name: person_roles tell_person_changed; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER tell_person_changed AFTER INSERT OR DELETE OR UPDATE ON city.person_roles FOR EACH ROW EXECUTE FUNCTION city.tell_person_changed('person_id');
-- Name: sessions tell_person_changed; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER tell_person_changed AFTER DELETE ON city.sessions FOR EACH ROW EXECUTE FUNCTION city.tell_person_changed('person_id');
-- Name: assets tiles_delete; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER tiles_delete AFTER DELETE ON city.assets REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION city.note_tile_changes();
-- Name: assets tiles_insert; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER tiles_insert AFTER INSERT ON city.assets REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION city.note_tile_changes();
-- Name: asset_classes tiles_of_classes; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER tiles_of_classes AFTER INSERT OR DELETE OR UPDATE ON city.asset_classes FOR EACH STATEMENT EXECUTE FUNCTION city.note_all_tiles_changed();
-- Name: places tiles_of_places; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER tiles_of_places AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON city.places FOR EACH STATEMENT EXECUTE FUNCTION city.note_ground_changed();
-- Name: roads tiles_of_roads; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER tiles_of_roads AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON city.roads FOR EACH STATEMENT EXECUTE FUNCTION city.note_ground_changed();
-- Name: waters tiles_of_waters; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER tiles_of_waters AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON city.waters FOR EACH STATEMENT EXECUTE FUNCTION city.note_ground_changed();
-- Name: assets tiles_update; Type: TRIGGER; Schema: city; Owner: -
CREATE TRIGGER tiles_update AFTER UPDATE ON city.assets REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION city.note_tile_changes();
-- Name: api_tokens api_tokens_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.api_tokens
    ADD CONSTRAINT api_tokens_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: asset_aliases asset_aliases_asset_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.asset_aliases
    ADD CONSTRAINT asset_aliases_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES city.assets(id);
-- Name: asset_events asset_events_asset_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.asset_events
    ADD CONSTRAINT asset_events_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES city.assets(id);
-- Name: asset_events asset_events_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.asset_events
    ADD CONSTRAINT asset_events_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: asset_versions asset_versions_asset_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.asset_versions
    ADD CONSTRAINT asset_versions_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES city.assets(id);
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
-- Name: assignments assignments_crew_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.assignments
    ADD CONSTRAINT assignments_crew_id_fkey FOREIGN KEY (crew_id) REFERENCES city.people(id);
-- Name: assignments assignments_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.assignments
    ADD CONSTRAINT assignments_order_id_fkey FOREIGN KEY (order_id) REFERENCES city.orders(id);
-- Name: assignments assignments_unit_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.assignments
    ADD CONSTRAINT assignments_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES city.units(id);
-- Name: awaited_numbers awaited_numbers_import_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.awaited_numbers
    ADD CONSTRAINT awaited_numbers_import_id_fkey FOREIGN KEY (import_id) REFERENCES city.imports(id) ON DELETE CASCADE;
-- Name: calls calls_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.calls
    ADD CONSTRAINT calls_order_id_fkey FOREIGN KEY (order_id) REFERENCES city.orders(id);
-- Name: calls calls_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.calls
    ADD CONSTRAINT calls_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: calls calls_unit_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.calls
    ADD CONSTRAINT calls_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES city.units(id);
-- Name: census_sources census_sources_updated_by_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.census_sources
    ADD CONSTRAINT census_sources_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES city.people(id);
-- Name: cover_versions cover_versions_asset_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.cover_versions
    ADD CONSTRAINT cover_versions_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES city.assets(id);
-- Name: cover_versions cover_versions_cover_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.cover_versions
    ADD CONSTRAINT cover_versions_cover_id_fkey FOREIGN KEY (cover_id) REFERENCES city.covers(id);
-- Name: covers covers_asset_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.covers
    ADD CONSTRAINT covers_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES city.assets(id);
-- Name: deadlines deadlines_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.deadlines
    ADD CONSTRAINT deadlines_order_id_fkey FOREIGN KEY (order_id) REFERENCES city.orders(id);
-- Name: deadlines deadlines_report_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.deadlines
    ADD CONSTRAINT deadlines_report_id_fkey FOREIGN KEY (report_id) REFERENCES city.reports(id);
-- Name: deliveries deliveries_event_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.deliveries
    ADD CONSTRAINT deliveries_event_id_fkey FOREIGN KEY (event_id) REFERENCES city.order_events(id);
-- Name: deliveries deliveries_webhook_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.deliveries
    ADD CONSTRAINT deliveries_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES city.webhooks(id);
-- Name: demo_truths demo_truths_asset_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.demo_truths
    ADD CONSTRAINT demo_truths_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES city.assets(id);
-- Name: demo_truths demo_truths_owner_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.demo_truths
    ADD CONSTRAINT demo_truths_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES city.units(id);
-- Name: denials denials_asset_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.denials
    ADD CONSTRAINT denials_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES city.assets(id);
-- Name: denials denials_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.denials
    ADD CONSTRAINT denials_order_id_fkey FOREIGN KEY (order_id) REFERENCES city.orders(id);
-- Name: denials denials_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.denials
    ADD CONSTRAINT denials_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: denials denials_unit_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.denials
    ADD CONSTRAINT denials_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES city.units(id);
-- Name: dry_run_changes dry_run_changes_dry_run_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.dry_run_changes
    ADD CONSTRAINT dry_run_changes_dry_run_id_fkey FOREIGN KEY (dry_run_id) REFERENCES city.dry_runs(id) ON DELETE CASCADE;
-- Name: dry_run_changes dry_run_changes_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.dry_run_changes
    ADD CONSTRAINT dry_run_changes_order_id_fkey FOREIGN KEY (order_id) REFERENCES city.orders(id);
-- Name: dry_runs dry_runs_asked_by_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.dry_runs
    ADD CONSTRAINT dry_runs_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES city.people(id);
-- Name: dry_runs dry_runs_rule_set_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.dry_runs
    ADD CONSTRAINT dry_runs_rule_set_id_fkey FOREIGN KEY (rule_set_id) REFERENCES city.rule_sets(id);
-- Name: duty_shifts duty_shifts_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.duty_shifts
    ADD CONSTRAINT duty_shifts_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: duty_shifts duty_shifts_unit_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.duty_shifts
    ADD CONSTRAINT duty_shifts_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES city.units(id);
-- Name: exports exports_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.exports
    ADD CONSTRAINT exports_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: follows follows_incident_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.follows
    ADD CONSTRAINT follows_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES city.incidents(id);
-- Name: handovers handovers_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.handovers
    ADD CONSTRAINT handovers_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: handovers handovers_taken_by_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.handovers
    ADD CONSTRAINT handovers_taken_by_fkey FOREIGN KEY (taken_by) REFERENCES city.people(id);
-- Name: house_numbers house_numbers_road_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.house_numbers
    ADD CONSTRAINT house_numbers_road_id_fkey FOREIGN KEY (road_id) REFERENCES city.roads(id);
-- Name: import_doubts import_doubts_decided_by_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.import_doubts
    ADD CONSTRAINT import_doubts_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES city.people(id);
-- Name: import_doubts import_doubts_import_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.import_doubts
    ADD CONSTRAINT import_doubts_import_id_fkey FOREIGN KEY (import_id) REFERENCES city.imports(id);
-- Name: import_refusals import_refusals_import_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.import_refusals
    ADD CONSTRAINT import_refusals_import_id_fkey FOREIGN KEY (import_id) REFERENCES city.imports(id);
-- Name: import_samples import_samples_import_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.import_samples
    ADD CONSTRAINT import_samples_import_id_fkey FOREIGN KEY (import_id) REFERENCES city.imports(id);
-- Name: imports imports_class_code_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.imports
    ADD CONSTRAINT imports_class_code_fkey FOREIGN KEY (class_code) REFERENCES city.asset_classes(code);
-- Name: imports imports_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.imports
    ADD CONSTRAINT imports_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
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
-- Name: invitations invitations_made_by_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.invitations
    ADD CONSTRAINT invitations_made_by_fkey FOREIGN KEY (made_by) REFERENCES city.people(id);
-- Name: invitations invitations_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.invitations
    ADD CONSTRAINT invitations_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: join_offers join_offers_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.join_offers
    ADD CONSTRAINT join_offers_order_id_fkey FOREIGN KEY (order_id) REFERENCES city.orders(id);
-- Name: join_offers join_offers_other_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.join_offers
    ADD CONSTRAINT join_offers_other_order_id_fkey FOREIGN KEY (other_order_id) REFERENCES city.orders(id);
-- Name: join_offers join_offers_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.join_offers
    ADD CONSTRAINT join_offers_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: judgements judgements_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.judgements
    ADD CONSTRAINT judgements_order_id_fkey FOREIGN KEY (order_id) REFERENCES city.orders(id);
-- Name: judgements judgements_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.judgements
    ADD CONSTRAINT judgements_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: judgements judgements_report_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.judgements
    ADD CONSTRAINT judgements_report_id_fkey FOREIGN KEY (report_id) REFERENCES city.reports(id);
-- Name: last_acts last_acts_event_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.last_acts
    ADD CONSTRAINT last_acts_event_id_fkey FOREIGN KEY (event_id) REFERENCES city.order_events(id);
-- Name: last_acts last_acts_opened_event_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.last_acts
    ADD CONSTRAINT last_acts_opened_event_id_fkey FOREIGN KEY (opened_event_id) REFERENCES city.order_events(id);
-- Name: last_acts last_acts_opened_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.last_acts
    ADD CONSTRAINT last_acts_opened_order_id_fkey FOREIGN KEY (opened_order_id) REFERENCES city.orders(id);
-- Name: last_acts last_acts_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.last_acts
    ADD CONSTRAINT last_acts_order_id_fkey FOREIGN KEY (order_id) REFERENCES city.orders(id);
-- Name: last_acts last_acts_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.last_acts
    ADD CONSTRAINT last_acts_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: last_acts last_acts_standing_event_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.last_acts
    ADD CONSTRAINT last_acts_standing_event_id_fkey FOREIGN KEY (standing_event_id) REFERENCES city.order_events(id);
-- Name: last_positions last_positions_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.last_positions
    ADD CONSTRAINT last_positions_order_id_fkey FOREIGN KEY (order_id) REFERENCES city.orders(id);
-- Name: last_positions last_positions_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.last_positions
    ADD CONSTRAINT last_positions_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: last_positions last_positions_unit_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.last_positions
    ADD CONSTRAINT last_positions_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES city.units(id);
-- Name: liability_cases liability_cases_billed_by_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.liability_cases
    ADD CONSTRAINT liability_cases_billed_by_fkey FOREIGN KEY (billed_by) REFERENCES city.people(id);
-- Name: liability_cases liability_cases_fallback_unit_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.liability_cases
    ADD CONSTRAINT liability_cases_fallback_unit_id_fkey FOREIGN KEY (fallback_unit_id) REFERENCES city.units(id);
-- Name: liability_cases liability_cases_first_unit_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.liability_cases
    ADD CONSTRAINT liability_cases_first_unit_id_fkey FOREIGN KEY (first_unit_id) REFERENCES city.units(id);
-- Name: liability_cases liability_cases_objected_by_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.liability_cases
    ADD CONSTRAINT liability_cases_objected_by_fkey FOREIGN KEY (objected_by) REFERENCES city.people(id);
-- Name: liability_cases liability_cases_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.liability_cases
    ADD CONSTRAINT liability_cases_order_id_fkey FOREIGN KEY (order_id) REFERENCES city.orders(id);
-- Name: liability_cases liability_cases_settled_by_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.liability_cases
    ADD CONSTRAINT liability_cases_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES city.people(id);
-- Name: liability_cases liability_cases_unit_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.liability_cases
    ADD CONSTRAINT liability_cases_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES city.units(id);
-- Name: measurements measurements_answered_by_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.measurements
    ADD CONSTRAINT measurements_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES city.people(id);
-- Name: measurements measurements_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.measurements
    ADD CONSTRAINT measurements_order_id_fkey FOREIGN KEY (order_id) REFERENCES city.orders(id);
-- Name: measurements measurements_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.measurements
    ADD CONSTRAINT measurements_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: messages messages_notice_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.messages
    ADD CONSTRAINT messages_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES city.notices(id);
-- Name: notice_choices notice_choices_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.notice_choices
    ADD CONSTRAINT notice_choices_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: notices notices_event_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.notices
    ADD CONSTRAINT notices_event_id_fkey FOREIGN KEY (event_id) REFERENCES city.order_events(id);
-- Name: notices notices_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.notices
    ADD CONSTRAINT notices_order_id_fkey FOREIGN KEY (order_id) REFERENCES city.orders(id);
-- Name: notices notices_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.notices
    ADD CONSTRAINT notices_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: notices notices_step_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.notices
    ADD CONSTRAINT notices_step_id_fkey FOREIGN KEY (step_id) REFERENCES city.ownership_steps(id);
-- Name: order_events order_events_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.order_events
    ADD CONSTRAINT order_events_order_id_fkey FOREIGN KEY (order_id) REFERENCES city.orders(id);
-- Name: order_events order_events_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.order_events
    ADD CONSTRAINT order_events_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: order_events order_events_unit_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.order_events
    ADD CONSTRAINT order_events_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES city.units(id);
-- Name: order_spots order_spots_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.order_spots
    ADD CONSTRAINT order_spots_order_id_fkey FOREIGN KEY (order_id) REFERENCES city.orders(id);
-- Name: orders orders_asset_chosen_by_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_asset_chosen_by_fkey FOREIGN KEY (asset_chosen_by) REFERENCES city.people(id);
-- Name: orders orders_asset_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES city.assets(id);
-- Name: orders orders_chosen_unit_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_chosen_unit_id_fkey FOREIGN KEY (chosen_unit_id) REFERENCES city.units(id);
-- Name: orders orders_district_code_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_district_code_fkey FOREIGN KEY (district_code) REFERENCES city.places(code);
-- Name: orders orders_incident_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES city.incidents(id);
-- Name: orders orders_merged_into_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES city.orders(id);
-- Name: orders orders_pause_asked_by_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_pause_asked_by_fkey FOREIGN KEY (pause_asked_by) REFERENCES city.people(id);
-- Name: orders orders_problem_kind_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_problem_kind_fkey FOREIGN KEY (problem_kind) REFERENCES city.problem_kinds(code);
-- Name: orders orders_street_code_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_street_code_fkey FOREIGN KEY (street_code) REFERENCES city.places(code);
-- Name: orders orders_time_asked_by_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_time_asked_by_fkey FOREIGN KEY (time_asked_by) REFERENCES city.people(id);
-- Name: orders orders_unit_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.orders
    ADD CONSTRAINT orders_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES city.units(id);
-- Name: outbox outbox_event_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.outbox
    ADD CONSTRAINT outbox_event_id_fkey FOREIGN KEY (event_id) REFERENCES city.order_events(id);
-- Name: ownership_claims ownership_claims_notice_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.ownership_claims
    ADD CONSTRAINT ownership_claims_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES city.ownership_notices(id);
-- Name: ownership_claims ownership_claims_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.ownership_claims
    ADD CONSTRAINT ownership_claims_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: ownership_claims ownership_claims_unit_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.ownership_claims
    ADD CONSTRAINT ownership_claims_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES city.units(id);
-- Name: ownership_notices ownership_notices_asset_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.ownership_notices
    ADD CONSTRAINT ownership_notices_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES city.assets(id);
-- Name: ownership_notices ownership_notices_keeper_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.ownership_notices
    ADD CONSTRAINT ownership_notices_keeper_id_fkey FOREIGN KEY (keeper_id) REFERENCES city.units(id);
-- Name: ownership_notices ownership_notices_kept_before_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.ownership_notices
    ADD CONSTRAINT ownership_notices_kept_before_fkey FOREIGN KEY (kept_before) REFERENCES city.units(id);
-- Name: ownership_notices ownership_notices_owner_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.ownership_notices
    ADD CONSTRAINT ownership_notices_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES city.units(id);
-- Name: ownership_steps ownership_steps_notice_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.ownership_steps
    ADD CONSTRAINT ownership_steps_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES city.ownership_notices(id);
-- Name: ownership_steps ownership_steps_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.ownership_steps
    ADD CONSTRAINT ownership_steps_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: ownership_steps ownership_steps_unit_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.ownership_steps
    ADD CONSTRAINT ownership_steps_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES city.units(id);
-- Name: people_events people_events_by_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.people_events
    ADD CONSTRAINT people_events_by_id_fkey FOREIGN KEY (by_id) REFERENCES city.people(id);
-- Name: people_events people_events_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.people_events
    ADD CONSTRAINT people_events_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
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
-- Name: personal_data_looks personal_data_looks_token_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.personal_data_looks
    ADD CONSTRAINT personal_data_looks_token_id_fkey FOREIGN KEY (token_id) REFERENCES city.api_tokens(id);
-- Name: photos photos_addition_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.photos
    ADD CONSTRAINT photos_addition_id_fkey FOREIGN KEY (addition_id) REFERENCES city.report_additions(id);
-- Name: photos photos_claim_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.photos
    ADD CONSTRAINT photos_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES city.ownership_claims(id);
-- Name: photos photos_liability_case_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.photos
    ADD CONSTRAINT photos_liability_case_id_fkey FOREIGN KEY (liability_case_id) REFERENCES city.liability_cases(id);
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
-- Name: preferences preferences_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.preferences
    ADD CONSTRAINT preferences_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: recovery_codes recovery_codes_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.recovery_codes
    ADD CONSTRAINT recovery_codes_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: report_additions report_additions_report_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.report_additions
    ADD CONSTRAINT report_additions_report_id_fkey FOREIGN KEY (report_id) REFERENCES city.reports(id);
-- Name: report_contacts report_contacts_report_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.report_contacts
    ADD CONSTRAINT report_contacts_report_id_fkey FOREIGN KEY (report_id) REFERENCES city.reports(id);
-- Name: report_moves report_moves_from_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.report_moves
    ADD CONSTRAINT report_moves_from_order_id_fkey FOREIGN KEY (from_order_id) REFERENCES city.orders(id);
-- Name: report_moves report_moves_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.report_moves
    ADD CONSTRAINT report_moves_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: report_moves report_moves_report_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.report_moves
    ADD CONSTRAINT report_moves_report_id_fkey FOREIGN KEY (report_id) REFERENCES city.reports(id);
-- Name: report_moves report_moves_to_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.report_moves
    ADD CONSTRAINT report_moves_to_order_id_fkey FOREIGN KEY (to_order_id) REFERENCES city.orders(id);
-- Name: reports reports_incident_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.reports
    ADD CONSTRAINT reports_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES city.incidents(id);
-- Name: reports reports_match_version_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.reports
    ADD CONSTRAINT reports_match_version_fkey FOREIGN KEY (match_version) REFERENCES city.match_versions(id);
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
-- Name: rule_sets rule_sets_based_on_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.rule_sets
    ADD CONSTRAINT rule_sets_based_on_fkey FOREIGN KEY (based_on) REFERENCES city.rule_sets(id);
-- Name: rule_sets rule_sets_drafted_by_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.rule_sets
    ADD CONSTRAINT rule_sets_drafted_by_fkey FOREIGN KEY (drafted_by) REFERENCES city.people(id);
-- Name: rule_sets rule_sets_edited_by_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.rule_sets
    ADD CONSTRAINT rule_sets_edited_by_fkey FOREIGN KEY (edited_by) REFERENCES city.people(id);
-- Name: rule_sets rule_sets_switched_on_by_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.rule_sets
    ADD CONSTRAINT rule_sets_switched_on_by_fkey FOREIGN KEY (switched_on_by) REFERENCES city.people(id);
-- Name: rule_sets rule_sets_withdrawn_by_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.rule_sets
    ADD CONSTRAINT rule_sets_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES city.people(id);
-- Name: score_sums score_sums_month_rule_version_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.score_sums
    ADD CONSTRAINT score_sums_month_rule_version_fkey FOREIGN KEY (month, rule_version) REFERENCES city.score_months(month, rule_version) ON DELETE CASCADE;
-- Name: score_totals score_totals_month_rule_version_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.score_totals
    ADD CONSTRAINT score_totals_month_rule_version_fkey FOREIGN KEY (month, rule_version) REFERENCES city.score_months(month, rule_version) ON DELETE CASCADE;
-- Name: sessions sessions_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.sessions
    ADD CONSTRAINT sessions_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: setting_changes setting_changes_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.setting_changes
    ADD CONSTRAINT setting_changes_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: subscriptions subscriptions_class_code_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.subscriptions
    ADD CONSTRAINT subscriptions_class_code_fkey FOREIGN KEY (class_code) REFERENCES city.asset_classes(code);
-- Name: subscriptions subscriptions_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.subscriptions
    ADD CONSTRAINT subscriptions_order_id_fkey FOREIGN KEY (order_id) REFERENCES city.orders(id);
-- Name: subscriptions subscriptions_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.subscriptions
    ADD CONSTRAINT subscriptions_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: timers timers_order_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.timers
    ADD CONSTRAINT timers_order_id_fkey FOREIGN KEY (order_id) REFERENCES city.orders(id);
-- Name: unit_changes unit_changes_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.unit_changes
    ADD CONSTRAINT unit_changes_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: unit_changes unit_changes_unit_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.unit_changes
    ADD CONSTRAINT unit_changes_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES city.units(id);
-- Name: unit_endings unit_endings_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.unit_endings
    ADD CONSTRAINT unit_endings_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
-- Name: unit_endings unit_endings_unit_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.unit_endings
    ADD CONSTRAINT unit_endings_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES city.units(id);
-- Name: units units_parent_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.units
    ADD CONSTRAINT units_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES city.units(id);
-- Name: units units_place_code_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.units
    ADD CONSTRAINT units_place_code_fkey FOREIGN KEY (place_code) REFERENCES city.places(code);
-- Name: units units_successor_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.units
    ADD CONSTRAINT units_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES city.units(id);
-- Name: webhooks webhooks_person_id_fkey; Type: FK CONSTRAINT; Schema: city; Owner: -
ALTER TABLE ONLY city.webhooks
    ADD CONSTRAINT webhooks_person_id_fkey FOREIGN KEY (person_id) REFERENCES city.people(id);
