-- Who changed which of the city's numbers, when, from what to what.
create table setting_changes (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  person_id bigint not null references people,
  name text not null,
  value_before integer not null,
  value_after integer not null
);
create trigger append_only before update or delete on setting_changes for each row execute function refuse_change();
create trigger append_only_whole before truncate on setting_changes for each statement execute function refuse_change();
