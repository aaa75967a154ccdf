-- What a token may do of what its person may; null: all of it.
alter table api_tokens add column permissions text[];

-- Addresses of units' own systems that are told of orders' events.
create table webhooks (
  id bigint generated always as identity primary key,
  person_id bigint not null references people,   -- whose reach decides which orders it hears of, each time anew
  name text not null,
  url text not null,
  secret text not null,                     -- signs each body; shown once
  actions text[] not null,                  -- empty: every action
  created_at timestamptz not null,
  ended_at timestamptz,
  failures integer not null default 0,      -- in a row, of whatever delivery
  paused_until timestamptz                  -- nothing is sent until then; one at a time after it until one arrives
);
create index webhooks_living on webhooks (id) where ended_at is null;
create index webhooks_person on webhooks (person_id);

-- Which actions anybody listens for, * for every one: what nobody hears costs an event nothing but this look.
create table heard_actions (action text primary key);

-- Events that somebody may have to be told of, from the transaction that made them until they were given to deliveries.
create table outbox (
  event_id bigint primary key references order_events,
  queued_at timestamptz not null
);

create function queue_heard_events() returns trigger language plpgsql as $$
begin
  insert into outbox (event_id, queued_at) select id, at from added
    where exists (select from heard_actions heard where heard.action = added.action or heard.action = '*');
  return null;
end $$;
create trigger queue_heard_events after insert on order_events referencing new table as added for each statement execute function queue_heard_events();

-- One thing to be sent to one receiver, again and again until it arrived or was given up.
create table deliveries (
  id bigint generated always as identity primary key,
  webhook_id bigint not null references webhooks,
  event_id bigint not null references order_events,
  created_at timestamptz not null,
  due_at timestamptz not null,              -- when it is next tried
  attempts integer not null default 0,
  taken_until timestamptz,                  -- a server is at it; past that moment another may be
  state text not null default 'waiting' check (state in ('waiting', 'arrived', 'given-up')),
  last_answer text,                         -- an HTTP status or what went wrong, never a body
  ended_at timestamptz,
  unique (webhook_id, event_id)
);
create index deliveries_waiting on deliveries (due_at, id) where state = 'waiting';
create index deliveries_ended on deliveries (ended_at) where state <> 'waiting';
