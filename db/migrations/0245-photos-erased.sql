-- A caller's photos are erased with their words: that there was one, and when it went, stays.
alter table photos add column erased_at timestamptz;
update photos p set bytes = '', fingerprint = null, position = null, erased_at = r.erased_at from reports r where r.id = p.report_id and r.erased_at is not null;
alter table photos add constraint photos_erased check (erased_at is null or (bytes = '' and fingerprint is null and position is null and report_id is not null));
