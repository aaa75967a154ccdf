import type { Pool } from '#db/pool.ts';
import { inTransaction } from '#db/pool.ts';
import { affected, oneRow, sql } from '#db/sql.ts';

/** What a city's table holds after a year of 1.2 million orders that take five working days: one in fifty is open. */
const standing = { orders: 1_200_000, openShare: 0.02 };

const countOrders = (pool: Pool) =>
  oneRow<{ orders: number; open: number }>(
    pool,
    sql`select count(*)::integer as orders, count(*) filter (where state not in ('closed', 'void', 'merged'))::integer as open from orders`,
  );

/**
 * Lays orders in the table by SQL: about assets drawn evenly, each with its incident, a report with its likeliest owner, its assignments; open ones with their events,
 * clocks and timers too, all due in weeks to come. Triggers sleep meanwhile; the spots that they would lay are laid at the end.
 * @returns how many there are, and how many of them are open
 */
export const layOrders = async (pool: Pool, orders = standing.orders): Promise<{ orders: number; open: number }> => {
  const before = await countOrders(pool);
  if (before.orders >= orders) return before; // laid by a run before
  await affected(pool, sql`create extension if not exists tsm_system_rows`);
  await inTransaction(pool, async (client) => {
    const run = (piece: ReturnType<typeof sql>) => affected(client, piece);
    await run(sql`set local session_replication_role = replica`);
    await run(sql`create temporary table laid on commit drop as
      select row_number() over () as n, a.* from (
        select s.id as asset_id, s.geom, s.district_code, s.street_code, s.address, coalesce(s.owner_id, u.id) as unit_id, u.id as centre_id
        from (select * from assets tablesample system_rows(${Math.min(orders, 100_000)})) s
          join units u on u.kind = 'centre' and u.place_code = s.street_code
        cross join generate_series(1, ${Math.ceil(orders / 50_000)}) copies) a limit ${orders}`);
    await run(sql`alter table laid add column opened_at timestamptz, add column is_open boolean, add column is_hazard boolean`);
    await run(sql`update laid set is_open = n % ${Math.round(1 / standing.openShare)}::integer = 0, is_hazard = n % 7 = 0,
      opened_at = now() - (case when n % ${Math.round(1 / standing.openShare)}::integer = 0 then (n % 10080) * interval '1 minute' else (n % 525000) * interval '1 minute' + interval '7 days' end)`);
    const first = sql`(select coalesce(max(id), 0) from incidents)`;
    await run(sql`alter table laid add column id bigint`);
    await run(sql`update laid set id = n + ${first}`);
    await run(sql`insert into incidents (id, problem_kind, asset_id, geom, district_code, street_code, address, is_hazard, opened_at) overriding system value
      select id, case when is_hazard then 'cover_missing' else 'cover_noisy' end, asset_id, geom, district_code, street_code, address, is_hazard, opened_at from laid`);
    await run(sql`insert into orders (id, incident_id, state, is_hazard, problem_kind, asset_id, district_code, street_code, unit_id, match_score, match_reasons,
        dispatch_reason, dispatch_path, due_at, opened_at, closed_at) overriding system value
      select id, id, case when not is_open then 'closed' else (array['dispatched', 'signed', 'contacted', 'in_progress', 'resolved'])[1 + (id / 50) % 5] end, is_hazard and is_open and (id / 50) % 5 < 4, case when is_hazard then 'cover_missing' else 'cover_noisy' end, asset_id,
        district_code, street_code, unit_id, 0.9, '[]', '{"code": "dispatch-matched", "params": {"percent": 90}}', array[unit_id], opened_at + interval '30 days', opened_at,
        case when not is_open then opened_at + interval '4 days' end from laid`);
    await run(sql`insert into reports (number, incident_id, channel, problem_kind, geom, accuracy_m, datum, text, someone_hurt, match_candidates, match_owners, match_seen, idempotency_key, body_hash, received_at)
      select 'B' || id, id, 'pin', case when is_hazard then 'cover_missing' else 'cover_noisy' end, geom, 10, 'WGS84', '井盖破损', false, '[]',
        jsonb_build_array(jsonb_build_object('unitId', case when n % 11 = 0 then (select min(u.id) from units u where u.kind = 'trade') else unit_id end, 'probability', 0.5 + (n % 50) / 100.0)), '{}', 'laid ' || id, '', opened_at from laid`);
    await run(sql`insert into assignments (order_id, unit_id, part, assigned_at, reason)
      select id, unit_id, 'accountable', opened_at, '{"code": "dispatch-matched", "params": {"percent": 90}}'::jsonb from laid
      union all select id, centre_id, 'informed', opened_at, '{"code": "informed-road"}'::jsonb from laid where centre_id <> unit_id`);
    await run(sql`insert into order_events (order_id, at, unit_id, action, from_state, to_state, details)
      select id, opened_at, unit_id, 'dispatch', 'dispatched', 'dispatched', '{}' from laid where is_open`);
    await run(
      sql`insert into deadlines (order_id, clock, started_at, due_at, reason) select id, 'close', opened_at, opened_at + interval '30 days', '{"code": "deadline-working-days", "params": {"days": 5, "counted": ""}}' from laid where is_open`,
    );
    await run(
      sql`insert into timers (order_id, kind, clock, step, due_at, armed_at) select id, 'due', 'close', 0, opened_at + interval '30 days', opened_at from laid where is_open`,
    );
    await run(
      sql`select setval(pg_get_serial_sequence('incidents', 'id'), (select max(id) from incidents)), setval(pg_get_serial_sequence('orders', 'id'), (select max(id) from orders))`,
    );
    await run(sql`insert into order_spots (order_id, world_x, world_y, is_hazard, district_code, street_code, units)
      select id, world_x(geom), world_y(geom), is_hazard, district_code, street_code, array[unit_id, centre_id] from laid where is_open`);
  });
  for (const table of ['incidents', 'orders', 'reports', 'assignments', 'order_events', 'order_spots', 'deadlines', 'timers'])
    await pool.query(`vacuum analyze ${table}`);
  return countOrders(pool);
};
