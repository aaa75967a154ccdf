-- From where a report came: of two reports nobody can tell that they are one line's but by the line's key, wherever a merge or a split took them.
create or replace function sender_of(line_key bytea, number text) returns bytea
language sql immutable strict parallel safe set search_path from current as $$ select substring(sha256(line_key || convert_to(number, 'UTF8')) for 16) $$;
