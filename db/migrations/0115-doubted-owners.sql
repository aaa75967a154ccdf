-- Living assets whose recorded owner is doubted: those that are worth verifying are looked for among these.
create index assets_doubted on assets (district_code, owner_confidence, id)
  where owner_confidence < 0.9::real and owner_id is not null and merged_into is null and status not in ('abandoned', 'removed');
