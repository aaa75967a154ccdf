-- Where a person last said by an act that they are (at an order's place, or making one safe): the last one alone, so that nobody's way can be read from it.
create table last_positions (
  person_id bigint primary key references people,
  at timestamptz not null,
  geom geometry(Point, 4326) not null,
  unit_id text not null references units,   -- for which they were there
  order_id bigint not null references orders
);
