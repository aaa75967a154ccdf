-- Whether an order was ever about a danger: is_hazard ends when the place is made safe, and an analysis asks what was reported.
alter table orders add column was_hazard boolean not null default false;
update orders o set was_hazard = true from incidents i where i.id = o.incident_id and (i.is_hazard or o.is_hazard);

-- An analysis counts the orders of some days by place, kind and unit: this index alone answers it, so that a month of a city is some
-- megabytes to read and not some hundred. It stands in for the index by time and number, which it begins with.
create index orders_analysis on orders (opened_at, id) include (district_code, street_code, problem_kind, unit_id, was_hazard, state, due_at, made_up);
drop index orders_opened;
