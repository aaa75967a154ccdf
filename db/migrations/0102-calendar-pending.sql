-- A clock whose days reach a year that is not published has no end yet: calendar pending. It is computed when the year is loaded.
alter table deadlines alter column due_at drop not null;
-- Whether all that an order waits for is pending: its due_at is then no promise but the hour at which the calendar is looked for next.
alter table orders add column calendar_pending boolean not null default false;
alter table timers drop constraint timers_kind_check;
alter table timers add constraint timers_kind_check check (kind in ('warn', 'due', 'remind', 'call', 'look', 'resume', 'calendar'));

-- What was counted as the week goes for want of a calendar, and still runs, is pending now.
create temporary table provisional on commit drop as
  select d.id, d.order_id, d.clock, d.reason from deadlines d join orders o on o.id = d.order_id
  where d.reason ->> 'code' = 'deadline-provisional' and d.met_at is null and d.ended_at is null and o.state not in ('closed', 'void', 'merged');
update timers t set ended_at = now(), outcome = 'disarmed' from provisional p where t.order_id = p.order_id and t.clock = p.clock and t.ended_at is null;
update deadlines d set due_at = null, reason = jsonb_build_object('code', 'deadline-calendar-pending', 'params',
    jsonb_build_object('days', p.reason #> '{params,days}', 'year', coalesce(substring(p.reason #>> '{params,counted}' from '(\d{4})-\d\d-\d\d$'), '')))
  from provisional p where d.id = p.id;
insert into timers (order_id, kind, due_at, armed_at) select distinct order_id, 'calendar', now() + interval '1 day', now() from provisional;
update orders o set calendar_pending = true, due_at = now() + interval '1 day' where o.id in (select order_id from provisional)
  and not exists (select from deadlines d where d.order_id = o.id and d.met_at is null and d.ended_at is null and d.due_at is not null);
alter table deadlines add constraint deadlines_pending check ((due_at is null) = (reason ->> 'code' = 'deadline-calendar-pending'));

-- What is pending, found by the command that loads a year; and when the administrators were last told of it.
create index deadlines_pending_orders on deadlines (order_id) where due_at is null and met_at is null and ended_at is null;
create index order_events_calendar on order_events (at) where action = 'calendar_alarm';
insert into heard_actions (action) values ('calendar_alarm') on conflict do nothing;
