-- A point of WGS 84 from its degrees.
create or replace function lon_lat(lon float8, lat float8) returns geometry
language sql immutable parallel safe as $$ select st_setsrid(st_makepoint(lon, lat), 4326) $$;
