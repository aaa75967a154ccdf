-- Whose the hole is, as the match weighed it, records that may be wrong and what is not registered counted: the reason of a dispatch and the
-- suggestion beside it tell one share. Reports of before have none.
alter table reports add column match_owners jsonb;
comment on column reports.match_owners is
  'The likeliest owners of the match, [{unitId, probability}], likeliest first; null: a report of before this was kept';
