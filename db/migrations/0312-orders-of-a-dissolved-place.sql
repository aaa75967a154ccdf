-- Open orders of a unit that a decree ends are handed on as those of one that is closed: with an assignment of their own and an event
-- (db/functions/dissolve-place.sql). What they were moved by before overwrote who had them.
drop function if exists dissolve_place(text, text, date, timestamptz, text);
drop function if exists move_orders();
