-- An open order has its spot, a closed one none. Each order's writers meet on the order's own row already; the spot adds no other.
-- In PL/pgSQL, which keeps its plans: a function in SQL is planned at each call, ten milliseconds of a report's time.
create or replace function spot_order(which bigint) returns void
language plpgsql set search_path from current as $$
begin
  delete from order_spots s using orders o where s.order_id = which and o.id = which and o.state in ('closed', 'void', 'merged');
  insert into order_spots (order_id, world_x, world_y, is_hazard, district_code, street_code, units)
  select o.id, world_x(i.geom), world_y(i.geom), o.is_hazard, o.district_code, o.street_code,
    array(select o.unit_id union select a.unit_id from assignments a where a.order_id = o.id and a.ended_at is null)
  from orders o join incidents i on i.id = o.incident_id where o.id = which and o.state not in ('closed', 'void', 'merged')
  on conflict (order_id) do update set world_x = excluded.world_x, world_y = excluded.world_y, is_hazard = excluded.is_hazard,
    district_code = excluded.district_code, street_code = excluded.street_code, units = excluded.units, version = excluded.version;
end $$;

-- A new order has no spot that could be in the way, and is here already: half the cost of the general way, which each report would pay. By statement:
-- orders that are opened together share it.
create or replace function lay_order_spots() returns trigger
language plpgsql set search_path from current as $$
begin
  insert into order_spots (order_id, world_x, world_y, is_hazard, district_code, street_code, units)
  select o.id, world_x(i.geom), world_y(i.geom), o.is_hazard, o.district_code, o.street_code,
    array(select o.unit_id union select a.unit_id from assignments a where a.order_id = o.id and a.ended_at is null)
  from added o join incidents i on i.id = o.incident_id where o.state not in ('closed', 'void', 'merged') on conflict (order_id) do nothing;
  return null;
end $$;

create or replace function note_order_spot() returns trigger
language plpgsql set search_path from current as $$
begin
  if tg_table_name = 'orders' then perform spot_order(new.id);
  elsif tg_table_name = 'incidents' then perform spot_order(o.id) from orders o where o.incident_id = new.id;
  else perform spot_order(new.order_id);
  end if;
  return null;
end $$;

-- A new order's units stand in its spot already, which is laid when the statement that opens it ends.
create or replace function note_told_spots() returns trigger
language plpgsql set search_path from current as $$
begin
  perform spot_order(a.order_id)
  from (select distinct a.order_id from added a left join order_spots s on s.order_id = a.order_id where s.order_id is null or a.unit_id <> all (s.units)) a;
  return null;
end $$;
create or replace trigger spot_order after update of state, is_hazard, district_code, street_code, unit_id, incident_id, problem_kind, due_at on orders
  for each row execute function note_order_spot();
create or replace trigger lay_spots after insert on orders referencing new table as added for each statement execute function lay_order_spots();
create or replace trigger spot_order after update of unit_id, ended_at, order_id on assignments for each row execute function note_order_spot();
create or replace trigger spot_told after insert on assignments referencing new table as added for each statement execute function note_told_spots();
create or replace trigger spot_order after update of geom on incidents for each row execute function note_order_spot();

-- Orders of before there were spots.
select spot_order(o.id) from orders o where o.state not in ('closed', 'void', 'merged') and not exists (select from order_spots s where s.order_id = o.id);
