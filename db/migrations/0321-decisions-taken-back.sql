-- Imports that are under way: which row one was to join before it followed on, so that a decision can be taken back.
do $$
declare
  t text;
begin
  for t in select tablename from pg_tables where schemaname = current_schema() and tablename ~ '^import_plan_[0-9]+$' loop
    execute format('alter table %I add column if not exists first_row integer', t);
  end loop;
end $$;
