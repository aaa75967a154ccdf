-- What the registry keeps of a well and of its cover, and every state that either ever stood in.
alter table assets
  add column recorded_at timestamptz not null default now(),  -- since when this version stands
  add column last_verified_on date,         -- when somebody last stood there and looked
  add column how_measured text,             -- rtk, total_station, mobile_mapping, handheld, drawing, estimated
  add column flood_prone boolean,
  add column chamber_size_mm integer check (chamber_size_mm > 0),
  add column chamber_material text,         -- brick, concrete, precast_concrete, plastic, stone
  add column grid_cell text,                -- BGID, the unit grid cell
  add column object_name text,              -- ObjName
  add column import_id bigint,              -- the file that brought its first version, and the row in it: its "minted" event is derived from these
  add column import_row integer,
  add column hazards text[] not null default '{}' check (hazards <@ array['weak_cover', 'no_anti_fall_net']);  -- derived from the rest; stored so that SQL compares columns
create index assets_authority on assets (authority_id, id);
create index assets_merged on assets (merged_into) where merged_into is not null;
create index assets_hazards on assets (street_code, id) where hazards <> '{}';

alter table covers
  add column recorded_at timestamptz not null default now(),
  add column clear_opening_mm integer check (clear_opening_mm > 0),
  add column width_mm integer check (width_mm > 0),  -- the shorter side of a rectangular one
  add column bolted boolean,
  add column vented boolean,
  add column smart_sensor boolean,
  add column level_difference_mm real,      -- above the road: positive
  add column removed_reason text;

-- Each superseded state whole, but for its point, which has its own column so that an area can be read too. As jsonb, so that a version
-- outlives later changes of the table: jsonb_populate_record(null::assets, row).
create table asset_versions (
  asset_id text not null references assets,
  version integer not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null check (valid_to > valid_from),
  geom geometry(Point, 4326) not null,
  row jsonb not null,
  primary key (asset_id, version)
);
create index asset_versions_geom on asset_versions using gist (geom);

create table cover_versions (
  cover_id bigint not null references covers,
  asset_id text not null references assets,
  valid_from timestamptz not null,
  valid_to timestamptz not null check (valid_to > valid_from),
  row jsonb not null,
  primary key (cover_id, valid_from)
);
create index cover_versions_asset on cover_versions (asset_id);

-- A census row's own number that was not adopted. Not unique: two units may both have called a well "1".
create table asset_aliases (
  number text not null check (length(number) between 1 and 64),
  asset_id text not null references assets,
  source text not null,                     -- census, owner
  reason text not null,                     -- why it was not adopted: malformed, unknown-place, unknown-class, taken
  import_id bigint,
  import_row integer,
  recorded_at timestamptz not null default now(),
  primary key (number, asset_id)
);
create index asset_aliases_asset on asset_aliases (asset_id);

-- What an event came from, and the version it made.
alter table asset_events
  add column order_id bigint,
  add column import_id bigint,
  add column import_row integer,
  add column version integer;

-- How many serials of the range were taken by numbers that stood on plates already; minting looks for them only where there are any.
alter table asset_serials add column adopted integer not null default 0 check (adopted >= 0);

create trigger append_only before update or delete on asset_versions for each row execute function refuse_change();
create trigger append_only before update or delete on cover_versions for each row execute function refuse_change();
create trigger append_only_whole before truncate on asset_versions for each statement execute function refuse_change();
create trigger append_only_whole before truncate on cover_versions for each statement execute function refuse_change();
