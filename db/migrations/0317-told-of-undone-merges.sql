-- Who is on the way to a danger that became part of another order is told whether they go on; who has a bill of a merge that was undone, that it is to be settled.
insert into heard_actions (action) select unnest(array['call_on', 'stand_down', 'keep_case']) on conflict do nothing;

-- By the channels that they chose for the call itself, and for bills.
insert into notice_choices (person_id, kind, channels)
  select person_id, told.kind, channels from notice_choices c join (values ('danger-call', 'call-moved'), ('danger-call', 'call-off'), ('billed', 'case-left')) told (like_kind, kind)
    on told.like_kind = c.kind on conflict do nothing;
