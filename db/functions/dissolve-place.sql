-- A place dissolved by decree becomes part of another of its kind, in the caller's transaction. What lies in it (a district's streets, a
-- street's neighbourhoods) gets codes under the other place: the same last digits where no place bears or bore them there, else the next
-- free ones. Wells keep their numbers; their place changes from the beginning of the day; what was closed before stays as it was.

-- Fills place_moves with every code that changes. Of a district: its streets, then their neighbourhoods. Of a street: its neighbourhoods.
create or replace function list_place_moves(gone text, into_code text) returns void language plpgsql as $$
declare
  child text := case length(gone) when 6 then 'street' else 'neighbourhood' end;
begin
  create temp table place_moves on commit drop as
  with old as (
    select code, not exists (select from places t where t.code = into_code || right(p.code, 3)) as free
    from places p where p.kind = child and p.parent_code = gone and p.retired_on is null
  ), highest as (
    select coalesce(max(right(code, 3)::integer), 0) as n
    from (select code from places where left(code, length(gone)) = into_code and length(code) = length(gone) + 3 union all select code from old where free) used
  ), moved as (
    select code, into_code || case when free then right(code, 3) else lpad((highest.n + row_number() over (partition by free order by code))::text, 3, '0') end as new_code
    from old, highest
  )
  select gone as code, into_code as new_code union all select code, new_code from moved
  union all select n.code, m.new_code || right(n.code, 3) from places n join moved m on m.code = n.parent_code where n.kind = 'neighbourhood' and n.retired_on is null;
  create unique index on place_moves (code);
  analyze place_moves;
end $$;

-- Units of the place itself end with a successor of the same kind, where there is one; all others go on under the new code. Rosters, calls
-- that wait for an answer and parents follow. What ended stands in ended_units.
create or replace function end_units(gone text, into_code text) returns void language plpgsql as $$
begin
  create temp table ended_units on commit drop as
  select distinct on (u.id) u.id, s.id as successor_id from units u join units s on s.place_code = into_code and s.kind = u.kind and s.active
  where u.place_code = gone and u.active order by u.id, s.id;
  update units u set active = false, successor_id = e.successor_id from ended_units e where u.id = e.id;
  update units u set place_code = m.new_code from place_moves m where m.code = u.place_code and u.active;
  update units u set also_places = array(select distinct coalesce(m.new_code, p) from unnest(u.also_places) p left join place_moves m on m.code = p)
  where exists (select from place_moves m where m.code = any (u.also_places));
  update units u set parent_id = e.successor_id from ended_units e where u.parent_id = e.id and u.active;
  update duty_shifts d set unit_id = e.successor_id from ended_units e where d.unit_id = e.id;
  update calls c set unit_id = e.successor_id from ended_units e where c.unit_id = e.id and c.ended_at is null;
  -- people: what they hold goes on under the new codes and units, once each
  insert into person_roles (person_id, role, place_code, unit_id)
  select distinct r.person_id, r.role, m.new_code, e.successor_id
  from person_roles r left join place_moves m on m.code = r.place_code left join ended_units e on e.id = r.unit_id
  where m.new_code is not null or e.successor_id is not null on conflict do nothing;
  -- who looks after the other place may read what was closed in this one
  insert into person_roles (person_id, role, place_code) select r.person_id, r.role, gone from person_roles r where r.place_code = into_code on conflict do nothing;
end $$;

-- Wells change their place, and their units where those ended, wherever the wells lie. The event first: it tells the version that the
-- change makes.
create or replace function move_assets(on_date date, at timestamptz, why text) returns integer language plpgsql as $$
declare
  moved integer;
  others integer;
begin
  -- Held first, by their numbers as all who hold several take them: an edit of this moment would take the version that the event tells.
  -- What comes into the place meanwhile is moved as what was left (db/queries/assets/left-assets.ts).
  create temp table held_assets on commit drop as
  select a.id from assets a where a.id in (
    select a.id from place_moves m join assets a on a.street_code = m.code where length(m.code) = 9
    union select a.id from ended_units e join assets a on a.owner_id = e.id union select a.id from ended_units e join assets a on a.maintainer_id = e.id
    union select a.id from ended_units e join assets a on a.authority_id = e.id) order by a.id for no key update of a;
  analyze held_assets;
  create temp table kept_by_ended on commit drop as
  select a.id, a.street_code in (select code from place_moves) as moves, jsonb_strip_nulls(jsonb_build_object(
    'ownerId', (select jsonb_build_array(e.id, e.successor_id) from ended_units e where e.id = a.owner_id),
    'maintainerId', (select jsonb_build_array(e.id, e.successor_id) from ended_units e where e.id = a.maintainer_id),
    'authorityId', (select jsonb_build_array(e.id, e.successor_id) from ended_units e where e.id = a.authority_id))) as changes
  from held_assets h join assets a using (id)
  where exists (select from ended_units e where e.id in (a.owner_id, a.maintainer_id, a.authority_id));
  create unique index on kept_by_ended (id);
  analyze kept_by_ended;
  insert into asset_events (asset_id, at, action, source, changes, note, version)
  select a.id, move_assets.at, 'place', 'decree', jsonb_build_object('streetCode', jsonb_build_array(a.street_code, m.new_code))
    || case when a.district_code = left(m.new_code, 6) then '{}' else jsonb_build_object('districtCode', jsonb_build_array(a.district_code, left(m.new_code, 6))) end
    || coalesce(k.changes, '{}'), why, a.version + 1
  from held_assets h join assets a using (id) join place_moves m on m.code = a.street_code left join kept_by_ended k using (id) where length(m.code) = 9;
  update assets a set district_code = left(m.new_code, 6), street_code = m.new_code, recorded_at = move_assets.at, changed_on = on_date,
    owner_id = coalesce((select e.successor_id from ended_units e where e.id = a.owner_id), a.owner_id),
    maintainer_id = coalesce((select e.successor_id from ended_units e where e.id = a.maintainer_id), a.maintainer_id),
    authority_id = coalesce((select e.successor_id from ended_units e where e.id = a.authority_id), a.authority_id)
  from held_assets h, place_moves m where a.id = h.id and m.code = a.street_code and length(m.code) = 9;
  get diagnostics moved = row_count;

  insert into asset_events (asset_id, at, action, source, changes, note, version)
  select a.id, move_assets.at, 'owner', 'decree', k.changes, why, a.version + 1 from assets a join kept_by_ended k using (id) where not k.moves;
  update assets a set recorded_at = move_assets.at, changed_on = on_date,
    owner_id = coalesce((select e.successor_id from ended_units e where e.id = a.owner_id), a.owner_id),
    maintainer_id = coalesce((select e.successor_id from ended_units e where e.id = a.maintainer_id), a.maintainer_id),
    authority_id = coalesce((select e.successor_id from ended_units e where e.id = a.authority_id), a.authority_id)
  from kept_by_ended k where k.id = a.id and not k.moves;
  get diagnostics others = row_count;
  return moved + others;
end $$;

-- What is still open goes on in the new place and with the new unit, wherever it lies; what is closed reads as it was. Who had a part keeps it
-- as history: it ends, and who follows has it by an assignment of its own, the weightiest of all that it then has, with an event. Without one no version
-- counts up: who has the order open would be told that it is another by now, and not why.
create or replace function move_orders(at timestamptz, why text) returns integer language plpgsql as $$
declare
  weights constant text[] := array['accountable', 'fallback', 'informed'];
  moved_orders integer;
begin
  create temp table parts_moved on commit drop as
  select s.id, s.order_id, s.part, s.crew_id, s.crew_sent_at, e.id as unit_id, e.successor_id from assignments s join held_orders h on h.id = s.order_id join ended_units e on e.id = s.unit_id
  where s.ended_at is null;
  update assignments s set ended_at = move_orders.at, end_reason = 'succeeded' from parts_moved p where s.id = p.id;
  update assignments s set ended_at = move_orders.at from parts_moved p
  where s.order_id = p.order_id and s.unit_id = p.successor_id and s.ended_at is null and array_position(weights, p.part) < array_position(weights, s.part);
  insert into assignments (order_id, unit_id, part, assigned_at, reason, crew_id, crew_sent_at)
  select distinct on (p.order_id, p.successor_id) p.order_id, p.successor_id, p.part, move_orders.at, '{"code": "assignment-succeeded"}'::jsonb, p.crew_id, p.crew_sent_at from parts_moved p
  where not exists (select from assignments x where x.order_id = p.order_id and x.unit_id = p.successor_id and x.ended_at is null
    and array_position(weights, x.part) <= array_position(weights, p.part))
  order by p.order_id, p.successor_id, array_position(weights, p.part);
  -- whom either had sent by name is sent by the part that goes on, where that one has sent nobody
  update assignments s set crew_id = e.crew_id, crew_sent_at = e.crew_sent_at
  from parts_moved p join assignments e on e.order_id = p.order_id and e.unit_id in (p.unit_id, p.successor_id) and e.ended_at = move_orders.at and e.crew_id is not null
  where s.order_id = p.order_id and s.unit_id = p.successor_id and s.ended_at is null and s.crew_id is null and s.part in ('accountable', 'fallback');
  with moved as (
    update orders o set district_code = coalesce(left(p.new_code, 6), o.district_code), street_code = coalesce(p.new_code, o.street_code),
      unit_id = coalesce(e.successor_id, o.unit_id), version = o.version + case when e.id is null then 0 else 1 end,
      dispatch_reason = case when e.id is null then o.dispatch_reason else '{"code": "assignment-succeeded"}'::jsonb end,
      dispatch_path = case when e.id is null then o.dispatch_path else array_replace(o.dispatch_path, e.id, e.successor_id) end
    from held_orders h left join place_moves p on p.code = h.street_code left join ended_units e on e.id = h.unit_id
    where o.id = h.id returning o.id, o.incident_id, o.district_code, o.street_code, o.state, o.unit_id, e.id as ended_id
  ), incidents_moved as (
    update incidents i set district_code = m.district_code, street_code = m.street_code from moved m where i.id = m.incident_id
  ), told as (
    insert into order_events (order_id, at, unit_id, action, from_state, to_state, note, details)
    select m.id, move_orders.at, m.unit_id, 'succeed', m.state, m.state, why, jsonb_build_object('from', m.ended_id) from moved m where m.ended_id is not null order by m.id
  ) select count(*)::integer into moved_orders from moved;
  return moved_orders;
end $$;

create or replace function dissolve_place(gone text, into_code text, on_date date, at timestamptz, done_at timestamptz, why text) returns table (streets integer, assets integer, units integer, orders integer)
language plpgsql as $$
begin
  perform list_place_moves(gone, into_code);
  -- The caller holds all units, before all else, as who ends one takes them; cases before orders, as whoever takes a step in one takes them.
  perform from liability_cases l where l.settled_at is null
    and exists (select from units u where u.id in (l.unit_id, l.fallback_unit_id) and u.place_code = gone) order by l.id for no key update of l;
  -- Orders before assets, as whoever acts on an order takes them; by their ids, so that two who take many never wait for each other; those of its cases too,
  -- which may be over.
  create temp table held_all on commit drop as
  select o.id, o.street_code, o.unit_id, o.state not in ('closed', 'void', 'merged') as is_open from orders o where o.id in (
    select l.order_id from liability_cases l where l.settled_at is null and exists (select from units u where u.id in (l.unit_id, l.fallback_unit_id) and u.place_code = gone)
    union select x.id from orders x where x.state not in ('closed', 'void', 'merged') and (x.street_code in (select code from place_moves)
      or exists (select from assignments s join units u on u.id = s.unit_id where s.order_id = x.id and s.ended_at is null and u.place_code = gone)
      or x.unit_id in (select u.id from units u where u.place_code = gone)))
  order by o.id for no key update of o;
  create temp table held_orders on commit drop as select id, street_code, unit_id from held_all where is_open;

  -- places: the new ones, then what was there is retired and points to them
  insert into places (code, kind, parent_code, name, name_en, settlement, geom, label_point, synthetic)
  select m.new_code, p.kind, parent.new_code, p.name, p.name_en, p.settlement, p.geom, p.label_point, p.synthetic
  from place_moves m join places p using (code) join place_moves parent on parent.code = p.parent_code where p.code <> gone order by length(p.code);
  update places p set geom = st_multi(st_union(p.geom, o.geom)) from places o where p.code = into_code and o.code = gone and p.geom is not null and o.geom is not null;
  update places p set retired_on = on_date, successor_code = m.new_code from place_moves m where m.code = p.code;
  if length(gone) = 6 then
    update roads set district_code = into_code where district_code = gone;
  end if;

  perform end_units(gone, into_code);
  select count(*)::integer into streets from place_moves m where length(m.code) = 9;
  select count(*)::integer into units from ended_units;
  assets := move_assets(on_date, at, why);
  orders := move_orders(done_at, why);
  perform move_liability_cases(array(select id from held_all), e.id, e.successor_id, done_at, null, why) from ended_units e;
  return next;
end $$;

-- The same place under another code, and another name where one is given: a new place, into which the old one is dissolved.
create or replace function lay_recoded(gone text, new_code text, new_name text, new_name_en text) returns void language sql as $$
  insert into places (code, kind, parent_code, name, name_en, settlement, geom, label_point, synthetic)
  select new_code, kind, parent_code, coalesce(new_name, name), coalesce(new_name_en, name_en), settlement, geom, label_point, synthetic from places where code = gone
$$;
