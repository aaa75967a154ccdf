-- Whose case of liability it is now, and who has an order from a denial or an on-site meeting, is told of it.
insert into heard_actions (action) select unnest(array['succeed_case', 'decide_docket', 'return']) on conflict do nothing;

-- Who chose by what channels they are told of bills is told of the cases that come to their unit by the same.
insert into notice_choices (person_id, kind, channels) select person_id, 'case-yours', channels from notice_choices where kind = 'billed' on conflict do nothing;
