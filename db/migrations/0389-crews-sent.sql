-- A unit hands its part in an order to one of its people by name: it stands first in that person's list. The part ends with the assignment, and
-- whoever gets the order next sends their own.
alter table assignments
  add column crew_id bigint references people,
  add column crew_sent_at timestamptz,
  add constraint assignments_crew_check check ((crew_id is null) = (crew_sent_at is null));
comment on column assignments.crew_id is 'Who of the unit was sent; null: nobody by name, all of its people see it alike';
create index assignments_crew on assignments (crew_id) where crew_id is not null and ended_at is null;

-- Who is sent is told.
insert into heard_actions (action) values ('send_crew') on conflict do nothing;
