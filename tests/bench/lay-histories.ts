import type { Pool } from '#db/pool.ts';
import { inTransaction } from '#db/pool.ts';
import { affected, oneRow, sql } from '#db/sql.ts';

const piece = 200_000;

/**
 * Gives the closed orders that were laid what a score is made of: they were signed, contacted, resolved and closed, some late; one in fifty was
 * denied, one in five judged, one in thirty done twice; each clock was met or missed. Triggers sleep meanwhile.
 */
export const layHistories = async (pool: Pool): Promise<void> => {
  const { from, to } = await oneRow<{ from: number; to: number }>(
    pool,
    sql`select coalesce(min(o.id), 0)::float8 as from, coalesce(max(o.id), -1)::float8 as to from orders o
        where o.state = 'closed' and o.closed_at = o.opened_at + interval '4 days' and not exists (select from order_events e where e.order_id = o.id)`,
  );
  for (let first = from; first <= to; first += piece)
    await inTransaction(pool, async (client) => {
      const run = (part: ReturnType<typeof sql>) => affected(client, part);
      await run(sql`set local session_replication_role = replica`);
      await run(sql`create temporary table past on commit drop as select o.id, o.unit_id, o.asset_id, o.opened_at, r.id as report_id, r.problem_kind = 'cover_missing' as was_hazard,
            o.opened_at + make_interval(hours => case when o.id % 9 = 0 then 30 else 3 end) as signed_at, o.opened_at + make_interval(hours => case when o.id % 7 = 0 then 40 else 6 end) as contacted_at,
            o.opened_at + interval '3 days' as resolved_at, o.closed_at, o.opened_at + make_interval(days => case when o.id % 11 = 0 then 3 else 5 end) as close_due
          from orders o join reports r on r.incident_id = o.incident_id
          where o.id >= ${first} and o.id < ${first + piece} and o.state = 'closed' and o.closed_at = o.opened_at + interval '4 days'`);
      await run(sql`insert into order_events (order_id, at, unit_id, action, from_state, to_state, details)
          select p.id, e.at, p.unit_id, e.action, e.was, e.became, '{}' from past p, lateral (values (p.opened_at, 'dispatch', 'dispatched', 'dispatched'), (p.signed_at, 'sign', 'dispatched', 'signed'),
            (p.contacted_at, 'contact', 'signed', 'contacted'), (p.resolved_at, 'resolve', 'contacted', 'resolved'),
            (case when p.id % 30 = 0 then p.resolved_at + interval '1 hour' end, 'rework', 'resolved', 'in_progress'), (p.closed_at, 'close', 'resolved', 'closed')) e (at, action, was, became)
          where e.at is not null order by p.id, e.at`);
      await run(sql`insert into deadlines (order_id, report_id, clock, started_at, due_at, met_at, reason)
          select p.id, d.report_id, d.clock, p.opened_at, d.due_at, d.met_at, '{"code": "deadline-working-days", "params": {"days": 5, "counted": ""}}'
          from past p, lateral (values ('close', null::bigint, p.close_due, p.closed_at), ('contact', p.report_id, p.opened_at + interval '1 day', p.contacted_at),
            ('hazard', null, case when p.was_hazard then p.opened_at + interval '2 hours' end, p.opened_at + make_interval(mins => case when p.id % 13 = 0 then 150 else 50 end)))
            d (clock, report_id, due_at, met_at) where d.due_at is not null`);
      await run(sql`insert into denials (order_id, unit_id, asset_id, person_id, at, note, decided_at, upheld)
          select id, unit_id, asset_id, (select coalesce(min(id), 0) from people), signed_at, '不属我单位', resolved_at, id % 3 > 0 from past where id % 50 = 7`);
      await run(sql`insert into judgements (order_id, report_id, at, solved, speed, manner, outcome)
          select id, report_id, closed_at, id % 10 > 0, (array['satisfied', 'mostly', 'fair', 'unsatisfied'])[1 + id % 4], 'satisfied', case when id % 10 > 0 then 'satisfied' else 'unsatisfied' end
          from past where id % 5 = 0`);
    });
  for (const table of ['order_events', 'deadlines', 'denials', 'judgements']) await pool.query(`vacuum analyze ${table}`);
};
