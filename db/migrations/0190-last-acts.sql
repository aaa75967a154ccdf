-- An order's last act that may be taken back while nothing followed: who did it, and all that stood before it.
create table last_acts (
  order_id bigint primary key references orders,
  event_id bigint not null references order_events, -- the act's own event: the order's last one as long as nothing followed
  action text not null,
  person_id bigint not null references people,
  version integer not null,                         -- the order's after the act
  opened_order_id bigint references orders,         -- of a split: the order that it opened, and that one's last event
  opened_event_id bigint references order_events,
  before jsonb not null
);

-- A unit that had an order by an act that was taken back never had it, for the scores.
alter table assignments add column taken_back boolean not null default false;

-- Who was told of a step hears that it was taken back.
insert into heard_actions (action) values ('take_back') on conflict do nothing;
