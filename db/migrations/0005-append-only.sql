create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger append_only before update or delete on asset_events for each row execute function refuse_change();
create trigger append_only before update or delete on order_events for each row execute function refuse_change();
create trigger append_only before update or delete on personal_data_looks for each row execute function refuse_change();
create trigger append_only_whole before truncate on asset_events for each statement execute function refuse_change();
create trigger append_only_whole before truncate on order_events for each statement execute function refuse_change();
create trigger append_only_whole before truncate on personal_data_looks for each statement execute function refuse_change();
