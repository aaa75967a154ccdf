-- Wells that nobody owns: a public notice, claims with evidence, and what was decided. Until then the keeper, the road's maintainer, is accountable.
create table ownership_notices (
  id bigint generated always as identity primary key,
  asset_id text not null references assets,
  keeper_id text not null references units,
  kept_before text references units,        -- who maintained it before; null: nobody, so that a notice taken back leaves it as it was
  opened_at timestamptz not null,
  ends_on date not null,                    -- the last day of the notice, city time
  note text,
  due_at timestamptz,                       -- its timer: the end of the notice, then each day on which claims wait for a decision
  outcome text check (outcome in ('confirmed', 'assigned', 'unowned', 'withdrawn')),
  settled_at timestamptz,
  owner_id text references units,           -- whose it was decided to be
  check ((outcome is null) = (settled_at is null)),
  check ((outcome is null) = (due_at is not null)),
  check (outcome in ('confirmed', 'assigned') = (owner_id is not null) or outcome is null)
);
create unique index ownership_notices_one_open on ownership_notices (asset_id) where outcome is null;
create index ownership_notices_asset on ownership_notices (asset_id);
create index ownership_notices_due on ownership_notices (due_at) where outcome is null;

create table ownership_claims (
  id bigint generated always as identity primary key,
  notice_id bigint not null references ownership_notices,
  unit_id text not null references units,
  person_id bigint not null references people,
  at timestamptz not null,
  note text not null,
  decided_at timestamptz,
  accepted boolean,
  check ((decided_at is null) = (accepted is null))
);
create unique index ownership_claims_once on ownership_claims (notice_id, unit_id) where accepted is null;
create index ownership_claims_notice on ownership_claims (notice_id);

-- Each step of a notice with its date, its person and its words.
create table ownership_steps (
  id bigint generated always as identity primary key,
  notice_id bigint not null references ownership_notices,
  at timestamptz not null,
  step text not null check (step in ('publish', 'claim', 'refuse', 'remind', 'confirm', 'assign', 'unowned', 'withdraw')),
  person_id bigint references people,       -- null: the clockwork
  unit_id text references units,
  note text
);
create index ownership_steps_notice on ownership_steps (notice_id, id);
create trigger append_only before update or delete on ownership_steps for each row execute function refuse_change();
create trigger append_only_whole before truncate on ownership_steps for each statement execute function refuse_change();

-- A claim's evidence.
alter table photos add column claim_id bigint references ownership_claims;
alter table photos add constraint photos_one_holder check (num_nonnulls(report_id, order_id, claim_id) <= 1);
create index photos_claim on photos (claim_id) where claim_id is not null;
drop index photos_orphans;
create index photos_orphans on photos (uploaded_at) where report_id is null and order_id is null and claim_id is null;
