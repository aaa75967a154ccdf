-- Orders of a demo city's past: drawn by a stated model (docs/past.md), and said to be so wherever they are shown.
alter table orders add column made_up boolean not null default false;
