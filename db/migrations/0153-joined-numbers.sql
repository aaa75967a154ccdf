-- Numbers that rows of a census bore and left to the asset they joined are that asset's from now on: in their 17 characters, counted with
-- what was adopted, so that minting passes them over; what another asset bears is none of them.
do $$ begin
  if exists (select from asset_aliases where reason = 'merged') then
    update asset_aliases l set reason = 'taken' where reason = 'merged' and exists (select from assets a where a.id = well_formed_number(l.number));
    update asset_aliases l set number = well_formed_number(l.number) where reason = 'merged' and well_formed_number(l.number) <> l.number
      and not exists (select from asset_aliases o where o.asset_id = l.asset_id and o.number = well_formed_number(l.number));
    insert into asset_serials as s (prefix, adopted)
      select left(number, 10), count(distinct number)::integer from asset_aliases l
      where reason = 'merged' and number = well_formed_number(number)
        and exists (select from places p where p.code = left(number, 6) and p.kind = 'district') and exists (select from asset_classes c where c.code = substr(number, 7, 4))
      group by 1 order by 1
      on conflict (prefix) do update set adopted = s.adopted + excluded.adopted;
  end if;
end $$;
