-- The registry: assets of any national class; wells are its heart and the only ones with covers.
create table asset_serials (
  prefix text primary key check (prefix ~ '^\d{10}$'),  -- county 6 + class 4
  last integer not null default 0 check (last between 0 and 999999)
);

create table assets (
  id text primary key check (id ~ '^\d{16}[0-9X]$'),    -- 16 digits as first minted + ISO 7064 MOD 11-2
  class_code text not null references asset_classes,
  geom geometry(Point, 4326) not null,
  position_accuracy_m real not null,
  district_code text not null references places,
  street_code text not null references places,
  road_id integer references roads,
  address text,
  location_kind text not null check (location_kind in ('carriageway', 'footway', 'green', 'compound')),
  authority_id text references units,       -- 主管部门
  owner_id text references units,           -- 权属单位; null: ownerless
  maintainer_id text references units,      -- 养护单位
  owner_confidence real not null default 0.9 check (owner_confidence between 0 and 1),
  owner_evidence text not null default 'survey',
  status text not null default 'intact' check (status in ('intact', 'damaged', 'missing', 'abandoned', 'removed')),
  depth_m real,
  year_built integer,
  has_anti_fall_net boolean,
  first_recorded_on date not null,
  changed_on date not null,
  data_source text not null,
  source_number text,                       -- what its owner calls it
  merged_into text references assets,
  note text,
  version integer not null default 1
);
create index assets_geom on assets using gist (geom);
create index assets_owner on assets (owner_id, id);
create index assets_maintainer on assets (maintainer_id, id) where maintainer_id is distinct from owner_id;
create index assets_street on assets (street_code, id);
create index assets_road on assets (road_id, id);
create index assets_not_intact on assets (status, id) where status <> 'intact';
create index assets_source_number on assets (source_number) where source_number is not null;

-- A well outlives its cover; one cover at a time is on it.
create table covers (
  id bigint generated always as identity primary key,
  asset_id text not null references assets,
  shape text not null check (shape in ('round', 'rectangular')),
  size_mm integer not null,
  material text not null check (material in ('ductile_iron', 'grey_iron', 'concrete', 'composite', 'concrete_filled')),
  load_class text not null check (load_class in ('A15', 'B125', 'C250', 'D400', 'E600', 'F900')),
  lettering text,                           -- what stands on it: 电力, 雨, 上海电信
  maker text,
  fitted_on date,
  removed_on date
);
create unique index covers_one_on on covers (asset_id) where removed_on is null;

create table asset_events (
  id bigint generated always as identity primary key,
  asset_id text not null references assets,
  at timestamptz not null,
  person_id bigint references people,
  action text not null,                     -- minted, status, owner, ...
  source text not null,                     -- survey, owner, order, import
  changes jsonb not null,                   -- { field: [before, after] }
  note text
);
create index asset_events_asset on asset_events (asset_id, id);

-- Demo cities only: what is really so, where the recorded owner was made wrong on purpose.
create table demo_truths (
  asset_id text primary key references assets,
  owner_id text references units
);
