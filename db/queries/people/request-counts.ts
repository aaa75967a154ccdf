import { affected, type Connection, rows, sql } from '../../sql.ts';

export interface Counted {
  readonly key: string;
  /** When its window began, ms. */
  readonly startMs: number;
  readonly count: number;
}

/**
 * Adds what one server counted to what all counted; a window that is over begins anew with it. In one order, so that no two servers wait for
 * each other; the commit does not wait for the disk.
 * @returns what all servers have counted by now
 */
export const addCounts = (connection: Connection, added: readonly Counted[], windowMs: number): Promise<Counted[]> =>
  rows(
    connection,
    sql`with soft as (select set_config('synchronous_commit', 'off', true))
        insert into request_counts as c (counted, started_at, count)
        select n.key, to_timestamp(n.start_ms / 1000), n.count
        from unnest(${added.map(({ key }) => key)}::text[], ${added.map(({ startMs }) => startMs)}::float8[], ${added.map(({ count }) => count)}::integer[]) as n (key, start_ms, count)
        cross join soft order by n.key
        on conflict (counted) do update
          set started_at = case when c.started_at + ${windowMs} * interval '1 ms' <= excluded.started_at then excluded.started_at else c.started_at end,
            count = excluded.count + case when c.started_at + ${windowMs} * interval '1 ms' <= excluded.started_at then 0 else c.count end
        returning counted as key, (extract(epoch from started_at) * 1000)::float8 as start_ms, count`,
  );

/** Forgets windows that are long over. */
export const deleteOldCounts = (connection: Connection, before: string): Promise<number> =>
  affected(connection, sql`delete from request_counts where started_at < ${before}`);
