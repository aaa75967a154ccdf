-- ISO 7064 MOD 11-2 over a string of digits: 0-9 or X. The same rule as domain/asset-id.ts; one test holds them equal.
create or replace function check_character(digits text) returns text
language plpgsql immutable strict parallel safe as $$
declare
  p integer := 0;
  c integer;
begin
  for i in 1..length(digits) loop
    p := ((p + ascii(substr(digits, i, 1)) - 48) * 2) % 11;
  end loop;
  c := (12 - p) % 11;
  return case c when 10 then 'X' else c::text end;
end $$;
