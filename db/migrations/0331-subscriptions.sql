-- What a person asked to be told of besides what concerns them by their roles: one order, or each order about a class of asset.
create table subscriptions (
  id bigint generated always as identity primary key,
  person_id bigint not null references people,
  order_id bigint references orders,
  class_code text references asset_classes,
  since timestamptz not null,
  constraint subscriptions_one check ((order_id is null) <> (class_code is null))
);
create unique index subscriptions_order on subscriptions (order_id, person_id) where order_id is not null;
create unique index subscriptions_class on subscriptions (class_code, person_id) where class_code is not null;
create index subscriptions_person on subscriptions (person_id, id);

-- A webhook hears of all that its person may read, or of what they asked for alone.
alter table webhooks add column subscribed_only boolean not null default false;

-- An order that somebody follows has each of its events heard; of classes the actions stand in heard_actions.
create or replace function queue_heard_events() returns trigger language plpgsql as $$
begin
  insert into outbox (event_id, queued_at) select id, at from added
    where exists (select from heard_actions heard where heard.action = added.action or heard.action = '*')
      or exists (select from subscriptions s where s.order_id = added.order_id);
  return null;
end $$;
