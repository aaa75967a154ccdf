-- "Not ours": who said so of which order, and whether they were right, once it was decided.
create table denials (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders,
  unit_id text not null references units,
  asset_id text references assets,
  person_id bigint not null references people,
  at timestamptz not null,
  note text not null,
  decided_at timestamptz,
  upheld boolean,                           -- true: it was not theirs; false: they denied what they own
  check ((decided_at is null) = (upheld is null))
);
create unique index denials_once on denials (order_id, unit_id);
create index denials_unit on denials (unit_id, at);
create index denials_asset on denials (asset_id) where asset_id is not null;

-- A photo of a move shows what it is for: the reply, or the evidence of a denial, or a place made safe.
alter table photos add column shows text check (shows in ('reply', 'evidence', 'secured'));
update photos set shows = 'reply' where of_reply;
