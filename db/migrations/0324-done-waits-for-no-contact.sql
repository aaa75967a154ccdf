-- An order whose work is done stands in the queue by its other clocks: nobody can be marked as contacted any more.
update orders o set due_at = placed.due_at
from (
  select d.order_id, coalesce(min(d.due_at) filter (where d.clock <> 'contact' and d.met_at is null), max(d.due_at) filter (where d.clock = 'close')) as due_at
  from deadlines d where d.ended_at is null group by d.order_id having bool_or(d.clock = 'contact' and d.met_at is null)) placed
where placed.order_id = o.id and o.state in ('resolved', 'checked', 'called_back') and not o.calendar_pending and placed.due_at <> o.due_at;
