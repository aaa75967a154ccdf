-- By which rules of the city the derived hazards of all assets stand, or are being put right, and up to which number that is done: a round goes
-- on where a killed server left it. `began_at` null: its second pass waits; see api/derive-hazards.ts.
create table hazard_rounds (
  only_one boolean primary key default true check (only_one),
  rules jsonb not null,
  seen_at timestamptz not null,
  began_at timestamptz,
  is_last boolean not null,
  upto text not null default '',
  done_at timestamptz,
  check (began_at is not null or (not is_last and done_at is null))
);
