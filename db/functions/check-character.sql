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

-- The same rule for a county and class (ten digits) and a serial. The part of the prefix is worked out once (`check_of_prefix`), the six
-- digits of the serial by their weights (powers of two modulo 11): 0.5 µs a number instead of 2.7.
create or replace function check_of_prefix(prefix text) returns integer language sql immutable strict parallel safe as $$
  select (sum(substr(prefix, i, 1)::integer * (array[9, 10, 5, 8, 4, 2, 1, 6, 3, 7])[i]) % 11)::integer from generate_series(1, 10) i
$$;
create or replace function number_of_serial(prefix text, of_prefix integer, serial integer) returns text language sql immutable parallel safe as $$
  select prefix || lpad(serial::text, 6, '0') || substr('10X98765432', 1 + (of_prefix + serial / 100000 % 10 * 9 + serial / 10000 % 10 * 10
    + serial / 1000 % 10 * 5 + serial / 100 % 10 * 8 + serial / 10 % 10 * 4 + serial % 10 * 2) % 11, 1)
$$;
