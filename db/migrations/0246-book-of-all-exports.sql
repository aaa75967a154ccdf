-- The book of exports holds whatever a page gives along: figures, papers and sheets beside parts of the registry.
alter table exports add column what text not null default 'assets', alter column coordinate_system drop not null,
  drop constraint exports_form_check,
  add constraint exports_form_check check (form in ('csv', 'xlsx', 'geojson', 'shapefile', 'geopackage', 'pdf', 'png', 'paper', 'rows')),
  add constraint exports_what_check check (what in ('assets', 'scores', 'yearly', 'analysis', 'order', 'bill', 'plates', 'refused')),
  add constraint exports_system_check check ((coordinate_system is null) = (what <> 'assets'));
alter table exports alter column what drop default;
