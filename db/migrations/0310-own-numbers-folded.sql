-- An owner's own number as it is told on the telephone: without spaces, dashes and dots (those that a plate may be typed with, domain/asset-id.ts),
-- full-width or small letters. Most are plain ASCII, which needs no normal form: 0.4 µs a number instead of 1.5.
create function own_number(given text) returns text
language sql immutable parallel safe
return upper(translate(case when octet_length(given) = length(given) then given else normalize(given, NFKC) end, E' \t-_.·‐‑‒–—―−。・‧', '') collate "C");

-- What it is found by: from its first digit on where four characters or more are left, so that the digits alone find it (4409401 for WAT-4409401);
-- what is shorter many owners give, and stands whole.
create function own_number_key(given text) returns text
language sql immutable parallel safe
return regexp_replace(own_number(given), '^[^0-9]+([0-9].{3,})$', '\1');

-- assets_source_number stays: rows of a census are held against it letter by letter. (assets_merged_source_number of 0380, which may run later, is read no more.)
create index assets_own_number on assets (own_number_key(source_number), id) where source_number is not null;
create index assets_merged_own_number on assets (own_number_key(source_number)) where merged_into is not null and source_number is not null;
analyze assets (source_number);
