-- The ways an order may go beside the straight one: answered at once, checked and called back, paused until a day, merged with another.
alter table orders drop constraint orders_state_check;
alter table orders add constraint orders_state_check
  check (state in ('dispatched', 'signed', 'contacted', 'in_progress', 'paused', 'resolved', 'checked', 'called_back', 'closed', 'void', 'merged'));
alter table orders add column time_asked_by bigint references people;      -- whoever asks does not give
alter table orders add column pause_asked_at timestamptz;
alter table orders add column pause_asked_by bigint references people;
alter table orders add column resumes_on date;             -- asked for, then the day on which a paused order goes on by itself
alter table orders add column paused_at timestamptz;
alter table orders add column supervised_by text[] not null default '{}'
  check (supervised_by <@ array['hotline_office', 'supervision_bureau', 'inspection_office']);
alter table orders add column docketed_at timestamptz;     -- on the docket of the yearly on-site meeting, until it decides
alter table orders add column repaired_at timestamptz;     -- neither being there nor making it safe repairs
alter table orders add column merged_into bigint references orders;
alter table orders add constraint orders_paused check ((state = 'paused') = (paused_at is not null) and (state <> 'paused' or resumes_on is not null));
alter table orders add constraint orders_merged check ((state = 'merged') = (merged_into is not null));
create index orders_merged_into on orders (merged_into) where merged_into is not null;

-- What is over, now with what became part of another order.
drop index orders_unit, orders_street, orders_district, orders_open, orders_closed;
create index orders_unit on orders (unit_id, due_at) where state not in ('closed', 'void', 'merged');
create index orders_street on orders (street_code, due_at) where state not in ('closed', 'void', 'merged');
create index orders_district on orders (district_code, due_at) where state not in ('closed', 'void', 'merged');
create index orders_open on orders ((not is_hazard), due_at, id) where state not in ('closed', 'void', 'merged');
create index orders_closed on orders (closed_at desc, id desc) where state in ('closed', 'void', 'merged');

-- A request has a clock of its own, so has a matter that its caller says is not solved, and a danger that somebody is at.
alter table deadlines drop constraint deadlines_clock_check;
alter table deadlines add constraint deadlines_clock_check check (clock in ('contact', 'close', 'hazard', 'supervise', 'request', 'recheck', 'secure'));
alter table timers drop constraint timers_clock_check;
alter table timers add constraint timers_clock_check check (clock in ('contact', 'close', 'hazard', 'supervise', 'request', 'recheck', 'secure'));
alter table timers drop constraint timers_kind_check;
alter table timers add constraint timers_kind_check check (kind in ('warn', 'due', 'remind', 'call', 'look', 'resume'));

-- How each caller judges what was done: speed, manner and outcome apart.
create table judgements (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders,
  report_id bigint not null references reports,
  at timestamptz not null,
  person_id bigint references people,       -- who called back; null: the caller by themselves
  solved boolean not null,
  speed text check (speed in ('satisfied', 'mostly', 'fair', 'unsatisfied')),
  manner text check (manner in ('satisfied', 'mostly', 'fair', 'unsatisfied')),
  outcome text check (outcome in ('satisfied', 'mostly', 'fair', 'unsatisfied'))
);
create index judgements_order on judgements (order_id, id);
create index judgements_report on judgements (report_id);
create trigger append_only before update or delete on judgements for each row execute function refuse_change();
create trigger append_only_whole before truncate on judgements for each statement execute function refuse_change();
