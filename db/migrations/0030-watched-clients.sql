-- What each client looked up lately, folded into a few counts (domain/harvest.ts): two servers share it. Nothing here is worth a write-ahead log.
create unlogged table watched_clients (
  client text primary key,                  -- 'address <hash>', 'network 203.0.113.0/24', 'person 17'
  state jsonb,
  stopped_until timestamptz,
  changed_at timestamptz not null
) with (fillfactor = 60);
create index watched_clients_stopped on watched_clients (stopped_until) where stopped_until is not null;
