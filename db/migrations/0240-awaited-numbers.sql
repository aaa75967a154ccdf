-- Numbers that rows of a file bear which is not wholly in the registry yet: they stand on plates, so that nobody mints them meanwhile.
create table awaited_numbers (
  number text primary key check (number ~ '^\d{16}[0-9X]$'),
  import_id bigint not null references imports on delete cascade
);
create index awaited_numbers_import on awaited_numbers (import_id);
