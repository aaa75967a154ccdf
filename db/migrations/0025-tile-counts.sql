-- What the map shows of the whole city: how many assets stand in each cell of each tile, so that nobody's picture of the city counts them
-- one by one. Zooms 6 to 13, 32 × 32 cells a tile; from zoom 14 on assets are drawn singly.

-- Where assets lie and who has to do with them, each combination once, so that a count names them in six bytes.
create table tile_places (
  id smallint primary key generated always as identity,
  district_code text not null,
  street_code text not null,
  unique (street_code, district_code)
);
create table tile_holdings (
  id integer primary key generated always as identity,  -- from 1; 0 in tile_counts stands for everyone's
  owner_id text,
  maintainer_id text,
  authority_id text,
  unique nulls not distinct (owner_id, maintainer_id, authority_id)
);

-- Each living asset stands here twice a zoom: once under holding 0 and once under its own, so that the whole city and one unit's wells
-- are both read from few rows. Rows of a tile lie side by side.
create table tile_counts (
  tile integer not null,                    -- tile_key(z, x, y)
  holding integer not null,
  cell smallint not null,                   -- 0 to 1023, west to east, north to south
  place smallint not null,
  class smallint not null,                  -- the class code as a number
  status "char" not null,                   -- the status' first letter: i d m a
  count integer not null,
  sum_x integer not null,                   -- of the assets' places inside the cell, from its north-west corner, in 2^-22 of the world:
  sum_y integer not null,                   -- divided by count the middle of those it counts
  primary key (tile, holding, cell, place, class, status)
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05);

-- Changes not yet counted: one row for what an asset was, one for what it is. Written by the statement that changes the assets, in its
-- transaction; writers never meet on a row.
create table tile_changes (
  id bigint primary key generated always as identity,
  world_x integer not null,
  world_y integer not null,
  class smallint not null,
  status "char" not null,
  district_code text not null,
  street_code text not null,
  owner_id text,
  maintainer_id text,
  authority_id text,
  count integer not null                    -- 1 came, -1 went
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- A statement that changed thousands of assets at once: all is counted anew after it.
create table tile_recounts (
  id bigint primary key generated always as identity,
  asked_at timestamptz not null default clock_timestamp(),
  assets integer not null
);

-- What a tile's tag is made of, so that a repeat is answered without making the tile. Zooms 6 to 14; a nearer tile goes by its z14 one.
-- Row -1 holds what lies under every asset tile (all counted anew, a class' sensitivity), row -2 the ground, row -3 the orders.
create table tile_versions (
  tile integer primary key,
  version bigint not null
) with (fillfactor = 50);
create sequence tile_version_numbers;

insert into tile_recounts (assets) select 0 where exists (select from assets);

-- What these functions were before the counts; they are made anew with other arguments.
drop function if exists tiles_staff.wells(integer, integer, integer, boolean, text[], text[]);
drop function if exists tiles_staff.assets(integer, integer, integer, boolean, text[], text[]);
drop function if exists tiles_staff.orders(integer, integer, integer, boolean, text[], text[]);
drop function if exists in_tile(geometry, geometry);
drop function if exists tile_cell(geometry, geometry);
drop function if exists lon_lat(float8, float8);
drop function if exists public_assets_in(geometry, boolean);
drop function if exists public_single_assets(integer, integer, integer, text, boolean);
drop function if exists public_asset_cells(integer, integer, integer, text, boolean);
drop function if exists public_asset_tile(integer, integer, integer, text, boolean);
drop function if exists staff_assets_in(geometry, boolean, boolean, text[], text[]);
drop function if exists staff_single_assets(integer, integer, integer, text, boolean, boolean, text[], text[]);
drop function if exists staff_asset_cells(integer, integer, integer, text, boolean, boolean, text[], text[]);
drop function if exists staff_asset_tile(integer, integer, integer, text, boolean, boolean, text[], text[]);
