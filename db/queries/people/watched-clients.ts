import type { WatchState } from '#domain/harvest.ts';
import { affected, type Connection, rows, sql } from '../../sql.ts';

export interface WatchedRow {
  readonly client: string;
  readonly state: WatchState;
  /** How often it was written. */
  readonly version: number;
}

export const listWatchedClients = (connection: Connection, clients: readonly string[]): Promise<WatchedRow[]> =>
  rows(connection, sql`select client, state, version from watched_clients where client = any(${clients}) and state is not null`);

/**
 * Writes states that each stand on the version before; whoever was written by another server meanwhile is left alone. In one order,
 * so that no two servers wait for each other. The commit does not wait for the disk: a crash forgets a fraction of a second of look-ups,
 * and a look-up would else wait some 20 ms for it.
 * @returns the clients that were written
 */
export const saveWatchedClients = async (connection: Connection, saved: readonly WatchedRow[], now: string): Promise<Set<string>> => {
  const [clients, states, versions] = [saved.map((s) => s.client), saved.map((s) => JSON.stringify(s.state)), saved.map((s) => s.version)];
  const written = await rows<{ client: string }>(
    connection,
    sql`with soft as (select set_config('synchronous_commit', 'off', true))
        insert into watched_clients as w (client, state, version, stopped_until, changed_at)
        select n.client, n.state, n.version, to_timestamp(nullif((n.state ->> 'stoppedUntil')::float8, 0) / 1000), ${now}
        from unnest(${clients}::text[], ${states}::jsonb[], ${versions}::integer[]) as n (client, state, version) cross join soft order by n.client
        on conflict (client) do update
          set state = excluded.state, version = excluded.version, stopped_until = excluded.stopped_until, changed_at = excluded.changed_at
          where w.version = excluded.version - 1
        returning client`,
  );
  return new Set(written.map(({ client }) => client));
};

/** How many clients are stopped at `now`, by what they are: address, network, person. */
export const countStoppedClients = (connection: Connection, now: string): Promise<{ watched: string; stopped: number }[]> =>
  rows(
    connection,
    sql`select split_part(client, ' ', 1) as watched, count(*)::integer as stopped from watched_clients where stopped_until > ${now} group by 1 order by 1`,
  );

/** Forgets who was not seen since an instant. */
export const deleteWatchedClients = (connection: Connection, before: string): Promise<number> =>
  affected(connection, sql`delete from watched_clients where changed_at < ${before}`);
