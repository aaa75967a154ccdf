-- What follows the first dispatch is part of a version as its rows are: who is told of what is late, and who acts after a denial. Versions of
-- before did what stood in the program then: the default (domain/after-rules.ts, standardAfter).
alter table rule_sets add column after jsonb not null default '{
  "denial": {"mostDenials": 2, "leastPercent": 20, "fallsTo": "street", "decides": "district"},
  "escalation": {
    "hazard": {"tell": ["street", "district", "city"], "everyHours": 1},
    "secure": {"tell": ["street", "district", "city"], "everyHours": 1},
    "contact": {"tell": ["street", "district", "city"], "everyHours": 24},
    "close": {"tell": ["street", "district", "city"], "everyHours": 24},
    "supervise": {"tell": ["street", "district", "city"], "everyHours": 24},
    "request": {"tell": ["street", "district", "city"], "everyHours": 24},
    "recheck": {"tell": ["street", "district", "city"], "everyHours": 24}
  }
}';
