-- A look is also one at a caller's words and photos, and says by which way and by which program it came. The log takes no change otherwise.
alter table personal_data_looks add column way text not null default 'contacts', add column token_id bigint references api_tokens, add column hour integer;
alter table personal_data_looks disable trigger append_only;
update personal_data_looks set way = 'telephone' where purpose = 'a caller’s number';
alter table personal_data_looks enable trigger append_only;
alter table personal_data_looks alter column way drop default, drop column purpose,
  add constraint personal_data_looks_way_check check (way in ('contacts', 'telephone', 'order', 'photo', 'number'));
comment on column personal_data_looks.hour is 'Hours since 1970 of a line that stands for all looks of one hour; null: each look has its own';

-- Two hours are never equal where they are null: looks at contacts stand each by itself.
drop index personal_data_looks_report;
create unique index personal_data_looks_once on personal_data_looks (report_id, person_id, way, hour, coalesce(token_id, 0));
