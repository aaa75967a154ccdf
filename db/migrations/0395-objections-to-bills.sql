-- Who is asked to pay says in the program what they dispute: the last word stands with the case, each one in the order's story.
alter table liability_cases
  add column objected_at timestamptz,
  add column objected_by bigint references people,
  add column objection text,
  add constraint liability_cases_objected check ((objected_at is null) = (objection is null) and (objected_at is null) = (objected_by is null)),
  add constraint liability_cases_objected_once_billed check (objected_at is null or billed_at is not null);

-- Cases that wait to be settled are found among all orders, closed ones too.
create index liability_cases_unsettled on liability_cases (order_id) where settled_at is null;

-- Who waits for an answer, or has an order in their hands again, hears of it: pauses as well as more time, what was handed on, what was not solved, bills.
insert into heard_actions (action)
select unnest(array['ask_pause', 'grant_pause', 'refuse_pause', 'resume', 'hand_up', 'hand_down', 'hand_across', 'not_solved', 'reopen', 'bill', 'object', 'settle'])
on conflict do nothing;
