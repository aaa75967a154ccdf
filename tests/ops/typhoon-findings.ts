import { listBreaches } from '#db/queries/orders/timers.ts';
import { oneRow, sql } from '#db/sql.ts';
import { standardClocks } from '#domain/standard-clocks.ts';
import { listOddities } from '../support/order-oddities.ts';
import { foundIds } from './found-ids.ts';
import { countDeadlocks, onPool } from './kill-findings.ts';
import type { Told } from './typhoon-clients.ts';

/** What a storm left; every list is empty when nothing was lost, doubled or late. */
export interface Findings {
  readonly reports: number;
  readonly orders: number;
  /** Reports of the well that most were about. */
  readonly mostOfOne: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  /** Wells that have two open orders of one matter. */
  readonly twice: readonly string[];
  readonly nobodys: readonly string[];
  /** Dangers whose clock did not start with one of its first reports or does not end when it must. */
  readonly wrongClocks: readonly string[];
  /** Callers without a clock of their own. */
  readonly unclocked: readonly string[];
  readonly odd: readonly string[];
  readonly failed: readonly string[];
  readonly deadlocks: number;
}

export const faultsOf = ({ lost, doubled, twice, nobodys, wrongClocks, unclocked, odd, failed, deadlocks }: Findings) => ({
  ...{ lost, doubled, twice, nobodys, wrongClocks, unclocked, odd, failed },
  deadlocks,
});

const { town, suburb } = standardClocks.hazardHours;

export const examineStorm = (url: string, told: Told): Promise<Findings> =>
  onPool(url, async (pool) => {
    const numbers = [...told.numbers.values()].flatMap((each) => [...each]);
    const keys = [...told.numbers.keys()];
    return {
      odd: await listOddities(pool),
      failed: told.failed,
      deadlocks: await countDeadlocks(pool),
      ...(await oneRow<{ reports: number; orders: number; mostOfOne: number }>(
        pool,
        sql`select count(*)::integer as reports, count(distinct incident_id)::integer as orders,
              (select max(n)::integer from (select count(*) as n from reports group by incident_id) c) as most_of_one from reports`,
      )),
      lost: await foundIds(pool, sql`select n as id from unnest(${numbers}::text[]) n where not exists (select from reports where number = n)`),
      doubled: [
        ...[...told.numbers].flatMap(([key, each]) => (each.size > 1 ? [key] : [])),
        ...(await foundIds(pool, sql`select idempotency_key as id from reports group by 1 having count(*) > 1`)),
        ...(await foundIds(pool, sql`select idempotency_key as id from reports where not (idempotency_key = any(${keys}))`)),
      ],
      twice: await foundIds(
        pool,
        sql`select asset_id as id from orders where asset_id is not null and state not in ('closed', 'void', 'merged') group by asset_id, problem_kind having count(*) > 1`,
      ),
      nobodys: [
        ...(await foundIds(pool, sql`select number as id from reports r where not exists (select from orders o where o.incident_id = r.incident_id)`)),
        ...(await listBreaches(pool)).map(({ orderId }) => orderId),
      ],
      // Two reports of one well may overtake each other on their way to its lock: by as long as a request takes, here ten seconds at most.
      wrongClocks: await foundIds(
        pool,
        sql`select o.id::text from orders o join places s on s.code = o.street_code
              left join deadlines d on d.order_id = o.id and d.clock = 'hazard' and d.ended_at is null
              cross join lateral (select min(received_at) as first, array_agg(received_at) as all from reports r where r.incident_id = o.incident_id) told
            where o.is_hazard and (d.id is null or d.started_at <> all (told.all) or d.started_at > told.first + interval '10 seconds'
              or d.due_at <> d.started_at + case s.settlement when 'town' then ${town}::integer else ${suburb}::integer end * interval '1 hour')`,
      ),
      unclocked: await foundIds(
        pool,
        sql`select r.number as id from reports r join report_contacts c on c.report_id = r.id where not exists (select from deadlines d where d.report_id = r.id and d.clock = 'contact')`,
      ),
    };
  });
