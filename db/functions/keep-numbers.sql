-- PostgreSQL 15 with a minimal log (wal_level) writes no numbers of a sequence into the log in the transaction that made it, or restarted it, yet believes the
-- next 32 to stand there: a crash before the next checkpoint would give them twice. Put where they are once more, the first number given later is logged.
-- The last statement of such a transaction; of other sequences nothing is touched, which others may be taking numbers of.
create or replace function keep_numbers() returns void
language plpgsql set search_path from current as $$
begin
  -- Materialized: what is no sequence must not be asked for its last number.
  perform setval(m.id::regclass, m.last) from (
    with made as materialized (
      select oid as id from pg_class where relkind = 'S' and relnamespace = current_schema()::regnamespace and xmin = pg_current_xact_id()::xid)
    select id, pg_sequence_last_value(id) as last from made) m
  where m.last is not null;
end $$;
