-- Which order each report belonged to before: it moves when orders are merged, when that is undone, and when it is split out.
create table report_moves (
  id bigint generated always as identity primary key,
  report_id bigint not null references reports,
  at timestamptz not null,
  from_order_id bigint not null references orders,
  to_order_id bigint not null references orders,
  why text not null check (why in ('merge', 'unmerge', 'split')),
  person_id bigint references people,
  after_event_id bigint not null            -- the last event of either order before it: where the caller's story goes over
);
create index report_moves_report on report_moves (report_id, id);
create index report_moves_from on report_moves (from_order_id);
create trigger append_only before update or delete on report_moves for each row execute function refuse_change();
create trigger append_only_whole before truncate on report_moves for each statement execute function refuse_change();

-- How an order was merged, all that undoing it needs: the state it had, the other one's version then, and what was ended, begun and moved.
alter table orders add column merged_how jsonb;

-- Two open orders that may be about one hole: with how much, why, and what a person said to it.
create table join_offers (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders,         -- the later one
  other_order_id bigint not null references orders,
  probability real not null,
  reasons jsonb not null,
  offered_at timestamptz not null,
  answered_at timestamptz,
  answer text check (answer in ('merged', 'apart')),
  person_id bigint references people,
  check ((answered_at is null) = (answer is null) and order_id <> other_order_id)
);
create unique index join_offers_once on join_offers (order_id, other_order_id);
create index join_offers_other on join_offers (other_order_id);
