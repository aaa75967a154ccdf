-- What of a word narrows a search by numbers, which never change: between which beginnings (county and class, ten digits) the numbers of a
-- wording lie, as of a combination (0054), and of which classes, by their numbers, the wells are whose covers bear a lettering. A word that
-- hundreds of thousands have is then asked only where it can be, instead of cover by cover.
alter table asset_wordings add column first_prefix text not null default '';
alter table asset_wordings add column last_prefix text not null default 'Z';
update asset_wordings w set first_prefix = held.first, last_prefix = held.last
from (select asset_wording_key(address, note, object_name) as key, left(min(id), 10) as first, left(max(id), 10) as last from assets group by 1) held
where w.key = held.key;

drop table cover_letterings;
create table cover_letterings (
  lettering text not null,
  minted_class text not null,               -- the class in the number, whatever the well came to be since
  counted integer not null default 0,
  primary key (lettering, minted_class)
);
insert into cover_letterings select lettering, substr(asset_id, 7, 4), count(*) from covers where lettering is not null group by 1, 2;

-- Combinations in the order in which they are asked. Beyond one unit or street nothing needs to be sorted first.
create index asset_facets_first on asset_facets (first_prefix);
create index asset_facets_not_intact on asset_facets (first_prefix) where status <> 'intact';
create index asset_facets_owner_first on asset_facets (owner_id, first_prefix);
drop index asset_facets_status, asset_facets_owner;
