-- Units that ended by which an import's rows name those that stand for them today, as its check read them: domain/contract/imports.ts says what is told.
alter table imports add column followed jsonb not null default '[]';
