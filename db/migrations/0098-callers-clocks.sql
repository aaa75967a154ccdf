-- Each caller's own contact clock: a deadline of `contact` belongs to one report.
alter table deadlines add column report_id bigint references reports check (report_id is null or clock = 'contact');
drop index deadlines_one_running;
create unique index deadlines_one_running on deadlines (order_id, clock, coalesce(report_id, 0)) where ended_at is null;
create index deadlines_report on deadlines (report_id) where report_id is not null;

-- What ran for all callers of an order together is its first caller's; of open orders each further one has the same.
update deadlines d set report_id = first.id
from (select o.id as order_id, min(r.id) as id from orders o join reports r on r.incident_id = o.incident_id join report_contacts c on c.report_id = r.id group by o.id) first
where d.clock = 'contact' and first.order_id = d.order_id;
insert into deadlines (order_id, clock, started_at, due_at, reason, met_at, report_id)
select d.order_id, d.clock, d.started_at, d.due_at, d.reason, d.met_at, r.id
from deadlines d join orders o on o.id = d.order_id join reports r on r.incident_id = o.incident_id and r.id <> d.report_id join report_contacts c on c.report_id = r.id and c.erased_at is null
where d.clock = 'contact' and d.ended_at is null and o.state not in ('closed', 'void', 'merged');

-- Callers who are due at one instant share its timer; another instant has its own. The reminders of all that is late are one.
drop index timers_one_armed;
create unique index timers_one_armed on timers (order_id, kind, coalesce(clock, '')) where ended_at is null and (clock is distinct from 'contact' or kind = 'remind');
create unique index timers_one_contact on timers (order_id, kind, due_at) where ended_at is null and clock = 'contact' and kind <> 'remind';
