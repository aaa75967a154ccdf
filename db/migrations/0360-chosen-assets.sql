-- A person may say that another asset is the one an order is about: since when, who said so, and to whom the rules would have sent it then.
alter table orders
  add column asset_chosen_at timestamptz,
  add column asset_chosen_by bigint references people,
  add column chosen_unit_id text references units,
  add constraint orders_asset_chosen check ((asset_chosen_at is null) = (asset_chosen_by is null) and (asset_chosen_at is not null or chosen_unit_id is null));

-- Who has the order hears that it is about another place than they thought.
insert into heard_actions (action) values ('choose_asset') on conflict do nothing;
