-- The search's dictionaries (migrations 0020, 0054 and 0090) follow each statement. Many rows at once (a load) are counted; few are only looked
-- up, so that single writers never wait for each other's counts.
create or replace function note_asset_dictionaries() returns trigger
language plpgsql set search_path from current as $$
declare
  many boolean := (select count(*) >= 500 from (select from changed limit 500) first);
begin
  insert into asset_facets as f (key, street_code, district_code, class_code, owner_id, maintainer_id, authority_id, status, hazards, counted, first_prefix, last_prefix)
  select asset_facet(c.street_code, c.district_code, c.class_code, c.owner_id, c.maintainer_id, c.authority_id, c.status, c.hazards) as key,
    c.street_code, c.district_code, c.class_code, c.owner_id, c.maintainer_id, c.authority_id, c.status, c.hazards, count(*), left(min(c.id), 10), left(max(c.id), 10)
  from changed c where many or not exists (
    select from asset_facets known where known.key = asset_facet(c.street_code, c.district_code, c.class_code, c.owner_id, c.maintainer_id, c.authority_id, c.status, c.hazards)
      and left(c.id, 10) between known.first_prefix and known.last_prefix
  )
  group by 2, 3, 4, 5, 6, 7, 8, 9 order by 1
  on conflict (key) do update set counted = f.counted + case when many then excluded.counted else 0 end,
    first_prefix = least(f.first_prefix, excluded.first_prefix), last_prefix = greatest(f.last_prefix, excluded.last_prefix);
  insert into asset_wordings as w (key, wording, counted, first_prefix, last_prefix)
  select asset_wording_key(c.address, c.note, c.object_name) as key, lower(asset_wording(c.address, c.note, c.object_name)), count(*), left(min(c.id), 10), left(max(c.id), 10)
  from changed c where many or not exists (
    select from asset_wordings known where known.key = asset_wording_key(c.address, c.note, c.object_name) and left(c.id, 10) between known.first_prefix and known.last_prefix
  )
  group by 1, 2 order by 1
  on conflict (key) do update set counted = w.counted + case when many then excluded.counted else 0 end,
    first_prefix = least(w.first_prefix, excluded.first_prefix), last_prefix = greatest(w.last_prefix, excluded.last_prefix);
  return null;
end $$;

create or replace function note_cover_letterings() returns trigger
language plpgsql set search_path from current as $$
declare
  many boolean := (select count(*) >= 500 from (select from changed limit 500) first);
begin
  insert into cover_letterings as l (lettering, minted_class, counted)
  select c.lettering, substr(c.asset_id, 7, 4), count(*) from changed c
  where c.lettering is not null
    and (many or not exists (select from cover_letterings known where known.lettering = c.lettering and known.minted_class = substr(c.asset_id, 7, 4)))
  group by 1, 2 order by 1, 2
  on conflict (lettering, minted_class) do update set counted = l.counted + excluded.counted where many;
  return null;
end $$;
