-- What one shift told the next, and what a fallback asked for its costs, may name callers too.
create index handovers_words on handovers (at) where note <> '';
-- A case that was settled before outcomes were kept has none, and its words are erased all the same.
alter table liability_cases drop constraint liability_cases_settled;
alter table liability_cases add constraint liability_cases_settled check ((settled_at is null) = (outcome is null) or (outcome is null and settlement = '')) not valid;
