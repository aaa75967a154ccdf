-- A caller who was erased after their order was over was still waited for where it went on: nobody can call them. That they were late stays told, as the end lies after it.
with ended as (
  update deadlines d set ended_at = c.erased_at from report_contacts c
  where c.report_id = d.report_id and c.erased_at is not null and d.clock = 'contact' and d.met_at is null and d.ended_at is null returning d.id, d.order_id)
update orders o set due_at = left_over.soonest
from (select e.order_id, min(d.due_at) as soonest from (select distinct order_id from ended) e join deadlines d on d.order_id = e.order_id
      where d.id not in (select id from ended) and d.met_at is null and d.ended_at is null group by 1) left_over
where o.id = left_over.order_id and o.state not in ('closed', 'void', 'merged', 'paused') and left_over.soonest is not null;
