-- The orders of the queues as they are asked for: dangers first, then soonest due; what is done newest first.
drop index orders_open;
create index orders_open on orders ((not is_hazard), due_at, id) where state not in ('closed', 'void');
drop index orders_closed;
create index orders_closed on orders (closed_at desc, id desc) where state in ('closed', 'void');

-- A district's registry by number: its rows are one in sixteen, too few to be met by chance in the order of the primary key.
create index assets_district on assets (district_code, id);
