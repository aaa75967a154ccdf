-- Which numbers were part of an asset at a moment: of the versions that are past, those that were merged.
create index asset_versions_merged on asset_versions ((row ->> 'merged_into')) where (row ->> 'merged_into') is not null;
