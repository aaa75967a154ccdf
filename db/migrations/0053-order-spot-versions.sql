-- What a tile of orders shows, as one number for each order in it: another with each change of what is shown, so that a browser which has
-- the tile is told so without the tile being made. Never the same twice, also where a transaction is rolled back.
alter table order_spots add column version bigint not null default nextval('tile_version_numbers');
