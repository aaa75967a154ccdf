-- Callers' names, telephones and words are erased on time; what happened and what was counted stays.
alter table reports add column erased_at timestamptz;
alter table orders add column erased_at timestamptz;
create index orders_unerased on orders (closed_at) where closed_at is not null and (erased_at is null or erased_at < closed_at);

-- History stays append-only but for this: what a person wrote in it may be taken out, once and for good.
create function refuse_change_but_erasure() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.note is null and to_jsonb(new) - 'note' = to_jsonb(old) - 'note' then
    return new;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
drop trigger append_only on order_events;
create trigger append_only before update or delete on order_events for each row execute function refuse_change_but_erasure();

create index personal_data_looks_person on personal_data_looks (person_id, id);
