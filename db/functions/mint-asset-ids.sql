-- Numbers are given here and nowhere else. The row of a range (county and class) in asset_serials is locked first, in the order of the
-- ranges: that keeps 64 writers apart, adopters and minters alike. A number once given is never given again
-- (it is part of the caller's transaction: rolled back, it was never acknowledged to anyone).

-- The last hundred serials of a range are kept back: a range that runs full is an error while numbers are still left for what already
-- stands on plates, and the registrar is warned long before (see list of ranges in db/queries/serials.ts).
create or replace function last_serial_to_mint() returns integer language sql immutable parallel safe as $$ select 999899 $$;

create or replace function lock_serials(prefixes text[]) returns void language plpgsql as $$
begin
  insert into asset_serials (prefix) select distinct p from unnest(prefixes) p order by p on conflict do nothing;
  perform from asset_serials where prefix = any (prefixes) order by prefix for update;
end $$;

-- The asset that a number stands for although it was never its own: a census row bore it and joined that asset while it was loaded.
create or replace function joined_by_number(number text) returns text language sql stable parallel safe as $$
  select l.asset_id from asset_aliases l where l.number = joined_by_number.number and l.reason = 'merged' order by l.recorded_at, l.asset_id limit 1
$$;

-- Whether a number, of 17 characters, stands for an asset: it is given to nothing else any more.
create or replace function is_number_given(number text) returns boolean language sql stable parallel safe as $$
  select exists (select from assets a where a.id = is_number_given.number) or joined_by_number(is_number_given.number) is not null
$$;

-- Whether files bear numbers of a range that are not in the registry yet.
create or replace function has_awaited(prefix text) returns boolean language sql stable parallel safe as $$
  select exists (select from awaited_numbers w where w.number >= prefix and w.number < prefix || ':') -- ':' comes after all digits
$$;

-- The next `wanted` serials of a locked range, passing over those that stand on plates already: in the registry, or `adopted_now`, about
-- to come into it in this transaction.
create or replace function take_serials(pre text, wanted integer, adopted_now integer[] default '{}') returns setof integer language plpgsql as $$
declare
  of_prefix integer := check_of_prefix(pre);
  upto integer;
  holes boolean;
  missing integer := wanted;
  look integer := wanted; -- how far ahead; farther each time, so that a long run of adopted ones is crossed in few steps
  serials integer[];
begin
  select last, adopted > 0 or adopted_now <> '{}' or has_awaited(pre) into strict upto, holes from asset_serials where prefix = pre;
  while missing > 0 loop
    serials := case when holes then array(
        select s from generate_series(upto + 1, least(upto + look, last_serial_to_mint())) s left join unnest(adopted_now) t on t = s
        where t is null and not exists (select from assets a where a.id = number_of_serial(pre, of_prefix, s))
          and not exists (select from asset_aliases l where l.number = number_of_serial(pre, of_prefix, s) and l.reason = 'merged')
          and not exists (select from awaited_numbers w where w.number = number_of_serial(pre, of_prefix, s)) order by s limit missing)
      else array(select s from generate_series(upto + 1, least(upto + look, last_serial_to_mint())) s) end;
    return query select unnest(serials);
    upto := case when cardinality(serials) = missing then serials[missing] else upto + look end;
    missing := missing - cardinality(serials);
    if missing > 0 and upto >= last_serial_to_mint() then
      raise exception 'serials of % are used up', pre using errcode = 'check_violation', constraint = 'asset_serials_exhausted', detail = pre;
    end if;
    look := 2 * greatest(look, missing, 64);
  end loop;
  update asset_serials set last = upto where prefix = pre;
end $$;

-- The same for a locked range in which nothing was adopted: the serial before the first of them.
create or replace function take_serials_whole(pre text, wanted integer) returns integer language plpgsql as $$
declare
  before integer;
begin
  select last into strict before from asset_serials where prefix = pre;
  if before + wanted > last_serial_to_mint() then
    raise exception 'serials of % are used up', pre using errcode = 'check_violation', constraint = 'asset_serials_exhausted', detail = pre;
  end if;
  update asset_serials set last = before + wanted where prefix = pre;
  return before;
end $$;

-- The district that a code dissolved by decree became part of; a code that is no place stays what it is.
create or replace function current_place(code text) returns text language sql stable as $$
  with recursive chain as (
    select p.code, p.successor_code, 0 as step from places p where p.code = current_place.code
    union all
    select p.code, p.successor_code, step + 1 from chain c join places p on p.code = c.successor_code where step < 20
  )
  select coalesce((select chain.code from chain order by step desc limit 1), current_place.code)
$$;

-- Takes the next `wanted` serials of one county (of the district it became, when it was dissolved) and class and returns the 17-character ids.
create or replace function mint_asset_ids(county text, class_code text, wanted integer) returns setof text
language plpgsql volatile strict set search_path from current as $$
declare
  pre text := current_place(county) || class_code;
  of_prefix integer := check_of_prefix(pre);
begin
  perform lock_serials(array[pre]);
  return query select number_of_serial(pre, of_prefix, s) from take_serials(pre, wanted) s;
end $$;

-- A number that stands on a plate or in a census already, as its 17 characters: 16 digits of a known county (dissolved ones too) and
-- class, the check character fitting where it is given. Else null, and `number_refusal` says why. Spaces and dashes are passed over.
create or replace function well_formed_number(given text) returns text language plpgsql immutable strict parallel safe as $$
declare
  n bigint;
  c text;
begin
  if given !~ '^\d{16}[0-9X]?$' then
    given := upper(translate(given, ' -', ''));
    if given !~ '^\d{16}[0-9X]?$' then
      return null;
    end if;
  end if;
  n := left(given, 16)::bigint;
  if n % 1000000 = 0 then
    return null; -- no serial is 000000
  end if;
  c := substr('10X98765432', (1 + (n / 1000000000000000 * 9 + n / 100000000000000 % 10 * 10 + n / 10000000000000 % 10 * 5 + n / 1000000000000 % 10 * 8
    + n / 100000000000 % 10 * 4 + n / 10000000000 % 10 * 2 + n / 1000000000 % 10 + n / 100000000 % 10 * 6 + n / 10000000 % 10 * 3 + n / 1000000 % 10 * 7
    + n / 100000 % 10 * 9 + n / 10000 % 10 * 10 + n / 1000 % 10 * 5 + n / 100 % 10 * 8 + n / 10 % 10 * 4 + n % 10 * 2) % 11)::integer, 1);
  return case when length(given) = 16 then given || c when right(given, 1) = c then given end;
end $$;
create or replace function number_refusal(given text) returns text language sql stable parallel safe as $$
  select case
    when n is null and upper(translate(given, ' -', '')) ~ '^\d{16}[0-9X]$' then 'mistyped'
    when n is null then 'malformed'
    when not exists (select from places p where p.code = left(n, 6) and p.kind = 'district') then 'unknown-place'
    when not exists (select from asset_classes c where c.code = substr(n, 7, 4)) then 'unknown-class'
    when is_number_given(n) then 'taken'
  end from (select well_formed_number(given) as n) formed
$$;

-- Adopts one number: its 17 characters, or why not.
create or replace function adopt_asset_id(given text) returns table (id text, refusal text) language plpgsql as $$
declare
  n text := well_formed_number(given);
begin
  if n is not null then
    perform lock_serials(array[left(n, 10)]);
  end if;
  refusal := number_refusal(given);
  if refusal is null then
    update asset_serials set adopted = adopted + 1 where prefix = left(n, 10);
    id := n;
  end if;
  return next;
end $$;

-- A number of a row that joined another asset is kept for that asset, like one that was adopted; one that is somebody's already is not.
create or replace function keep_joined_number() returns trigger language plpgsql as $$
declare
  n text := well_formed_number(new.number);
  adopted record;
begin
  if n = new.asset_id then
    return null; -- its own
  end if;
  if n is null or exists (select from asset_aliases l where l.number = n and l.asset_id = new.asset_id) then
    return new;
  end if;
  select * into adopted from adopt_asset_id(n);
  if adopted.id is null then
    new.reason := adopted.refusal;
  else
    new.number := n;
  end if;
  return new;
end $$;
create or replace trigger keep_joined_number before insert on asset_aliases for each row when (new.reason = 'merged') execute function keep_joined_number();

-- Gives a whole table of new assets their numbers: a row's own number is adopted when it is valid and free (the first of several rows
-- that bear it), everything else is minted in its district and class. `staging` is a table with
-- row bigint (unique), given_number text (null: none), district_code text, class_code text; nothing is written but asset_serials.
-- @returns row, asset_id, and where a given number was not adopted, why (malformed, mistyped, unknown-place, unknown-class, taken): an alias.
create or replace function adopt_or_mint(staging regclass) returns table ("row" bigint, asset_id text, alias_reason text)
language plpgsql volatile set search_path from current as $$
begin
  drop table if exists pg_temp.numbers_given, pg_temp.numbers_ranges, pg_temp.numbers_minted, pg_temp.numbers_taken;
  -- What was given: a number is taken by its first row.
  execute format($q$
    create temp table numbers_given on commit drop as
    select g.row::bigint, g.n, coalesce(
      case when g.n is null then number_refusal(g.given_number) end,
      case when p.code is null then 'unknown-place' when c.code is null then 'unknown-class' when a.id is not null or g.nth > 1
        or exists (select from asset_aliases l where l.number = g.n and l.reason = 'merged') then 'taken' end) as reason
    from (select s.row, s.given_number, w.n, row_number() over (partition by w.n order by s.row) as nth
          from %1$s s cross join lateral (select well_formed_number(s.given_number) as n) w where s.given_number is not null) g
    left join places p on p.code = left(g.n, 6) and p.kind = 'district'
    left join asset_classes c on c.code = substr(g.n, 7, 4)
    left join assets a on a.id = g.n
  $q$, staging);
  -- The ranges to mint in, few; the current place and the check of the prefix are worked out once for each.
  execute format($q$
    create temp table numbers_ranges on commit drop as
    select district_code, class_code, pre, check_of_prefix(pre) as of_prefix, dense_rank() over (order by pre)::integer as n
    from (select district_code, class_code, current_place(district_code) || class_code as pre
          from (select district_code, class_code from %1$s group by 1, 2 offset 0) used offset 0) ranges
  $q$, staging);
  analyze numbers_given;
  analyze numbers_ranges;
  perform lock_serials(array(select pre from numbers_ranges union select left(g.n, 10) from numbers_given g where g.reason is null));
  -- What others adopted or minted while this transaction waited for the locks.
  update numbers_given g set reason = 'taken' from assets a where g.reason is null and a.id = g.n;
  update numbers_given g set reason = 'taken' from asset_aliases l where g.reason is null and l.number = g.n and l.reason = 'merged';

  execute format($q$
    create temp table numbers_minted on commit drop as
    select s.row::bigint, r.n, g.reason, row_number() over (partition by r.n order by s.row)::integer as nth
    from %1$s s join numbers_ranges r on r.district_code = s.district_code and r.class_code = s.class_code
    left join numbers_given g on g.row = s.row
    where g.row is null or g.reason is not null
  $q$, staging);
  create temp table numbers_taken on commit drop as
  select r.n, r.pre, r.of_prefix, m.wanted, exists (select from asset_serials s where s.prefix = r.pre and s.adopted > 0)
      or has_awaited(r.pre) or exists (select from numbers_given g where g.reason is null and left(g.n, 10) = r.pre) as has_holes, null::integer as before
  from (select n, count(*)::integer as wanted from numbers_minted group by 1) m join (select distinct n, pre, of_prefix from numbers_ranges) r using (n);
  update numbers_taken set before = take_serials_whole(pre, wanted) where not has_holes;
  analyze numbers_minted;
  return query
    with passing_over as materialized ( -- once, whatever the plan: each call takes serials
      select t.n, t.pre, t.of_prefix, o.serial, o.nth
      from numbers_taken t cross join lateral take_serials(t.pre, t.wanted,
        array(select substr(g.n, 11, 6)::integer from numbers_given g where g.reason is null and left(g.n, 10) = t.pre)) with ordinality as o (serial, nth)
      where t.has_holes
    )
    select m.row, number_of_serial(t.pre, t.of_prefix, t.before + m.nth), m.reason from numbers_minted m join numbers_taken t using (n) where not t.has_holes
    union all
    select m.row, number_of_serial(o.pre, o.of_prefix, o.serial), m.reason from passing_over o join numbers_minted m on m.n = o.n and m.nth = o.nth
    union all
    select g.row, g.n, null from numbers_given g where g.reason is null;
  update asset_serials s set adopted = s.adopted + g.adopted
  from (select left(n, 10) as pre, count(*)::integer as adopted from numbers_given where reason is null group by 1) g where s.prefix = g.pre;
end $$;
