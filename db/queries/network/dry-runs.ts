import type { Reach } from '#domain/access.ts';
import type { DispatchCase, DispatchRule } from '#domain/contract/dispatch-rules.ts';
import type { DryRun, DryRunChange } from '#domain/contract/rules.ts';
import { affected, type Connection, firstRow, oneRow, rows, sql } from '../../sql.ts';
import { withMaskedPlaces } from '../masked-places.ts';
import { orderInReach } from '../reach.ts';

export const insertDryRun = (
  connection: Connection,
  run: { ruleSetId: string; personId: string; at: string; fromAt: string; toAt: string },
): Promise<{ id: string }> =>
  oneRow(
    connection,
    sql`insert into dry_runs (rule_set_id, revision, rules, asked_by, asked_at, from_at, to_at)
        select id, revision, rules, ${run.personId}, ${run.at}, ${run.fromAt}, ${run.toAt} from rule_sets where id = ${run.ruleSetId} returning id`,
  );

/** Whether a set, with the rules that it has now, was tried on the orders of so many days: none that were still to come. */
export const wasTried = async (connection: Connection, ruleSetId: string, leastDays: number): Promise<boolean> =>
  (
    await oneRow<{ isTried: boolean }>(
      connection,
      sql`select exists (select from dry_runs d join rule_sets s on s.id = d.rule_set_id
            where s.id = ${ruleSetId} and d.rules = s.rules and d.state = 'done' and least(d.to_at, d.asked_at) - d.from_at >= make_interval(days => ${leastDays}::integer)) as is_tried`,
    )
  ).isTried;

export type DryRunRow = Omit<DryRun, 'flows' | 'ordersPerSecond'> & { readonly workedMs: number };

export const findDryRun = (connection: Connection, id: string): Promise<DryRunRow | undefined> =>
  firstRow(
    connection,
    sql`select r.id, r.rule_set_id, r.revision, r.from_at, r.to_at, r.asked_at, r.state, r.seen, r.without_case, r.moved, r.told, r.worked_ms,
          (select count(*)::integer from orders o where o.opened_at >= r.from_at and o.opened_at < r.to_at) as total
        from dry_runs r where r.id = ${id}`,
  );

export interface DryRunWork {
  readonly id: string;
  readonly rules: readonly DispatchRule[];
  readonly fromAt: string;
  readonly toAt: string;
  readonly afterAt: string | null;
  readonly afterId: string;
}

/** The oldest run that is not done, held to the end of the transaction; undefined when another server is at it or none is left. */
export const takeDryRun = (connection: Connection): Promise<DryRunWork | undefined> =>
  firstRow(
    connection,
    sql`select id, rules, from_at, to_at, after_at::text as after_at, after_id from dry_runs where state in ('waiting', 'running') order by id limit 1 for update skip locked`,
  );

export interface TriedOrder {
  readonly id: string;
  /** As the database writes it, to the microsecond. */
  readonly at: string;
  readonly unitId: string | null;
  readonly told: readonly string[];
  readonly rule: DryRunChange['fromRule'] | null;
  readonly of: DispatchCase | null;
}

/** The next orders of a span as they were first sent: to whom, who was told in the same moment, by which rule. */
export const listTriedOrders = (connection: Connection, work: DryRunWork, limit: number): Promise<TriedOrder[]> =>
  rows(
    connection,
    sql`select o.id, o.opened_at::text as at, first.unit_id, coalesce(first.told, '{}') as told, o.dispatch_rule as rule, o.dispatch_case as of
        from (select * from orders where opened_at >= ${work.fromAt}::timestamptz and opened_at < ${work.toAt}::timestamptz
                and (opened_at, id) > (coalesce(${work.afterAt}::timestamptz, ${work.fromAt}::timestamptz), case when ${work.afterAt}::text is null then 0 else ${work.afterId}::bigint end)
              order by opened_at, id limit ${limit}) o
        left join lateral (
          select min(t.unit_id) filter (where t.part = 'accountable') as unit_id, array_agg(t.unit_id order by t.id) filter (where t.part = 'informed') as told
          from assignments t where t.order_id = o.id and t.assigned_at = o.opened_at and t.assigned_by is null
            and (t.part = 'accountable' or t.reason->>'code' in ('informed-owner', 'informed-road', 'informed-road-hazard', 'informed-likeliest-owner', 'informed-rule'))) first on true
        order by o.opened_at, o.id`,
  );

export interface NewChange {
  readonly orderId: string;
  readonly fromUnit: string;
  readonly toUnit: string;
  readonly fromRule: DryRunChange['fromRule'];
  readonly toRule: DryRunChange['toRule'];
  readonly newlyTold: readonly string[];
  readonly noLongerTold: readonly string[];
}

export const insertChanges = (connection: Connection, dryRunId: string, changes: readonly NewChange[]): Promise<number> =>
  affected(
    connection,
    sql`insert into dry_run_changes (dry_run_id, order_id, from_unit, to_unit, from_rule, to_rule, newly_told, no_longer_told)
        select ${dryRunId}, c."orderId", c."fromUnit", c."toUnit", c."fromRule", c."toRule", array(select jsonb_array_elements_text(c."newlyTold")), array(select jsonb_array_elements_text(c."noLongerTold"))
        from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
          as c ("orderId" bigint, "fromUnit" text, "toUnit" text, "fromRule" jsonb, "toRule" jsonb, "newlyTold" jsonb, "noLongerTold" jsonb)`,
  );

/** Counts one piece of work in. @param piece `last` null: there was nothing left, the run is done */
export const moveDryRunOn = (
  connection: Connection,
  id: string,
  piece: { last: { at: string; id: string } | null; seen: number; withoutCase: number; moved: number; told: number; workedMs: number; now: string },
): Promise<number> =>
  affected(
    connection,
    sql`update dry_runs set state = ${piece.last === null ? 'done' : 'running'}, ended_at = ${piece.last === null ? piece.now : null}::timestamptz,
          after_at = coalesce(${piece.last?.at ?? null}::timestamptz, after_at), after_id = coalesce(${piece.last?.id ?? null}::bigint, after_id),
          seen = seen + ${piece.seen}::integer, without_case = without_case + ${piece.withoutCase}::integer, moved = moved + ${piece.moved}::integer,
          told = told + ${piece.told}::integer, worked_ms = worked_ms + ${piece.workedMs}::integer
        where id = ${id}`,
  );

export const failDryRun = (connection: Connection, id: string, at: string): Promise<number> =>
  affected(connection, sql`update dry_runs set state = 'failed', ended_at = ${at} where id = ${id} and state in ('waiting', 'running')`);

const unitName = (id: ReturnType<typeof sql>) => sql`(select jsonb_build_object('zh', u.name, 'en', u.name_en) from units u where u.id = ${id})`;
const unitNames = (ids: ReturnType<typeof sql>) =>
  sql`(select coalesce(jsonb_agg(jsonb_build_object('zh', u.name, 'en', u.name_en) order by u.id), '[]') from units u where u.id = any(${ids}))`;

export const listFlows = (connection: Connection, dryRunId: string, reach: Reach): Promise<DryRun['flows']> =>
  rows(
    connection,
    sql`select f.from_unit, f.to_unit, f.count, ${unitName(sql`f.from_unit`)} as "from", ${unitName(sql`f.to_unit`)} as "to"
        from (select c.from_unit, c.to_unit, count(*)::integer as count from dry_run_changes c join orders o on o.id = c.order_id
              where c.dry_run_id = ${dryRunId} and c.from_unit <> c.to_unit and ${orderInReach(reach)} group by 1, 2 order by count(*) desc, 1, 2 limit 100) f
        order by f.count desc, f.from_unit, f.to_unit`,
  );

interface Wanted {
  readonly dryRunId: string;
  readonly reach: Reach;
  readonly fromUnit: string | null;
  readonly toUnit: string | null;
  readonly beforeId: string | null;
  readonly limit: number;
}

/** One page, latest first; one row more than `limit` when there is a next one. */
export const listDryRunChanges = (connection: Connection, wanted: Wanted): Promise<DryRunChange[]> =>
  rows<DryRunChange>(
    connection,
    sql`select c.order_id, jsonb_build_object('zh', k.name, 'en', k.name_en) as kind, o.is_hazard, o.opened_at, i.address,
          jsonb_build_object('zh', s.name, 'en', coalesce(s.name_en, s.name)) as street, jsonb_build_object('lon', ST_X(i.geom), 'lat', ST_Y(i.geom)) as position,
          ${unitName(sql`c.from_unit`)} as "from", ${unitName(sql`c.to_unit`)} as "to", c.from_rule, c.to_rule,
          ${unitNames(sql`c.newly_told`)} as newly_told, ${unitNames(sql`c.no_longer_told`)} as no_longer_told
        from dry_run_changes c join orders o on o.id = c.order_id join incidents i on i.id = o.incident_id
          join problem_kinds k on k.code = o.problem_kind join places s on s.code = o.street_code
        where c.dry_run_id = ${wanted.dryRunId} and ${orderInReach(wanted.reach)}
          and (${wanted.fromUnit}::text is null or c.from_unit = ${wanted.fromUnit}) and (${wanted.toUnit}::text is null or c.to_unit = ${wanted.toUnit})
          and (${wanted.beforeId}::bigint is null or c.order_id < ${wanted.beforeId}::bigint)
        order by c.order_id desc limit ${wanted.limit + 1}`,
  ).then(withMaskedPlaces);

/** Points for a map, at most so many, drawn evenly from all; only those another unit would have. */
export const listDryRunPoints = (
  connection: Connection,
  dryRunId: string,
  reach: Reach,
  most: number,
): Promise<{ orderId: string; fromUnit: string; toUnit: string; isHazard: boolean; lon: number; lat: number; total: number }[]> =>
  rows(
    connection,
    sql`with all_of_them as (
          select c.order_id, c.from_unit, c.to_unit, o.is_hazard, o.incident_id, row_number() over (order by c.order_id) as n, count(*) over () as total
          from dry_run_changes c join orders o on o.id = c.order_id where c.dry_run_id = ${dryRunId} and c.from_unit <> c.to_unit and ${orderInReach(reach)})
        select a.order_id, a.from_unit, a.to_unit, a.is_hazard, ST_X(i.geom) as lon, ST_Y(i.geom) as lat, a.total::integer
        from all_of_them a join incidents i on i.id = a.incident_id where a.n % greatest(1, (a.total + ${most} - 1) / ${most}) = 0 order by a.order_id`,
  );
