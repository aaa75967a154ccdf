-- Scores of a city with many orders are told of sums that the clockwork counted: reading a year's 1.2 million orders anew takes far too long.
create table score_months (
  month text not null check (month ~ '^\d{4}-\d\d$'),
  rule_version integer not null,
  counted_at timestamptz not null,
  primary key (month, rule_version)
);
-- Of a unit at a place; cases and how well they went in the order of the rule's measures.
create table score_sums (
  month text not null,
  rule_version integer not null,
  unit_id text not null,
  district_code text not null,
  street_code text not null,
  orders integer not null,
  cases integer[] not null,
  good double precision[] not null,
  primary key (month, rule_version, unit_id, street_code, district_code),
  foreign key (month, rule_version) references score_months on delete cascade
);
create table score_totals (
  month text not null,
  rule_version integer not null,
  district_code text not null,
  street_code text not null,
  what text not null,
  key text not null,
  count integer not null,
  primary key (month, rule_version, street_code, what, key, district_code),
  foreign key (month, rule_version) references score_months on delete cascade
);
