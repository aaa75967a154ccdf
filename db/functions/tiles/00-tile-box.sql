-- The box of a web-mercator tile in degrees (WGS 84), a hair's breadth wider, to find what may lie in it; null when there is no such tile.
-- Which of two neighbours holds a point on their edge is decided by world_x and world_y alone.
create or replace function tile_box(z integer, x integer, y integer) returns geometry
language sql immutable strict parallel safe as $$
  select case when z between 0 and 22 and x >= 0 and y >= 0 and x < (1 << z) and y < (1 << z) then
    st_makeenvelope(
      x / (1 << z)::float8 * 360 - 180 - 1e-9, degrees(atan(sinh(pi() * (1 - 2 * (y + 1) / (1 << z)::float8)))) - 1e-9,
      (x + 1) / (1 << z)::float8 * 360 - 180 + 1e-9, degrees(atan(sinh(pi() * (1 - 2 * y / (1 << z)::float8)))) + 1e-9, 4326)
  end
$$;

-- Where a point lies across and down the world in web mercator, from 0 to 1; what lies beyond 85° is held at the edge.
-- Not strict, here and below: a strict function of several expressions is not inlined, and a call for each row took ten times as long.
create or replace function across(point geometry) returns float8 language sql immutable parallel safe as $$
  select least(greatest((st_x(point) + 180) / 360, 0), 1 - 1e-12)
$$;
create or replace function down(point geometry) returns float8 language sql immutable parallel safe as $$
  select least(greatest(0.5 - asinh(tan(radians(st_y(point)))) / (2 * pi()), 0), 1 - 1e-12)
$$;

-- The same as whole numbers of 2^-22. Every zoom asks these numbers in which tile and cell a point lies (halving a whole number again
-- and again), so that each point is in exactly one tile of each zoom and in the same one whether it is counted or drawn.
create or replace function world_x(point geometry) returns integer language sql immutable parallel safe as $$
  select floor(across(point) * 4194304)::integer
$$;
create or replace function world_y(point geometry) returns integer language sql immutable parallel safe as $$
  select floor(down(point) * 4194304)::integer
$$;

-- One number for each tile of zooms 0 to 15.
create or replace function tile_key(z integer, x integer, y integer) returns integer language sql immutable parallel safe as $$
  select ((1 << (2 * z)) - 1) / 3 + x * (1 << z) + y
$$;

-- A point as a tile's own coordinates.
create or replace function tile_point(point geometry, z integer, x integer, y integer) returns geometry
language sql immutable parallel safe as $$
  select st_makepoint(floor((across(point) * (1 << z) - x) * 4096), floor((down(point) * (1 << z) - y) * 4096))
$$;

-- West and north edges belong to a tile, east and south ones to its neighbours.
create or replace function in_tile(point geometry, z integer, x integer, y integer) returns boolean
language sql immutable parallel safe as $$
  select world_x(point) >> (22 - z) = x and world_y(point) >> (22 - z) = y
$$;
