-- A case that nobody billed is closed by a centre, with a reason and without money. (Where words were erased a case may have no outcome left to check.)
alter table liability_cases drop constraint liability_cases_outcome_check;
alter table liability_cases add constraint liability_cases_outcome_check check (outcome in ('paid', 'shared', 'waived', 'unbilled'));
alter table liability_cases add constraint liability_cases_unbilled check (outcome is distinct from 'unbilled' or bill_fen is null);

-- That a case was settled is a kind of notice of its own: who chose by what channels they are told of bills is told of it by the same, and what was told so far is called what it was.
insert into notice_choices (person_id, kind, channels) select person_id, 'settled', channels from notice_choices where kind = 'billed' on conflict do nothing;
update notices n set kind = 'settled' from order_events e where n.kind = 'billed' and e.id = n.event_id and e.action = 'settle';
insert into heard_actions (action) values ('settle') on conflict do nothing;
