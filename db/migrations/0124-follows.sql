-- Who follows a neighbour's report instead of doubling it: a number of their own that leads to the incident, and nothing about the person.
create table follows (
  number text primary key,
  incident_id bigint not null references incidents,
  idempotency_key text not null unique,
  followed_at timestamptz not null
);
create index follows_incident on follows (incident_id);
