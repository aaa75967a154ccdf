-- A photo of an order belongs to the reply that the citizen sees, or to a move (a return, a rework) that only staff see.
alter table photos add column of_reply boolean not null default false;
