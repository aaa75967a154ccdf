-- A person's account: made by invitation, with a password of their own and a second factor.
alter table people add column email text;
alter table people add column mobile text;               -- for notices
alter table people add column totp_secret text;          -- base32; stands from the moment it is shown, counts once confirmed
alter table people add column totp_confirmed_at timestamptz;
alter table people add column totp_step bigint;          -- the last step a code was taken of: no code opens twice
alter table people add column signed_in_at timestamptz;
alter table people add column version integer not null default 1;

create table recovery_codes (
  person_id bigint not null references people,
  code_hash bytea not null,                 -- sha256: a code has 60 random bits
  used_at timestamptz,
  primary key (person_id, code_hash)
);

-- A link that lets one person set their password, once.
create table invitations (
  id bigint generated always as identity primary key,
  token_hash bytea not null unique,         -- sha256
  person_id bigint not null references people,
  made_by bigint references people,         -- null: by the command
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz                      -- used, or replaced by another
);
create index invitations_open on invitations (person_id) where ended_at is null;

-- Failures in a row under a typed name, whether anybody has that name or not: a lock tells nothing about who exists.
create table sign_in_failures (
  name_hash bytea primary key,              -- sha256: people type passwords into the wrong field
  failures integer not null,
  failed_at timestamptz not null,
  locked_until timestamptz
);
create index sign_in_failures_failed on sign_in_failures (failed_at);

alter table sessions add column id bigint generated always as identity unique;
alter table sessions add column seen_at timestamptz;
alter table sessions add column agent text not null default '';   -- what the browser calls itself, cut short

-- What was done to whose account, by whom.
create table people_events (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  person_id bigint not null references people,
  by_id bigint references people,           -- null: by the command
  action text not null,
  details jsonb not null default '{}'
);
create index people_events_person on people_events (person_id, id);
create trigger append_only before update or delete on people_events for each row execute function refuse_change();
create trigger append_only_whole before truncate on people_events for each statement execute function refuse_change();
