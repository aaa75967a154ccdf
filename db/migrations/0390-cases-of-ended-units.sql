-- Who should have come stays with a case when another follows that unit and is asked to pay; null: unit_id itself. An order has one case for each who did not come.
alter table liability_cases add column first_unit_id text references units;
drop index liability_cases_once;
create unique index liability_cases_once on liability_cases (order_id, coalesce(first_unit_id, unit_id));

-- Units that ended before this left their open cases behind: who follows them has these, with an event each, and can read the order of what it bills or is billed for.
create temp table cases_left on commit drop as
with recursive chain as (
  select u.id, u.successor_id as heir, 1 as step from units u where not u.active and u.successor_id is not null
  union all select c.id, u.successor_id, step + 1 from chain c join units u on u.id = c.heir and not u.active where u.successor_id is not null and step < 20
), heirs as (select distinct on (id) id, heir from chain order by id, step desc)
select l.id, l.order_id, h.id as ended, h.heir, l.unit_id = h.id as is_payer, l.billed_at is not null or l.fallback_unit_id = h.id as is_told
from liability_cases l join heirs h on h.id in (l.unit_id, l.fallback_unit_id) where l.settled_at is null;

update liability_cases l set first_unit_id = l.unit_id, unit_id = c.heir from cases_left c where c.id = l.id and c.is_payer;
update liability_cases l set fallback_unit_id = c.heir from cases_left c where c.id = l.id and l.fallback_unit_id = c.ended;
insert into assignments (order_id, unit_id, part, assigned_at, reason)
select distinct c.order_id, c.heir, 'informed', now(), '{"code": "assignment-succeeded"}'::jsonb from cases_left c
where c.is_told and not exists (select from assignments x where x.order_id = c.order_id and x.unit_id = c.heir and x.ended_at is null);
insert into order_events (order_id, at, unit_id, action, from_state, to_state, note, details)
select c.order_id, now(), c.heir, 'succeed_case', o.state, o.state, '', jsonb_build_object('from', c.ended, 'caseId', c.id::text) from cases_left c join orders o on o.id = c.order_id order by c.id;
