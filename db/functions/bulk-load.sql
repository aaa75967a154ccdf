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

-- Takes the secondary indexes and foreign keys off tables, to be put back by end_bulk_load in the same transaction:
-- a million rows are indexed at once in a tenth of the time, and the deferred key checks of five million rows need no memory.
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
  loop
    execute guard.drop_it;
    insert into bulk_load_guards values (guard.put_back, guard.sort);
  end loop;
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
