-- What has to happen to an order at an instant, unless something else happens before. Each row is worked once, by whichever server
-- comes first; a row lies in the same transaction as what it follows from, so that none is ever forgotten.
create table timers (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders,
  kind text not null check (kind in ('warn', 'due', 'remind', 'call', 'look')),
  clock text check (clock in ('contact', 'close', 'hazard')),
  step integer not null default 0,          -- how far up the levels a reminder has come
  due_at timestamptz not null,
  armed_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in ('worked', 'disarmed')),
  attempts integer not null default 0,      -- a timer whose work failed waits longer each time, and holds nobody else up
  retry_at timestamptz,
  check ((ended_at is null) = (outcome is null))
);
create index timers_armed on timers (due_at, id) where ended_at is null;
create unique index timers_one_armed on timers (order_id, kind, coalesce(clock, '')) where ended_at is null;

-- A clock may start anew for another unit; the one before stays readable.
alter table deadlines drop constraint deadlines_pkey;
alter table deadlines add column id bigint generated always as identity primary key;
alter table deadlines add column ended_at timestamptz;
create unique index deadlines_one_running on deadlines (order_id, clock) where ended_at is null;

-- Who was called to a danger, one named person after another, until one says that they go.
create table calls (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders,
  unit_id text not null references units,
  person_id bigint not null references people,
  round integer not null,
  called_at timestamptz not null,
  answer_by timestamptz not null,
  acknowledged_at timestamptz,
  ended_at timestamptz,                     -- silent too long, taken over by another, or the danger ended
  passed_over boolean not null default false  -- was silent, or did not arrive: the next one was called
);
create index calls_order on calls (order_id, id);
create index calls_person_open on calls (person_id) where ended_at is null;
create unique index calls_one_open on calls (order_id) where ended_at is null;

-- A unit's people who are on duty, first to be called first; where none stands, its crew, clerks and dispatchers are called.
create table duty_shifts (
  id bigint generated always as identity primary key,
  unit_id text not null references units,
  person_id bigint not null references people,
  weekdays integer[] not null check (weekdays <@ array[1, 2, 3, 4, 5, 6, 7] and cardinality(weekdays) > 0),  -- ISO: 1 is Monday
  from_time time not null,                  -- city time; later than to_time: over midnight
  to_time time not null,
  rank integer not null default 1
);
create index duty_shifts_unit on duty_shifts (unit_id);

-- The fallback removed what another should have: the bill and the blame, settled afterwards.
create table liability_cases (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders,
  unit_id text not null references units,   -- who should have come
  fallback_unit_id text not null references units,
  opened_at timestamptz not null,
  reason jsonb not null,
  settled_at timestamptz,
  settlement text
);
create unique index liability_cases_once on liability_cases (order_id, unit_id);

alter table orders add column arrived_at timestamptz;   -- somebody is on site: the danger's clock stops
alter table orders add column secured_at timestamptz;   -- the danger is over; the repair may still be to come
alter table orders add column secured_geom geometry(Point, 4326);

-- Whether a caller was wrong before.
create index report_contacts_phone on report_contacts (phone) where phone is not null;

-- Orders that are open already get the timers of their clocks.
insert into timers (order_id, kind, clock, due_at, armed_at)
select d.order_id, 'due', d.clock, d.due_at, now() from deadlines d join orders o on o.id = d.order_id
where d.met_at is null and o.state not in ('closed', 'void');
