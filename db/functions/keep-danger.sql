-- What was once a danger stays one in the figures, also when it was made safe.
create or replace function keep_danger() returns trigger language plpgsql as $$
begin
  new.was_hazard := new.was_hazard or new.is_hazard;
  return new;
end $$;
create or replace trigger keep_danger before insert or update of is_hazard on orders for each row execute function keep_danger();
