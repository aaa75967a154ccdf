-- What a reporter says and shows after their report was sent; it is theirs, and is erased with the report's own words.
create table report_additions (
  id bigint generated always as identity primary key,
  report_id bigint not null references reports,
  text text not null,
  idempotency_key text unique,
  added_at timestamptz not null
);
create index report_additions_report on report_additions (report_id, id);

-- Its photos are the report's too; which of them came later stands here.
alter table photos add column addition_id bigint references report_additions;
alter table photos add constraint photos_addition_of_report check (addition_id is null or report_id is not null);
