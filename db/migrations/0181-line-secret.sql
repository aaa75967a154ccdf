-- Secrets that the service makes for itself when it first needs them. They lie in the database, so that all its servers share them, and in its
-- backups; in no log and in no settings.
create table secrets (
  name text primary key,
  value bytea not null
);

-- From where a report of a danger came was a hash that anybody who read the table could try all addresses at, and that a merge or a split made
-- another's. It is now of the report's own number and of the line's key, which only the secret makes.
update reports set sender = null where sender is not null;
