-- An order whose danger is open is not resolved: whoever resolves it says as well that it was made safe. What was resolved before that was
-- asked counts as made safe then (its clock ended with it); was_hazard keeps what it was.
update orders set is_hazard = false where is_hazard and state in ('resolved', 'checked', 'called_back', 'closed');
alter table orders add constraint orders_danger_over check (not is_hazard or state not in ('resolved', 'checked', 'called_back', 'closed'));
