-- An open order could stand about an asset that had been merged, where a reporter picked one whose successor was merged too: it is about the one that stands, as its
-- story tells from now on.
with recursive chain as (
  select o.id as order_id, o.asset_id, a.merged_into from orders o join assets a on a.id = o.asset_id
  where a.merged_into is not null and o.state not in ('closed', 'void', 'merged')
  union all select c.order_id, a.id, a.merged_into from chain c join assets a on a.id = c.merged_into),
moved as (
  update orders o set asset_id = c.asset_id, version = o.version + 1 from chain c, orders b
  where o.id = c.order_id and b.id = o.id and c.merged_into is null returning o.id, o.incident_id, o.state, o.asset_id, b.asset_id as instead_of),
incidents_moved as (update incidents i set asset_id = m.asset_id from moved m where i.id = m.incident_id)
insert into order_events (order_id, at, action, from_state, to_state, details)
select id, now(), 'asset_merged', state, state, jsonb_build_object('assetId', asset_id, 'insteadOf', instead_of) from moved order by id;

-- A dispatcher is asked of each other open order of the same asset that tells of the same.
insert into join_offers (order_id, other_order_id, probability, reasons, offered_at)
select b.id, a.id, 1, '[{"code": "repeat-asset"}, {"code": "repeat-kind"}]', now()
from order_events e join orders m on m.id = e.order_id
  join orders o on o.asset_id = m.asset_id and o.problem_kind = m.problem_kind and o.id <> m.id
  cross join lateral (select least(m.id, o.id) as id) a cross join lateral (select greatest(m.id, o.id) as id) b
where e.action = 'asset_merged' and e.at = now() and m.state in ('dispatched', 'signed', 'contacted', 'in_progress', 'paused')
  and o.state in ('dispatched', 'signed', 'contacted', 'in_progress', 'paused')
  and not exists (select from join_offers f where f.order_id in (m.id, o.id) and f.other_order_id in (m.id, o.id))
on conflict do nothing;
