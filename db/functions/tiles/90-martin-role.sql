-- Who may call what. Martin signs in as the role `martin`, which may call the functions of schema `tiles` and reads no table.
-- A password is none of the migration's business: `alter role martin password '…'`; without one only trusted connections get in.
-- Roles belong to the cluster: another database may have made it already, or be making it this moment.
do $$
declare
  f regprocedure;
begin
  if not exists (select from pg_roles where rolname = 'martin') then
    begin
      create role martin login nosuperuser nocreatedb nocreaterole noinherit;
    exception
      when duplicate_object or unique_violation then null;
      when insufficient_privilege then
        raise warning 'Role martin is missing and % may not create roles. To serve tiles by Martin run as a superuser: create role martin login password ''…''; then migrate again.', current_user;
    end;
  end if;

  -- SECURITY DEFINER with a fixed search_path: the city, PostGIS, and temporary tables last, so that nobody's temporary table is taken for ours.
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace in ('tiles'::regnamespace, 'tiles_staff'::regnamespace) loop
    execute format('alter function %s set search_path = %I, public, pg_temp', f, current_schema());
    execute format('revoke execute on function %s from public', f);
  end loop;

  if exists (select from pg_roles where rolname = 'martin') then
    grant usage on schema tiles to martin;
    grant execute on all functions in schema tiles to martin;
    revoke all on schema tiles_staff from martin;
    if not has_table_privilege('martin', 'public.geometry_columns', 'select') then grant select on public.geometry_columns to martin; end if;
    if not has_table_privilege('martin', 'public.geography_columns', 'select') then grant select on public.geography_columns to martin; end if;
    if not has_table_privilege('martin', 'public.spatial_ref_sys', 'select') then grant select on public.spatial_ref_sys to martin; end if;
  end if;
end $$;
