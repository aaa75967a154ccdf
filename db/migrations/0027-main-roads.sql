-- Far out the map shows a few hundred great roads of two hundred thousand.
create index roads_geom_main on roads using gist (geom) where class in ('expressway', 'arterial');
