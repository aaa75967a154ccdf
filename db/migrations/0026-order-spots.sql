-- Where the open orders lie, in rows narrow enough to count tens of thousands of them for one tile. Kept by triggers of orders and assignments.
create table order_spots (
  order_id bigint primary key references orders,
  world_x integer not null,                 -- as in tile_changes
  world_y integer not null,
  is_hazard boolean not null,
  district_code text not null,
  street_code text not null,
  units text[] not null                     -- who is accountable, and whoever holds an open assignment
) with (fillfactor = 80);
create index order_spots_world on order_spots (world_x, world_y);
