-- Districts and streets alike are dissolved by dissolve_place (db/functions/dissolve-place.sql).
drop function if exists dissolve_district(text, text, date, timestamptz, text);
