-- What of a report's candidates tells whether it and another are about one hole: [asset, probability, weight of its place, 1 where nothing is meant].
-- The candidates with their reasons are ten times as much, and were written out for every open hole near each report. Reports from before keep none:
-- of them the candidates are read.
alter table reports add column match_likely json;
