-- Who writes a client's state says which one it stands on: one statement instead of a transaction that locks.
alter table watched_clients add version integer not null default 0;
