-- How long before its end a clock warns, and who is told beside who holds the order, is part of a version as well. Versions of before keep what
-- stood in the program then (domain/after-rules.ts, standardAfter); so does one that says nothing.
alter table rule_sets disable trigger switched_on_stays;
update rule_sets set after = after || '{
  "warnings": {
    "hazard": {"minutes": 30, "tell": []},
    "secure": {"minutes": 30, "tell": []},
    "contact": {"minutes": 240, "tell": []},
    "close": {"minutes": 1440, "tell": []},
    "supervise": {"minutes": 1440, "tell": []},
    "request": {"minutes": 240, "tell": []},
    "recheck": {"minutes": 1440, "tell": []}
  }
}';
alter table rule_sets enable trigger switched_on_stays;
alter table rule_sets alter column after set default '{
  "denial": {"mostDenials": 2, "leastPercent": 20, "fallsTo": "street", "decides": "district"},
  "escalation": {
    "hazard": {"tell": ["street", "district", "city"], "everyHours": 1},
    "secure": {"tell": ["street", "district", "city"], "everyHours": 1},
    "contact": {"tell": ["street", "district", "city"], "everyHours": 24},
    "close": {"tell": ["street", "district", "city"], "everyHours": 24},
    "supervise": {"tell": ["street", "district", "city"], "everyHours": 24},
    "request": {"tell": ["street", "district", "city"], "everyHours": 24},
    "recheck": {"tell": ["street", "district", "city"], "everyHours": 24}
  },
  "warnings": {
    "hazard": {"minutes": 30, "tell": []},
    "secure": {"minutes": 30, "tell": []},
    "contact": {"minutes": 240, "tell": []},
    "close": {"minutes": 1440, "tell": []},
    "supervise": {"minutes": 1440, "tell": []},
    "request": {"minutes": 240, "tell": []},
    "recheck": {"minutes": 1440, "tell": []}
  }
}';

-- A version whose time has not come can be taken back: its number stays its own, and it never holds.
alter table rule_sets add column withdrawn_at timestamptz, add column withdrawn_by bigint references people,
  add check ((withdrawn_at is null) = (withdrawn_by is null)),
  add check (withdrawn_at is null or (version is not null and withdrawn_at < effective_at));
create or replace function refuse_switched_on() returns trigger language plpgsql as $$
begin
  if old.version is not null and not (
    tg_op = 'UPDATE' and old.withdrawn_at is null and to_jsonb(new) - 'withdrawn_at' - 'withdrawn_by' = to_jsonb(old) - 'withdrawn_at' - 'withdrawn_by'
  ) then
    raise exception 'a rule set that was switched on is not changed' using errcode = 'integrity_constraint_violation';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
drop index rule_sets_effective;
create index rule_sets_effective on rule_sets (effective_at desc, version desc) where version is not null and withdrawn_at is null;
