-- A difficult matter may be given more time, on approval; a hard one is taken up by those above, with a clock of its own.
alter table orders add column time_asked_at timestamptz;    -- asked for and not yet answered
alter table orders add column time_granted_at timestamptz;
alter table orders add column supervised_at timestamptz;
alter table deadlines drop constraint deadlines_clock_check;
alter table deadlines add constraint deadlines_clock_check check (clock in ('contact', 'close', 'hazard', 'supervise'));
alter table timers drop constraint timers_clock_check;
alter table timers add constraint timers_clock_check check (clock in ('contact', 'close', 'hazard', 'supervise'));
