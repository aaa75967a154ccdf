import type { Pool } from '#db/pool.ts';
import { affected, sql } from '#db/sql.ts';
import { aPerson, aWell } from '../support/builders.ts';

/** Wells along the border of two streets, close enough to be merged, and people of every level and trade. */
export const layGround = async (pool: Pool): Promise<void> => {
  const owners = ['power', 'water', 'telecom', 'drainage', null];
  for (let i = 0; i < 40; i += 1)
    await aWell(pool, { lon: 120.0171 + i * 0.00015, lat: 30.0101, ownerId: owners[i % owners.length] ?? null, classCode: i % 2 === 0 ? '0105' : '0107' });
  await affected(
    pool,
    sql`insert into units (id, kind, level, place_code, name, name_en, parent_id, words) values ('power-west', 'trade', 'trade', '990101', '电力西区班', 'Power West', 'power', '{}')`,
  );
  for (const [username, role, scope] of [
    ['dispatcher-hekou', 'dispatcher', { placeCode: '990101002' }],
    ['leader-city', 'leader', { placeCode: '990000' }],
    ['crew-water', 'crew', { unitId: 'water' }],
    ['crew-telecom', 'crew', { unitId: 'telecom' }],
    ['clerk-drainage', 'clerk', { unitId: 'drainage' }],
    ['clerk-greening', 'clerk', { unitId: 'greening-990101' }],
    ['clerk-power-west', 'clerk', { unitId: 'power-west' }],
    ['crew-hekou', 'crew', { unitId: 'centre-990101002' }],
  ] as const)
    await aPerson(pool, username, [{ role, ...scope }]);
};

/** What is due in hours or days falls due within seconds here, now and then. Callers' own ends are told apart by their instants and stay. */
export const quicken = (pool: Pool) =>
  affected(
    pool,
    sql`create function quicken_some() returns trigger language plpgsql as $$
        begin
          if new.clock is distinct from 'contact' and random() < (case when new.kind in ('call', 'look', 'resume') then 0.8 else 0.3 end) then
            new.due_at := least(new.due_at, clock_timestamp() + random() * interval '5 seconds');
          end if;
          return new;
        end $$;
        create trigger quicken_some before insert on timers for each row execute function quicken_some();`,
  );
