-- Who has a stream of changes open is asked again at once who they are: a role, a session or a token that was lost opens nothing more. The
-- argument names the column that holds the person.
create or replace function tell_person_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('order_changed', json_build_object('person', to_jsonb(coalesce(old, new)) ->> tg_argv[0])::text);
  return null;
end $$;
create or replace trigger tell_person_changed after insert or update or delete on person_roles for each row execute function tell_person_changed('person_id');
create or replace trigger tell_person_changed after update of active, totp_confirmed_at on people for each row execute function tell_person_changed('id');
create or replace trigger tell_person_changed after delete on sessions for each row execute function tell_person_changed('person_id');
create or replace trigger tell_person_changed after update of revoked_at or delete on api_tokens for each row execute function tell_person_changed('person_id');
