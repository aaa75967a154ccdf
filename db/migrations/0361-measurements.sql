-- What a crew measured of a well, offered to the registry until somebody who may change the well adopts it or says no.
-- It belongs to the order's asset, whichever that is by now; the order's story keeps it as it was said.
create table measurements (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders,
  at timestamptz not null,
  person_id bigint references people,
  taken jsonb not null,
  answered_at timestamptz,
  answered_by bigint references people,
  adopted boolean,
  check ((answered_at is null) = (answered_by is null) and (answered_at is null) = (adopted is null))
);
create index measurements_waiting on measurements (order_id) where answered_at is null;
