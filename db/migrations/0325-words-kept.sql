-- Words of a draft that was dropped or switched on while somebody wrote them, kept in another: of when they were copied, not of when they were kept.
alter table rule_sets add column words_from timestamptz;
comment on column rule_sets.words_from is 'As of when its words were copied; null: as it was drafted';
