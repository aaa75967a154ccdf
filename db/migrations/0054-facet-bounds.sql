-- Between which beginnings (county and class, ten digits) the numbers of a combination lie: a list by number asks the combinations with the
-- lowest beginnings first and stops when no other can hold a lower number. Bounds, not a truth: what leaves a combination does not narrow
-- them, and the serials behind them are not in them, so that writers hardly ever change them.
alter table asset_facets add column first_prefix text not null default '';
alter table asset_facets add column last_prefix text not null default 'Z';
update asset_facets f set first_prefix = held.first, last_prefix = held.last
from (
  select street_code, district_code, class_code, owner_id, maintainer_id, authority_id, status, hazards, left(min(id), 10) as first, left(max(id), 10) as last
  from assets group by 1, 2, 3, 4, 5, 6, 7, 8
) held
where f.key = asset_facet(held.street_code, held.district_code, held.class_code, held.owner_id, held.maintainer_id, held.authority_id, held.status, held.hazards);
create index asset_facets_class on asset_facets (class_code);
create index asset_facets_status on asset_facets (status) where status <> 'intact';
