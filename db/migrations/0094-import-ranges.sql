-- Ranges of numbers that a checked import leaves scarce, or would run full: what its dry run warns of, as domain/contract/imports.ts says.
alter table imports add column ranges jsonb not null default '[]';
