-- What matching believes, as settled orders taught it: a version is never changed, the newest that is in use counts, a report keeps which it was weighed by.
create table match_versions (
  id bigint generated always as identity primary key,
  made_at timestamptz not null,
  priors jsonb not null,
  summary jsonb not null,      -- how many orders taught it, and how it did on those held out
  is_used boolean not null     -- false: no better on the orders held out, kept to be looked at
);
create trigger append_only before update or delete on match_versions for each row execute function refuse_change();
create trigger append_only_whole before truncate on match_versions for each statement execute function refuse_change();
alter table reports add column match_version bigint references match_versions (id);
alter table reports add column match_seen jsonb;   -- pin, accuracy and address as matching saw them: with the text all that a replay needs
