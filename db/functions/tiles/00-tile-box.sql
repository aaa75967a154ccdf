-- The box of a web-mercator tile in degrees (WGS 84); null when there is no such tile. Neighbours share their edge to the last bit,
-- because each edge is computed from its own number alone, so that half-open boxes hold every point exactly once.
create or replace function tile_box(z integer, x integer, y integer) returns geometry
language sql immutable strict parallel safe as $$
  select case when z between 0 and 22 and x >= 0 and y >= 0 and x < (1 << z) and y < (1 << z) then
    st_makeenvelope(
      x / (1 << z)::float8 * 360 - 180, degrees(atan(sinh(pi() * (1 - 2 * (y + 1) / (1 << z)::float8)))),
      (x + 1) / (1 << z)::float8 * 360 - 180, degrees(atan(sinh(pi() * (1 - 2 * y / (1 << z)::float8)))), 4326)
  end
$$;

-- Not strict, here and below: a strict function of several expressions is not inlined, and a call for each row took ten times as long.
-- West and north edges belong to a tile, east and south ones to its neighbours.
create or replace function in_tile(point geometry, box geometry) returns boolean
language sql immutable parallel safe as $$
  select st_x(point) >= st_xmin(box) and st_x(point) < st_xmax(box) and st_y(point) > st_ymin(box) and st_y(point) <= st_ymax(box)
$$;

-- Which of the 32 × 32 cells of a tile a point of it lies in, numbered west to east, north to south: at 512 pixels a tile, 16 pixels a cell.
create or replace function tile_cell(point geometry, box geometry) returns integer
language sql immutable parallel safe as $$
  select least(31, floor((st_x(point) - st_xmin(box)) / (st_xmax(box) - st_xmin(box)) * 32)::integer)
    + 32 * least(31, floor((st_ymax(box) - st_y(point)) / (st_ymax(box) - st_ymin(box)) * 32)::integer)
$$;
