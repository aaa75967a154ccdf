create table people (
  id bigint generated always as identity primary key,
  username text not null unique,
  password_hash text not null,              -- scrypt, self-describing
  name text not null,
  name_en text not null,
  active boolean not null default true,
  created_at timestamptz not null default now()
);

-- A person may hold several roles, each with its own scope: a place, or a unit.
create table person_roles (
  person_id bigint not null references people,
  role text not null check (role in ('agent', 'dispatcher', 'clerk', 'crew', 'registrar', 'supervisor', 'leader', 'analyst', 'administrator')),
  place_code text references places,
  unit_id text references units,
  check ((place_code is null) <> (unit_id is null))
);
create unique index person_roles_once on person_roles (person_id, role, coalesce(place_code, ''), coalesce(unit_id, ''));

create table sessions (
  token_hash bytea primary key,             -- sha256 of the cookie's secret
  person_id bigint not null references people,
  csrf text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_person on sessions (person_id);
create index sessions_expires on sessions (expires_at);

create table api_tokens (
  id bigint generated always as identity primary key,
  token_hash bytea not null unique,
  person_id bigint not null references people,
  name text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);

-- Each look at personal data.
create table personal_data_looks (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  person_id bigint not null references people,
  report_id bigint not null,
  purpose text not null,
  request_id text
);
create index personal_data_looks_report on personal_data_looks (report_id);
