-- From where a report of a danger came, so that one sender's two reports are one word: a hash of its incident and its line, forgotten
-- after eight days as what addresses looked up is.
alter table reports add column sender bytea;
create index reports_sender on reports (received_at) where sender is not null;
