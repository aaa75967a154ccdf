-- Many reports, one incident, one order; a return is a new assignment.
create table incidents (
  id bigint generated always as identity primary key,
  problem_kind text not null references problem_kinds,
  asset_id text references assets,
  geom geometry(Point, 4326) not null,
  district_code text not null references places,
  street_code text not null references places,
  address text,
  is_hazard boolean not null,
  opened_at timestamptz not null
);
create index incidents_geom on incidents using gist (geom);
create index incidents_asset on incidents (asset_id) where asset_id is not null;

create table reports (
  id bigint generated always as identity primary key,
  number text not null unique,              -- cannot be guessed
  incident_id bigint not null references incidents,
  channel text not null check (channel in ('pin', 'plate', 'hotline', 'api')),
  problem_kind text not null references problem_kinds,
  geom geometry(Point, 4326) not null,      -- WGS 84, after the datum was taken off
  accuracy_m real not null,
  datum text not null,                      -- as sent
  text text not null default '',
  address text,
  plate text,
  someone_hurt boolean not null default false,
  picked_asset_id text references assets,
  match_candidates jsonb not null,          -- the answer as it was given: candidates, probabilities, reasons
  idempotency_key text unique,
  body_hash bytea not null,
  taken_by bigint references people,        -- the agent, when a caller reported
  received_at timestamptz not null
);
create index reports_incident on reports (incident_id);

-- Personal data lies here alone; events only refer to the report.
create table report_contacts (
  report_id bigint primary key references reports,
  name text,
  phone text,
  erased_at timestamptz
);

create table orders (
  id bigint generated always as identity primary key,
  incident_id bigint not null unique references incidents,
  state text not null check (state in ('dispatched', 'signed', 'contacted', 'in_progress', 'resolved', 'closed', 'void')),
  version integer not null default 1,
  is_hazard boolean not null,
  problem_kind text not null references problem_kinds,
  asset_id text references assets,
  district_code text not null references places,
  street_code text not null references places,
  unit_id text not null references units,   -- who is accountable now; equals the open accountable assignment
  match_score real,
  match_reasons jsonb not null,
  dispatch_reason jsonb not null,           -- why this unit: { code, params }
  dispatch_path text[] not null,            -- unit ids, city → district → street → unit
  due_at timestamptz not null,              -- the soonest unmet deadline's, for the queue
  reply text,
  opened_at timestamptz not null,
  closed_at timestamptz
);
create index orders_unit on orders (unit_id, due_at) where state not in ('closed', 'void');
create index orders_street on orders (street_code, due_at) where state not in ('closed', 'void');
create index orders_district on orders (district_code, due_at) where state not in ('closed', 'void');
create index orders_open on orders (due_at, id) where state not in ('closed', 'void');
create index orders_closed on orders (closed_at desc, id) where state in ('closed', 'void');

create table assignments (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders,
  unit_id text not null references units,
  part text not null check (part in ('accountable', 'informed', 'fallback')),
  assigned_at timestamptz not null,
  assigned_by bigint references people,     -- null: the system
  reason jsonb not null,
  ended_at timestamptz,
  end_reason text
);
create unique index assignments_one_accountable on assignments (order_id) where part = 'accountable' and ended_at is null;
create index assignments_order on assignments (order_id);
create index assignments_unit on assignments (unit_id, order_id) where ended_at is null;

create table deadlines (
  order_id bigint not null references orders,
  clock text not null check (clock in ('contact', 'close', 'hazard')),
  started_at timestamptz not null,
  due_at timestamptz not null,
  reason jsonb not null,                    -- { rule, daysCounted | hours, ... } so that "why Tuesday" can be answered
  met_at timestamptz,
  primary key (order_id, clock)
);

create table order_events (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders,
  at timestamptz not null,
  person_id bigint references people,       -- null: the system or the citizen
  unit_id text references units,
  action text not null,
  from_state text,
  to_state text not null,
  note text,
  details jsonb not null default '{}'
);
create index order_events_order on order_events (order_id, id);

create table photos (
  id uuid primary key default gen_random_uuid(),
  report_id bigint references reports,
  order_id bigint references orders,
  uploaded_by bigint references people,
  uploaded_at timestamptz not null,
  width integer not null,
  height integer not null,
  bytes bytea not null,                     -- re-encoded JPEG without metadata
  check (report_id is null or order_id is null)
);
create index photos_report on photos (report_id) where report_id is not null;
create index photos_order on photos (order_id) where order_id is not null;
create index photos_orphans on photos (uploaded_at) where report_id is null and order_id is null;
