-- A person is told of a step of a public notice (a claim that waits for their decision, what was decided of their own) as of an order's event.
alter table notices
  alter column event_id drop not null,
  alter column order_id drop not null,
  add column step_id bigint references ownership_steps (id),
  add constraint notices_about check ((event_id is null) = (order_id is null) and (event_id is null) <> (step_id is null)),
  add constraint notices_person_id_step_id_kind_key unique (person_id, step_id, kind);
