-- Whoever updates an asset or a cover, by whatever road: the state before is kept whole, with the time it stood.
-- recorded_at is the writer's own "now" when it sets it, else the clock's; it never goes back. A version counts up by one.
-- An update that changes nothing and counts up no version is none. Hazards are derived: a change of them alone (new rules) is no new version.
create or replace function keep_asset_version() returns trigger language plpgsql as $$
declare
  hazards text[] := new.hazards;
begin
  if new.id <> old.id then
    raise exception 'a number is never changed' using errcode = 'integrity_constraint_violation';
  end if;
  new.hazards := old.hazards;
  if new is not distinct from old then
    new.hazards := hazards;
    return new;
  end if;
  new.hazards := hazards;
  new.version := old.version + 1;
  new.recorded_at := greatest(case when new.recorded_at = old.recorded_at then clock_timestamp() else new.recorded_at end, old.recorded_at + interval '1 microsecond');
  insert into asset_versions (asset_id, version, valid_from, valid_to, geom, row)
  values (old.id, old.version, old.recorded_at, new.recorded_at, old.geom, to_jsonb(old) - 'geom');
  return new;
end $$;
create or replace trigger keep_version before update on assets for each row execute function keep_asset_version();

create or replace function keep_cover_version() returns trigger language plpgsql as $$
begin
  if new is not distinct from old then
    return new;
  end if;
  new.recorded_at := greatest(case when new.recorded_at = old.recorded_at then clock_timestamp() else new.recorded_at end, old.recorded_at + interval '1 microsecond');
  insert into cover_versions (cover_id, asset_id, valid_from, valid_to, row) values (old.id, old.asset_id, old.recorded_at, new.recorded_at, to_jsonb(old));
  return new;
end $$;
create or replace trigger keep_version before update on covers for each row execute function keep_cover_version();

-- A number once given stays: its row is merged, retired or moved, never deleted.
create or replace function refuse_deletion() returns trigger language plpgsql as $$
begin
  raise exception 'a row of % is never deleted', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create or replace trigger never_deleted before delete on assets for each row execute function refuse_deletion();
