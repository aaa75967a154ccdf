import type { Pool } from '#db/pool.ts';
import { rows, type Sql, sql } from '#db/sql.ts';

/** As much of what a row keeps as says what was done. */
const kept = sql`left(jsonb_strip_nulls(x.row)::text, 900)`;

const tell = async (pool: Pool, piece: Sql): Promise<string[]> => (await rows<{ line: string }>(pool, piece)).map(({ line }) => `    ${line}`);

/** All that is known of some wells: their events in the order in which they were written, and their versions. */
export const tellWells = (pool: Pool, wellIds: readonly string[]): Promise<string[]> =>
  tell(
    pool,
    sql`with told as (
          select e.asset_id as well, e.at, e.id, 'event ' || e.action || ' of ' || e.source || ', version ' || coalesce(e.version::text, '?') as what,
            e.changes || jsonb_build_object('note', e.note, 'order', e.order_id, 'import', e.import_id) as row from asset_events e
          union all select v.asset_id, v.valid_to, null, 'version ' || v.version || ' ends', '{}' from asset_versions v)
        select 'well ' || x.well || ' ' || to_char(x.at, 'HH24:MI:SS.MS') || ' ' || x.what || ' ' || ${kept} as line from told x where x.well = any(${[...wellIds]}::text[])
        order by x.well, x.at, x.id nulls last`,
  );

/**
 * All that is known of some orders, line by line in the order in which it came about: their steps, clocks, timers, calls and reports, and what became of their
 * assets. What a storm finds odd is explained from here: it is told at the first look, since it may be gone by the next.
 */
export const tellStories = (pool: Pool, orderIds: readonly string[]): Promise<string[]> =>
  tell(
    pool,
    sql`with o as (select * from orders where id = any(${[...orderIds]}::bigint[])),
        wells as (select asset_id as id from o union select e.details ->> 'insteadOf' from order_events e join o on o.id = e.order_id where e.details ? 'insteadOf'),
        told as (
          select clock_timestamp() as at, 0 as id, 'order ' || o.id || ' now' as what, jsonb_build_object('state', o.state, 'asset', o.asset_id, 'unit', o.unit_id, 'version', o.version) as row from o
          union all select e.at, e.id, 'order ' || e.order_id || ' ' || e.action || ' ' || coalesce(e.from_state, '') || '>' || e.to_state, e.details || jsonb_build_object('unit', e.unit_id)
            from order_events e join o on o.id = e.order_id
          union all select d.started_at, d.id, 'order ' || d.order_id || ' clock ' || d.clock, to_jsonb(d) - 'reason' from deadlines d join o on o.id = d.order_id
          union all select t.armed_at, t.id, 'order ' || t.order_id || ' timer ' || t.kind || ' ' || coalesce(t.clock, ''), to_jsonb(t) from timers t join o on o.id = t.order_id
          union all select c.called_at, c.id, 'order ' || c.order_id || ' call', to_jsonb(c) from calls c join o on o.id = c.order_id
          union all select f.offered_at, f.id, 'order ' || f.order_id || ' offer', to_jsonb(f) - 'reasons' from join_offers f join o on o.id in (f.order_id, f.other_order_id)
          union all select r.received_at, r.id, 'order ' || o.id || ' report', jsonb_build_object('id', r.id, 'channel', r.channel, 'kind', r.problem_kind, 'plate', r.plate, 'picked', r.picked_asset_id)
            from reports r join o on o.incident_id = r.incident_id
          union all select e.at, e.id, 'well ' || e.asset_id || ' ' || e.action, e.changes from asset_events e
            where e.asset_id in (select id from wells) or exists (select from wells where e.changes -> 'number' @> to_jsonb(wells.id)))
        select to_char(x.at, 'HH24:MI:SS.MS') || ' ' || x.what || ' ' || ${kept} as line from told x order by x.at, x.id`,
  );
