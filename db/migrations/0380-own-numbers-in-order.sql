-- Owners number each kind of well from one, so that many assets bear one number: a page of them is read in the order of their identities.
create index assets_source_number_id on assets (source_number, id) where source_number is not null;
drop index assets_source_number;
alter index assets_source_number_id rename to assets_source_number;
-- The few that were merged since are looked up by themselves, for the assets that they stand for.
create index assets_merged_source_number on assets (source_number) where merged_into is not null and source_number is not null;
