-- Units are kept by people on a page: what each is, who changed it and why, and what of one that ended is still to go to who follows it.
alter table units add column version integer not null default 1;
-- Districts that a road or greening unit looks after besides its own.
alter table units add column also_places text[] not null default '{}';
-- When somebody is there: {"weekdays": [1, 2], "fromTime": "08:00", "toTime": "20:00"}; null: day and night, or nobody said.
alter table units add column hours jsonb;

create table unit_changes (
  id bigint generated always as identity primary key,
  unit_id text not null references units,
  at timestamptz not null,
  person_id bigint not null references people,
  action text not null check (action in ('added', 'changed', 'closed')),
  version integer not null,
  -- [{"field": "phone", "before": "…", "after": "…"}], as a person reads it
  changes jsonb not null,
  why text not null
);
create index unit_changes_unit on unit_changes (unit_id, id desc);
create trigger append_only before update or delete on unit_changes for each row execute function refuse_change();
create trigger append_only_whole before truncate on unit_changes for each statement execute function refuse_change();

-- A unit that ended on the page: its wells go to who follows it batch by batch, and so does what reached it in its last seconds.
create table unit_endings (
  unit_id text primary key references units,
  ended_at timestamptz not null,
  person_id bigint not null references people,
  why text not null,
  settled_at timestamptz
);
create index unit_endings_unsettled on unit_endings (ended_at) where settled_at is null;
