-- Who disputes a bill shows photos with their words, as who denies an order does; staff alone see them, beside the case that they are about.
alter table photos add column liability_case_id bigint references liability_cases;
alter table photos drop constraint photos_shows_check;
alter table photos add constraint photos_shows_check check (shows in ('reply', 'evidence', 'secured', 'objection'));
alter table photos add constraint photos_objection check ((shows is not distinct from 'objection') = (liability_case_id is not null));
