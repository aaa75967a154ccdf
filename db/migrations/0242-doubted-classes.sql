-- Two rows of one owner's number and two classes at one place, and a number whose class is not its row's, are asked.
alter table import_doubts drop constraint import_doubts_kind_check;
alter table import_doubts add constraint import_doubts_kind_check check (kind in (
  'near_registered', 'near_in_file', 'source_number_in_file', 'source_number_classes', 'source_number_registered', 'moved_far', 'number_refused_before', 'number_class_differs',
  'place_differs', 'changed_since'));
