-- Two more things that a person is asked: a row that comes back with the number it was refused for, and one whose own place code is not
-- where it lies.
alter table import_doubts drop constraint import_doubts_kind_check;
alter table import_doubts add constraint import_doubts_kind_check check (kind in (
  'near_registered', 'near_in_file', 'source_number_in_file', 'source_number_registered', 'moved_far', 'number_refused_before', 'place_differs'));
alter table import_doubts add column said text; -- what the row says that is doubted: its number, its place code
