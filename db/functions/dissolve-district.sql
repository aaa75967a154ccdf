-- A district dissolved by decree becomes part of another, in the caller's transaction. Its streets, and their neighbourhoods with them,
-- get codes under the other district: the same last digits where no place bears or bore them there, else the next free ones. Wells keep
-- their numbers; their place changes from the beginning of the day; what was closed before stays as it was.
create or replace function dissolve_district(gone text, into_code text, on_date date, at timestamptz, why text) returns table (streets integer, assets integer, units integer, orders integer)
language plpgsql as $$
begin
  create temp table place_moves on commit drop as
  with old_streets as (
    select code, not exists (select from places t where t.code = into_code || substr(p.code, 7)) as free
    from places p where p.kind = 'street' and left(p.code, 6) = gone and p.retired_on is null
  ), highest as (
    select max(substr(code, 7, 3)::integer) as n from (select code from places where left(code, 6) = into_code union all select code from old_streets where free) used where length(code) >= 9
  ), streets as (
    select code, case when free then into_code || substr(code, 7)
      else into_code || lpad((highest.n + row_number() over (partition by free order by code))::text, 3, '0') end as new_code from old_streets, highest
  )
  select gone as code, into_code as new_code union all select code, new_code from streets
  union all select n.code, s.new_code || substr(n.code, 10) from places n join streets s on s.code = left(n.code, 9) where n.kind = 'neighbourhood' and n.retired_on is null;
  create unique index on place_moves (code);
  analyze place_moves;

  -- places: the new ones, then what was there is retired and points to them
  insert into places (code, kind, parent_code, name, name_en, settlement, geom, label_point, synthetic)
  select m.new_code, p.kind, parent.new_code, p.name, p.name_en, p.settlement, p.geom, p.label_point, p.synthetic
  from place_moves m join places p using (code) join place_moves parent on parent.code = p.parent_code where p.code <> gone order by length(p.code);
  update places p set geom = st_multi(st_union(p.geom, o.geom)) from places o where p.code = into_code and o.code = gone and p.geom is not null and o.geom is not null;
  update places p set retired_on = on_date, successor_code = m.new_code from place_moves m where m.code = p.code;
  select count(*) into streets from place_moves m where length(m.code) = 9;

  -- units: the district's own end with a successor of the same kind, where there is one; the streets' go on under the new code
  update units u set active = false, successor_id = s.id from units s
  where u.place_code = gone and u.active and s.place_code = into_code and s.kind = u.kind and s.active;
  get diagnostics units = row_count;
  update units u set place_code = m.new_code from place_moves m where m.code = u.place_code and u.active;
  -- people: what they hold goes on under the new codes, once each
  insert into person_roles (person_id, role, place_code, unit_id)
  select distinct r.person_id, r.role, m.new_code, s.successor_id
  from person_roles r left join place_moves m on m.code = r.place_code left join units s on s.id = r.unit_id and not s.active and s.place_code = gone
  where m.new_code is not null or s.successor_id is not null on conflict do nothing;
  -- who looks after the other district may read what was closed in this one
  insert into person_roles (person_id, role, place_code) select r.person_id, r.role, gone from person_roles r where r.place_code = into_code on conflict do nothing;
  update roads set district_code = into_code where district_code = gone;

  -- wells: the event first, which tells the version that the change makes
  insert into asset_events (asset_id, at, action, source, changes, note, version)
  select a.id, dissolve_district.at, 'place', 'decree', jsonb_build_object('districtCode', jsonb_build_array(a.district_code, into_code),
    'streetCode', jsonb_build_array(a.street_code, m.new_code)), why, a.version + 1
  from assets a join place_moves m on m.code = a.street_code where a.district_code = gone;
  update assets a set district_code = into_code, street_code = m.new_code, recorded_at = dissolve_district.at, changed_on = on_date,
    owner_id = coalesce((select u.successor_id from units u where u.id = a.owner_id and u.place_code = gone and not u.active), a.owner_id),
    maintainer_id = coalesce((select u.successor_id from units u where u.id = a.maintainer_id and u.place_code = gone and not u.active), a.maintainer_id),
    authority_id = coalesce((select u.successor_id from units u where u.id = a.authority_id and u.place_code = gone and not u.active), a.authority_id)
  from place_moves m where m.code = a.street_code and a.district_code = gone;
  get diagnostics assets = row_count;

  -- what is still open goes on in the new place; what is closed reads as it was
  with moved_orders as (
    update orders o set district_code = into_code, street_code = p.new_code,
      unit_id = coalesce((select u.successor_id from units u where u.id = o.unit_id and u.place_code = gone and not u.active), o.unit_id)
    from place_moves p where p.code = o.street_code and o.district_code = gone and o.state not in ('closed', 'void') returning o.id, o.incident_id
  ), moved_incidents as (
    update incidents i set district_code = into_code, street_code = p.new_code from moved_orders m, place_moves p where i.id = m.incident_id and p.code = i.street_code
  ), moved_assignments as (
    update assignments s set unit_id = u.successor_id from moved_orders m, units u
    where s.order_id = m.id and s.ended_at is null and u.id = s.unit_id and u.place_code = gone and not u.active and u.successor_id is not null
  ) select count(*) into orders from moved_orders;
  return next;
end $$;
