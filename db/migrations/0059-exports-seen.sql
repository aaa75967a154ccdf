-- When its taker last took a piece: a row that a killed server left as running is told from one that is still being taken.
alter table exports add column seen_at timestamptz;
create index exports_running on exports (id) where outcome = 'running';
