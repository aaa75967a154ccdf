-- Months of the scores that somebody asked for and that nobody had counted: a server's clockwork counts them, nobody's page waits.
create table score_months_wanted (
  month text not null check (month ~ '^\d{4}-\d\d$'),
  rule_version integer not null,
  asked_at timestamptz not null,
  primary key (month, rule_version)
);
