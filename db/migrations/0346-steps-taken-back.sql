-- Steps are taken back one after the other, the last one first: each keeps what stood before it as long as nothing else followed.
alter table last_acts add column standing_event_id bigint;
update last_acts set standing_event_id = event_id;
alter table last_acts alter column standing_event_id set not null,
  drop constraint last_acts_pkey,
  add primary key (order_id, event_id),
  add foreign key (standing_event_id) references order_events;
comment on column last_acts.standing_event_id is
  'The order''s last event as long as nothing followed the act: its own, or that of the later step which was taken back again; so too its version';
