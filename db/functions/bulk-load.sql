-- Empties every table of the city; the migrations' own book stays. Histories refuse to be emptied: for this one purpose,
-- a whole new city, their guards are set aside and put back.
create or replace function empty_city() returns void
language plpgsql set search_path from current as $$
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

-- Takes the secondary indexes, the foreign keys and the triggers that see what a statement brought off tables, to be put back by
-- end_bulk_load in the same transaction: a million rows are indexed at once in a tenth of the time, the deferred key checks of five million
-- rows need no memory, and no row is kept twice for a trigger that counts it; the dictionaries are counted once, at the end. Whoever loads
-- assets counts the tiles (recount_tiles).
create or replace function begin_bulk_load(tables text[]) returns void
language plpgsql set search_path from current as $$
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

-- Puts them back, indexes first; foreign keys check every row here.
create or replace function end_bulk_load() returns void
language plpgsql set search_path from current as $$
declare
  guard record;
begin
  for guard in select put_back from bulk_load_guards order by sort, put_back loop
    execute guard.put_back;
  end loop;
  drop table bulk_load_guards;
end $$;

-- The search's dictionaries (migrations 0020, 0054 and 0090) as the whole registry says them, after a load. Read into tables of their own first: a
-- statement that writes is never shared between two cores, one that makes a table is.
create or replace function count_asset_dictionaries() returns void
language plpgsql set search_path from current as $$
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
create or replace function count_cover_letterings() returns void
language plpgsql set search_path from current as $$
begin
  create temp table letterings_counted on commit drop as
  select lettering, substr(asset_id, 7, 4) as minted_class, count(*)::integer as counted from covers where lettering is not null group by 1, 2;
  insert into cover_letterings as l (lettering, minted_class, counted) select * from letterings_counted order by 1, 2
  on conflict (lettering, minted_class) do update set counted = excluded.counted;
  drop table letterings_counted;
end $$;
