-- Search over five million assets. What few values make up (street, class, units, status, hazards) comes in about a hundred thousand
-- combinations, and what is written about an asset, its digits left out, in some ten thousands of wordings. Each is kept once in a
-- dictionary of its own; a search is answered there first, and only what it left is looked up in assets, by an index on the key.
-- The keys are computed, not stored: no column of assets to keep, nothing for a load to fill in.
create function asset_facet(street_code text, district_code text, class_code text, owner_id text, maintainer_id text, authority_id text, status text, hazards text[]) returns bigint
language sql immutable parallel safe
return hashtextextended(street_code || '|' || district_code || '|' || class_code || '|' || coalesce(owner_id, '') || '|' || coalesce(maintainer_id, '') || '|' || coalesce(authority_id, '')
  || '|' || status || '|' || coalesce(hazards[1], '') || '|' || coalesce(hazards[2], ''), 0);

create function asset_wording(address text, note text, object_name text) returns text
language sql immutable parallel safe
return translate(coalesce(address, '') || coalesce(' ' || note, '') || coalesce(' ' || object_name, ''), '0123456789-', '');

create function asset_wording_key(address text, note text, object_name text) returns bigint
language sql immutable parallel safe
return hashtextextended(translate(coalesce(address, '') || coalesce(' ' || note, '') || coalesce(' ' || object_name, ''), '0123456789-', ''), 0);

-- Pairs of neighbouring characters, and the single ones: what a word of one or two characters is found by.
create function text_grams(given text) returns text[]
language sql immutable strict parallel safe
return (select coalesce(array_agg(distinct gram), '{}') from generate_series(1, length(given)) at, lateral (values (substr(given, at, 1)), (substr(given, at, 2))) of (gram) where gram <> ' ');

-- Every combination that any asset ever had; one without assets any more does no harm. `counted` is what large loads brought: an
-- estimate, and said to be one.
create table asset_facets (
  key bigint primary key,
  street_code text not null,
  district_code text not null,
  class_code text not null,
  owner_id text,
  maintainer_id text,
  authority_id text,
  status text not null,
  hazards text[] not null,
  counted integer not null default 0
);
create index asset_facets_street on asset_facets (street_code);
create index asset_facets_owner on asset_facets (owner_id);
create index asset_facets_maintainer on asset_facets (maintainer_id);
create index asset_facets_authority on asset_facets (authority_id);

create table asset_wordings (
  key bigint primary key,
  wording text not null,                    -- in lower case
  counted integer not null default 0
);
create index asset_wordings_grams on asset_wordings using gin (text_grams(wording));

create table cover_letterings (
  lettering text primary key,
  counted integer not null default 0
);

create index assets_facet on assets (asset_facet(street_code, district_code, class_code, owner_id, maintainer_id, authority_id, status, hazards), id);
create index assets_wording on assets (asset_wording_key(address, note, object_name), id);
create index covers_lettering on covers (lettering, asset_id) where removed_on is null and lettering is not null;
-- What a list is sorted by. The number settles what is equal, so that a page can begin after any row, and from its end: whole districts
-- and classes begin alike, and a list of one of them would have to pass all the others of the same day.
create index assets_verified on assets (last_verified_on nulls first, reverse(id));
create index assets_built on assets (year_built nulls first, reverse(id));
create index assets_changed on assets (changed_on, reverse(id));
create index assets_recorded on assets (first_recorded_on);
drop index assets_authority; -- assets_facet answers it
create index roads_name_en on roads (lower(name_en)) where class <> 'lane';

-- Many rows at once (a load) are counted; few are only looked up, so that single writers never wait for each other's counts.
create function note_asset_dictionaries() returns trigger
language plpgsql set search_path from current as $$
declare
  many boolean := (select count(*) >= 500 from (select from changed limit 500) first);
begin
  insert into asset_facets as f (key, street_code, district_code, class_code, owner_id, maintainer_id, authority_id, status, hazards, counted)
  select asset_facet(c.street_code, c.district_code, c.class_code, c.owner_id, c.maintainer_id, c.authority_id, c.status, c.hazards) as key,
    c.street_code, c.district_code, c.class_code, c.owner_id, c.maintainer_id, c.authority_id, c.status, c.hazards, count(*)
  from changed c where many or not exists (
    select from asset_facets known where known.key = asset_facet(c.street_code, c.district_code, c.class_code, c.owner_id, c.maintainer_id, c.authority_id, c.status, c.hazards)
  )
  group by 2, 3, 4, 5, 6, 7, 8, 9 order by 1
  on conflict (key) do update set counted = f.counted + excluded.counted where many;
  insert into asset_wordings as w (key, wording, counted)
  select asset_wording_key(c.address, c.note, c.object_name) as key, lower(asset_wording(c.address, c.note, c.object_name)), count(*)
  from changed c where many or not exists (select from asset_wordings known where known.key = asset_wording_key(c.address, c.note, c.object_name))
  group by 1, 2 order by 1
  on conflict (key) do update set counted = w.counted + excluded.counted where many;
  return null;
end $$;
create trigger note_dictionaries_inserted after insert on assets referencing new table as changed for each statement execute function note_asset_dictionaries();
create trigger note_dictionaries_updated after update on assets referencing new table as changed for each statement execute function note_asset_dictionaries();

create function note_cover_letterings() returns trigger
language plpgsql set search_path from current as $$
declare
  many boolean := (select count(*) >= 500 from (select from changed limit 500) first);
begin
  insert into cover_letterings as l (lettering, counted)
  select c.lettering, count(*) from changed c
  where c.lettering is not null and (many or not exists (select from cover_letterings known where known.lettering = c.lettering))
  group by 1 order by 1
  on conflict (lettering) do update set counted = l.counted + excluded.counted where many;
  return null;
end $$;
create trigger note_letterings_inserted after insert on covers referencing new table as changed for each statement execute function note_cover_letterings();
create trigger note_letterings_updated after update on covers referencing new table as changed for each statement execute function note_cover_letterings();

-- What stands there already.
insert into asset_facets
select asset_facet(street_code, district_code, class_code, owner_id, maintainer_id, authority_id, status, hazards), street_code, district_code, class_code, owner_id, maintainer_id,
  authority_id, status, hazards, count(*)
from assets group by street_code, district_code, class_code, owner_id, maintainer_id, authority_id, status, hazards on conflict do nothing;
insert into asset_wordings select asset_wording_key(address, note, object_name), min(lower(asset_wording(address, note, object_name))), count(*) from assets group by 1;
insert into cover_letterings select lettering, count(*) from covers where lettering is not null group by 1;
