-- Takes the next `wanted` serials of one county and class and returns the 17-character ids.
-- The row lock on the serial keeps 64 writers apart; a number once taken is never given again
-- (it is part of the caller's transaction: rolled back, it was never acknowledged to anyone).
create or replace function mint_asset_ids(county text, class_code text, wanted integer) returns setof text
language plpgsql volatile strict set search_path from current as $$
declare
  pre text := county || class_code;
  upto integer;
begin
  insert into asset_serials as s (prefix, last) values (pre, wanted)
  on conflict (prefix) do update set last = s.last + wanted
  returning last into upto;
  return query
    select n || check_character(n)
    from (select pre || lpad(i::text, 6, '0') as n from generate_series(upto - wanted + 1, upto) i) numbered;
exception when check_violation or numeric_value_out_of_range then
  raise exception 'serials of % are used up', pre using errcode = 'check_violation', constraint = 'asset_serials_exhausted';
end $$;
