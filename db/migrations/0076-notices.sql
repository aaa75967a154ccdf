alter table people add column language text not null default 'zh' check (language in ('zh', 'en'));

-- What a person chose for a kind of notice; no row: the standard of domain/notices.ts.
create table notice_choices (
  person_id bigint not null references people,
  kind text not null,
  channels text[] not null check (channels <@ array['page', 'email', 'sms']),
  primary key (person_id, kind)
);

-- What a person was told of on their pages.
create table notices (
  id bigint generated always as identity primary key,
  person_id bigint not null references people,
  kind text not null,
  event_id bigint not null references order_events,
  order_id bigint not null references orders,
  at timestamptz not null,
  on_page boolean not null,
  read_at timestamptz,
  unique (person_id, event_id, kind)
);
create index notices_person on notices (person_id, id) where on_page;

-- The same by mail or SMS, tried until it was taken or given up; the address is read anew each time.
create table messages (
  id bigint generated always as identity primary key,
  notice_id bigint not null references notices,
  channel text not null check (channel in ('email', 'sms')),
  created_at timestamptz not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  taken_until timestamptz,
  state text not null default 'waiting' check (state in ('waiting', 'arrived', 'given-up')),
  last_answer text,
  ended_at timestamptz,
  unique (notice_id, channel)
);
create index messages_waiting on messages (channel, due_at, id) where state = 'waiting';
create index messages_ended on messages (ended_at) where state <> 'waiting';

-- How the mail server and the SMS provider stand.
create table message_channels (
  channel text primary key,
  failures integer not null default 0,      -- in a row
  paused_until timestamptz
);
insert into message_channels (channel) values ('email'), ('sms');

insert into heard_actions (action)
values ('call'), ('return'), ('rework'), ('warn'), ('overdue'), ('escalate'), ('ask_time'), ('grant_time'), ('refuse_time'), ('supervise')
on conflict do nothing;
