import { createPool, type Pool } from '#db/pool.ts';
import { listBreaches } from '#db/queries/orders/timers.ts';
import { oneRow, rows, sql } from '#db/sql.ts';
import { listOddities } from '../support/order-oddities.ts';

/** What a run of kills found; every list is empty when nothing was lost and nothing done twice. */
export interface Findings {
  readonly kills: { readonly server: number; readonly database: number };
  readonly acknowledged: number;
  readonly signed: number;
  readonly timersWorked: number;
  /** Numbers that a client was told and the database does not know. */
  readonly lost: readonly string[];
  /** Keys whose report was told under two numbers, or that stand twice. */
  readonly doubled: readonly string[];
  /** Reports without an order, orders that are nobody's or have no timer. */
  readonly nobodys: readonly string[];
  /** Orders whose calls are not one more than the timers that were worked. */
  readonly misfired: readonly string[];
  /** Signatures that were acknowledged and do not stand exactly once. */
  readonly unsigned: readonly string[];
  /** What must not be so of any order. */
  readonly odd: readonly string[];
  /** What was answered with a 5xx that is no honest 503. */
  readonly failed: readonly string[];
  readonly deadlocks: number;
}

/** Since the database was made, or its server crashed. */
export const countDeadlocks = async (pool: Pool): Promise<number> =>
  (await oneRow<{ deadlocks: number }>(pool, sql`select deadlocks::integer as deadlocks from pg_stat_database where datname = current_database()`)).deadlocks;

/** What of the findings is a fault. */
export const faultsOf = ({ lost, doubled, nobodys, misfired, unsigned, odd, failed, deadlocks }: Findings) => ({
  ...{ lost, doubled, nobodys, misfired, unsigned, odd, failed },
  deadlocks,
});

/** Drafts rules, as an administrator does. The first number of these was given in the transaction that made them. @throws where the draft's number was given before */
export const draftRules = (pool: Pool): Promise<{ id: string }> =>
  oneRow(
    pool,
    sql`insert into rule_sets (title, rules, after, based_on, drafted_at) select 'draft', rules, after, id, clock_timestamp() from rule_sets where version = 1 returning id`,
  );

export const onPool = async <T>(url: string, work: (pool: Pool) => Promise<T>, max = 2): Promise<T> => {
  const pool = createPool(url, { max, schema: 'city' });
  pool.options.connectionTimeoutMillis = 60_000; // who judges a server waits where the machine is slow
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
};

export const examine = (url: string, told: ReadonlyMap<string, string>, signed: ReadonlySet<string>) =>
  onPool(url, async (pool) => {
    const numbers = [...told.values()];
    const lost = await rows<{ number: string }>(
      pool,
      sql`select n as number from unnest(${numbers}::text[]) n where not exists (select from reports where number = n)`,
    );
    const doubled = await rows<{ key: string }>(pool, sql`select idempotency_key as key from reports group by 1 having count(*) > 1`);
    const orderless = await rows<{ number: string }>(
      pool,
      sql`select number from reports r where not exists (select from orders o where o.incident_id = r.incident_id)`,
    );
    const misfired = await rows<{ id: string }>(
      pool,
      sql`select o.id from orders o where
            (select count(*) from order_events e where e.order_id = o.id and e.action in ('call', 'nobody'))
            <> 1 + (select count(*) from timers t where t.order_id = o.id and t.kind = 'call' and t.outcome = 'worked')`,
    );
    const unsigned = await rows<{ id: string }>(
      pool,
      sql`select told.id from unnest(${[...signed]}::bigint[]) told (id) where (select count(*) from order_events e where e.order_id = told.id and e.action = 'sign') <> 1`,
    );
    const { worked } = await oneRow<{ worked: number }>(pool, sql`select count(*)::integer as worked from timers where outcome = 'worked'`);
    return {
      odd: await listOddities(pool),
      timersWorked: worked,
      lost: lost.map(({ number }) => number),
      doubled: doubled.map(({ key }) => key),
      nobodys: [...orderless.map(({ number }) => number), ...(await listBreaches(pool)).map(({ orderId }) => orderId)],
      misfired: misfired.map(({ id }) => id),
      unsigned: unsigned.map(({ id }) => id),
    };
  });
