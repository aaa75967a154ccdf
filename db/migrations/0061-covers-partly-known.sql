-- What a census knows of a cover is kept, also where it does not know all of it: null is "nobody has said".
alter table covers
  alter column shape drop not null,
  alter column size_mm drop not null,
  alter column material drop not null,
  alter column load_class drop not null;
