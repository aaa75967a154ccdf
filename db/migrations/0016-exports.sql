-- Who took which part of the registry out, in which form, when, and whether they got it whole.
create table exports (
  id bigint generated always as identity primary key,
  begun_at timestamptz not null,
  ended_at timestamptz,
  person_id bigint references people,       -- null: from the command line, by whoever may run it
  form text not null check (form in ('csv', 'xlsx', 'geojson', 'shapefile', 'geopackage')),
  coordinate_system text not null,
  filter jsonb not null,                    -- as it was asked, its words included
  outcome text not null default 'running' check (outcome in ('running', 'whole', 'cancelled', 'broken')),
  asset_count bigint not null default 0,    -- rows that left
  check ((ended_at is null) = (outcome = 'running'))
);
create index exports_person on exports (person_id, id);
