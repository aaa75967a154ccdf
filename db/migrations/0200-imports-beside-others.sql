-- What an import was checked against, so that what came into the registry since is held against its rows before they are written.
alter table imports add column registry_mark jsonb;   -- { at, event: the last of asset_events, ground: places and units that ended }; null: of an earlier version
alter table imports add column wrote_at timestamptz;  -- when it last wrote into the registry; null: never
update imports set wrote_at = coalesce(applied_at, now()) where applied_upto > 0;
-- A row whose asset somebody changed since the check is asked.
alter table import_doubts drop constraint import_doubts_kind_check;
alter table import_doubts add constraint import_doubts_kind_check check (kind in (
  'near_registered', 'near_in_file', 'source_number_in_file', 'source_number_registered', 'moved_far', 'number_refused_before', 'place_differs', 'changed_since'));
-- Imports that are under way: which version of its asset a row was compared with.
do $$
declare
  t text;
begin
  for t in select tablename from pg_tables where schemaname = current_schema() and tablename ~ '^import_plan_[0-9]+$' loop
    execute format('alter table %I add column if not exists version integer', t);
  end loop;
end $$;
