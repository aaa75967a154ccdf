-- The open orders of a unit, out of their spots: all that it was ever told of grows for ever, what is open does not. A spot's units change
-- while it is young; the list of what is not yet in the index stays short, since each reading goes through it.
create index order_spots_units on order_spots using gin (units) with (fastupdate = on, gin_pending_list_limit = 256);
-- What a unit has done, newest first.
create index orders_unit_closed on orders (unit_id, closed_at desc, id desc) where state in ('closed', 'void', 'merged');
