-- Files of a census and what became of each row.

-- What a source said once and need not say again.
create table census_sources (
  name text primary key check (length(name) between 1 and 80),
  mapping jsonb not null,                   -- { heading: field of census/exchange-fields.ts, null: left out }
  system text not null,                     -- as domain/coordinates/systems.ts writes it
  axes text not null check (axes in ('east-north', 'north-east')),
  rules jsonb not null,                     -- domain/import-rules.ts
  words jsonb not null default '{}',        -- { unit: { "as the file writes it": unit id }, class: { "…": class code } }
  updated_at timestamptz not null,
  updated_by bigint references people
);

create table imports (
  id bigint generated always as identity primary key,
  source text not null check (length(source) between 1 and 80),
  file_name text not null,
  file_path text,                           -- where it lies on this machine; null: removed
  file_is_ours boolean not null,            -- uploaded: removed after a time
  file_bytes bigint not null,
  file_sha256 text not null,
  format text not null,
  columns text[] not null,
  encoding text,
  layer text,
  mapping jsonb not null,
  system text,                              -- null: nobody has said
  axes text check (axes in ('east-north', 'north-east')),
  class_code text references asset_classes, -- of rows that say none
  rules jsonb not null,
  reach jsonb not null,                     -- domain/access.ts Reach of who took it in
  state text not null default 'waiting' check (state in ('waiting', 'checking', 'stopped', 'failed', 'checked', 'applying', 'applied', 'cancelled')),
  step text,                                -- of checking or applying
  done bigint not null default 0,           -- of `total`, in this step
  total bigint not null default 0,
  step_started_at timestamptz,
  heartbeat_at timestamptz,                 -- of the program at work on it
  cancel_asked boolean not null default false,
  applied_upto integer not null default 0,  -- the last row whose batch is in the registry
  counts jsonb not null default '{}',       -- rows, fresh, changed, unchanged, older, asked, refused, adopted, aliases
  rejection jsonb,                          -- why it stopped or failed: a Rejection
  likely jsonb,                             -- where the coordinate system is in doubt: readings, likeliest first
  person_id bigint references people,
  created_at timestamptz not null,
  checked_at timestamptz,
  applied_at timestamptz
);
create index imports_created on imports (created_at desc);

-- A row that was not taken, whole, with its reason: what goes back in a file of the same form.
create table import_refusals (
  import_id bigint not null references imports,
  row integer not null,
  column_name text,
  code text not null,
  params jsonb not null default '{}',
  fields jsonb not null,                    -- the row's texts in the order of imports.columns
  primary key (import_id, row)
);

-- A row that is taken only when somebody has said what it is.
create table import_doubts (
  import_id bigint not null references imports,
  row integer not null,
  kind text not null check (kind in ('near_registered', 'near_in_file', 'source_number_in_file', 'source_number_registered', 'moved_far')),
  asset_id text,                            -- the asset it may be
  other_row integer,                        -- the row it may be the same as
  distance_m real,
  decision text check (decision in ('merge', 'keep', 'refuse')),
  decided_by bigint references people,
  decided_at timestamptz,
  primary key (import_id, row)
);
