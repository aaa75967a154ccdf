-- A unit ended: cases of bill and blame that are not settled are who follows it's, on either side, so that there is always who bills, disputes and
-- is asked. Who should have come first stays with the case: an order has one for each. Who follows can read the order of its case,
-- billed or not, also where that was closed long ago: each moved case has an event, of which its people are told. Only cases of orders that
-- the caller holds: cases first, as whoever takes a step in one does, then all orders at once and by their ids.
create or replace function move_liability_cases(held bigint[], ended text, heir text, at timestamptz, by_id bigint, why text) returns setof bigint language plpgsql as $$
begin
  return query
  with moved as (
    update liability_cases l set
      first_unit_id = case when l.unit_id = ended then coalesce(l.first_unit_id, l.unit_id) else l.first_unit_id end,
      unit_id = case when l.unit_id = ended then heir else l.unit_id end,
      fallback_unit_id = case when l.fallback_unit_id = ended then heir else l.fallback_unit_id end
    where l.settled_at is null and ended in (l.unit_id, l.fallback_unit_id) and l.order_id = any (held)
    returning l.id, l.order_id
  ), told as (
    insert into assignments (order_id, unit_id, part, assigned_at, assigned_by, reason)
    select distinct m.order_id, heir, 'informed', move_liability_cases.at, by_id, '{"code": "assignment-succeeded"}'::jsonb from moved m
    where not exists (select from assignments x where x.order_id = m.order_id and x.unit_id = heir and x.ended_at is null)
  ), noted as (
    insert into order_events (order_id, at, person_id, unit_id, action, from_state, to_state, note, details)
    select m.order_id, move_liability_cases.at, by_id, heir, 'succeed_case', o.state, o.state, why, jsonb_build_object('from', ended, 'caseId', m.id::text)
    from moved m join orders o on o.id = m.order_id order by m.id
  ) select distinct m.order_id from moved m;
end $$;
