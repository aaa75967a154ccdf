import type { Pool } from '#db/pool.ts';
import { listBreaches } from '#db/queries/orders/timers.ts';
import { oneRow, rows, type Sql, sql } from '#db/sql.ts';
import { orderTransitions } from '#domain/order-transitions.ts';
import { listOddities } from '../support/order-oddities.ts';
import { countDeadlocks } from './kill-findings.ts';
import { doneOf, type Told } from './storm-clients.ts';

/** What a storm left; every list of `faultsOf` is empty when nothing was lost, doubled, nobody's or odd. */
export interface Findings {
  readonly orders: number;
  readonly timersWorked: number;
  readonly deadlocks: number;
  readonly failed: readonly string[];
  readonly cries: readonly string[];
  /** Acts that were answered as done and do not stand exactly once in their order's story. */
  readonly unkept: readonly string[];
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly nobodys: readonly string[];
  readonly odd: readonly string[];
  /** Timers that were worked twice. */
  readonly misfired: readonly string[];
  /** Steps of a story that do not begin where the one before them ended. */
  readonly torn: readonly string[];
  /** Open orders whose unit ended, or whose place is none any more. */
  readonly leftBehind: readonly string[];
}

export const faultsOf = ({ deadlocks, failed, cries, unkept, lost, doubled, nobodys, odd, misfired, torn, leftBehind }: Findings) => ({
  ...{ deadlocks, failed, cries, unkept, lost, doubled, nobodys, odd, misfired, torn, leftBehind },
});

/** Every act of the transition table, and what else people did. */
export const everyAct: readonly string[] = [
  ...new Set(Object.values(orderTransitions).flatMap((row) => Object.keys(row))),
  ...['report', 'add', 'judge', 'acknowledge', 'many', 'end-unit', 'dissolve', 'switch-rules'],
];

/** Which acts were done fewer times than that: of what was never tried nothing is known. */
export const unreached = (told: Told, least: number): string[] => everyAct.filter((name) => doneOf({ told }, name) < least);

const texts = async (pool: Pool, piece: Sql): Promise<string[]> => (await rows<{ id: string }>(pool, piece)).map(({ id }) => id);

/** What must hold at any moment. */
export const lookAround = async (pool: Pool): Promise<Pick<Findings, 'nobodys' | 'odd'>> => ({
  nobodys: (await listBreaches(pool)).map(({ orderId, accountable, armed }) => `order ${orderId}: ${accountable} accountable, ${armed} armed`),
  odd: await listOddities(pool),
});

/** What a server settles within seconds after a unit ended. */
export const listLeftBehind = (pool: Pool): Promise<string[]> =>
  texts(
    pool,
    sql`select 'order ' || o.id || ' (' || o.state || ')' || case when u.active then '' else ' of ended ' || u.id end
            || case when p.retired_on is null then '' else ' in dissolved ' || p.code end as id
          from orders o join units u on u.id = o.unit_id
            join places p on p.code = o.street_code
        where o.state not in ('closed', 'void', 'merged') and (not u.active or p.retired_on is not null) limit 20`,
  );

export const examineStorm = async (pool: Pool, told: Told): Promise<Omit<Findings, 'failed' | 'cries' | 'leftBehind'>> => {
  const keys = [...told.acts.keys()];
  const numbers = [...told.reports.values()].flatMap((each) => [...each]);
  const { orders, timersWorked } = await oneRow<{ orders: number; timersWorked: number }>(
    pool,
    sql`select (select count(*)::integer from orders) as orders, (select count(*)::integer from timers where outcome = 'worked') as timers_worked`,
  );
  const unkept = await rows<{ key: string; times: number }>(
    pool,
    sql`select k as key, (select count(*)::integer from order_events e where e.details ->> 'key' = k) as times from unnest(${keys}::text[]) k
        where (select count(*) from order_events e where e.details ->> 'key' = k) <> 1`,
  );
  return {
    ...{ orders, timersWorked, deadlocks: await countDeadlocks(pool), ...(await lookAround(pool)) },
    unkept: unkept.map(({ key, times }) => `${told.acts.get(key)}: ${times} times`),
    lost: [
      ...(await texts(pool, sql`select n as id from unnest(${numbers}::text[]) n where not exists (select from reports where number = n)`)),
      ...(await texts(
        pool,
        sql`select k as id from unnest(${[...told.additions.keys()]}::text[]) k where not exists (select from report_additions where idempotency_key = k)`,
      )),
      ...(await texts(pool, sql`select number as id from reports r where not exists (select from orders o where o.incident_id = r.incident_id)`)),
    ],
    doubled: [
      ...[...told.reports].flatMap(([key, each]) => (each.size > 1 ? [key] : [])),
      ...(await texts(pool, sql`select details ->> 'key' as id from order_events where details ? 'key' group by order_id, 1 having count(*) > 1`)),
    ],
    misfired: await texts(
      pool,
      sql`select order_id || ' ' || kind as id from timers where outcome = 'worked' group by order_id, kind, coalesce(clock, ''), due_at having count(*) > 1`,
    ),
    torn: await texts(
      pool,
      sql`select 'order ' || order_id || ': ' || before || ' → ' || action || ' from ' || from_state as id
          from (select order_id, id, action, from_state, lag(to_state) over (partition by order_id order by id) as before from order_events) e
          where before <> from_state limit 20`,
    ),
  };
};
