-- The city: its one row of configuration, its places, people, units and vocabulary.
create table city (
  only_one boolean primary key default true check (only_one),
  code text not null,                       -- GB/T 2260, six digits
  name text not null,
  name_en text not null,
  time_zone text not null,                  -- IANA
  calendar text not null,                   -- whose working days, e.g. 'CN'
  centre geometry(Point, 4326) not null,
  boundary geometry(MultiPolygon, 4326) not null,
  demo boolean not null default false,      -- demo accounts exist only where this is true
  settings jsonb not null default '{}',     -- emergency numbers, hazard limits, match priors, basemap
  seeded_at timestamptz
);

create table places (
  code text primary key,                    -- 6 digits city/district, 9 street, 12 neighbourhood
  kind text not null check (kind in ('city', 'district', 'street', 'neighbourhood')),
  parent_code text references places,
  name text not null,
  name_en text,
  settlement text not null default 'town' check (settlement in ('town', 'suburb')),
  geom geometry(MultiPolygon, 4326),        -- null for neighbourhoods, known as points only
  label_point geometry(Point, 4326) not null,
  synthetic boolean not null default false,
  retired_on date,                          -- a code dissolved by decree stays readable for ever
  successor_code text references places
);
create index places_geom on places using gist (geom);
create index places_parent on places (parent_code);
create index places_label_point on places using gist (label_point);

create table units (
  id text primary key,                      -- short, stable, from the city's files: 'power', 'street-310104007'
  kind text not null check (kind in ('trade', 'road', 'greening', 'centre')),
  level text not null check (level in ('city', 'district', 'street', 'trade')),
  place_code text not null references places,  -- its area
  parent_id text references units,
  name text not null,
  name_en text not null,
  words text[] not null default '{}',       -- as people say it: 电力, 电信的
  phone text,
  successor_id text references units,
  active boolean not null default true
);
create unique index units_one_centre on units (place_code) where kind = 'centre' and active;
create index units_place on units (place_code, kind);

create table asset_classes (
  code text primary key check (code ~ '^\d{4}$'),  -- 2 major + 2 minor (GB/T 30428.2)
  name text not null,
  name_en text not null,
  is_well boolean not null,
  is_sensitive boolean not null default false,     -- single ones are kept off the public map
  words text[] not null default '{}'
);

create table problem_kinds (
  code text primary key,
  name text not null,
  name_en text not null,
  asset_classes text[] not null default '{}',      -- empty: about no asset; place and kind decide
  about text not null check (about in ('well', 'asset', 'none')),
  is_hazard boolean not null default false,
  is_emergency boolean not null default false,     -- first of all: call 110, 119 or 120
  asset_status text check (asset_status in ('intact', 'damaged', 'missing', 'abandoned', 'removed')),
  acts text not null default 'owner' check (acts in ('owner', 'road', 'greening', 'centre')),
  words text[] not null default '{}',
  sort integer not null default 0
);

create table roads (
  id integer primary key,
  name text not null,
  name_en text,
  class text not null check (class in ('expressway', 'arterial', 'secondary', 'local', 'lane')),
  district_code text not null references places,
  width_m real not null,
  geom geometry(LineString, 4326) not null
);
create index roads_geom on roads using gist (geom);
create index roads_name on roads (name);

create table house_numbers (
  road_id integer not null references roads,
  number text not null,                     -- '1175弄2号', '38'
  geom geometry(Point, 4326) not null,
  primary key (road_id, number)
);
create index house_numbers_geom on house_numbers using gist (geom);

create table waters (
  id integer primary key,
  name text,
  geom geometry(MultiPolygon, 4326) not null
);
create index waters_geom on waters using gist (geom);
