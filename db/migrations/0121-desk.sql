-- How a person likes their desk; no row: the standard of domain/preferences.ts.
create table preferences (
  person_id bigint primary key references people,
  value jsonb not null
);

-- What one shift of a handling centre tells the next.
create table handovers (
  id bigint generated always as identity primary key,
  place_code text not null,
  person_id bigint not null references people,
  at timestamptz not null,
  note text not null,
  order_ids bigint[] not null default '{}',
  open_count integer not null,
  danger_count integer not null,
  late_count integer not null,
  taken_by bigint references people,
  taken_at timestamptz,
  check ((taken_by is null) = (taken_at is null))
);
create index handovers_place on handovers (place_code, id);

-- A telephone is one however its digits were grouped.
create index report_contacts_digits on report_contacts (regexp_replace(phone, '\D', '', 'g')) where phone is not null;
