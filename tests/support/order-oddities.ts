import type { Pool } from '#db/pool.ts';
import { statesTaking } from '#domain/merge-incident.ts';

/**
 * What must not be so of any order, beside the invariant: a clock that nobody is reminded of or a reminder of none, a caller waited for whom nobody can call, a danger without its clock, a
 * request without one, somebody called to what is no danger, an answer of what is not answered, two of one asset and matter of which nobody is asked,
 * an asset that was merged, or is not its incident’s. Each names the order and its state.
 */
const oddities = `
with o as (select * from orders where state not in ('closed', 'void', 'merged')),
  d as (select d.* from deadlines d join o on o.id = d.order_id where d.ended_at is null and d.met_at is null),
  t as (select t.* from timers t join o on o.id = t.order_id where t.ended_at is null),
  -- As domain/merge-incident.ts tells matters apart; what is done takes no further report, and is asked of once it goes on.
  w as (select o.*, case when k.asset_status in ('missing', 'damaged') then 'broken' else k.code end as matter
    from o join problem_kinds k on k.code = o.problem_kind where o.state in (${statesTaking(true)
      .map((state) => `'${state}'`)
      .join(', ')})),
  odd as (
    select 'a clock of which nobody is reminded: ' || d.clock as what, o.id, o.state from d join o on o.id = d.order_id
      where d.due_at is not null and (o.state <> 'paused' or d.clock = 'contact') and not (d.clock = 'contact' and o.state in ('resolved', 'checked', 'called_back'))
        and not exists (select from t where t.order_id = d.order_id and t.clock = d.clock and t.kind in ('due', 'remind'))
    union all select 'waits for a caller who was erased', o.id, o.state from d join o on o.id = d.order_id
      where d.clock = 'contact' and exists (select from report_contacts e where e.report_id = d.report_id and e.erased_at is not null)
    union all select 'a reminder of no clock: ' || t.clock, o.id, o.state from t join o on o.id = t.order_id
      where t.clock is not null and not exists (select from d where d.order_id = t.order_id and d.clock = t.clock)
    union all select 'reminded of a contact that nobody can make', o.id, o.state from o join t on t.order_id = o.id
      where t.clock = 'contact' and o.state in ('resolved', 'checked', 'called_back')
    union all select 'reminded of though it is over', x.id, x.state from orders x
      where x.state in ('closed', 'void', 'merged') and exists (select from timers w where w.order_id = x.id and w.ended_at is null)
    union all select 'a danger without the clock of it', id, state from o
      where is_hazard and not exists (select from d where d.order_id = o.id and d.clock = case when o.arrived_at is null then 'hazard' else 'secure' end)
    union all select 'the clock of a danger that is none', id, state from o
      where exists (select from d where d.order_id = o.id and (d.clock = 'hazard' and (not o.is_hazard or o.arrived_at is not null) or d.clock = 'secure' and not o.is_hazard))
    union all select 'a danger that is paused, or was made safe', id, state from o where is_hazard and (state = 'paused' or secured_at is not null)
    union all select 'asked for without a clock', id, state from o
      where coalesce(time_asked_at, pause_asked_at) is not null and not exists (select from d where d.order_id = o.id and d.clock = 'request')
    union all select 'a clock of what nobody asked for', id, state from o
      where coalesce(time_asked_at, pause_asked_at) is null and exists (select from d where d.order_id = o.id and d.clock = 'request')
    union all select 'supervised without a clock', id, state from o
      where supervised_at is not null and state in ('dispatched', 'signed', 'contacted', 'in_progress') and not exists (select from d where d.order_id = o.id and d.clock = 'supervise')
    union all select 'a fallback of no danger', x.id, x.state from orders x
      where (not x.is_hazard or x.state in ('closed', 'void', 'merged')) and exists (select from assignments a where a.order_id = x.id and a.part = 'fallback' and a.ended_at is null)
    union all select 'somebody called to no danger', x.id, x.state from orders x
      where (not x.is_hazard or x.arrived_at is not null or x.state in ('closed', 'void', 'merged')) and exists (select from calls c where c.order_id = x.id and c.ended_at is null)
    union all select 'called, and nobody waits for the answer', id, state from o
      where exists (select from calls c where c.order_id = o.id and c.ended_at is null) and not exists (select from t where t.order_id = o.id and t.kind = 'call')
    union all select 'answered and not done', id, state from o where state in ('dispatched', 'signed', 'contacted') and (reply is not null or repaired_at is not null)
    union all select 'not at its place in the queue', id, state from o
      where state <> 'paused' and not calendar_pending and due_at <> (select min(d.due_at) from d where d.order_id = o.id and not (d.clock = 'contact' and o.state in ('resolved', 'checked', 'called_back')))
    union all select 'of one asset and matter with ' || b.id || ', and nobody is asked whether they are one', a.id, a.state
      from w a join w b on b.asset_id = a.asset_id and b.matter = a.matter and b.id > a.id
      where not exists (select from join_offers f where f.order_id = a.id and f.other_order_id = b.id or f.order_id = b.id and f.other_order_id = a.id)
    union all select 'about another asset than its incident', o.id, o.state from o join incidents i on i.id = o.incident_id where i.asset_id is distinct from o.asset_id
    union all select 'about ' || m.id || ', which was merged', o.id, o.state from o join assets m on m.id = o.asset_id where m.merged_into is not null
    union all select 'the instants of its state', id, state from orders
      where (state = 'paused') <> (paused_at is not null) or (state in ('closed', 'void', 'merged')) <> (closed_at is not null))
select what || ' (order ' || id || ', ' || state || ')' as odd from odd order by 1 limit 20`;

/** What is odd of the orders there are; nothing, where all is well. */
export const listOddities = async (pool: Pool): Promise<string[]> => (await pool.query<{ odd: string }>(oddities)).rows.map(({ odd }) => odd);
