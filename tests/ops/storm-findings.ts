import type { Pool } from '#db/pool.ts';
import { listBreaches } from '#db/queries/orders/timers.ts';
import { oneRow, rows, sql } from '#db/sql.ts';
import { orderTransitions } from '#domain/order-transitions.ts';
import { listOddities } from '../support/order-oddities.ts';
import { foundIds } from './found-ids.ts';
import { listMiscounted } from './storm-calendar.ts';
import { doneOf, type Told } from './storm-clients.ts';
import { examineWells, type WellFindings } from './storm-well-findings.ts';

/** What a storm left; every list of `faultsOf` is empty when nothing was lost, doubled, nobody's or odd. */
export interface Findings extends WellFindings {
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
  /** Open orders whose unit ended, or whose place is none any more; wells that lie there or are theirs; people who do not do there what they did where it was before. */
  readonly leftBehind: readonly string[];
  /** Merges of wells that their records, or the stories of the orders that moved, do not tell of. */
  readonly untold: readonly string[];
  /** What is still known of callers who had it erased. */
  readonly remembered: readonly string[];
  /** Clocks that do not count the days of the list that stands. */
  readonly miscounted: readonly string[];
}

export const faultsOf = ({ orders: _, timersWorked: __, ...faults }: Findings) => faults;

/** Every act of the transition table, and what else people did. */
export const everyAct: readonly string[] = [
  ...new Set(Object.values(orderTransitions).flatMap((row) => Object.keys(row))),
  ...['report', 'add', 'judge', 'acknowledge', 'many', 'end-unit', 'dissolve', 'switch-rules', 'merge-wells', 'split-wells', 'give-role', 'erase'],
  ...['edit-well', 'keep-well', 'replace-cover', 'retire-well', 'restore-well', 'import', 'correct-year'],
];

/** Which acts were done fewer times than that: of what was never tried nothing is known. */
export const unreached = (told: Told, least: number): string[] => everyAct.filter((name) => doneOf({ told }, name) < least);

/** What must hold at any moment. */
export const lookAround = async (pool: Pool): Promise<Pick<Findings, 'nobodys' | 'odd'>> => ({
  nobodys: (await listBreaches(pool)).map(({ orderId, accountable, armed }) => `order ${orderId}: ${accountable} accountable, ${armed} armed`),
  odd: await listOddities(pool),
});

/** What a server settles within seconds after a unit or a place ended. */
export const listLeftBehind = (pool: Pool): Promise<string[]> =>
  foundIds(
    pool,
    sql`with recursive chain as (
          select u.id, u.successor_id as heir, 1 as step from units u where not u.active and u.successor_id is not null
          union all select c.id, u.successor_id, step + 1 from chain c join units u on u.id = c.heir and not u.active where u.successor_id is not null and step < 100
        ), heirs as (select distinct on (id) id, heir from chain order by id, step desc)
        (select 'well ' || a.id || ' in dissolved ' || p.code as id from assets a join places p on p.code = a.street_code where p.retired_on is not null limit 20)
        union all (select 'well ' || a.id || ' of ended ' || h.id from assets a join heirs h on h.id in (a.owner_id, a.maintainer_id, a.authority_id) limit 20)
        union all (select r.role || ' ' || p.username || ' at dissolved ' || r.place_code from person_roles r join people p on p.id = r.person_id join places w on w.code = r.place_code
          where w.retired_on is not null and not exists (select from person_roles x where x.person_id = r.person_id and x.role = r.role and x.place_code = current_place(r.place_code)) limit 20)
        union all (select r.role || ' ' || p.username || ' at ended ' || h.id from person_roles r join people p on p.id = r.person_id join heirs h on h.id = r.unit_id
          where not exists (select from person_roles x where x.person_id = r.person_id and x.role = r.role and x.unit_id = h.heir) limit 20)
        union all (select 'order ' || o.id || ' (' || o.state || ')' || case when u.active then '' else ' of ended ' || u.id end
            || case when p.retired_on is null then '' else ' in dissolved ' || p.code end as id
          from orders o join units u on u.id = o.unit_id
            join places p on p.code = o.street_code
        where o.state not in ('closed', 'void', 'merged') and (not u.active or p.retired_on is not null) limit 20)`,
  );

/** Both records tell of a merge, once each, and each open order that moved tells of it too. */
const listUntold = async (pool: Pool, { merges }: Told): Promise<string[]> => [
  ...(await foundIds(
    pool,
    sql`select n || ': ' || (select count(*) from asset_events e where e.note = n and e.action = 'merged') || ' times' as id from unnest(${[...merges.keys()]}::text[]) n
        where (select count(*) from asset_events e where e.note = n and e.action = 'merged') <> 2`,
  )),
  ...(await foundIds(
    pool,
    sql`select 'order ' || o || ' of merged ' || a.asset_id as id
        from asset_events a cross join lateral jsonb_array_elements_text(case jsonb_typeof(a.changes #> '{orders,0}') when 'array' then a.changes #> '{orders,0}' else '[]' end) o
        where a.action = 'merged' and not exists (select from order_events e where e.order_id = o::bigint and e.action = 'asset_merged' and e.at = a.at and e.details ->> 'insteadOf' = a.asset_id) limit 20`,
  )),
];

/** Whoever added to a report in the moment of its erasing came before it, and was erased too, or was refused. */
const listRemembered = (pool: Pool, { erased }: Told): Promise<string[]> =>
  foundIds(
    pool,
    sql`select r.number as id from reports r where r.number = any(${[...erased]}::text[]) and (r.erased_at is null or r.text <> '' or r.address is not null
          or exists (select from report_contacts c where c.report_id = r.id and (c.name is not null or c.phone is not null))
          or exists (select from report_additions a where a.report_id = r.id and a.text <> '')
          or exists (select from photos f where f.report_id = r.id and f.erased_at is null))`,
  );

export const examineStorm = async (pool: Pool, told: Told): Promise<Omit<Findings, 'deadlocks' | 'failed' | 'cries' | 'leftBehind'>> => {
  const keys = [...told.acts.keys()];
  const keptAdditions = [...told.additions].flatMap(([key, number]) => (told.erased.has(number) ? [] : [key])); // what is erased keeps no key
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
    ...{ orders, timersWorked, ...(await lookAround(pool)), ...(await examineWells(pool, told)) },
    miscounted: await listMiscounted(pool),
    untold: await listUntold(pool, told),
    remembered: await listRemembered(pool, told),
    unkept: unkept.map(({ key, times }) => `${told.acts.get(key)}: ${times} times`),
    lost: [
      ...(await foundIds(pool, sql`select n as id from unnest(${numbers}::text[]) n where not exists (select from reports where number = n)`)),
      ...(await foundIds(
        pool,
        sql`select k as id from unnest(${keptAdditions}::text[]) k where not exists (select from report_additions where idempotency_key = k)`,
      )),
      ...(await foundIds(pool, sql`select number as id from reports r where not exists (select from orders o where o.incident_id = r.incident_id)`)),
    ],
    doubled: [
      ...[...told.reports].flatMap(([key, each]) => (each.size > 1 ? [key] : [])),
      ...(await foundIds(pool, sql`select details ->> 'key' as id from order_events where details ? 'key' group by order_id, 1 having count(*) > 1`)),
    ],
    misfired: await foundIds(
      pool,
      sql`select order_id || ' ' || kind as id from timers where outcome = 'worked' group by order_id, kind, coalesce(clock, ''), due_at having count(*) > 1`,
    ),
    torn: await foundIds(
      pool,
      sql`select 'order ' || order_id || ': ' || before || ' → ' || action || ' from ' || from_state as id
          from (select order_id, id, action, from_state, lag(to_state) over (partition by order_id order by id) as before from order_events) e
          where before <> from_state limit 20`,
    ),
  };
};
