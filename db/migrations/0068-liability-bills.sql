-- The fallback's bill, and how the case was settled. Money in fen: no rounding.
alter table liability_cases add column bill_fen bigint check (bill_fen > 0);
alter table liability_cases add column bill_note text;
alter table liability_cases add column billed_at timestamptz;
alter table liability_cases add column billed_by bigint references people;
alter table liability_cases add column settled_by bigint references people;
alter table liability_cases add column outcome text check (outcome in ('paid', 'shared', 'waived'));
alter table liability_cases add constraint liability_cases_billed check ((bill_fen is null) = (billed_at is null));
alter table liability_cases add constraint liability_cases_settled check ((settled_at is null) = (outcome is null)) not valid;
