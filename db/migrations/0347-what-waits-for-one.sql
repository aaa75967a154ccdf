-- What waits for one receiver is read in its turn and no further, and what is on its way to it is counted, however much waits besides.
drop index deliveries_waiting;
create index deliveries_of_one on deliveries (webhook_id, due_at, id) where state = 'waiting';
create index deliveries_on_their_way on deliveries (webhook_id) where state = 'waiting' and taken_until is not null;
