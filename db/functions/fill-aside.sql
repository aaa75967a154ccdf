-- The first load fills tables that stand aside, in a schema of their own, and puts them in the place of the empty ones at its end: people read the
-- empty registry until the full one is there, and nothing that they ask for is shut meanwhile. All in one transaction: a load that is killed leaves nothing.
-- Of 5,000,000 rows the indexes and keys are made in a tenth of the time that they take row by row, and the city's units and places are shut to none.

-- Whether a table can be put in the place of another without losing what was given to it beside what the fill carries over: keys, indexes, checks,
-- triggers, grants and storage are carried; a view on it, a column's own grant, a policy, a place of its own on the disk are not.
create or replace function can_be_filled_aside(stand regclass[]) returns boolean
language sql stable set search_path from current as $$
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

-- Makes the tables aside, and has their names mean them in this transaction: a temporary view is found before the table that it is called after, by
-- whatever function. With them at once what rows coming in are held to; what is cheaper at the end is kept for put_next_aside, in this order: 1 indexes,
-- 2 keys among themselves, 3 statistics and the search's dictionaries, 4 keys to other tables, which shut those to writers, 5 triggers that see what a
-- statement brought. The caller has shut the tables to writers, sees that they are empty, and discards its plans after this.
-- @returns false: they cannot be filled aside
create or replace function begin_fill_aside(tables text[]) returns boolean
language plpgsql set search_path from current as $$
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

-- Does the next of what was kept for later, up to a place in its order. @returns how much of it is left
create or replace function put_next_aside(upto integer) returns integer
language plpgsql set search_path from current as $$
declare
  next text;
begin
  delete from fill_aside_later l where l.ctid = (select f.ctid from fill_aside_later f where f.sort <= upto order by f.sort, f.statement limit 1) returning statement into next;
  if next is not null then
    execute next;
  end if;
  return (select count(*) from fill_aside_later where sort <= upto);
end $$;

-- Puts the tables that were filled aside in the place of the empty ones, in the last moments of the transaction: from here to its end they and the tables
-- whose keys lead to them are shut to readers too. It waits a second and a half for whoever reads them, with everybody else waiting behind it, and fails then
-- (lock_not_available): its caller goes back to a savepoint and tries again.
create or replace function open_filled(tables text[]) returns void
language plpgsql set search_path from current set lock_timeout to '1500ms' as $$
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
