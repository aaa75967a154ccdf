-- How often the same was asked within a minute, of whom a server counted at least an eighth of what is let through: all servers' counts
-- together (api/request-counts.ts). The key is a hash. Nothing here is worth a write-ahead log.
create unlogged table request_counts (
  counted text primary key,
  started_at timestamptz not null,
  count integer not null
) with (fillfactor = 60);
