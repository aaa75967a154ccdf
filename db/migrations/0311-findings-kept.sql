-- What people decided of an import and where its rows lay is read after it is written, when its rows are gone: both sides of each decided doubt as they
-- stood before the writing, and the points of its map with what became of them (two thousand at most, some 150 kB).
alter table import_doubts add column told jsonb;
create table import_samples (
  import_id bigint primary key references imports,
  points jsonb not null
);
