-- A well's life asks for every cover that ever was on it; only the one that is on had an index. Few were taken off, so that a load pays
-- next to nothing for this one.
create index covers_taken_off on covers (asset_id) where removed_on is not null;
